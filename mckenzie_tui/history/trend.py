"""How it goes, in a few calm sentences: pain and reach at first and lately, the same direction, and the days.

Nothing is promised and nobody is blamed. Where something is worse, the way to a physical therapist is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median, median_low

from mckenzie_tui.advising import MORE_THAN_AT_FIRST, WHILE_IT_LEAVES_THE_LEG
from mckenzie_tui.history.readings import Reading, Visit, region_of
from mckenzie_tui.reasons import DIRECTION_WORDS
from mckenzie_tui.words import Direction, Region

CLEAR_CHANGE = 2
"""Points on the scale from 0 to 10 from which on a change of pain counts as real, in people with low back pain.

Source: "Responsiveness of the numeric pain rating scale in patients with low back pain", J. D. Childs, S. R. Piva,
J. M. Fritz, Spine, 2005.
"""
FEW = 3
"""So many readings at first are held against as many lately, each by the one in their middle: single days vary."""
LEAST = 4
"""With fewer readings nothing is said about how it goes."""
LAST_SESSIONS = 5
"""Among so many of the last sessions it is looked for the same direction."""
DAYS = 30

REGION_WORDS = {
    Region.BACK_MIDLINE: "the middle of the back",
    Region.BACK_SIDE: "the side of the back",
    Region.BUTTOCK_HIP: "the buttock or hip",
    Region.THIGH: "the thigh",
    Region.KNEE: "the knee",
    Region.LOWER_LEG: "the lower leg",
    Region.FOOT: "the foot",
    Region.TOES: "the toes",
}


def region_told(rank: float) -> str:
    """The region of this rank in words."""
    region = region_of(rank)
    return REGION_WORDS[region] if region is not None else "nowhere"


class Course(StrEnum):
    """Which way something goes."""

    LESS = "less"
    SAME = "about the same"
    MORE = "more"


@dataclass(frozen=True)
class Compared:
    """What something was at first and lately: each the middle one of a few readings."""

    first: float
    lately: float
    course: Course


@dataclass(frozen=True)
class Trend:
    """What the readings say together."""

    back: Compared
    leg: Compared
    reach: Compared
    """Ranks of regions."""

    @property
    def worse(self) -> bool:
        """Whether anything is worse than at first."""
        return Course.MORE in (self.back.course, self.leg.course, self.reach.course)

    @property
    def moving_up(self) -> bool:
        """Whether the leg is better and the back alone is worse: pain may leave the leg that way."""
        leg_better = Course.LESS in (self.leg.course, self.reach.course)
        return leg_better and Course.MORE not in (self.leg.course, self.reach.course)


def trend(readings: Sequence[Reading]) -> Trend | None:
    """How it goes; None where there are too few readings to tell.

    Args:
        readings: the readings, the oldest first.
    """
    if len(readings) < LEAST:
        return None
    count = min(FEW, len(readings) // 2)
    first, lately = readings[:count], readings[-count:]
    return Trend(
        back=_pain([one.back for one in first], [one.back for one in lately]),
        leg=_pain([one.leg for one in first], [one.leg for one in lately]),
        reach=_reach([one.reach for one in first], [one.reach for one in lately]),
    )


def _pain(first: Sequence[int], lately: Sequence[int]) -> Compared:
    before, now = median(first), median(lately)
    course = Course.LESS if now <= before - CLEAR_CHANGE else Course.MORE if now >= before + CLEAR_CHANGE else None
    return Compared(before, now, course or Course.SAME)


def _reach(first: Sequence[int], lately: Sequence[int]) -> Compared:
    before, now = median_low(first), median_low(lately)
    return Compared(before, now, Course.LESS if now < before else Course.MORE if now > before else Course.SAME)


def in_short(found: Trend | None, count: int, *, worse: bool = False) -> str:
    """The trend in one short sentence, for where there is little room.

    Args:
        found: what the readings say together; None where there are too few.
        count: how many readings there are.
        worse: whether the last session says that something is worse.
    """
    if worse:
        return f"{_LATELY_WORSE} {MORE_THAN_AT_FIRST.say}"
    if found is None:
        return _too_few(count)
    pain = (found.back.course, found.leg.course)
    if found.worse:
        return f"Some of it is more than at first. {MORE_THAN_AT_FIRST.say}"
    if Course.LESS in pain and found.reach.course is Course.LESS:
        return "Less pain than at first, and nearer to the back."
    if Course.LESS in pain:
        return "Less pain than at first."
    if found.reach.course is Course.LESS:
        return "About as much pain as at first, and nearer to the back."
    return "About the same as at first."


def sentences(visits: Sequence[Visit], now: datetime) -> Iterator[str]:
    """What there is to say, one or two sentences at a time.

    Args:
        visits: the sessions, the oldest first.
        now: the present time, with its offset from UTC.
    """
    readings = [reading for visit in visits for reading in visit.readings]
    found = trend(readings)
    if lately_worse(visits):
        yield f"{_LATELY_WORSE} {MORE_THAN_AT_FIRST.say}"
    if found is None:
        yield _too_few(len(readings))
    else:
        yield " ".join(_pain_told(found))
        yield _reach_told(found.reach)
        if found.worse and not lately_worse(visits):
            yield _care(found)
    yield from _same_direction(visits)
    if readings:
        yield f"Days with a session in the last {DAYS}: {days(visits, now)}."


_LATELY_WORSE = "Last time it was worse, or it was better to stop or to ask somebody."


def lately_worse(visits: Sequence[Visit]) -> bool:
    """Whether the last session says that something is worse, whatever the days before it make of it."""
    return bool(visits) and visits[-1].worse


def _too_few(count: int) -> str:
    if not count:
        return "There is nothing to look back at yet."
    so_far = "There is one reading" if count == 1 else f"There are {count} readings"
    return f"{so_far} so far. From {LEAST} on, this page says which way it goes."


def _pain_told(found: Trend) -> Iterator[str]:
    felt = [(name, pain) for name, pain in (("back", found.back), ("leg", found.leg)) if pain.first or pain.lately]
    if not felt:
        yield "You marked no pain at first, and none lately."
    for course in dict.fromkeys(pain.course for _, pain in felt):
        parts = [f"{name} {_pair(pain)}" for name, pain in felt if pain.course is course]
        what = "Pain" if len(parts) == len(felt) else f"{parts[0].split()[0].capitalize()} pain"
        as_at_first = "as at first" if course is Course.SAME else "than at first"
        yield f"{what} is {course} {as_at_first} (0 to 10): {'; '.join(parts)}."


def _pair(pain: Compared) -> str:
    """The number at first and the one now, or the one that both are."""
    return f"{pain.first:g}" if pain.first == pain.lately else f"{pain.first:g} then, {pain.lately:g} now"


def _reach_told(reach: Compared) -> str:
    before, now = region_told(reach.first), region_told(reach.lately)
    match reach.course:
        case Course.SAME if not reach.lately:
            return "You marked no place where it hurts."
        case Course.SAME:
            return f"It reaches as far as at first: {now}."
        case Course.LESS if not reach.lately:
            return f"It reached {before} at first. Lately you marked no place. That is good."
        case Course.LESS:
            return f"It reached {before}, now {now}. Nearer to the back is good."
        case _ if not reach.first:
            return f"At first you marked no place. Now it reaches {now}."
        case _:
            return f"It reached {before}, now {now}. That is farther down."


def _care(found: Trend) -> str:
    if found.moving_up:
        return WHILE_IT_LEAVES_THE_LEG.say
    return f"That happens, and there is help. {MORE_THAN_AT_FIRST.say}"


def same_direction(visits: Sequence[Visit]) -> tuple[Direction, int, int] | None:
    """The direction that most of the last sessions pointed to, in how many of how many; None where no two agree."""
    last = [visit for visit in visits if visit.held and visit.ending][-LAST_SESSIONS:]
    counted = Counter(visit.direction for visit in reversed(last) if visit.direction is not None)
    if not counted:
        return None
    direction, count = counted.most_common(1)[0]
    return (direction, count, len(last)) if count > 1 else None


def _same_direction(visits: Sequence[Visit]) -> Iterator[str]:
    if (found := same_direction(visits)) is not None:
        direction, count, of = found
        how_many = "both of your last sessions" if count == of == 2 else f"{count} of your last {of} sessions"
        yield f"The same direction in {how_many}: {DIRECTION_WORDS[direction]} ({direction})."


def days(visits: Sequence[Visit], now: datetime) -> int:
    """On how many of the last 30 days there was a session; today is one of them."""
    today = now.date()
    held = {visit.at.astimezone(now.tzinfo).date() for visit in visits if visit.held}
    return sum(today - timedelta(days=DAYS) < day <= today for day in held)
