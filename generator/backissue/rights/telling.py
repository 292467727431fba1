"""The report of rights as tables on a terminal."""

from collections.abc import Iterator

from backissue.rights.report import Report


def tell(report: Report) -> None:
    """Print the report, in colour on a terminal; what there is nothing of is left out."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    console.print(f"As of {report.as_of}, the moment of the last build")
    for title, columns, rows in _tables(report):
        if not rows:
            continue
        shown = Table(box=None, title=title, title_justify="left", title_style="bold")
        for name, is_number in columns:
            shown.add_column(name, justify="right" if is_number else "left")
        for row in rows:
            shown.add_row(*(f"{cell:,}" if isinstance(cell, int) else cell for cell in row))
        console.print()
        console.print(shown)


_Tables = Iterator[tuple[str, tuple[tuple[str, bool], ...], list[tuple[str | int, ...]]]]


def _tables(report: Report) -> _Tables:
    """(title, (column, whether it holds numbers), rows) of each part."""
    stories, pictures = ("stories", True), ("pictures", True)
    yield (
        "On whose terms", (("rights", False), stories, pictures),
        [(one.rights or "none stated", one.stories, one.pictures) for one in report.terms],
    )  # fmt: skip
    yield (
        "Kept from readers", (("by", False), ("texts", True), pictures),
        [(one.agency or "not distributable", one.stories, one.pictures) for one in report.kept],
    )  # fmt: skip
    yield (
        "Falls due next", (("day", False), ("agency", False), ("outlet", False), ("texts", True), pictures),
        [(one.day, one.agency, one.outlet, one.texts, one.pictures) for one in report.due],
    )  # fmt: skip
    yield (
        "No rights stated", (("outlet", False), ("year", False), stories),
        [(one.outlet, one.year or "undated", one.stories) for one in report.unstated],
    )  # fmt: skip
