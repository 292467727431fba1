"""What a source does not say of itself, told from what it holds."""

import re
from collections import Counter
from urllib.parse import urlsplit

from backissue.importers.addresses import host, same
from backissue.importers.spool import Spool

_WHOLE = re.compile(r"https?://[^\s\"'<>()\[\]{}\\]+")
_ENOUGH = 3


def likely_host(spool: Spool) -> str:
    """The start of the addresses that stories link to as if it were their own site: ``https://news.example.org/``.

    That is where the paths of links are those of stories of the source, three at least. Empty when there is none.
    """
    found: Counter[str] = Counter()
    for _, _, item in spool.items():
        for address in set(_WHOLE.findall(item.body)):
            try:
                parts = urlsplit(address)
            except ValueError:
                continue
            if parts.path.count("/") > 1 and spool.at(same(parts.path)):
                found[f"https://{host(address)}/"] += 1
    best = found.most_common(1)
    return best[0][0] if best and best[0][1] >= _ENOUGH else ""
