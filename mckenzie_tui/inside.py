"""The state machine of a walk for somebody who explains it: where it stands, how it came there, where it can go."""

from __future__ import annotations

from collections.abc import Iterator

from mckenzie_tui.flow.arcs import Arc, Place
from mckenzie_tui.graph.labels import CONDITION_WORDS
from mckenzie_tui.graph.outline import outline
from mckenzie_tui.graph.picture import picture
from mckenzie_tui.graph.taken import taken
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event

_ASIDE = (Event.TROUBLE, Event.RESUMED, Event.GO_TO)
"""What can be said everywhere, and is not told at each place."""


def inside(walk: Walk, width: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Titles, each with its lines.

    Args:
        walk: where it stands.
        width: how many characters a line of the drawing may have.
    """
    yield "Where it stands", (_named(walk, walk.place.name),)
    yield "How it came here", tuple(_came_here(walk))
    yield "Where each answer leads from here", tuple(_onward(walk))
    closed = ", ".join(sorted(walk.facts.closed)) or "none"
    yield "Directions closed by a lasting worsening", (closed,)
    drawn = picture(walk.machine)
    yield "The whole flow", tuple(outline(drawn, width, taken(drawn, walk)))


def _came_here(walk: Walk) -> Iterator[str]:
    arc = walk.position.arc
    if arc is None:
        yield "This is where every walk begins."
        return
    answer, _ = walk.trail[-1]
    yield f"At {arc.source}: {answer.event}"
    if arc.rule:
        yield f"Rule: {arc.rule} of the flow"
    yield from _conditions(arc)
    if arc.why:
        yield f"Why: {arc.why}"


def _onward(walk: Walk) -> Iterator[str]:
    """Every answer with the places it may lead to, in the order in which they are tried."""
    for event in walk.events:
        if event in _ASIDE:
            continue
        ways = [arc for arc in walk.machine.table.leaving(walk.place.name) if arc.event is event]
        yield f"{event}:"
        for arc in ways:
            rule = f" by {arc.rule}" if arc.rule else ""
            when = ", ".join(_conditions(arc))
            yield f"  to {_named(walk, arc.dest)}{rule}{f' ({when})' if when else ''}"


def _conditions(arc: Arc) -> Iterator[str]:
    """What must hold on this way."""
    for guard in arc.guards:
        words = CONDITION_WORDS.get(guard.name, guard.name.replace("_", " "))
        yield f"if: {' '.join(filter(None, (words, guard.argument)))}"


def _named(walk: Walk, place: str) -> str:
    """A place of the machine with its title."""
    found: Place = walk.machine.table.places[place]
    if found.step:
        return f"{place} ({walk.flow.exercise_of(found.step).title})"
    return f"{place} ({walk.flow.endings[found.ending].title})" if found.ending else place
