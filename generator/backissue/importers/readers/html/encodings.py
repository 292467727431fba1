"""The encoding that a page says it is in."""

import re

_META = re.compile(rb"""<meta\b[^>]*\bcharset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_XML = re.compile(rb"""\s*<\?xml\b[^>]*\bencoding\s*=\s*["']([\w.:-]+)""")


def declared_in(head: bytes) -> str:
    """The encoding in a ``meta`` element or an XML declaration among a page's first bytes."""
    found = _META.search(head) or _XML.match(head)
    return found[1].decode("ascii", "replace") if found else ""
