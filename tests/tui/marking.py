"""Hands at the chart: the keys that lead to a place on the body, and that mark what is felt there."""

from __future__ import annotations

from collections.abc import Callable

from walks import RIGHT_LEG, agreeing, answered, at_first_step, ready_for

from mckenzie_tui.body import SPOTS, Spot, Way
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.locating import felt_at, on_chart
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.tui.widgets.body_chart import BodyChart
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Region, Side
from tui.hands import Hands

NUMBERS = {
    Event.CENTRALIZED: "1",
    Event.PARTLY_CENTRALIZED: "2",
    Event.UNCHANGED: "3",
    Event.WORSENED: "4",
    Event.CANNOT: "5",
    Event.UNSURE: "6",
    Event.TROUBLE: "7",
    Event.SETTLED: "1",
    Event.NOT_SETTLED: "2",
}
"""The lines of the lists, by what they answer."""


async def go_to(hands: Hands, spot: Spot) -> None:
    """Move the cursor to a spot by keys alone."""
    chart = hands.get(BodyChart)
    if chart.cursor.view is not spot.view:
        await hands.press("tab")
    if spot.side is Side.CENTRAL:
        await hands.press_at_once(*[Way.UP] * len(Region))
    for way in (Way.LEFT, Way.LEFT, Way.RIGHT, Way.RIGHT):
        if chart.cursor.side is not spot.side:
            await hands.press(way)
    ladder = sorted((other for other in SPOTS if beside(other, spot)), key=lambda other: other.region.rank)
    if chart.cursor in ladder:
        rungs = ladder.index(spot) - ladder.index(chart.cursor)
        await hands.press_at_once(*[Way.DOWN if rungs > 0 else Way.UP] * abs(rungs))
    assert chart.cursor == spot, f"the arrows lead to {chart.cursor.id} and not to {spot.id}"


def beside(one: Spot, other: Spot) -> bool:
    """Whether two spots lie on one side of one view, where up and down lead from one to the other."""
    return (one.view, one.side) == (other.view, other.side)


def strength(number: int) -> str:
    """The key for a strength; nought is ten."""
    return str(number % 10)


async def mark(hands: Hands, wanted: Symptoms) -> None:
    """Mark by keys what is wanted, and nothing else."""
    wanted = on_chart(wanted)
    # The middle of the back last: on an untouched chart it is not marked numb by one key.
    for spot in reversed(SPOTS):
        now, then = felt_at(hands.get(BodyChart).found, spot), felt_at(wanted, spot)
        if now == then:
            continue
        await go_to(hands, spot)
        await hands.press("backspace")
        if then.pain:
            await hands.press(strength(then.pain))
        if then.tingling:
            await hands.press("p", strength(then.tingling))
        if then.numb:
            await hands.press("n")
    assert hands.get(BodyChart).found == wanted


async def mark_for(hands: Hands, event: Event) -> None:
    """Do the exercise or the rest that waits, and mark where it hurts then so that the chart proposes this answer."""
    if hands.sitting.walk.place.kind is PlaceKind.EXERCISE:
        await hands.press("d")
    elif hands.sitting.walk.place.kind is PlaceKind.SETTLING:
        await hands.press("enter")
    await mark(hands, agreeing(hands.sitting.walk, event))
    await hands.press("enter")


async def answer(hands: Hands, word: str) -> None:
    """Do the exercise that waits, and give one answer as lists of answers write it, with charts that agree."""
    if word == Event.CANNOT:
        await hands.press("x")
        return
    for event in map(Event, word.split(":")):
        await mark_for(hands, event)
        await hands.press(NUMBERS[event])


# Walks to the question after a chart


def about_to_say(event: Event, *before: Event, start: Symptoms = RIGHT_LEG) -> Callable[[FlowMachine], Walk]:
    """A walk that stands where this answer is proposed: enter takes it, or its number does."""

    def walk(machine: FlowMachine) -> Walk:
        return ready_for(answered(at_first_step(machine, start), *before), event)

    return walk
