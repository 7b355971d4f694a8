"""A walk from inside, for somebody who explains it: where it stands, how it came there, where each answer leads.

All is told in the words of the picture of the flow, so that both can be read side by side.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import suppress

from mckenzie_tui.answers import Answer
from mckenzie_tui.cards import other_side
from mckenzie_tui.errors import NotAllowedError
from mckenzie_tui.flow.arcs import Arc, Place, PlaceKind, Structural
from mckenzie_tui.graph.labels import conditions_told, event_told, label, place_told, rule_told
from mckenzie_tui.graph.outline import outline
from mckenzie_tui.graph.picture import picture
from mckenzie_tui.graph.taken import taken
from mckenzie_tui.prompts import prompt
from mckenzie_tui.reasons import DIRECTION_WORDS
from mckenzie_tui.report.told import OBJECTION_WORDS, PASSED_OVER_WORDS, other_side_told
from mckenzie_tui.walk.machine import Position
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Direction, Event

_ASIDE = (Event.TROUBLE, Event.RESUMED, Event.GO_TO)
"""What can be said everywhere, and is not told at each place."""


def inside(walk: Walk, width: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Titles, each with its lines.

    Args:
        walk: where it stands.
        width: how many characters a line may have.
    """
    closed = ", ".join(_direction(direction) for direction in Direction if direction in walk.facts.closed)
    for title, texts in (
        ("Where it stands", (_stands(walk),)),
        ("How it came here", tuple(_came_here(walk))),
        ("Where each answer leads from here", tuple(_onward(walk))),
        ("Where the answers after that lead (without a new chart)", tuple(_afterwards(walk))),
        ("Directions closed by a lasting worsening", (closed or "none",)),
    ):
        if texts:
            yield title, tuple(line for text in texts for line in _wrapped(text, width))
    drawn = picture(walk.machine)
    yield "The whole flow", tuple(outline(drawn, width, taken(drawn, walk)))


def _wrapped(text: str, width: int) -> list[str]:
    """A text in lines that fit, those after the first a little further in."""
    indent = " " * (len(text) - len(text.lstrip()))
    return textwrap.wrap(
        text.strip(), width, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False
    )


def _stands(walk: Walk) -> str:
    flow, place = walk.flow, walk.place
    other = other_side(walk) if place.step else ""
    for_side = f", {other}" if other else ""
    if place.kind is PlaceKind.EXERCISE:
        return f"{place_told(flow, place)} of {len(flow.steps)}{_in_group(walk)}{for_side}"
    of = f"Step {flow.number_of(place.step)} of {len(flow.steps)}{_in_group(walk)}, " if place.step else ""
    told = place_told(flow, place)
    return f"{of}{told}{for_side}" if of else f"{told[:1].upper()}{told[1:]}"


def _in_group(walk: Walk) -> str:
    """The group that is being done, where one was chosen."""
    return f" ({walk.flow.groups[walk.facts.groups[-1]].title})" if walk.facts.groups else ""


# How it came here


def _came_here(walk: Walk) -> Iterator[str]:
    if not walk.trail:
        yield "This is where every walk begins."
        return
    sources = [walk.start, *(position for _, position in walk.trail)]
    moves = list(zip(sources, walk.trail, strict=False))
    source, (answer, here) = moves[-1]
    yield from _move(walk, source, answer, here)
    if _decides(answer, here) or not here.place.step:
        return
    for before, (said, there) in reversed(moves[:-1]):
        if _decides(said, there) and there.place.step == here.place.step:
            yield "Before that:"
            yield from (f"  {text}" for text in _move(walk, before, said, there))
            return


def _decides(answer: Answer, there: Position) -> bool:
    """Whether a rule or a clinician led there, and not just the course of an exercise."""
    return answer.event is Event.GO_TO or (there.arc is not None and bool(there.arc.rule))


def _move(walk: Walk, source: Position, answer: Answer, there: Position) -> Iterator[str]:
    """What was said where, and what made that lead on."""
    arc = there.arc
    if arc is None:
        return
    chosen = there.facts.chosen if answer.event is Event.GO_TO else None
    yield f"{place_told(walk.flow, there.place if chosen else source.place)} – {_said(walk, source.place, arc)}"
    if chosen is not None:
        yield f"  from: {place_told(walk.flow, source.place)}"
        if other := other_side_told(there.facts.side, chosen.side):
            yield f"  {other}"
        yield from (f"  against it: {OBJECTION_WORDS[objection]}" for objection in chosen.against)
        if chosen.reason:
            yield f"  reason: {chosen.reason}"
    yield from _by_rule(walk, source, there)
    if arc.why:
        yield f"  why: {arc.why}"


