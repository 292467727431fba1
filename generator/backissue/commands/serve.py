"""``backissue serve``: the preview."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from backissue import ctrl_c
from backissue.commands.options import (
    as_of_option,
    drafts_option,
    jobs_option,
    progress,
    reported,
    root_option,
    site_option,
    tell_stopped,
)
from backissue.errors import Problem


@click.command()
@root_option
@site_option
@as_of_option
@drafts_option
@jobs_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True,
              help="The port to listen on; when it is taken, the next that is free.")  # fmt: skip
@click.option("--open", "opened", is_flag=True, help="Open it in a browser.")
@reported
def serve(
    root: Path, site: Path | None, as_of: datetime | None, drafts: bool, jobs: int | None, host: str, port: int,
    opened: bool,
) -> None:  # fmt: skip
    """Show the archive as its readers will see it, and each change as soon as it is saved, until Ctrl-C.

    With --drafts or --as-of it has a site of its own, in .backissue/preview/: what readers get stays as it is.
    """
    if site and (drafts or as_of):
        raise click.UsageError("--site goes without --drafts and --as-of: these have a site of their own")
    ctrl_c.leave_at_once()  # while the server is loaded
    from backissue.preview.run import Wanted
    from backissue.preview.run import serve as preview

    wanted = Wanted(
        root=root, site=site, as_of=as_of, drafts=drafts, jobs=jobs, host=host, port=port, opened=opened
    )  # fmt: skip
    is_over = ctrl_c.note()
    with progress() as tell:
        has_served = preview(wanted, _say, click.echo, tell, is_over)
    if not has_served:
        tell_stopped()
    ctrl_c.leave(0 if has_served else ctrl_c.STOPPED)


def _say(problems: Sequence[Problem], line: str) -> None:
    """Problems to standard error, the line on a build to standard output."""
    for problem in problems:
        click.echo(str(problem), err=True)
    if line:
        click.echo(line)
