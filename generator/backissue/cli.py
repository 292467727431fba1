"""The command line: flags to one call a command, errors to exit codes.

Exit codes: 0 done; 1 the content or the build is at fault; 2 the command was misused; 130 Ctrl-C.
"""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click
import msgspec

from backissue import __version__
from backissue.build import build
from backissue.errors import BackIssueError, BuildFailed
from backissue.summary import Summary

if TYPE_CHECKING:  # each command loads what it alone needs: a build starts in half the time
    from backissue.audit import Audit

P = ParamSpec("P")

FORMAT_NAMES = ("markdown", "wordpress", "ninjs", "html", "text", "feed", "table")

_root = click.option(
    "--root", type=click.Path(file_okay=False, path_type=Path), default=Path(),
    help="The archive: the folder that holds content/ [default: this one].",
)  # fmt: skip
_site = click.option(
    "--site", type=click.Path(file_okay=False, path_type=Path), help="Where the site goes [default: ROOT/site]."
)  # fmt: skip
_as_of = click.option(
    "--as-of", "as_of", callback=lambda context, option, value: _moment(value), metavar="DATE",
    help="Build as on a date or at a moment (ISO 8601): which embargoes have passed [default: now].",
)  # fmt: skip
_jobs = click.option("--jobs", "-j", type=click.IntRange(min=1), help="Processes [default: one a core].")


def _moment(value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value) if "T" in value else datetime.combine(date.fromisoformat(value), time())
    except ValueError:
        raise click.BadParameter(f"{value} is no date; write 2099-01-01 or 2099-01-01T06:00:00+10:00") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _reported(command: Callable[P, None]) -> Callable[P, None]:
    """What a user can mend goes to standard error, plainly, with exit code 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except BuildFailed as fault:
            for problem in fault.problems:
                click.echo(str(problem), err=True)
            errors = sum(not problem.warning for problem in fault.problems)
            click.echo(f"{errors} {'problem' if errors == 1 else 'problems'}; the site is as it was", err=True)
            sys.exit(1)
        except sqlite3.Error as fault:
            click.echo(f"backissue: the cache: {fault}; make room on the disk, or remove .backissue/", err=True)
            sys.exit(1)
        except (BackIssueError, OSError) as fault:
            click.echo(f"backissue: {fault}", err=True)
            sys.exit(1)
        except KeyboardInterrupt:
            click.echo("\nstopped; the next build goes on from here", err=True)
            sys.exit(130)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="backissue")
def main() -> None:
    """A folder of Markdown articles becomes a newspaper's permanent public archive."""


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--ci", "hosts", multiple=True, type=click.Choice(("netlify", "github", "gitlab")),
              help="Write what this host reads to build commits, also into an archive that exists.")  # fmt: skip
@_reported
def new(folder: Path, hosts: tuple[str, ...]) -> None:
    """Make a new archive in DIR: three stories, a paper, an edition, ready to build."""
    from backissue.starter import add_ci, make_archive

    if not (hosts and (folder / "content").is_dir()):
        make_archive(folder)
        click.echo(f"{folder} is an archive now: three stories of one paper.")
        click.echo(f"Next: cd {folder} && backissue serve")
    for file, written in add_ci(folder, hosts):
        click.echo(f"wrote {file}" if written else f"{file} was there, and was kept as it is")


@main.command(name="build")
@_root
@_site
@_as_of
@_jobs
@click.option("--json", "as_json", is_flag=True, help="The summary as one JSON object on standard output.")
@click.option("--profile", is_flag=True, help="Say after the closing line how long each phase took.")
@_reported
def build_command(
    root: Path, site: Path | None, as_of: datetime | None, jobs: int | None, as_json: bool, profile: bool
) -> None:
    """Bring the site up to date with the content: only what changed is rendered."""
    summary = _build(root, site, as_of, jobs)
    _report(summary, as_json=as_json)
    if profile:
        rest = summary.seconds - sum(summary.phases.values())
        for phase, seconds in (*summary.phases.items(), ("all else", rest)):
            click.echo(f"{phase:>12} {seconds:8.2f} s {seconds / max(summary.seconds, 1e-9):6.1%}", err=True)


