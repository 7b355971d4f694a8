"""Clocks that are asked for the time and never wait; a gap in which nobody asked counts as a pause."""

from __future__ import annotations

from collections.abc import Callable

from mckenzie_tui.pace.cues import Cue, CueKind

Monotonic = Callable[[], float]
"""Seconds from some fixed moment; never goes backward."""

LONGEST_GAP = 2.0
"""Seconds without a look at the clock after which the machine must have slept, so the pacing pauses."""


class Countdown:
    """Counts a rest down; it may always be cut short, and does not go by while the machine sleeps."""

    def __init__(self, seconds: float, clock: Monotonic) -> None:
        """Run at once."""
        self.seconds = seconds
        self._clock = clock
        self._gone = 0.0
        self._looked = clock()
        self._over_told = seconds <= 0

    def look(self) -> tuple[Cue, ...]:
        """Go on to now, and tell once that the rest is over; look more often than every ``LONGEST_GAP``."""
        now = self._clock()
        gap = now - self._looked
        self._looked = now
        if gap <= LONGEST_GAP:
            self._gone += gap
        if self.left > 0 or self._over_told:
            return ()
        self._over_told = True
        return (Cue(CueKind.REST_OVER),)

    @property
    def left(self) -> float:
        """Seconds left when it was last looked at, 0 at the end."""
        return max(0.0, self.seconds - self._gone)
