"""Stories that become others without being edited: time passes, drafts are shown, an agency's terms change.

Each answer is sources of stories, in order, found by an index; moments are as in ``2026-01-01T00:00:00Z``, and may be
given in either order, because a build may be of an earlier moment than the last one.
"""

from backissue.catalog.store import Catalog


def embargoed(catalog: Catalog, before: str, now: str) -> list[str]:
    """Those whose embargo ends, or begins again, between two moments."""
    query = "SELECT source FROM articles WHERE embargo <> '' AND embargo > ? AND embargo <= ? ORDER BY source"
    return _sources(catalog, query, *sorted((before, now)))


def drafts(catalog: Catalog) -> list[str]:
    """All drafts."""
    return _sources(catalog, "SELECT source FROM articles WHERE draft ORDER BY source")


def by_terms(catalog: Catalog, before: str, now: str) -> list[str]:
    """Those of which a part falls due by an agency's terms between two moments, or is to be shown again."""
    return _sources(
        catalog,
        "SELECT DISTINCT source FROM supplied JOIN articles ON id = article"
        " WHERE due <> '' AND due > ? AND due <= ? ORDER BY source",
        *sorted((before, now)),
    )


def supplied_by(catalog: Catalog, agency: str) -> list[str]:
    """Those of which an agency supplied any part."""
    query = "SELECT DISTINCT source FROM supplied JOIN articles ON id = article WHERE agency = ? ORDER BY source"
    return _sources(catalog, query, agency)


def ever_by_terms(catalog: Catalog) -> list[str]:
    """Those of which a part falls due some day, or did."""
    return _sources(
        catalog,
        "SELECT DISTINCT source FROM supplied JOIN articles ON id = article WHERE due <> '' ORDER BY source",
    )


def _sources(catalog: Catalog, query: str, *values: str) -> list[str]:
    return [source for (source,) in catalog.db.execute(query, values)]
