"""Back Issue: a folder of Markdown articles becomes a newspaper's permanent public archive."""

__version__ = "0.1.0"
