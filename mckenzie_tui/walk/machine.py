"""The state machine built from a flow: the one module that knows `transitions`, the one judge of what comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from transitions import EventData, Machine, MachineError

from mckenzie_tui.errors import NotAllowedError
from mckenzie_tui.flow.arcs import Arc, Guard, Place, PlaceKind, Table, follow_up_place
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.layout import table
from mckenzie_tui.session import Answer, Context
from mckenzie_tui.walk.facts import Facts, offered, passed_over
from mckenzie_tui.walk.guards import GUARDS
from mckenzie_tui.walk.noting import noted
from mckenzie_tui.words import Event


@dataclass(frozen=True)
class Position:
    """Where a walk stands: the place, the facts, and the arc that led there."""

    place: Place
    facts: Facts
    arc: Arc | None = None


class _Token:
    """The thing the machine moves: it carries the state, and notes the arc that was taken."""

    state: str
    taken: Arc | None = None


class FlowMachine:
    """The machine of one flow. It holds no walk: each call moves from a given position to the next."""

    def __init__(self, flow: Flow) -> None:
        """Build the machine; the flow must have been checked, as an unknown place would pass unseen here."""
        self.flow = flow
        self.table: Table = table(flow)
        self._token = _Token()
        self._machine = Machine(
            model=self._token,
            states=list(self.table.places),
            initial=self.table.initial,
            auto_transitions=False,
            send_event=True,
        )
        for arc in self.table.arcs:
            self._machine.add_transition(
                arc.event.value,
                arc.source,
                arc.dest,
                conditions=[self._condition(arc, guard) for guard in arc.guards],
                after=self._noting(arc),
            )

    def initial(self, context: Context) -> Place:
        """The place where a walk begins: with an earlier session, where that is to be asked about and the flow asks."""
        asked = self.table.places.get(follow_up_place(PlaceKind.SINCE_NEW))
        if context.follow_up is not None and asked is not None:
            return asked
        return self.table.places[self.table.initial]

    def events(self, place: Place) -> tuple[Event, ...]:
        """What can be said at a place at all, in the order of the table."""
        return tuple(dict.fromkeys(arc.event for arc in self.table.leaving(place.name)))

    def step(self, position: Position, answer: Answer) -> Position:
        """Move on by one answer.

        Raises:
            NotAllowedError: the answer does not fit there.
        """
        if answer.event not in self.events(position.place):
            raise NotAllowedError(answer.event, position.place.name, self.events(position.place))
        facts = noted(position.facts, self.flow, position.place, answer)
        self._machine.set_state(position.place.name, self._token)
        self._token.taken = None
        try:
            moved = self._machine.events[answer.event.value].trigger(self._token, facts=facts)
        except MachineError:
            moved = False
        arc: Arc | None = self._token.taken
        if not moved or arc is None:
            raise NotAllowedError(answer.event, position.place.name, self.events(position.place))
        place = self.table.places[self._token.state]
        return Position(place, self._arriving(facts, arc, place), arc)

    def _condition(self, arc: Arc, guard: Guard) -> Callable[[EventData], bool]:
        function = GUARDS[guard.name]
        return lambda event: bool(function(self.flow, event.kwargs["facts"], arc, guard.argument))

    def _noting(self, arc: Arc) -> Callable[[EventData], None]:
        def note(_event: EventData) -> None:
            self._token.taken = arc

        return note

    def _arriving(self, facts: Facts, arc: Arc, place: Place) -> Facts:
        """The facts with what the arc brings: closed directions, steps passed over, questions that are behind."""
        skipped = facts.skipped
        for step in map(self.flow.steps_by_id.__getitem__, arc.passes):
            reason = passed_over(facts, step, arc.closes)
            if reason and offered(self.flow, facts, step):
                skipped = (*skipped, (step.id, reason))
        if arc.dose_percent is not None:
            since = replace(facts.since, rule=arc.rule)
            facts = replace(facts, since=since, dose_percent=arc.dose_percent)
        back = place == facts.came_from or place.step or place.ending
        return replace(
            facts,
            closed=facts.closed | arc.closes,
            medical_done=facts.medical_done or place.kind is PlaceKind.WHERE_IT_HURTS,
            skipped=skipped,
            came_from=None if back else facts.came_from,
            stopped_at=facts.stopped_at if place.kind is PlaceKind.RESUMED else None,
        )
