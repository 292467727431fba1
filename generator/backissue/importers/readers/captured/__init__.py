"""What saved article pages have in common, as HTML or as text: files, dates in words, bylines, credits, boxes."""
