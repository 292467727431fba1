"""``backissue addresses``: the ledger of every address that was ever published."""

import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from backissue.commands.options import as_of_option, jobs_option, progress, reported, root_option, site_option

_MOST = 20


@click.command()
@click.option("--record", "record_", is_flag=True, help="Add them to the ledger: commit it with the content.")
@click.option("--mend", "mend_", is_flag=True, help="Let addresses lead on that the content gave up, in the ledger.")
@click.option("--import", "old", type=click.Path(dir_okay=False, exists=True, path_type=Path), metavar="FILE",
              help="Fit an old site's list of addresses, one a line, to the stories.")  # fmt: skip
@click.option("--write", is_flag=True, help="With --import: write what was found into the ledger.")
@root_option
@site_option
@as_of_option
@jobs_option
@reported
def addresses(
    record_: bool, mend_: bool, old: Path | None, write: bool, root: Path, site: Path | None, as_of: datetime | None,
    jobs: int | None,
) -> None:  # fmt: skip
    """List the addresses of the site that the ledger lacks; exit code 1 when there are any.

    The ledger is content/addresses/: every address that was ever published, one a line. Once it has an address, a
    build refuses content in which nothing would stand there any more.
    """
    if record_ and mend_:
        raise click.UsageError("--mend goes before a build, --record after it")
    if (write and not old) or (old and (record_ or mend_)):
        raise click.UsageError("--write goes with --import, and --import with neither --record nor --mend")
    if old:
        _import(root, old, as_of, jobs, write=write)
    elif mend_:
        _mend(root, as_of, jobs)
    elif record_:
        from backissue.ledger.record import record

        count, changed = record(root, site)
        for source in changed:
            click.echo(f"content/{source}")
        click.echo(f"{count:,} {_noun(count)} added to the ledger")
    else:
        _list(root, site)


def _list(root: Path, site: Path | None) -> None:
    from backissue.ledger.record import unrecorded

    found = unrecorded(root, site)
    for address in found[:_MOST]:
        click.echo(address)
    if len(found) > _MOST:
        click.echo(f"and {len(found) - _MOST:,} more")
    what = f"{len(found):,} {_noun(len(found))} that the ledger lacks; run: backissue addresses --record"
    click.echo(what if found else "the ledger has every address of the site")
    if found:
        sys.exit(1)


def _mend(root: Path, as_of: datetime | None, jobs: int | None) -> None:
    from backissue.ledger.mend import mend
    from backissue.sources.ledger import line_of

    with progress() as tell:
        done = mend(root, as_of=as_of, jobs=jobs, tell=tell)
    for line in (*(line_of(*one) for one in done.led), *done.left):
        click.echo(line)
    click.echo(f"{len(done.led):,} {_noun(len(done.led))} led on; {len(done.left):,} left to mend by hand")
    if done.left:
        sys.exit(1)


def _import(root: Path, old: Path, as_of: datetime | None, jobs: int | None, *, write: bool) -> None:
    from backissue.ledger.fitting import fit

    counts, kept = Counter[str](), 0
    with progress() as tell:
        for one in fit(root, old, write=write, as_of=as_of, jobs=jobs, tell=tell):
            click.echo(str(one))
            counts[one.rule] += 1
            kept += one.kept
    told = [f"{count:,} by {rule}" for rule, count in counts.most_common() if rule not in ("", "stands")]
    stand = f"{counts['stands']:,} stand already"
    click.echo(f"{counts.total():,} {_noun(counts.total())}: {', '.join([stand, *told])}; {counts['']:,} fit nothing")
    click.echo(f"{kept:,} written into the ledger" if write else f"{kept:,} could be kept; write them with --write")


def _noun(count: int) -> str:
    return "address" if count == 1 else "addresses"
