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
        self._last = ("", 0.0)

    def held(self, event: Key) -> bool:
        """Whether this key is still the one before, held down."""
        last, at = self._last
        self._last = (event.key, event.time)
        return event.key == last and event.time - at < self.SHORTEST_GAP
