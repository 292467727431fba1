"""A report on the terminal: what came over, and what a person should look at."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from backissue.importers.report import JSON, OUTCOMES, PAGE, Report


def tell_report(report: Report, *, dry_run: bool) -> None:
    """Print the summary on standard output; after a dry run the first results too."""
    console = Console(highlight=False, soft_wrap=True)
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(justify="right")
    table.add_column()
    for outcome, meaning in OUTCOMES.items():
        if count := report.outcomes[outcome]:
            table.add_row(f"{count:,}", meaning)
    for reason, count in report.left_out.most_common():
        table.add_row(f"{count:,}", f"left out: {escape(reason)}")
    if report.gone:
        table.add_row(f"{len(report.gone):,}", "files of earlier imports that the source has no more; they are kept")
    for (what, text), count in report.counted():
        table.add_row(f"{count:,}", f"{what}: {escape(text)}")
    console.print(table)
    console.print(f"{report.words:,} words; {report.lost:,} of them ({report.share:.2%}) are not in the result")
    for text in report.examples:
        console.print(f"\n{escape(text)}")
    if dry_run:
        console.print("nothing was written")
    else:
        console.print(f"every story, one by one: {report.into / PAGE}; for programs: {report.into / JSON}")
