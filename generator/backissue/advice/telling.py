"""A report in lines, for people, and as JSON, for programs."""

from collections.abc import Iterator
from itertools import groupby

import msgspec

from backissue.advice.finding import KINDS, Report

_MOST = 20
"""Findings of a kind that are told, unless all are asked for."""


def lines(report: Report, *, everything: bool = False) -> Iterator[str]:
    """The findings by kind, each kind with its heading and count, then what they come to."""
    counts = report.counts
    for kind, findings in groupby(report.findings, key=lambda finding: finding.kind):
        yield f"{KINDS[kind]}: {counts[kind]:,}"
        for number, finding in enumerate(findings):
            if number == _MOST and not everything:
                yield f"… and {counts[kind] - _MOST:,} more; --all lists them"
                break
            yield str(finding)
        yield ""
    yield closing_line(report)


def closing_line(report: Report) -> str:
    """How much was looked at, and what was found."""
    if not report.stories and "refused" in report.counts:
        return f"{_count(report.broken, 'fault')} to mend before anything else can be looked at"
    looked = f"{_count(report.stories, 'story', 'stories')} looked at"
    if report.tried:
        looked += f", {_count(report.tried, 'address', 'addresses')} elsewhere"
    if report.left:
        looked += f" ({report.left:,} not tried, as their hosts wish)"
    if report.dead is not None:
        looked += f", {_count(report.dead, 'dead link')} in content/links.yaml"
    advice = _count(len(report.findings) - report.broken, "piece of advice", "pieces of advice")
    return f"{looked}: {_count(report.broken, 'fault')}, {advice}"


def encoded(report: Report) -> str:
    """The whole report as one object; its fields are those of ``Report`` and ``Finding``, and ``counts`` by kind."""
    return msgspec.json.encode({**msgspec.structs.asdict(report), "counts": report.counts}).decode()


def _count(number: int, one: str, many: str = "") -> str:
    shown = f"{number:,}" if number else "no"
    return f"{shown} {one if number == 1 else many or f'{one}s'}"
