"""The state machine built from a flow: the one module that knows `transitions`, the one judge of what comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from transitions import EventData, Machine, MachineError

from mckenzie_tui.answers import Answer, Context
from mckenzie_tui.errors import NotAllowedError
from mckenzie_tui.flow.arcs import Arc, Guard, Place, PlaceKind, Table, Way, follow_up_place
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.layout import table
from mckenzie_tui.walk.facts import Facts, offered, passed_over
from mckenzie_tui.walk.guards import GUARDS
from mckenzie_tui.walk.noting import noted
from mckenzie_tui.words import Event

_ONWARD = "onward"
"""What moves the machine on from a crossing; nobody can say it."""


@dataclass(frozen=True)
class Position:
    """Where a walk stands: the place, the facts, and the arc that led there."""

    place: Place
    facts: Facts
    arc: Arc | None = None


class _Token:
    """The thing the machine moves: it carries the state, and notes the way that was taken."""

    state: str
    taken: Way | None = None


class FlowMachine:
    """The machine of one flow. It holds no walk: each call moves from a given position to the next."""

    def __init__(self, flow: Flow) -> None:
        """Build the machine; the flow must have been checked, as an unknown place would pass unseen here."""
        self.flow = flow
        self.table: Table = table(flow)
        self._token = _Token()
        self._machine = Machine(
            model=self._token,
            states=[*self.table.places, *self.table.crossings],
            initial=self.table.initial,
            auto_transitions=False,
            send_event=True,
        )
        conditions = {guard: self._condition(guard) for _, way in self.table.legs for guard in way.guards}
        for source, way in self.table.legs:
            self._machine.add_transition(
                way.event.value if isinstance(way, Arc) else _ONWARD,
                source,
                way.dest,
                conditions=[conditions[guard] for guard in way.guards],
                after=self._noting(way),
            )

    def initial(self, context: Context) -> Place:
        """The place where a walk begins: with an earlier session, where that is to be asked about and the flow asks."""
        asked = self.table.places.get(follow_up_place(PlaceKind.SINCE_NEW))
        if context.follow_up is not None and asked is not None:
            return asked
        return self.table.places[self.table.initial]

    def events(self, place: Place) -> tuple[Event, ...]:
        """What can be said at a place at all, in the order of the table."""
        return self.table.events(place.name)

    def step(self, position: Position, answer: Answer) -> Position:
        """Move on by one answer.

        Raises:
            NotAllowedError: the answer does not fit there.
        """
        if answer.event not in self.events(position.place):
            raise NotAllowedError(answer.event, position.place.name, self.events(position.place))
        facts = noted(position.facts, self.flow, position.place, answer)
        self._machine.set_state(position.place.name, self._token)
        arc = self._taken(answer.event.value, facts)
        if isinstance(arc, Arc):
            facts = replace(facts, closed=facts.closed | arc.closes)
            arc = self._past_crossings(arc, facts)
        if not isinstance(arc, Arc):
            raise NotAllowedError(answer.event, position.place.name, self.events(position.place))
        place = self.table.places[self._token.state]
        return Position(place, self._arriving(facts, arc, place), arc)

    def _taken(self, trigger: str, facts: Facts) -> Way | None:
        """The way by which the machine moves on from where it is; None where there is none."""
        self._token.taken = None
        try:
            moved = self._machine.events[trigger].trigger(self._token, facts=facts)
        except MachineError:
            return None
        return self._token.taken if moved else None

    def _past_crossings(self, arc: Arc, facts: Facts) -> Arc | None:
        """The arc with how it goes on from each crossing to a place; None where there is no way on."""
        while self._token.state in self.table.crossings:
            onward = self._taken(_ONWARD, facts)
            if onward is None:
                return None
            arc = arc.through(onward)
        return arc

    def _condition(self, guard: Guard) -> Callable[[EventData], bool]:
        function = GUARDS[guard.name]
        return lambda event: bool(function(self.flow, event.kwargs["facts"], guard.argument))

    def _noting(self, way: Way) -> Callable[[EventData], None]:
        def note(_event: EventData) -> None:
            self._token.taken = way

        return note

    def _arriving(self, facts: Facts, arc: Arc, place: Place) -> Facts:
        """The facts with what the arc brings: steps passed over, questions that are behind."""
        skipped = facts.skipped
        for step in map(self.flow.steps_by_id.__getitem__, arc.passes):
            reason = passed_over(facts, step)
            if reason and offered(self.flow, facts, step):
                skipped = (*skipped, (step.id, reason))
        if arc.dose_percent is not None:
            due = facts.context.follow_up
            left_out = due.leave_out if arc.leaves_out_last and due is not None else ()
            since = replace(facts.since, rule=arc.rule)
            facts = replace(facts, since=since, dose_percent=arc.dose_percent, left_out=left_out)
        back = place == facts.came_from or place.step or place.ending
        return replace(
            facts,
            medical_done=facts.medical_done or place.kind is PlaceKind.WHERE_IT_HURTS,
            skipped=skipped,
            came_from=None if back else facts.came_from,
            stopped_at=facts.stopped_at if place.kind is PlaceKind.RESUMED else None,
        )
