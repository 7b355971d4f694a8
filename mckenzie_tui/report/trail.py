"""The progression as it stands: each place with a mark and a word for what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mckenzie_tui.flow.arcs import Place, PlaceKind
from mckenzie_tui.walk.facts import offered
from mckenzie_tui.walk.visits import Visit
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Response


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
    current = walk.step.id if walk.step else ""
    skipped = dict(facts.skipped)
    seen = {observed.step for observed in facts.observed}
    asked = {position.place.step for _, position in walk.trail if position.place.kind is PlaceKind.OBSERVE}
    visits = {visit.step: visit for visit in facts.visits}
    if (chosen := _group_row(walk, here)) is not None:
        rows.append(chosen)
    for step in walk.course:
        title = walk.flow.trail_title_of(step.id)
        if step.id == current:
            row = TrailRow(Mark.HERE, title, "now")
        elif step.id in seen:
            row = TrailRow(Mark.DONE, title, "noted")
        elif step.id in visits:
            row = TrailRow(RESPONSE_MARKS[visits[step.id].response][0], title, _trail_note(visits[step.id]))
        elif step.id in asked or step.id in skipped or (located and not offered(walk.flow, facts, step)):
            row = TrailRow(Mark.LEFT_OUT, title, "left out")
        else:
            row = TrailRow(Mark.TO_COME, title, "to come")
        rows.append(row)
    return tuple(rows)


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
