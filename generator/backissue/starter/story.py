"""``backissue new article``: a story's file with the front matter that it needs."""

import difflib
from datetime import UTC, date, datetime
from pathlib import Path

from backissue.errors import BackIssueError, Problem
from backissue.importers.placing import folder_of, slug_of
from backissue.importers.writing import article_file
from backissue.intake.settings import read_settings, reading_of
from backissue.place import find_place
from backissue.sources.article import read_article
from backissue.sources.reading import Reading
from backissue.sources.scan import scan


def make_story(
    root: Path, headline: str, *, outlet: str = "", edition: str = "", published: str = "", today: date | None = None
) -> str:
    """Write a story's file into the archive in ``root``; its path from there.

    Without ``edition`` and ``published`` it is in the edition of ``today`` (default: by the clock, where the paper
    is). Raises BackIssueError when a build would refuse the file, or one is there already.
    """
    place = find_place(root, None)
    config, _ = read_settings(place)
    found, _ = scan(place.content)
    reading = reading_of(place, config, found)
    outlet = _known_outlet(reading, outlet or reading.only_outlet)
    fields = {"headline": headline, "outlet": outlet}
    if edition or not published:
        day = today or datetime.now(UTC).astimezone(reading.zone(outlet)).date()
        fields["edition"] = edition or day.isoformat()
    if published:
        fields["published"] = published
    source = f"articles/{outlet}/{folder_of(fields, reading.zone(outlet))}/{slug_of(headline)}.md"
    data = article_file(fields, "")
    _, problems = read_article(source, data.decode(), f"content/{source}", reading)
    if errors := [problem for problem in problems if not problem.warning]:
        raise BackIssueError("; and ".join(map(_said, errors)))
    _write(place.content / source, data)
    return f"content/{source}"


def _known_outlet(reading: Reading, outlet: str) -> str:
    known = [name for name, _ in reading.outlets]
    if not known:
        raise BackIssueError("the archive has no outlet yet; add its file to content/outlets/")
    if not outlet:
        raise BackIssueError(f"the archive has several outlets; add --outlet with one of {', '.join(known)}")
    if outlet not in known:
        close = difflib.get_close_matches(outlet, known, n=1)
        remedy = f'did you mean "{close[0]}"?' if close else f"there are {', '.join(known)}"
        raise BackIssueError(f'unknown outlet "{outlet}"; {remedy}')
    return outlet


def _said(problem: Problem) -> str:
    """What is wrong; where it would be in the file is nothing to people who have not seen it yet."""
    return f"{problem.message}; {problem.hint}" if problem.hint else problem.message


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("xb") as made:
            made.write(data)
    except FileExistsError:
        raise BackIssueError(f"{file} is there already; edit it, or give the story another headline") from None
