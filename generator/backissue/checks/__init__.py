"""Faults that no single file shows: two sources for one address, addresses that would vanish, links that lead nowhere.

Runs inside the transaction that took the changes in, so that what it finds can undo them.
"""

from collections.abc import Sequence

from backissue.catalog.store import Catalog
from backissue.checks.addresses import AddressChecks
from backissue.checks.ledger import LedgerChecks
from backissue.checks.references import ReferenceChecks
from backissue.errors import Problem
from backissue.place import Place


def check(catalog: Catalog, place: Place, changed: Sequence[str]) -> list[Problem]:
    """Every problem of the catalog as it stands; warnings only about the ``changed`` files."""
    addresses = AddressChecks(catalog, place, frozenset(changed))
    references = ReferenceChecks(catalog, place, frozenset(changed))
    return [
        *addresses.outlets(),
        *addresses.addresses(),
        *addresses.below_files(),
        *addresses.alike(),
        *addresses.alike_ids(),
        *addresses.long_names(),
        *addresses.long_names_beside(),
        *addresses.generated(),
        *addresses.doubles(),
        *references.pictures(),
        *references.links(),
        *references.comments(),
        *references.editions(),
        *LedgerChecks(catalog, place, frozenset(changed)).ledger(),
    ]
