"""The JSON Schema of front matter: what the sample says passes, and what a build refuses does not."""

import importlib
import json
import re
from typing import Any

import pytest
import yaml
from archives import article
from backissue.cli import main
from backissue.schema import article_schema, outlet_schema
from backissue.sources.article import ArticleFields, read_article
from backissue.sources.reading import OutletFacts, Reading
from backissue.sources.records import OutletFields, read_record
from click.testing import CliRunner
from tools import ROOT

jsonschema: Any = importlib.import_module("jsonschema")  # it brings no types
READING = Reading((("courier", OutletFacts("", "")),), "UTC", "en", False)
STORIES = sorted((ROOT / "content/articles").rglob("*.md"))


class CoreSchema(yaml.SafeLoader):
    """YAML 1.2's core schema, as far as front matter has it: what an editor's language server reads."""


CoreSchema.yaml_implicit_resolvers = {
    sign: [(tag, form) for tag, form in forms if not tag.endswith((":timestamp", ":bool"))]
    for sign, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
CoreSchema.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true$|false$"), list("tf"))


def front_matter(text: str) -> Any:
    return yaml.load(text.split("---\n")[1], CoreSchema)


VALIDATOR = jsonschema.Draft7Validator(article_schema())


def faults(text: str) -> list[str]:
    return [fault.message for fault in VALIDATOR.iter_errors(front_matter(text))]


def test_it_is_a_schema_of_its_draft_and_printed_as_json() -> None:
    jsonschema.Draft7Validator.check_schema(article_schema())
    assert json.loads(CliRunner().invoke(main, ["schema"]).stdout) == article_schema()


def test_it_has_every_field_with_its_meaning() -> None:
    fields = article_schema()["properties"]
    assert set(fields) == set(ArticleFields.__struct_fields__)
    assert all(field["description"] for field in fields.values())
    parts = article_schema()["definitions"]
    assert set(parts) == {"ImageFields", "NameFields", "CorrectionFields", "WithdrawnFields"}
    assert all(field["description"] for part in parts.values() for field in part["properties"].values())


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.stem)
def test_the_samples_stories_pass(file: Any) -> None:
    assert faults(file.read_text("utf-8")) == []


GOOD: list[dict[str, Any]] = [
    {"published": "unknown"}, {"published": 1937}, {"published": "1937-07"}, {"published": "1937-07-17 9:00 -4"},
    {"published": "2025-11-27T21:05:00+10:00"}, {"edition": "1937-05-07.late"}, {"headline": 1984},
    {"page": 4}, {"page": "4-5"}, {"topics": "Floods"}, {"topics": ["Floods", 1956]}, {"byline": "Staff"},
    {"byline": ["Ada", {"name": "Tom", "role": "photographs"}]}, {"kicker": None}, {"draft": True},
    {"images": ["images/a.png", {"src": "images/a.png", "alt": "", "lead": True}, {"caption": "Lost."}]},
    {"extra": {"gauge": 5.4, "more": [1, {"a": None}]}}, {"aliases": "/old.html"}, {"embargo": "2025-11-28"},
    {"corrections": [{"date": 1956, "text": "Wrong."}]}, {"withdrawn": {"date": "2026-02-01", "reason": "An order"}},
]  # fmt: skip
BAD: list[dict[str, Any]] = [
    {"topcs": ["Floods"]}, {"headline": " "}, {"headline": None}, {"published": "yesterday"},
    {"published": "1937-13"}, {"edition": "1937-05"}, {"edition": 1937}, {"draft": "perhaps"}, {"draft": None},
    {"topics": {"a": "b"}}, {"images": "images/a.png"}, {"images": [{"credt": "Tom"}]}, {"byline": [{"role": "x"}]},
    {"images": [{"src": "elsewhere/a.png", "alt": "x"}]}, {"corrections": [{"date": "1956"}]}, {"withdrawn": True},
    {"permalink": "old"}, {"aliases": ["old.html"]}, {"source": "example.org"}, {"slug": "a/b"}, {"extra": "text"},
    {"embargo": "2025"}, {"kicker": ["a"]},
]  # fmt: skip


def as_built(text: str) -> bool:
    """Whether a build takes it."""
    _, problems = read_article("articles/a.md", text, "content/articles/a.md", READING)
    return not any(not problem.warning for problem in problems)


@pytest.mark.parametrize("fields", GOOD, ids=repr)
def test_what_a_build_takes_passes(fields: dict[str, Any]) -> None:
    text = article(**fields)
    assert as_built(text)
    assert faults(text) == []


@pytest.mark.parametrize("fields", BAD, ids=repr)
def test_what_a_build_refuses_does_not_pass(fields: dict[str, Any]) -> None:
    text = article(**fields)
    assert not as_built(text)
    assert faults(text)


def test_a_story_needs_a_headline_and_a_date() -> None:
    assert faults("---\nedition: 1956-10-13\n---\n")
    assert faults("---\nheadline: A\n---\n")
    assert faults("---\nheadline: A\npublished: 1956-10-13\n---\n") == []


OUTLETS = sorted((ROOT / "content/outlets").glob("*.yaml"))
OUTLET = jsonschema.Draft7Validator(outlet_schema())


def outlet_faults(text: str) -> list[str]:
    return [fault.message for fault in OUTLET.iter_errors(yaml.load(text, CoreSchema))]


@pytest.mark.parametrize("file", OUTLETS, ids=lambda file: file.stem)
def test_the_samples_outlets_pass(file: Any) -> None:
    assert outlet_faults(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("frequency: when there was news", True), ("frequency: {every: weekly, on: friday}", True),
        ("frequency: [weekly, {from: 1988, every: daily}]", True), ("frequency: {every: yearly}", False),
        ("not_published: [12-25, 1956, {from: 1956-03-12, to: 1956-04, reason: A strike}]", True),
        ("missing: [yesterday]", False), ("missing: [{frm: 1956}]", False), ("founded: long ago", False),
    ],
)  # fmt: skip
def test_an_outlets_file_passes_when_a_build_takes_it(text: str, passes: bool) -> None:
    written = f"name: The Courier\n{text}\n"
    _, problems = read_record("outlets/courier.yaml", written, "courier.yaml", READING)
    assert (not problems) == passes
    assert (not outlet_faults(written)) == passes


def test_the_outlets_schema_has_every_field_with_its_meaning() -> None:
    jsonschema.Draft7Validator.check_schema(outlet_schema())
    assert json.loads(CliRunner().invoke(main, ["schema", "outlet"]).stdout) == outlet_schema()
    assert set(outlet_schema()["properties"]) == set(OutletFields.__struct_fields__)
    for part in (outlet_schema(), *outlet_schema()["definitions"].values()):
        assert all(field["description"] for field in part["properties"].values())


def test_a_comment_that_names_the_schema_does_no_harm() -> None:
    line = "# yaml-language-server: $schema=../../../article.schema.json\n"
    assert as_built(article().replace("---\n", f"---\n{line}", 1))
