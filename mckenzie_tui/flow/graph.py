"""Checks of the graph that a flow makes: every place can be reached and left, and help is always near."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mckenzie_tui.flow.arcs import Arc, Place, PlaceKind, Table, ending_place, step_place
from mckenzie_tui.flow.findings import Checked, Finding
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.layout import table
from mckenzie_tui.flow.positions import Path
from mckenzie_tui.words import EndingKind, Event


def check_graph(flow: Flow) -> Checked:
    """Check that every step and ending can be reached, that nothing is a trap, and that help is always near."""
    laid_out = table(flow)
    found = (*_unreachable(flow, laid_out), *_traps(flow, laid_out), *_far_from_help(flow, laid_out))
    return Checked(found, flow)


def _reached(arcs: Iterable[Arc], start: Iterable[str], *, backwards: bool = False) -> set[str]:
    """The places reached from some places along arcs, or those that lead to them."""
    onward: dict[str, set[str]] = {}
    for arc in arcs:
        source, dest = (arc.dest, arc.source) if backwards else (arc.source, arc.dest)
        onward.setdefault(source, set()).add(dest)
    seen = set(start)
    todo = list(seen)
    while todo:
        for there in onward.get(todo.pop(), set()) - seen:
            seen.add(there)
            todo.append(there)
    return seen


def _unreachable(flow: Flow, laid_out: Table) -> Iterator[Finding]:
    reached = _reached(laid_out.arcs, [laid_out.initial])
    for index, step in enumerate(flow.steps):
        if step_place(step.id, PlaceKind.EXERCISE) not in reached:
            yield Finding(("steps", index), f"the step '{step.id}' can never be reached")
    for index, ending in enumerate(flow.file.endings):
        if ending_place(ending.id) not in reached:
            yield Finding(("endings", index), f"the ending '{ending.id}' can never be reached")


def _traps(flow: Flow, laid_out: Table) -> Iterator[Finding]:
    """Places from which no ending can be reached, "something is wrong" aside."""
    onward = [arc for arc in laid_out.arcs if arc.event not in (Event.TROUBLE, Event.RESUMED)]
    leads_out = _reached(onward, [ending_place(ending.id) for ending in flow.file.endings], backwards=True)
    for place in laid_out.places.values():
        if place.name not in leads_out:
            yield Finding(_key_of(flow, place), f"'{place.name}' is a trap: no ending can be reached from it")


def _far_from_help(flow: Flow, laid_out: Table) -> Iterator[Finding]:
    """Steps from which "something is wrong" does not lead to an ending of each kind that brings help."""
    asking = {place.name for place in laid_out.places.values() if place.question_set == flow.trouble.id}
    ways = [arc for arc in laid_out.arcs if arc.event is Event.TROUBLE or arc.source in asking]
    ways = [arc for arc in ways if arc.dest in asking or laid_out.places[arc.dest].ending]
    for index, step in enumerate(flow.steps):
        near = _reached(ways, [step_place(step.id, PlaceKind.EXERCISE)])
        for kind in (EndingKind.EMERGENCY, EndingKind.CARE):
            if not any(ending.kind is kind and ending_place(ending.id) in near for ending in flow.file.endings):
                yield Finding(("steps", index), f"no ending of kind '{kind}' can be reached from the step '{step.id}'")


def _key_of(flow: Flow, place: Place) -> Path:
    return ("steps", flow.number_of(place.step) - 1) if place.step else ("start",)
