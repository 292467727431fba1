"""Stories that nobody edited and that are others now: an agency's terms changed, or time passed."""

from collections.abc import Sequence

from backissue.catalog import due, records
from backissue.catalog.store import Catalog
from backissue.intake.changes import Change
from backissue.model import Entity, Record, Showing

_YES = "yes"


def follow_terms(catalog: Catalog, known: Catalog, changes: Sequence[Change], showing: Showing) -> list[Change]:
    """Stories whose agency allows something else than before; time zones move what falls due at midnight.

    A story of which the text changed too was taken in by these terms already, unseen by any list.
    """
    wanted = due.ever_by_terms(catalog) if known.meta("reading") != catalog.meta("reading") else []
    for change in changes:
        folder, _, name = change.source.partition("/")
        if folder == "agencies" and _terms(records.of(known, change.source)) != _terms(
            records.of(catalog, change.source)
        ):
            wanted += due.supplied_by(catalog, name.rpartition(".")[0])
    unseen = {change.source for change in changes if change.how == "text"}
    refreshed = {source: records.refresh(catalog, source, showing) for source in dict.fromkeys(wanted)}
    return [Change(source, "terms") for source, is_other in refreshed.items() if is_other or source in unseen]


def _terms(record: Record | None) -> object:
    """What stories take from their agency's file."""
    return (record.name, record.rights, record.retention, record.withdraw) if isinstance(record, Entity) else None


def show(catalog: Catalog, known: Catalog, changed: set[str], showing: Showing) -> list[Change]:
    """Stories that nothing changed but the time, or whether drafts are shown; and perhaps their text.

    Of a text no list knows, of the time it may: what changed in its text alone is not among ``changed``.
    """
    before = known.meta("as_of")
    moments = before or showing.moment, showing.moment
    whether = before and (known.meta("drafts") == _YES) != showing.drafts
    shown = [Change(source, "due") for source in due.embargoed(known, *moments)]
    shown += [Change(source, "over") for source in due.by_terms(known, *moments)]
    shown += [Change(source, "draft") for source in (due.drafts(known) if whether else ())]
    found = {change.source: change for change in reversed(shown) if change.source not in changed}
    for source in found:
        records.refresh(catalog, source, showing)
    catalog.set_meta("as_of", showing.moment)
    catalog.set_meta("drafts", _YES if showing.drafts else "")
    return list(found.values())
