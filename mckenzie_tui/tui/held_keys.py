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
        self._was_held = False

    def held(self, event: Key) -> bool:
        """Whether this key is still the one before, held down; the same event may be asked about again."""
        last = self._last
        if event is not last:
            self._last = event
            again = last is not None and event.key == last.key
            self._was_held = again and last is not None and event.time - last.time < self.SHORTEST_GAP
        return self._was_held
