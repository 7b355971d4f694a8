"""Checks of the graph that a flow makes: every place can be reached and left, and help is always near."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mckenzie_tui.flow.arcs import (
    ALARMS,
    Arc,
    Guard,
    Place,
    Structural,
    Table,
    Way,
    do_place,
    ending_place,
    next_step_crossing,
)
from mckenzie_tui.flow.findings import Checked, Finding
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.layout import table
from mckenzie_tui.flow.layout.steps import applies_to_everybody
from mckenzie_tui.flow.positions import Path
from mckenzie_tui.words import EndingKind, Event


def check_graph(flow: Flow) -> Checked:
    """Check that every step and ending can be reached, that nothing is a trap, and that help is always near."""
    laid_out = table(flow).at_home
    found = (*_unreachable(flow, laid_out), *_traps(flow, laid_out), *_far_from_help(flow, laid_out))
    return Checked(found, flow)


def _reached(legs: Iterable[tuple[str, Way]], start: Iterable[str], *, backwards: bool = False) -> set[str]:
    """The places and crossings reached from some places along legs of the table, or those that lead to them."""
    onward: dict[str, set[str]] = {}
    for begin, way in legs:
        source, dest = (way.dest, begin) if backwards else (begin, way.dest)
        onward.setdefault(source, set()).add(dest)
    seen = set(start)
    todo = list(seen)
    while todo:
        for there in onward.get(todo.pop(), set()) - seen:
            seen.add(there)
            todo.append(there)
    return seen


def _reached_from_the_start(flow: Flow, laid_out: Table) -> set[str]:
    """The places a walk can come to; back to a place only leads who has been there.

    That the first exercise is left out as it made the last session worse leads to others, but to none that others
    would not come to in a flow without a mistake.
    """
    past_the_first = (next_step_crossing(0), next_step_crossing(1))
    everybody = applies_to_everybody(flow.steps[0])
    legs = [leg for leg in laid_out.legs if not (everybody and (leg[0], leg[1].dest) == past_the_first)]
    reached: set[str] = set()
    wider = set(laid_out.starts)
    while wider != reached:
        reached = wider
        been = (leg for leg in legs if all(_been_where_it_asks(guard, reached) for guard in leg[1].guards))
        wider = _reached(been, reached)
    return reached


def _been_where_it_asks(guard: Guard, reached: set[str]) -> bool:
    return guard.name not in (Structural.CAME_FROM, Structural.STOPPED_AT) or guard.argument in reached


def _unreachable(flow: Flow, laid_out: Table) -> Iterator[Finding]:
    reached = _reached_from_the_start(flow, laid_out)
    steps = flow.steps
    lost = [index for index, step in enumerate(steps) if do_place(step) not in reached]
    if lost:
        names = ", ".join(f"'{steps[index].id}'" for index in lost)
        yield Finding(("steps", lost[0], "id"), f"no answer leads here, so it can never be reached: {names}")
        return  # what only these lead to is the same mistake
    for index, ending in enumerate(flow.file.endings):
        if ending_place(ending.id) not in reached:
            message = f"nothing leads to the ending '{ending.id}', so it can never be reached"
            yield Finding(("endings", index, "id"), message)


def _traps(flow: Flow, laid_out: Table) -> Iterator[Finding]:
    """Places from which no ending can be reached, "something is wrong" and what a chart says of danger aside."""
    aside = (Event.TROUBLE, Event.RESUMED)
    onward = [
        (source, way)
        for source, way in laid_out.legs
        if not (isinstance(way, Arc) and way.event in aside) and not _alarms(way)
    ]
    leads_out = _reached(onward, [ending_place(ending.id) for ending in flow.file.endings], backwards=True)
    caught = [place for place in laid_out.places.values() if place.name not in leads_out]
    for key in dict.fromkeys(_key_of(flow, place) for place in caught):
        names = ", ".join(place.name for place in caught if _key_of(flow, place) == key)
        yield Finding(key, f"there is no way on from here to any ending ({names})", of_key=True)


def _alarms(way: Way) -> bool:
    return any(guard.name in ALARMS for guard in way.guards)


def _far_from_help(flow: Flow, laid_out: Table) -> Iterator[Finding]:
    """Steps from which "something is wrong" does not lead to an ending of each kind that brings help."""
    asked = _asked_in_trouble(flow, laid_out)
    into = {arc.source: arc for arc in laid_out.arcs if arc.event is Event.TROUBLE}
    near: dict[str, set[str]] = {}
    for step in flow.steps:
        start = do_place(step)
        came_from = (Guard(Structural.CAME_FROM, start),)
        onward = [into[start], *(ways.get(came_from) or ways[()] for ways in asked if came_from in ways or () in ways)]
        near[step.id] = _reached(((arc.source, arc) for arc in onward), [start])
    for kind in (EndingKind.EMERGENCY, EndingKind.CARE):
        helping = {ending_place(ending.id) for ending in flow.file.endings if ending.kind is kind}
        far = [step for step, places in near.items() if not helping & places]
        if far:
            where = "a step" if len(far) == len(near) else f"the steps {', '.join(far)}"
            message = f"\"something is wrong\" does not lead from {where} to any ending of the kind '{kind}'"
            yield Finding(("start", "trouble"), message)


def _asked_in_trouble(flow: Flow, laid_out: Table) -> list[dict[tuple[Guard, ...], Arc]]:
    """For each answer behind "something is wrong": where it leads for who came from a place, and for everybody else."""
    found: dict[tuple[str, Event], dict[tuple[Guard, ...], Arc]] = {}
    for arc in laid_out.arcs:
        if laid_out.places[arc.source].question_set == flow.trouble.id:
            ways = found.setdefault((arc.source, arc.event), {})
            if () not in ways:  # what stands below one that always holds is never taken
                ways.setdefault(arc.guards, arc)
    return list(found.values())


def _key_of(flow: Flow, place: Place) -> Path:
    return ("steps", flow.number_of(place.step) - 1) if place.step else ("start",)
