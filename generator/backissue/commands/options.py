"""What commands share: their options, how errors are told, how far they are."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import partial, wraps
from pathlib import Path
from typing import ParamSpec

import click

from backissue.ctrl_c import STOPPED
from backissue.errors import BackIssueError, BuildFailed
from backissue.progress import Tell

P = ParamSpec("P")

root_option = click.option(
    "--root", type=click.Path(file_okay=False, path_type=Path), default=Path(),
    help="The archive: the folder that holds content/ [default: this one].",
)  # fmt: skip
site_option = click.option(
    "--site", type=click.Path(file_okay=False, path_type=Path), help="Where the site goes [default: ROOT/site]."
)  # fmt: skip
as_of_option = click.option(
    "--as-of", "as_of", callback=lambda context, option, value: _moment(value), metavar="DATE",
    help="Build as on a date or at a moment (ISO 8601): which embargoes have passed [default: now].",
)  # fmt: skip
drafts_option = click.option(
    "--drafts", is_flag=True, help="Show drafts too, marked as such and kept from search engines."
)
jobs_option = click.option("--jobs", "-j", type=click.IntRange(min=1), help="Processes [default: one a core].")


def _moment(value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value) if "T" in value else datetime.combine(date.fromisoformat(value), time())
    except ValueError:
        raise click.BadParameter(f"{value} is no date; write 2099-01-01 or 2099-01-01T06:00:00+10:00") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def reported(command: Callable[P, None]) -> Callable[P, None]:
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
        except KeyboardInterrupt as stop:
            tell_stopped(*stop.args)
            sys.exit(STOPPED)

    return run


def tell_stopped(what: str = "the next build") -> None:
    """Ctrl-C ended a command; ``what`` goes on from there."""
    click.echo(f"\nstopped; {what} goes on from here", err=True)


@contextmanager
def progress() -> Iterator[Tell]:
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
