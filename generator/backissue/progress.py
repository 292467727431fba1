"""How far a piece of work is, as the one who does it tells it."""

from collections.abc import Callable

Tell = Callable[[str, int, int], None]
"""Is told (phase, done, of how many), often, and from the thread that does the work."""
