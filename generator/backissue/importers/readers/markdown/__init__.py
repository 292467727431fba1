"""Posts of static site generators: ``reader.py`` goes through them, each other module knows one part of a post."""

from backissue.importers.readers.markdown.reader import read

__all__ = ["read"]
