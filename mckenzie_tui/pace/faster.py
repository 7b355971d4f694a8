"""A clock that may run faster than the one it is made from, for a demonstration."""

from __future__ import annotations

from mckenzie_tui.pace.stopwatch import LONGEST_GAP, Monotonic

_LONGEST_STEP = LONGEST_GAP * 0.75
"""Seconds between two looks, at most: more would be taken for a machine that was asleep."""


class FasterClock:
    """Seconds that go by faster while ``speed`` is more than 1."""

    def __init__(self, clock: Monotonic) -> None:
        """Run as fast as this clock at first."""
        self._clock = clock
        self._looked = clock()
        self._told = self._looked
        self.speed = 1

    def __call__(self) -> float:
        """The present time of this clock, in seconds."""
        now = self._clock()
        gone = now - self._looked
        self._looked = now
        self._told += gone if self.speed == 1 else min(gone * self.speed, max(gone, _LONGEST_STEP))
        return self._told