@main.command()
@_root
@_site
@_as_of
@_jobs
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port to listen on.")
@_reported
def serve(root: Path, site: Path | None, as_of: datetime | None, jobs: int | None, host: str, port: int) -> None:
    """Build, then serve the site as a host would, until Ctrl-C."""
    from backissue.server import serve as serve_site

    _report(_build(root, site, as_of, jobs))
    place = (site or root / "site").resolve()
    serve_site(place, host, port, lambda address: click.echo(f"The archive is at {address} (Ctrl-C ends it)"))


@main.command(name="explain")
@click.argument("page")
@_root
@_site
@_reported
def explain_command(page: str, root: Path, site: Path | None) -> None:
    """Why PAGE (an address, or a file in the site) is as it is: its sources, and why it was last rendered."""
    from backissue.explain import explain

    for line in explain(root, site, page):
        click.echo(line)


@main.command(name="check")
@click.option("--outputs", is_flag=True, help="Hash every file of the site again: name what another hand touched.")
@click.option("--views", is_flag=True, help="Compute what every page is made of again: name what was not marked.")
@_root
@_site
@_jobs
@_reported
def check_command(outputs: bool, views: bool, root: Path, site: Path | None, jobs: int | None) -> None:
    """Compare the site and the cache with what they should be, and change nothing; without a flag, in both ways."""
    from backissue.audit import audit

    both = outputs == views
    with _progress() as tell:
        found = audit(root, site, outputs=both or outputs, views=both or views, jobs=jobs, tell=tell)
    _report_audit(found)


@main.command(name="import")
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMAT_NAMES))
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), default=Path(), metavar="DIR",
              help="The archive: its folder, made when it is not there [default: this one].")  # fmt: skip
@click.option("--mapping", type=click.Path(dir_okay=False, exists=True, path_type=Path), metavar="FILE",
              help="A YAML file: how foreign fields, tags and authors become the archive's.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Write nothing: print the report and the first three results.")
@click.option("--fetch-images", is_flag=True, help="Get pictures from the hosts they stand on; without it, list them.")
@_reported
def import_command(
    form: str, source: Path, into: Path, mapping: Path | None, dry_run: bool, fetch_images: bool
) -> None:
    """Turn SOURCE, an export or a folder in FORMAT, into content files, and report what came over.

    FORMAT is one of markdown, wordpress, ninjs, html, text, feed and table. Run it again at any time: only what
    changed in the source is written, and nothing that a person has changed since.
    """
    from backissue.importers.formats import FORMATS
    from backissue.importers.mapping import read_mapping
    from backissue.importers.run import run_import
    from backissue.importers.summary import tell_report

    with _progress() as tell:
        report = run_import(
            FORMATS[form], source, into, read_mapping(mapping), dry_run=dry_run, fetch=fetch_images, tell=tell
        )
    tell_report(report, dry_run=dry_run)


def _report_audit(found: "Audit") -> None:
    """Each finding and what they come to on standard output; exit code 1 when there is one."""
    for finding in found.findings:
        click.echo(str(finding))
    if found.waiting:
        click.echo(f"not compared, because the next build looks at them: {', '.join(found.waiting)}", err=True)
    counts = ((found.outputs, "files hashed"), (found.views, "pages compared"))
    looked = ", ".join(f"{count:,} {what}" for count, what in counts if count) or "nothing to look at"
    count = len(found.findings)
    click.echo(f"{looked}: {count or 'no'} {'finding' if count == 1 else 'findings'}")
    if count:
        sys.exit(1)


def _build(root: Path, site: Path | None, as_of: datetime | None, jobs: int | None) -> Summary:
    with _progress() as tell:
        return build(root, site=site, as_of=as_of, jobs=jobs, progress=tell)


def _report(summary: Summary, *, as_json: bool = False) -> None:
    """Warnings to standard error, the closing line or the whole summary to standard output."""
    for warning in summary.warnings:
        click.echo(str(warning), err=True)
    if summary.cold and summary.cold != "first build":
        click.echo(f"{summary.cold}: everything was looked at again", err=True)
    click.echo(msgspec.json.encode(summary).decode() if as_json else str(summary))


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on a terminal; elsewhere a line when a phase is done."""
    if not sys.stderr.isatty():
        yield partial(_plain_progress, set())
        return
    from backissue.bars import bars

    with bars() as tell:
        yield tell


def _plain_progress(told: set[str], phase: str, done: int, total: int) -> None:
    if total and done == total and phase not in told:
        told.add(phase)
        click.echo(f"{phase}: {total:,}", err=True)


if __name__ == "__main__":
    main()