def _by_rule(walk: Walk, source: Position, there: Position) -> Iterator[str]:
    """The rule of a move, and what it leaves out from now on."""
    arc = there.arc
    if arc is None:
        return
    if arc.rule:
        yield f"  by {rule_told(walk.flow, arc.rule)}"
    for step, why in there.facts.skipped[len(source.facts.skipped) :]:
        yield f"  passed over: {walk.flow.title_of(step)} ({PASSED_OVER_WORDS[why]})"
    if arc.closes:
        yield f"  closed from then on: {', '.join(map(_direction, sorted(arc.closes)))}"


def _said(walk: Walk, place: Place, arc: Arc) -> str:
    """An answer that leads along an arc; what it counts as, and the conditions that no rule tells."""
    if arc.rule or arc.event is Event.GO_TO:
        told = event_told(arc.event)
        counted = next((guard.argument for guard in arc.guards if guard.name is Structural.COUNTS_AS), "")
        return told if counted in ("", arc.event) else f"{told}, which counts as {event_told(Event(counted))}"
    if place.kind is PlaceKind.QUESTION and arc.event in (Event.YES, Event.NO):
        return ", ".join(filter(None, (event_told(arc.event), conditions_told(arc.guards))))
    return label(walk.flow, place, arc, arc.guards)


# Where it goes


def _onward(walk: Walk) -> Iterator[str]:
    """Every answer with where it leads as things are now; a chart with what it depends on."""
    events = sorted(set(walk.events) - set(_ASIDE), key=list(Event).index)
    if not events:
        yield "Nowhere: the session ends here."
    for event in events:
        if event is Event.LOCATED:
            yield from _by_chart(walk)
            continue
        if event in (Event.CHOSE, Event.OBSERVED):
            yield from _by_choice(walk, event)
            continue
        try:
            there = walk.say(event).position
        except NotAllowedError:
            continue
        if there.arc is not None:
            yield f"{_said(walk, walk.place, there.arc)} → {place_told(walk.flow, there.place)}"
            yield from _by_rule(walk, walk.position, there)


def _by_choice(walk: Walk, event: Event) -> Iterator[str]:
    """Where each line of a list leads, of those that are said by what was chosen."""
    for choice in prompt(walk).choices:
        if choice.event is event:
            there = walk.say(event, **choice.details)
            yield f"{choice.label} → {place_told(walk.flow, there.place)}"


def _afterwards(walk: Walk) -> Iterator[str]:
    """The same for the question that an exercise or a rest comes to, while nothing else is marked on the way there."""
    ahead = walk
    for event in (Event.DID, Event.RESTED, Event.NOT_MARKED):
        with suppress(NotAllowedError):
            ahead = ahead.say(event)
    if ahead.place.kind in (PlaceKind.RESPONSE, PlaceKind.SETTLED) and ahead.place != walk.place:
        yield from _onward(ahead)


def _by_chart(walk: Walk) -> Iterator[str]:
    """Where a chart leads, in the order in which that is looked at."""
    flow, places = walk.flow, walk.machine.table.places
    found: dict[str, list[Arc]] = {}
    for arc in walk.machine.table.leaving(walk.place.name):
        came_from = [places[guard.argument] for guard in arc.guards if guard.name is Structural.CAME_FROM]
        if arc.event is Event.LOCATED and all(place.step == walk.place.step for place in came_from):
            found.setdefault(conditions_told(arc.guards), []).append(arc)
    for arc, *others in found.values():
        said = label(flow, walk.place, arc, arc.guards, otherwise=len(found) > 1)
        more = ", or the next that applies" if others and places[arc.dest].kind is PlaceKind.EXERCISE else ""
        yield f"{said} → {place_told(flow, places[arc.dest])}{more}"


def _direction(direction: Direction) -> str:
    return f"{direction} ({DIRECTION_WORDS[direction]})"
