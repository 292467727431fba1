"""The command line: flags to one call a command, errors to exit codes.

Exit codes: 0 done; 1 the content or the build is at fault; 2 the command was misused; 130 Ctrl-C.
"""

from datetime import datetime
from pathlib import Path

import click
import msgspec

from backissue import __version__
from backissue.build import build
from backissue.commands.addresses import addresses
from backissue.commands.check import check
from backissue.commands.fixity import manifest, verify
from backissue.commands.new import new
from backissue.commands.options import as_of_option as _as_of
from backissue.commands.options import drafts_option as _drafts
from backissue.commands.options import jobs_option as _jobs
from backissue.commands.options import progress as _progress
from backissue.commands.options import reported as _reported
from backissue.commands.options import root_option as _root
from backissue.commands.options import site_option as _site
from backissue.commands.publish import hosts, publish
from backissue.commands.rights import rights
from backissue.commands.schema import schema
from backissue.commands.serve import serve
from backissue.summary import Summary

FORMAT_NAMES = ("markdown", "wordpress", "ninjs", "html", "text", "feed", "table")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="backissue")
def main() -> None:
    """A folder of Markdown articles becomes a newspaper's permanent public archive."""


for _command in (addresses, check, hosts, manifest, new, publish, rights, schema, serve, verify):
    main.add_command(_command)


@main.command(name="build")
@_root
@_site
@_as_of
@_drafts
@_jobs
@click.option("--json", "as_json", is_flag=True, help="The summary as one JSON object on standard output.")
@click.option("--profile", is_flag=True, help="Say after the closing line how long each phase took.")
@_reported
def build_command(
    root: Path, site: Path | None, as_of: datetime | None, drafts: bool, jobs: int | None, as_json: bool, profile: bool
) -> None:
    """Bring the site up to date with the content: only what changed is rendered."""
    summary = _build(root, site, as_of, jobs, drafts=drafts)
    _report(summary, as_json=as_json)
    if profile:
        rest = summary.seconds - sum(summary.phases.values())
        for phase, seconds in (*summary.phases.items(), ("all else", rest)):
            click.echo(f"{phase:>12} {seconds:8.2f} s {seconds / max(summary.seconds, 1e-9):6.1%}", err=True)


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


def _build(root: Path, site: Path | None, as_of: datetime | None, jobs: int | None, *, drafts: bool = False) -> Summary:
    with _progress() as tell:
        return build(root, site=site, as_of=as_of, drafts=drafts, jobs=jobs, progress=tell)


def _report(summary: Summary, *, as_json: bool = False) -> None:
    """Warnings to standard error, the closing line or the whole summary to standard output."""
    for warning in summary.warnings:
        click.echo(str(warning), err=True)
    if summary.cold and summary.cold != "first build":
        click.echo(f"{summary.cold}: everything was looked at again", err=True)
    click.echo(msgspec.json.encode(summary).decode() if as_json else str(summary))


if __name__ == "__main__":
    main()
