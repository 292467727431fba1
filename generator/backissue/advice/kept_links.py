"""What tries of links to other hosts found, kept in ``content/links.yaml``: those that failed, and since when."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from backissue.advice.asking import Verdict
from backissue.errors import BuildFailed
from backissue.sources.dead_links import FILE, LinkFields, read_links

_HEAD = """\
# Links of the archive's texts that failed when they were tried: backissue check --external --keep writes this file.
# Dead is one whose host said at two checks that nothing is there (404, 410), or that failed at two a week apart.
# An entry that is taken out is a link that counts as whole until it fails again.
"""
_NO_ANSWER = "no answer"


def keep(content: Path, linked: Iterable[str], verdicts: Mapping[str, Verdict]) -> int:
    """Bring the file up to date with what was found; how many links in it are dead.

    ``linked`` are all addresses that texts link to: others are forgotten. Raises BuildFailed when the file that is
    there has faults; it is then left as it is.
    """
    file = content / FILE
    known = _read(file)
    kept = [
        link
        for address in sorted(set(linked))
        if (link := _brought_on(known.get(address), address, verdicts.get(address), _is_online(verdicts)))
    ]
    text = _HEAD + "".join(map(_entry, kept))
    if (known or kept) and (not file.exists() or file.read_text("utf-8") != text):
        beside = file.with_name(f".{FILE}.tmp")
        beside.write_text(text, "utf-8")
        beside.replace(file)
    return sum(link.is_dead for link in kept)


def _is_online(verdicts: Mapping[str, Verdict]) -> bool:
    """Where no host at all has answered, it is this machine that reaches none."""
    return any(verdict.outcome == "there" or _status(verdict) != _NO_ANSWER for verdict in verdicts.values())


def _read(file: Path) -> dict[str, LinkFields]:
    if not file.exists():
        return {}
    links, problems = read_links(file.read_text("utf-8"), f"content/{FILE}")
    if problems:
        raise BuildFailed(problems)
    return {link.url: link for link in links}


def _brought_on(known: LinkFields | None, address: str, verdict: Verdict | None, is_online: bool) -> LinkFields | None:
    """An address's entry after a try; None when it has none."""
    if verdict is None or verdict.outcome == "left" or verdict.why == "its host is within a private network":
        return known
    if verdict.outcome == "there":
        return None
    status = _status(verdict)
    day = datetime.fromtimestamp(verdict.checked, UTC).date().isoformat()
    if (status == _NO_ANSWER and not is_online) or (known and day <= known.checked):
        return known
    if known is None:
        return LinkFields(address, status, day, day)
    return msgspec.structs.replace(known, status=status, checked=day, times=known.times + 1)


def _status(verdict: Verdict) -> str:
    last = verdict.why.rpartition(" ")[2]
    return last if last.isdecimal() else _NO_ANSWER


def _entry(link: LinkFields) -> str:
    """One entry, as YAML; an address is quoted as JSON is, which YAML 1.2 is a superset of."""
    url = msgspec.json.encode(link.url).decode()
    return (
        f"- {{url: {url}, status: {link.status}, since: {link.since}, checked: {link.checked}, times: {link.times}}}\n"
    )
