"""The format ``html``: article pages as they were saved, in a file, a folder, or a web archive (WARC)."""

from backissue.importers.readers.html.saved import read as read
