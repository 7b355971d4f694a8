"""The progression as it stands: each place with a mark and a word for what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from mckenzie_tui.flow.arcs import Place, PlaceKind
from mckenzie_tui.flow.schema import Step
from mckenzie_tui.walk.facts import offered
from mckenzie_tui.walk.visits import Visit
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Need, Response


class Mark(StrEnum):
    """How a row of the trail is marked; always shown together with words."""

    TO_COME = "·"
    HERE = "▶"
    DONE = "✓"
    PARTLY = "~"
    SAME = "–"
    WORSE = "↓"
    CANNOT = "×"
    LEFT_OUT = "∅"


@dataclass(frozen=True)
class TrailRow:
    """One place of the progression, as it stands."""

    mark: Mark
    title: str
    note: str
    """The mark in words."""


RESPONSE_MARKS = {
    Response.CENTRALIZED: (Mark.DONE, "helped"),
    Response.PARTLY_CENTRALIZED: (Mark.PARTLY, "helped in part"),
    Response.UNCHANGED: (Mark.SAME, "no change"),
    Response.WORSENED: (Mark.WORSE, "worse"),
    Response.CANNOT: (Mark.CANNOT, "not possible"),
}
"""The mark of each answer, with its word."""


def trail(walk: Walk) -> tuple[TrailRow, ...]:
    """The progression: safety, where it hurts, each step, each with what was answered."""
    facts = walk.facts
    located = facts.symptoms is not None
    here = facts.came_from or facts.stopped_at or walk.place
    asks_where = here.kind is PlaceKind.WHERE_IT_HURTS
    rows = []
    if facts.context.follow_up is not None and walk.flow.follow_up is not None:
        rows.append(_row("Since last time", done=not here.kind.looks_back, here=here.kind.looks_back))
    asks_safety = not (located or asks_where or here.kind.looks_back or walk.ending)
    rows += [
        _row("Safety", done=located or asks_where, here=asks_safety),
        _row("Where it hurts", done=located, here=asks_where),
    ]
    if (chosen := _group_row(walk, here)) is not None:
        rows.append(chosen)
    for step in walk.course:
        rows += _rows_of(walk, step, located=located)
    return tuple(rows)


def _rows_of(walk: Walk, step: Step, *, located: bool) -> Iterator[TrailRow]:
    """The row of a step, and one for each side besides the painful one for which a clinician chose it."""
    facts, title = walk.facts, walk.flow.trail_title_of(step.id)
    visits = {facts.side_of(visit): visit for visit in facts.visits if visit.step == step.id}
    now = facts.side_at(step.id) if walk.step is not None and walk.step.id == step.id else None
    sides = dict.fromkeys((*visits, now)) if Need.ONE_SIDE in step.needs else {}
    others = [side for side in sides if side not in (facts.side, None)]
    own = f"{title}, as for {facts.side}" if others and facts.side.one_sided else title
    yield _row_of(walk, step, own, visits.get(facts.side), is_here=now is facts.side, located=located)
    for side in others:
        # The side of the pain, as everywhere; which way to move is another.
        yield _row_of(walk, step, f"{title}, as for {side}", visits.get(side), is_here=now is side, located=located)


def _row_of(walk: Walk, step: Step, title: str, visit: Visit | None, *, is_here: bool, located: bool) -> TrailRow:
    facts = walk.facts
    if is_here:
        return TrailRow(Mark.HERE, title, "now")
    if any(observed.step == step.id for observed in facts.observed):
        return TrailRow(Mark.DONE, title, "noted")
    if visit is not None:
        return TrailRow(RESPONSE_MARKS[visit.response][0], title, _trail_note(visit))
    asked = (position.place for _, position in walk.trail if position.place.kind is PlaceKind.OBSERVE)
    passed = step.id in dict(facts.skipped) or any(place.step == step.id for place in asked)
    if passed or (located and not offered(walk.flow, facts, step)):
        return TrailRow(Mark.LEFT_OUT, title, "left out")
    return TrailRow(Mark.TO_COME, title, "to come")


def _group_row(walk: Walk, here: Place) -> TrailRow | None:
    """The group that was chosen, or that is to be chosen; None where all is done."""
    if walk.flow.file.start.choose_group is None:
        return None
    asks, groups = here.kind is PlaceKind.GROUP, walk.facts.groups
    title = walk.flow.groups[groups[-1]].title if groups else "What to do"
    return _row("What to do" if asks else title, done=bool(groups) and not asks, here=asks)


def _row(title: str, *, done: bool, here: bool) -> TrailRow:
    if done:
        return TrailRow(Mark.DONE, title, "done")
    return TrailRow(Mark.HERE, title, "now") if here else TrailRow(Mark.TO_COME, title, "to come")


def _trail_note(visit: Visit) -> str:
    if visit.response is Response.WORSENED and visit.settled:
        return "worse, settled"
    return RESPONSE_MARKS[visit.response][1]
