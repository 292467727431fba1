"""The ledger of published addresses, as commands keep it; how a build holds to it is in ``checks/ledger.py``."""
