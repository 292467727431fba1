"""What an editor would want to know of the content: broken links, pictures without words, names that are almost one.

Everything here is found from the content alone, before or after a build. What stops a build is told as well.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from backissue.advice import editions, kept_links, names, outside, pictures, stories
from backissue.advice.content import Content, content_as_it_stands
from backissue.advice.finding import Finding, Report, sorted_findings
from backissue.advice.links import Links
from backissue.checks import check
from backissue.errors import BuildFailed
from backissue.progress import Tell


def advise(
    root: Path, *, as_of: datetime | None = None, jobs: int | None = None, external: bool = False, keep: bool = False,
    tell: Tell = lambda phase, done, total: None,
) -> Report:  # fmt: skip
    """All that may be mended in the archive in ``root``; ``external`` also tries the links to other hosts,
    and ``keep`` writes into ``content/links.yaml`` which of them failed.

    ``as_of`` is the moment by which dates are in the future and embargoes have passed (default: now). Raises Busy
    while a build runs, and BackIssueError when there is no archive.
    """
    try:
        with content_as_it_stands(root, as_of, jobs, tell) as content:
            count, links = content.count_articles(), Links(content)
            findings = list(_of_records(content, links, count, tell))
            findings += [*links.findings(), *_refused(content, {(one.path, one.message) for one in findings})]
            findings += [*pictures.orphans(content), *names.alike(content), *editions.holes(content)]
            place = content.place
    except BuildFailed as failed:
        faults = [Finding("refused", one.path, one.line, one.message, one.hint, broken=True)
                  for one in failed.problems if not one.warning]  # fmt: skip
        return Report(0, sorted_findings(faults))
    if not external:
        return Report(count, sorted_findings(findings))
    verdicts = outside.try_all(list(links.outside), place.cache, tell)
    dead = kept_links.keep(place.content, links.outside, verdicts) if keep else None
    findings += outside.findings(links.outside, verdicts)
    left = sum(verdict.outcome == "left" for verdict in verdicts.values())
    return Report(count, sorted_findings(findings), len(verdicts), left, dead)


def _of_records(content: Content, links: Links, count: int, tell: Tell) -> Iterator[Finding]:
    """What single files show."""
    future = stories.Future(content)
    for number, story in enumerate(content.articles(), 1):
        links.read(story)
        yield from pictures.of_record(content, story)
        yield from stories.standfirst(content, story)
        yield from future.of_record(story)
        if number % 1000 == 0 or number == count:
            tell("looking", number, count)
    for record in content.others():
        links.read(record)
        yield from pictures.of_record(content, record)
        yield from future.of_record(record)


def _refused(content: Content, told: set[tuple[str, str]]) -> Iterator[Finding]:
    """What the build's own checks say, but of links, which are told with the other links."""
    for one in check(content.catalog, content.place, content.sources()):
        if one.message.startswith("links to ") or (one.path, one.message) in told:
            continue
        kind = "editions" if one.warning else "refused"
        yield Finding(kind, one.path, one.line, one.message, one.hint, broken=not one.warning)
