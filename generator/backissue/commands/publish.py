"""``backissue publish`` and ``backissue hosts``: the site on its way to where readers find it."""

import sys
from pathlib import Path

import click
import msgspec

from backissue.commands.options import jobs_option, progress, reported, root_option, site_option

HOST_NAMES = ("netlify", "cloudflare", "github", "s3")


@click.command()
@click.option("--to", metavar="TARGET", required=True, help="A folder, s3://bucket/prefix, user@host:path or rsync://…")
@click.option("--dry-run", is_flag=True, help="Send nothing: say what would be sent, in order.")
@click.option("--adopt", is_flag=True, help="Take what lies there for this site's: what the site lacks is removed.")
@click.option("--drafts", is_flag=True, help="Send a site that was built with drafts, too: never to where readers are.")
@root_option
@site_option
@jobs_option
@reported
def publish(
    to: str, dry_run: bool, adopt: bool, drafts: bool, root: Path, site: Path | None, jobs: int | None
) -> None:  # fmt: skip
    """Bring TARGET up to date with the site: new files first, then changed ones, removals last."""
    from backissue.ledger.record import count_unrecorded
    from backissue.publishing.run import publish as send

    try:
        with progress() as tell:
            done = send(root, site, to, dry_run=dry_run, adopt=adopt, drafts=drafts, jobs=jobs, tell=tell)
    except KeyboardInterrupt:
        raise KeyboardInterrupt("the same command") from None
    for line in done.lines() if dry_run else ():
        click.echo(line)
    click.echo(f"{'nothing was sent: ' if dry_run else ''}{done}")
    if count := count_unrecorded(root, site):
        click.echo(f"addresses that the ledger lacks: {count:,}; run: backissue addresses --record", err=True)


@click.command()
@click.option("--host", type=click.Choice(HOST_NAMES), help="This one alone; exit code 1 if the site is too much.")
@click.option("--json", "as_json", is_flag=True, help="The checks as a JSON list on standard output.")
@root_option
@site_option
@reported
def hosts(host: str | None, as_json: bool, root: Path, site: Path | None) -> None:
    """Compare the site with what hosts take: files, sizes, redirect rules."""
    from backissue.limits import HOSTS, check_site, table

    checks = check_site(root, site, (host,) if host else HOSTS)
    click.echo(msgspec.json.encode(checks)) if as_json else table(checks)
    if host and any(check.verdict == "fail" for check in checks):
        sys.exit(1)
