"""Builds on Netlify: Node drives the plugin that keeps site and cache; a folder stands in for the host's cache."""

import json
import os
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from archives import AS_OF, article, make_archive, tree
from backissue.build import build
from backissue.hosting import Rules
from backissue.starter import add_ci
from backissue.summary import Summary
from tools import ROOT, node

DRIVER = ROOT / "tests/netlify_host.mjs"


class Host:
    """What Netlify does with an archive's commits: each build is in a fresh clone, with what earlier ones kept."""

    def __init__(self, folder: Path) -> None:
        self.archive = make_archive(folder / "archive", {
            f"articles/{day}.md": article(f"Day {day}", edition=f"1956-10-{day}", draft=day == 19)
            for day in range(10, 20)
        })  # fmt: skip
        assert all(written for _, written in add_ci(self.archive, ["netlify"]))
        self.clone = folder / "clone"
        self.kept = folder / "kept"
        self.said: list[str] = []

    def deploy(self, context: str = "production") -> Summary:
        """One build: the plugin before it, the build, the plugin after it."""
        shutil.rmtree(self.clone, ignore_errors=True)
        shutil.copytree(self.archive, self.clone, copy_function=shutil.copyfile)
        self.said = []
        self._plugin("onPreBuild", context)
        summary = build(self.clone, as_of=AS_OF, drafts=context == "deploy-preview", jobs=1)
        self._plugin("onPostBuild", context)
        return summary

    def _plugin(self, event: str, context: str) -> None:
        plugin = self.clone / "plugins/netlify-cache/index.js"
        done = subprocess.run(
            [node(), str(DRIVER), str(plugin), event, str(self.kept)],
            cwd=self.clone, env=os.environ | {"CONTEXT": context}, check=True, capture_output=True, text=True,
        )  # fmt: skip
        assert done.stderr == ""
        self.said += done.stdout.splitlines()


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path)


def test_a_build_on_the_host_begins_where_the_one_before_ended(host: Host, tmp_path: Path) -> None:
    first = host.deploy()
    assert first.rendered == first.pages > 20
    assert host.said == [
        "Nothing was kept by an earlier build: everything is rendered.",
        "Kept .backissue and site for the next build.",
    ]
    second = host.deploy()
    assert (second.rendered, second.written, second.cold) == (0, 0, "")
    assert host.said[0] == "Restored .backissue and site: only what changed is rendered."

    make_archive(host.archive, {"articles/12.md": article("Day 12", "Another word.\n", edition="1956-10-12")})
    third = host.deploy()
    assert 0 < third.rendered < 5
    cold = make_archive(tmp_path / "cold", {})
    shutil.copytree(host.archive / "content", cold / "content", dirs_exist_ok=True)
    build(cold, as_of=AS_OF, jobs=1)
    assert tree(cold / "site") == tree(host.clone / "site")


@pytest.mark.parametrize("lost", ["site", ".backissue"])
def test_half_of_what_was_kept_is_as_good_as_nothing(host: Host, lost: str) -> None:
    host.deploy()
    whole = tree(host.clone / "site")
    shutil.rmtree(host.kept / lost)
    again = host.deploy()
    (left,) = {"site", ".backissue"} - {lost}
    assert host.said[0] == f"{left} was kept by an earlier build: everything is rendered."
    assert again.rendered == again.pages
    assert {name: text for name, text in tree(host.clone / "site").items() if name != ".backissue-sum"} == {
        name: text for name, text in whole.items() if name != ".backissue-sum"
    }


def test_a_preview_is_for_no_search_engine_and_leaves_nothing_of_that_behind(host: Host) -> None:
    host.deploy()
    published = tree(host.clone / "site")
    host.deploy("deploy-preview")
    assert host.said[-1] == "Told search engines to leave this preview out."
    rules = Rules.parse("", (host.clone / "site/_headers").read_text("utf-8"))
    assert rules.headers("/courier/1956/10/12/")["x-robots-tag"] == "noindex"
    assert "content-security-policy" in rules.headers("/courier/1956/10/12/")
    draft = host.clone / "site/courier/1956/10/19/19/index.html"
    assert "Draft" in draft.read_text("utf-8")
    host.deploy()
    assert not draft.exists()
    assert tree(host.clone / "site") == published


def test_this_repository_is_built_with_the_plugin_that_every_archive_gets() -> None:
    own = tomllib.loads((ROOT / "netlify.toml").read_text("utf-8"))
    theirs = tomllib.loads((ROOT / "generator/backissue/starter/ci/netlify/netlify.toml").read_text("utf-8"))
    assert own["build"]["publish"] == theirs["build"]["publish"] == "site"
    for told in (own, theirs):
        assert "--drafts" in told["context"]["deploy-preview"]["command"]
        assert "--drafts" not in told["build"]["command"]
    assert own["build"]["environment"] == theirs["build"]["environment"]
    (plugin,) = own["plugins"]
    folder = ROOT / plugin["package"].removeprefix("/")
    assert folder.is_relative_to(ROOT / "generator/backissue/starter/ci/netlify")
    assert {file.name for file in folder.iterdir()} == {"index.js", "manifest.yml", "package.json"}
    assert theirs["plugins"] == [{"package": "/plugins/netlify-cache"}]


def test_the_plugin_needs_no_other_package() -> None:
    about = json.loads((ROOT / "generator/backissue/starter/ci/netlify/plugins/netlify-cache/package.json").read_text())
    assert about["private"]
    assert not {name for name in about if "ependencies" in name}
