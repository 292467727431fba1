"""WordPress exports: how the file is cut and read, what its texts mean, and what its items become.

opening, cut, parse     the file's bytes, its pieces, and a piece as plain values
body                    a story's text, by way of blocks, shortcodes, autop and pictures
posts, comments, dates  an item as a record; index finds what another item says
reader                  all of it, in the order of the export
"""

from backissue.importers.readers.wordpress.reader import read

__all__ = ["read"]
