"""Many sessions counted: what each exercise did, how the sessions ended, and what was found in each person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from mckenzie_tui.series import AT_HOME, Series
from mckenzie_tui.session import Session, StepRecord
from mckenzie_tui.words import Direction, EndingKind, Mode, Response

FEWEST_FOR_SHARES = 10
"""People below whom no share in per cent is told: one more of them would move it by ten points or more."""


class Came(StrEnum):
    """What came of one exercise, by the answer that the rules followed."""

    CENTRALIZED = "centralized"
    PARTLY_CENTRALIZED = "partly_centralized"
    UNCHANGED = "unchanged"
    WORSENED_SETTLED = "worsened_settled"
    WORSENED_LASTING = "worsened_lasting"
    WORSENED_UNKNOWN = "worsened_unknown"
    """Worse, and nobody waited to see whether it settles."""
    NOT_ANSWERED = "not_answered"
    """Done, and not answered."""
    CANNOT = "cannot"
    """Not possible for the person, so not tried."""


class Found(StrEnum):
    """What a session, or all of one person, found; the first that holds."""

    CENTRALIZED = "centralized"
    DIRECTION_ALONE = "direction_alone"
    """A direction that helped, without centralisation."""
    NEITHER = "neither"
    NOT_TESTED = "not_tested"
    """Broken off, stopped by a sign that a person should check, with nothing to test, or without looking for it."""


PUBLISHED = {Found.CENTRALIZED: "40 %", Found.DIRECTION_ALONE: "26 %", Found.NEITHER: "about a third"}
"""What a review of many studies found in people with low back pain (May, Runge and Aina 2018)."""
PUBLISHED_IN = (
    "S. May, N. Runge, A. Aina: Centralization and directional preference: an updated systematic review with "
    "synthesis of previous evidence. Musculoskeletal Science and Practice, 2018"
)


@dataclass(frozen=True)
class Selection:
    """Which sessions are counted. Demonstrations never are."""

    patient: str | None = None
    """Those of one patient."""
    all_patients: bool = False
    """Those of everybody who has a code. Without either, those at home."""
    flow: str | None = None
    """Those of this flow, or of one that was made of it for one patient."""
    since: date | None = None
    """From this day on, by the clock of where the session was held."""
    until: date | None = None
    """Up to this day."""

    def of_these_people(self, session: Session) -> bool:
        """Whether it is a session of those who are counted."""
        if self.all_patients:
            return session.patient is not None
        return (AT_HOME if self.patient is None else Series(Mode.CLINIC, self.patient)).holds(session.series)

    def takes(self, session: Session) -> bool:
        """Whether a session is counted."""
        day = session.started_at.date()
        return (
            session.mode is not Mode.DEMO
            and self.of_these_people(session)
            and self.flow in (None, session.flow.id, flow_of(session))
            and (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
        )


def flow_of(session: Session) -> str:
    """The flow that was walked; where it was changed for one patient, the one that was changed."""
    return session.flow.based_on.id if session.flow.based_on is not None else session.flow.id


@dataclass
class StepCount:
    """One step of a flow, over all sessions."""

    flow: str
    id: str
    title: str
    came: Counter[Came] = field(default_factory=Counter)

    @property
    def tried(self) -> int:
        """How often it was done, or begun."""
        return self.came.total() - self.came[Came.CANNOT]


@dataclass
class Person:
    """What was found in one person."""

    sessions: int = 0
    first_at: datetime | None = None
    first: Found = Found.NOT_TESTED
    """In the first session that is counted."""
    first_direction: Direction | None = None
    best: Found = Found.NOT_TESTED
    """In all of them."""
    directions: set[Direction] = field(default_factory=set)
    """Every direction that some session found."""


@dataclass
class Summary:
    """What was counted."""

    sessions: int = 0
    modes: Counter[Mode] = field(default_factory=Counter)
    first_at: datetime | None = None
    last_at: datetime | None = None
    people: dict[str, Person] = field(default_factory=dict)
    """By the patient's code; empty for the person at home."""
    steps: list[StepCount] = field(default_factory=list)
    """Flow by flow, in the order in which they are done."""
    endings: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By the id of the ending, or how far the session came, and its title."""

    def add(self, session: Session) -> None:
        """Count one more session."""
        self.sessions += 1
        self.modes[session.mode] += 1
        self.first_at = min(filter(None, (self.first_at, session.started_at)))
        self.last_at = max(filter(None, (self.last_at, session.started_at)))
        self.endings[session.ending or session.status.value, session.ending_title or ""] += 1
        self._add_steps(session)
        self._add_to_person(session)

    def _add_steps(self, session: Session) -> None:
        flow = flow_of(session)
        before: StepCount | None = None
        for record in session.steps:
            came = came_of(record)
            counted = self._step(flow, record, before)
            if came is not None:
                counted.came[came] += 1
            before = counted

    def _step(self, flow: str, record: StepRecord, before: StepCount | None) -> StepCount:
        """The count of a step; a new one stands after the one that was done before it."""
        known = next((step for step in self.steps if (step.flow, step.id) == (flow, record.id)), None)
        if known is not None:
            return known
        new = StepCount(flow, record.id, record.title)
        of_flow = [place for place, step in enumerate(self.steps) if step.flow == flow]
        first = of_flow[0] if of_flow else len(self.steps)
        self.steps.insert(self.steps.index(before) + 1 if before is not None else first, new)
        return new

    def _add_to_person(self, session: Session) -> None:
        person = self.people.setdefault(session.patient or "", Person())
        found = found_in(session)
        result = session.result if found is not Found.NOT_TESTED else None
        direction = result.direction if result is not None else None
        person.sessions += 1
        if person.first_at is None or session.started_at < person.first_at:
            person.first_at, person.first, person.first_direction = session.started_at, found, direction
        person.best = min(person.best, found, key=list(Found).index)
        if direction is not None:
            person.directions.add(direction)

    def found(self, *, at_first: bool) -> Counter[Found]:
        """In how many people what was found: in their first session, or in all of theirs."""
        return Counter(person.first if at_first else person.best for person in self.people.values())

    def directions(self, *, at_first: bool) -> Counter[Direction]:
        """In how many people which direction helped; over all sessions one person can count for several."""
        if at_first:
            return Counter(person.first_direction for person in self.people.values() if person.first_direction)
        return Counter(direction for person in self.people.values() for direction in person.directions)


def shares(found: Counter[Found]) -> dict[Found, int] | None:
    """Shares of the people who were tested, in whole per cent; None where they are too few to tell any."""
    tested = found.total() - found[Found.NOT_TESTED]
    if tested < FEWEST_FOR_SHARES:
        return None
    return {kind: round(100 * found[kind] / tested) for kind in PUBLISHED}


def summed_up(sessions: Iterable[Session], selection: Selection) -> Summary:
    """Count sessions, one after the other; none of them is kept."""
    summary = Summary()
    for session in sessions:
        if selection.takes(session):
            summary.add(session)
    return summary


def came_of(record: StepRecord) -> Came | None:
    """What came of one exercise; None where it was chosen and then not done."""
    match record.counted, record.settled_counted:
        case None, _:
            return Came.NOT_ANSWERED if record.tried else None
        case Response.WORSENED, None:
            return Came.WORSENED_UNKNOWN
        case Response.WORSENED, settled:
            return Came.WORSENED_SETTLED if settled else Came.WORSENED_LASTING
        case response, _:
            return Came(response.value)


def found_in(session: Session) -> Found:
    """What one session found, in the categories of the published shares as far as a session can tell."""
    if not looks_for_a_direction(session):
        return Found.NOT_TESTED
    if any(record.counted is Response.CENTRALIZED for record in session.steps):
        return Found.CENTRALIZED
    if session.result is not None and session.result.direction is not None:
        return Found.DIRECTION_ALONE
    whole = session.ending_kind in (EndingKind.RESULT, EndingKind.STOP)
    return Found.NEITHER if whole else Found.NOT_TESTED


def looks_for_a_direction(session: Session) -> bool:
    """Whether anything was tried, and all of it in a direction: else it built up, or went through a set of moves."""
    tried = [record for record in session.steps if came_of(record) not in (None, Came.CANNOT)]
    return bool(tried) and all(record.directions for record in tried)
