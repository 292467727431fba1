"""``backissue manifest`` and ``backissue verify``: whether a site is, to the byte, what was built."""

import sys
from pathlib import Path

import click
import msgspec

from backissue.commands.options import progress, reported, root_option, site_option


@click.command()
@root_option
@site_option
@reported
def manifest(root: Path, site: Path | None) -> None:
    """Write manifest-sha256.txt into the site: every file with its SHA-256. Do it after a build, before publishing."""
    from backissue.fixity.manifest import write_manifest

    file, count = write_manifest(root, site)
    click.echo(f"{file.name}: {count:,} files")


@click.command()
@click.argument("target")
@click.option("--manifest", "file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Compare with this manifest, not with the one that lies there.")  # fmt: skip
@click.option("--sample", type=click.IntRange(min=1), default=100, show_default=True, metavar="N",
              help="Of a site on the web: fetch so many files, one a second.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Of a site on the web: fetch every file.")
@click.option("--json", "as_json", is_flag=True, help="What was found as one JSON object on standard output.")
@reported
def verify(target: str, file: Path | None, sample: int, everything: bool, as_json: bool) -> None:
    """Compare TARGET, a folder or the address of a site, with its manifest; exit code 1 when something differs."""
    from backissue.fixity.verify import verify_folder, verify_site

    with progress() as tell:
        if target.startswith(("https://", "http://")):
            found = verify_site(target, file, 0 if everything else sample, tell)
        else:
            found = verify_folder(Path(target), file, tell)
    count = len(found.faults)
    differ = f"{count:,} {'differs' if count == 1 else 'differ'}" if count else "all as they were"
    closing = f"{found.compared:,} of {found.total:,} files compared: {differ}"
    for line in [msgspec.json.encode(found).decode()] if as_json else [*map(str, found.faults), closing]:
        click.echo(line)
    if count:
        sys.exit(1)
