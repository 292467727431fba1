"""``backissue check``: whether the site is what the cache says."""

import sys
from pathlib import Path

import click

from backissue.commands.options import jobs_option, progress, reported, root_option, site_option


@click.command()
@click.option("--outputs", is_flag=True, help="Hash every file of the site again: name what another hand touched.")
@click.option("--views", is_flag=True, help="Compute what every page is made of again: name what was not marked.")
@root_option
@site_option
@jobs_option
@reported
def check(outputs: bool, views: bool, root: Path, site: Path | None, jobs: int | None) -> None:
    """Compare the site and the cache with what they should be, and change nothing; without a flag, in both ways."""
    from backissue.audit import audit

    both = outputs == views
    with progress() as tell:
        found = audit(root, site, outputs=both or outputs, views=both or views, jobs=jobs, tell=tell)
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
