"""``backissue rights``: what is shown on whose terms, what falls due next, what has no rights stated."""

from datetime import datetime
from pathlib import Path

import click
import msgspec

from backissue.commands.options import reported, root_option, site_option


@click.command()
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
              help="List what falls due up to this day [default: the next ten days that have any].")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The report as one JSON object on standard output.")
@root_option
@site_option
@reported
def rights(until: datetime | None, as_json: bool, root: Path, site: Path | None) -> None:
    """Tell what is shown on whose terms, what falls due next, and what has no rights stated.

    Asked of the last build, as of its moment; nothing is changed.
    """
    from backissue.rights.report import report
    from backissue.rights.telling import tell

    found = report(root, site, until.date().isoformat() if until else "")
    click.echo(msgspec.json.encode(found).decode()) if as_json else tell(found)
