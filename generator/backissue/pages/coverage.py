"""What is held: of all outlets in a list, and of each by year and month, with the holes in its run."""

from collections.abc import Iterator, Mapping

from backissue.addresses import coverage_url, file_of, span_url
from backissue.config import Config
from backissue.model import Article, Edition, Outlet, Record
from backissue.pages.archive import Archive, hole_view, rhythms
from backissue.pages.views.common import View
from backissue.pages.views.outlets import CoverageCell, CoverageIndexView, CoverageRow, CoverageView, CoverageYear
from backissue.runs import Hole, Month, Run

NAME = "coverage"
TEMPLATES = {CoverageIndexView: "coverage.html", CoverageView: "outlet_coverage.html"}
_ALL = coverage_url()
STANDING = (_ALL,)
_MOST_HOLES = 200
"""Of a run with more holes the largest are told; each month's page tells its own."""
_SOME = 2
"""The shade of a month of which nobody knows how much there should be."""


def settings(config: Config) -> object:
    return None


def keys(archive: Archive, record: Record) -> Iterator[str]:
    """The outlet's own page, and the list of all."""
    match record:
        case Article() | Edition() if record.date and archive.first_time(NAME, record.outlet):
            yield from (_ALL, coverage_url(record.outlet))
        case Outlet():
            yield from (_ALL, coverage_url(record.id))


run_keys = keys


def path(name: str) -> str:
    return file_of(name)


def view(archive: Archive, name: str) -> View | None:
    if name == _ALL:
        return CoverageIndexView(rows=tuple(_row(archive, outlet) for outlet in archive.outlets))
    outlet = archive.ask.find(Outlet, name.split("/")[1])
    return _outlet(archive, outlet) if outlet else None


def _row(archive: Archive, outlet: Outlet) -> CoverageRow:
    run = archive.run(outlet.id)
    first, last = _ends(run)
    held, expected = _totals(run.months())
    return CoverageRow(
        outlet=archive.outlet_link(outlet.id), url=coverage_url(outlet.id), first=first, last=last, held=held,
        expected=expected,
    )  # fmt: skip


def _outlet(archive: Archive, outlet: Outlet) -> CoverageView:
    run = archive.run(outlet.id)
    months = run.months()
    pages = {date[:length] for date in archive.ask.held.dates(outlet.id) for length in (4, 7) if len(date) >= length}
    first, last = _ends(run)
    held, expected = _totals(months)
    holes = run.holes()
    return CoverageView(
        outlet=archive.outlet_link(outlet.id), first=first, last=last, frequency=rhythms(outlet), held=held,
        expected=expected,
        years=tuple(
            _year(outlet.id, f"{year:04d}", months, pages) for year in range(int(first[:4]), int(last[:4]) + 1)
        ) if months else (),
        holes=tuple(hole_view(hole) for hole in _largest(holes)), more_holes=max(0, len(holes) - _MOST_HOLES),
    )  # fmt: skip


def _ends(run: Run) -> tuple[str, str]:
    return (run.bounds[0].isoformat(), run.bounds[1].isoformat()) if run.bounds else ("", "")


def _totals(months: Mapping[str, Month]) -> tuple[int, int]:
    """(editions held, editions expected); of a run about which nobody knows, the days held."""
    expected = sum(month.expected for month in months.values())
    return sum(month.filled if expected else month.held for month in months.values()), expected


def _year(outlet: str, year: str, months: Mapping[str, Month], pages: set[str]) -> CoverageYear:
    names = (f"{year}-{month:02d}" for month in range(1, 13))
    return CoverageYear(
        year=year, url=span_url(outlet, year) if year in pages else "",
        cells=tuple(_cell(outlet, name, months[name], name in pages) if name in months else None for name in names),
    )  # fmt: skip


def _cell(outlet: str, name: str, month: Month, has_page: bool) -> CoverageCell:
    return CoverageCell(
        month=name, held=month.filled if month.expected else month.held, expected=month.expected, shade=_shade(month),
        state=month.state, reason=month.reason, url=span_url(outlet, name) if has_page else "",
    )  # fmt: skip


def _shade(month: Month) -> int:
    """0 for nothing, 1 to 3 for the thirds of what there should be, 4 for all of it."""
    if not month.expected:
        return _SOME if month.held else 0
    return 4 if month.filled == month.expected else -(-3 * month.filled // month.expected)


def _largest(holes: list[Hole]) -> list[Hole]:
    """The largest of the holes, in order of time."""
    size = sorted(holes, key=lambda hole: (hole.first - hole.last, hole))
    return sorted(size[:_MOST_HOLES])
