"""A record as the active cases let it be."""

from functools import lru_cache

import msgspec

from backissue.addresses import is_address
from backissue.errors import Problem
from backissue.model import Article, Comments, Entity, Ledger, Outlet, Picture, Record, StaticPage, TakeDown, Withdrawal
from backissue.takedowns.cases import Case, Cases
from backissue.takedowns.matching import Texts
from backissue.takedowns.redaction import Redactor


class Active:
    """The cases that hold at a build's moment, ready to be applied to records one by one.

    What comes out depends on the record, the cases and the archive's language alone.
    """

    def __init__(self, cases: Cases, as_of: str, language: str) -> None:
        self.cases = cases.active(as_of)
        self._problem = cases.problem
        self._language = language
        redactions = [case for case in self.cases if case.action == "redact"]
        self._in_names = [(case, at) for case in redactions for at in range(len(case.texts))]
        self._names = Texts([case.texts[at] for case, at in self._in_names])

    def apply(self, record: Record) -> tuple[Record | None, list[Problem]]:
        """The record to take in, None where there is to be none; and what the cases do not say but must."""
        if not self.cases:
            return record, []
        match record:
            case Picture():
                return msgspec.structs.replace(record, shown_as=self.shown_as(record.source)), []
            case Article():
                return self._article(record)
            case Ledger():
                return self._ledger(record), []
            case Comments():
                cases = tuple(case for case in self.cases if case.action == "redact" and case.concerns(record.article))
            case _:
                cases = tuple(case for case in self.cases if case.is_everywhere)
        redactor = _redactor(cases, self._language)
        if isinstance(record, Entity) and redactor.address(f"/{record.id}/"):
            return None, []  # the file would keep the page, and its address, alive
        problems = self._addresses_of(record, redactor)
        made = redactor.record(record, self.shown_as)
        return self._noted(made, cases, redactor.hits), problems + self._left(made, redactor)

    def texts_of(self, article: str) -> Texts:
        """All that redactions take away of an article, by its file."""
        cases = tuple(case for case in self.cases if case.action == "redact" and case.concerns(article))
        return _redactor(cases, self._language).texts

    def shown_as(self, picture: str) -> str:
        """A picture's path in the site where that is not its own: the case's id stands for the text."""
        made = self._names.replace(picture, self._name)
        return made if made != picture else ""

    def _name(self, which: int) -> str:
        case, at = self._in_names[which]
        return case.id if len(case.texts) == 1 else f"{case.id}.{at + 1}"

    def _article(self, article: Article) -> tuple[Record, list[Problem]]:
        cases = tuple(case for case in self.cases if case.concerns(article.source, (article.url, *article.aliases)))
        made, hits = article, set[str]()
        for case in cases:
            if case.action == "noindex":
                made = msgspec.structs.replace(made, noindex=True, unsearched=made.unsearched or not case.search)
                hits.add(case.id)
            elif case.action == "withdraw" and made.withdrawn is None:
                made = msgspec.structs.replace(made, withdrawn=Withdrawal(case.date, case.reason))
                hits.add(case.id)
        redactions = tuple(case for case in cases if case.action == "redact")
        redactor = _redactor(redactions, article.language)
        made, problems = self._readdressed(made, redactions, redactor)
        made = redactor.record(made, self.shown_as)
        return self._noted(made, cases, hits | redactor.hits), problems + self._left(made, redactor)

    def _readdressed(
        self, article: Article, cases: tuple[Case, ...], redactor: Redactor
    ) -> tuple[Article, list[Problem]]:
        """The article at addresses without the texts. No address goes that a case does not name."""
        problems = []
        given = {old: new for case in cases for old, new in case.addresses}
        kept = []
        for address in (article.url, *article.aliases):
            if not (case := redactor.address(address)):
                kept.append(address)
                continue
            redactor.hits.add(case)
            new = _given(address, given[address]) if address in given else None
            if new and (redactor.address(new) or not is_address(new)):
                new = None
            if new:
                kept.append(new)
            elif new is None or address == article.url:
                hint = f"add {address}: a-new-name" + (
                    " (or nothing, to give the old address up)" * (address != article.url)
                )
                message = f"its text stands in the address {address} of content/{article.source}"
                problems.append(self._problem(case, message, f"{hint} to the case's addresses"))
                kept.append(address)
        url, *aliases = kept
        slug = article.slug if url == article.url else url.strip("/").rpartition("/")[2]
        return msgspec.structs.replace(article, url=url, slug=slug, aliases=tuple(aliases)), problems

    def _ledger(self, ledger: Ledger) -> Ledger:
        """The ledger without the addresses that cases take away: nothing need stand there, and nothing may."""
        redactor = _redactor(tuple(case for case in self.cases if case.is_everywhere), self._language)
        given = {old: _given(old, new) for case in self.cases for old, new in case.addresses}

        def goes(address: str) -> bool:
            return address in given or bool(redactor.address(address))

        return msgspec.structs.replace(
            ledger,
            addresses=tuple(address for address in ledger.addresses if not goes(address)),
            redirects=tuple(
                (old, given.get(new) or new) for old, new in ledger.redirects if not goes(old)
            ),
        )  # fmt: skip

    def _addresses_of(self, record: Record, redactor: Redactor) -> list[Problem]:
        """The addresses of outlets and pages are their files' names."""
        addresses: tuple[str, ...] = ()
        if isinstance(record, Outlet):
            addresses = (f"/{record.id}/",)
        elif isinstance(record, StaticPage):
            addresses = (f"/{record.slug}/", *record.aliases)
        return [
            self._problem(
                case, f"its text stands in the address {address} of content/{record.source}", "change it there"
            )
            for address in addresses
            if (case := redactor.address(address))
        ]

    def _left(self, record: Record, redactor: Redactor) -> list[Problem]:
        body = getattr(record, "body", "")
        if not body or not (left := redactor.left(body)):
            return []
        message = f"the text that the case {left[0]} redacts stands here, parted by markup"
        line: int = getattr(record, "body_line", 1) + left[1]
        return [Problem(f"content/{record.source}", line, message, "take the markup out of it")]

    def _noted(self, record: Record, cases: tuple[Case, ...], hits: set[str]) -> Record:
        """The record with what may be public of the cases that changed it."""
        noted = tuple(
            TakeDown(case.id, case.action, case.date, case.reason, case.until) for case in cases if case.id in hits
        )
        return msgspec.structs.replace(record, takedowns=noted) if noted else record


def _given(address: str, new: str) -> str:
    """A case's new address for an old one: whole, or in place of its last part; empty to give it up."""
    return new if not new or new.startswith("/") else address.rstrip("/").rpartition("/")[0] + f"/{new}/"


@lru_cache(maxsize=64)
def _kept(cases: tuple[Case, ...], language: str) -> Redactor:
    return Redactor(cases, language)


def _redactor(cases: tuple[Case, ...], language: str) -> Redactor:
    """One for each set of cases and language; its hits begin anew."""
    redactor = _kept(cases, language)
    redactor.hits.clear()
    return redactor
