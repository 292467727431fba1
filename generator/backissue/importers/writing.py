"""Records as the files of docs/content.md: front matter in the order that people write it, then the text."""

from typing import Any

import yaml

from backissue.importers.record import Remark

_ORDER = (
    "headline", "title", "name", "outlet", "edition", "published", "updated", "slug", "kicker", "standfirst", "byline",
    "agency", "dateline", "section", "page", "topics", "people", "places", "organisations", "series", "images",
    "corrections", "embargo", "withdrawn", "draft", "noindex", "rights", "language", "source", "aliases", "permalink",
    "description", "timezone", "number", "volume", "cover", "teaser", "lead", "pages", "note", "extra",
)  # fmt: skip
FIELDS = frozenset(_ORDER) - {"title", "name", "description", "timezone", "number", "volume", "cover", "teaser",
                              "lead", "pages", "note", "images"}  # fmt: skip
"""What an article's record may have in its ``fields``."""


class _Dumper(yaml.CSafeDumper):
    """Quotes what YAML would take for nothing, true or false; dates and numbers stay plain, as they are typed."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as PyYAML declares it
        sign: [(tag, form) for tag, form in forms if tag.rpartition(":")[2] in ("null", "bool", "merge")]
        for sign, forms in yaml.CSafeDumper.yaml_implicit_resolvers.items()
    }

    def ignore_aliases(self, data: Any) -> bool:
        return True


def article_file(fields: dict[str, Any], body: str) -> bytes:
    """An article, or a page, with what is empty left out."""
    return f"---\n{_yaml(_ordered(fields))}---\n{body.strip(chr(10))}\n".encode()


def yaml_file(fields: dict[str, Any]) -> bytes:
    """An outlet, an edition, the archive's settings."""
    return _yaml(_ordered(fields)).encode()


def comments_file(comments: list[Remark]) -> bytes:
    """The comments on one story."""
    return _yaml([_comment(one) for one in comments]).encode()


def _comment(one: Remark) -> dict[str, Any]:
    fields = {"author": one.author, "date": one.date, "text": one.text, "replies": [_comment(r) for r in one.replies]}
    return {name: value for name, value in fields.items() if value}


def _ordered(fields: dict[str, Any]) -> dict[str, Any]:
    known = {name: fields[name] for name in _ORDER if name in fields}
    return {name: value for name, value in (known | fields).items() if value not in ("", None, [], {}, False)}


def _yaml(value: Any) -> str:
    return str(yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110))
