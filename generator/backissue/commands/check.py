"""``backissue check``: what an editor may want to mend; or whether the site is what the cache says."""

import sys
from datetime import datetime
from pathlib import Path

import click
import msgspec

from backissue.commands.options import as_of_option, jobs_option, progress, reported, root_option, site_option


@click.command()
@click.option("--external", is_flag=True, help="Try the links to other hosts too: politely, and each once a week.")
@click.option("--keep", is_flag=True, help="With --external: keep in content/links.yaml which links failed.")
@click.option("--all", "everything", is_flag=True, help="List all of a kind, not the first twenty.")
@click.option("--outputs", is_flag=True, help="Hash every file of the site again: name what another hand touched.")
@click.option("--views", is_flag=True, help="Compute what every page is made of again: name what was not marked.")
@click.option("--json", "as_json", is_flag=True, help="What was found as one JSON object on standard output.")
@root_option
@site_option
@as_of_option
@jobs_option
@reported
def check(
    external: bool, keep: bool, everything: bool, outputs: bool, views: bool, as_json: bool, root: Path,
    site: Path | None, as_of: datetime | None, jobs: int | None,
) -> None:  # fmt: skip
    """List what an editor may want to mend in the content, and change nothing but what --keep keeps.

    With --outputs or --views, or both, the built site and the cache are compared with what they should be instead.
    """
    if site and not (outputs or views):
        raise click.UsageError("--site goes with --outputs or --views; without them the content alone is looked at")
    if keep and not external:
        raise click.UsageError("--keep goes with --external: it keeps what that finds")
    if not (outputs or views):
        _content(root, as_of, jobs, external=external, keep=keep, everything=everything, as_json=as_json)
    elif external or everything or as_of:
        raise click.UsageError("--outputs and --views look at the site; --external, --all and --as-of at the content")
    else:
        _site(root, site, jobs, outputs=outputs, views=views, as_json=as_json)


def _content(
    root: Path, as_of: datetime | None, jobs: int | None, *, external: bool, keep: bool, everything: bool, as_json: bool
) -> None:
    """Advice on standard output; exit code 1 when a link is broken, or a build would refuse the content."""
    from backissue.advice import advise
    from backissue.advice.telling import encoded, lines

    with progress() as tell:
        report = advise(root, as_of=as_of, jobs=jobs, external=external, keep=keep, tell=tell)
    for line in [encoded(report)] if as_json else lines(report, everything=everything):
        click.echo(line)
    if report.broken:
        sys.exit(1)


def _site(root: Path, site: Path | None, jobs: int | None, *, outputs: bool, views: bool, as_json: bool) -> None:
    """Each finding and what they come to on standard output; exit code 1 when there is one."""
    from backissue.audit import audit

    with progress() as tell:
        found = audit(root, site, outputs=outputs, views=views, jobs=jobs, tell=tell)
    if found.waiting:
        click.echo(f"not compared, because the next build looks at them: {', '.join(found.waiting)}", err=True)
    counts = ((found.outputs, "files hashed"), (found.views, "pages compared"))
    looked = ", ".join(f"{count:,} {what}" for count, what in counts if count) or "nothing to look at"
    count = len(found.findings)
    closing_line = f"{looked}: {count or 'no'} {'finding' if count == 1 else 'findings'}"
    for line in [msgspec.json.encode(found).decode()] if as_json else [*map(str, found.findings), closing_line]:
        click.echo(line)
    if count:
        sys.exit(1)
