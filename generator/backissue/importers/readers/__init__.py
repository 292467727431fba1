"""A reader for each format, a folder each, and what several of them need.

``captured`` knows what saved pages and their texts have alike; ``json_stream`` reads JSON in pieces; ``near`` finds
files within a source and nothing outside it; ``moments`` reads dates; ``prose`` tells HTML from plain text.
"""
