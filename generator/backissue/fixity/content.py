"""A story's own hash: of what it says, whatever its page looks like."""

import hashlib
import json
import re

from backissue.model import Article

_TARGET = re.compile(r"(\]\(|^ {0,3}\[[^\]\n]+\]: *)[^\s)]+", re.MULTILINE)
"""What a link or a picture of a text leads to: a file may move and the words stay."""


def content_hash(article: Article) -> str:
    """SHA-256 of a story's words, in small hexadecimal digits. Pure.

    It is of the canonical JSON (RFC 8785) of an object with the fields below, every one a text or a list of texts, and
    empty where the story has none; its text is the Markdown without the targets of links and pictures. An
    address, a topic or a picture may change without changing it; a word may not.
    """
    words = {
        "headline": article.headline,
        "kicker": article.kicker,
        "standfirst": article.standfirst,
        "byline": [name.name for name in article.byline],
        "agencies": list(article.agencies),
        "dateline": article.dateline,
        "date": article.date,
        "text": _TARGET.sub(r"\1", article.body),
        "corrections": [f"{note.date} {note.text}" for note in article.corrections],
    }
    # Keys are ASCII and values texts: so sorted keys without blanks are what RFC 8785 (3.2) makes of them
    canonical = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()
