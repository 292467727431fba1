"""Links to other hosts, tried when ``--external`` asks for it: four hosts at once, and an answer counts for a week."""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from backissue.advice.asking import Asker, Verdict, host_of
from backissue.advice.finding import Finding
from backissue.progress import Tell

if TYPE_CHECKING:
    from backissue.advice.links import Link

_AT_ONCE = 4
_KEPT = 7 * 24 * 3600
"""Seconds."""


def try_all(
    addresses: Sequence[str], cache: Path, tell: Tell, asker: Asker | None = None, now: float | None = None
) -> dict[str, Verdict]:
    """What became of each address: as ``links.json`` in ``cache`` knows it for a week, else asked now."""
    asker, now = asker or Asker(), time.time() if now is None else now
    file = cache / "links.json"
    known = {address: one for address, one in _read(file).items() if 0 <= now - one.checked < _KEPT}
    wanted: dict[str, list[str]] = {}
    for address in addresses:
        if address not in known:
            wanted.setdefault(host_of(address), []).append(address)
    total, fresh, stopped, lock = (
        sum(map(len, wanted.values())),
        dict[str, Verdict](),
        threading.Event(),
        threading.Lock(),
    )

    def ask(some: Sequence[str]) -> None:
        for address in some:
            if stopped.is_set():
                return
            verdict = msgspec.structs.replace(asker.verdict(address), checked=now)
            with lock:
                fresh[address] = verdict
                tell("trying links", len(fresh), total)

    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="outside") as executor:
        try:
            for task in [executor.submit(ask, some) for some in wanted.values()]:
                task.result()
        finally:  # after Ctrl-C too: what was answered need not be asked again
            stopped.set()
            executor.shutdown(cancel_futures=True)
            _write(file, known | {address: one for address, one in fresh.items() if one.outcome != "unclear"})
    return {address: (known | fresh)[address] for address in addresses}


def _read(file: Path) -> dict[str, Verdict]:
    """What is remembered; nothing when the file is not there, or is another program's."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Verdict])
    except (OSError, msgspec.DecodeError):
        return {}


def _write(file: Path, known: Mapping[str, Verdict]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".tmp")
    beside.write_bytes(msgspec.json.format(msgspec.json.encode(dict(sorted(known.items()))), indent=1))
    beside.replace(file)


def findings(links: Mapping[str, Sequence["Link"]], verdicts: Mapping[str, Verdict]) -> Iterator[Finding]:
    """Each link whose address is gone, or did not answer."""
    for address, verdict in verdicts.items():
        if verdict.outcome in ("there", "left"):
            continue
        gone = verdict.outcome == "gone"
        remedy = "look for its new address, or leave the link out" if gone else "open it, and see what readers see"
        for link in links[address]:
            message = f"links to {address}, and {verdict.why}"
            yield Finding("outside", f"content/{link.source}", link.line, message, remedy, broken=gone)
