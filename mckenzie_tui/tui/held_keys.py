"""Tells a key that is held down from one that is pressed again."""

from __future__ import annotations

from typing import ClassVar

from textual.events import Key


class HeldKeys:
    """Remembers the last key and when it came."""

    SHORTEST_GAP: ClassVar[float] = 0.15
    """Seconds; the same key again within this time is a key that is held down."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._last: Key | None = None

    def held(self, event: Key) -> bool:
        """Whether this key is still the one before, held down.

        An event that was let through comes by again, on its way up from the part that had the focus; by then a later
        one may have come. It is never held back the second time.
        """
        last = self._last
        if last is not None and event.time <= last.time:
            return False
        self._last = event
        return last is not None and event.key == last.key and event.time - last.time < self.SHORTEST_GAP
