"""Looks back through the logs of one series, as far as it is of use and takes no long time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice, takewhile

from mckenzie_tui.history import trend
from mckenzie_tui.history.readings import Reading, Visit, visits
from mckenzie_tui.history.trend import Trend
from mckenzie_tui.series import Series
from mckenzie_tui.store.store import Store

YEARS = 2
LOOK_BACK = timedelta(days=365 * YEARS)
"""How far back it is looked: what was before says little about how it goes."""
MOST = 1000
"""Of so many sessions at most; each takes some milliseconds to be read and proved."""


@dataclass(frozen=True)
class History:
    """What was found."""

    visits: tuple[Visit, ...]
    """The oldest first."""
    now: datetime
    unread: int = 0
    """How many logs among them cannot be read."""
    cut: bool = False
    """Whether there are older sessions that were not looked at."""
    of_one_person: bool = True
    """Whether these sessions are of one person; otherwise nothing can be said about how it goes."""

    @property
    def readings(self) -> list[Reading]:
        """How it was, the oldest first."""
        return [reading for visit in self.visits for reading in visit.readings]

    @property
    def trend(self) -> Trend | None:
        """How it goes; None where there are too few readings."""
        return trend.trend(self.readings)

    @property
    def in_short(self) -> str:
        """The trend in one short sentence."""
        if not self.of_one_person:
            return OF_ANYBODY
        return trend.in_short(self.trend, len(self.readings), worse=trend.lately_worse(self.visits))

    @property
    def told(self) -> tuple[str, ...]:
        """What there is to say, a sentence or two each."""
        if not self.of_one_person:
            return (OF_ANYBODY,)
        return (*trend.sentences(self.visits, self.now), *self._left_out())

    def _left_out(self) -> Iterator[str]:
        if self.cut:
            yield f"This looks back over the last {YEARS} years, and over {MOST:,} sessions at most."
        if self.unread == 1:
            yield "One log could not be read, and is left out."
        elif self.unread:
            yield f"{self.unread} logs could not be read, and are left out."


OF_ANYBODY = "Sessions without a patient's code may be of anybody, so nothing is said about how it goes."


def look_back(
    store: Store, series: Series, now: datetime, given_up: Callable[[], bool] = lambda: False, most: int = MOST
) -> History:
    """Read the sessions of a series.

    Args:
        store: the sessions.
        series: those that are looked at.
        now: the present time, with its offset from UTC.
        given_up: asked again and again whether nobody waits for it any more.
        most: how many sessions are read.

    Raises:
        StorageError: the folder cannot be read.
    """
    if not series.is_of_one_person:
        return History((), now, of_one_person=False)
    since = now - LOOK_BACK
    stored = list(islice(takewhile(lambda _: not given_up(), store.since(series, since)), most + 1))
    cut = len(stored) > most or store.has_before(series, since)
    found = [one.session for one in stored[:most] if one.session is not None]
    return History(visits(found), now, len(stored[:most]) - len(found), cut)
