"""What every question is asked with, and a story as lists know it."""

import sqlite3

import msgspec

NEWEST_FIRST = "date DESC, ord DESC, position, url"
"""A total order of stories."""


class Row(msgspec.Struct, gc=False, frozen=True):
    """A story as the catalog's lists know it; see ``views.Card``."""

    url: str
    headline: str
    kicker: str
    standfirst: str
    date: str
    outlet: str
    section: str
    page: str
    language: str
    thumb: str
    draft: int


CARD = ", ".join(f"articles.{column}" for column in Row.__struct_fields__)
"""The columns of a ``Row``."""


class Asking:
    """Questions to one connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
