"""What templates get: a module for each sort of page."""
