"""A person who types: what they type for the same answers, and what is written to them."""

from __future__ import annotations

import io
from collections.abc import Iterable

from test_rules import EXAMPLES, Example
from walks import answered, at_first_step, begun, felt

from mckenzie_tui.answers import Answer
from mckenzie_tui.body import SPOTS, Spot
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.locating import felt_at
from mckenzie_tui.plain import Plain
from mckenzie_tui.plain.marking import PARTS
from mckenzie_tui.session import Session
from mckenzie_tui.settings import Amount, Settings
from mckenzie_tui.sitting import Desk
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Region, Response, Side

SHORTEST = EXAMPLES["the first step centralizes"]


def typed(
    desk: Desk, lines: Iterable[str], *, flow: str = DEFAULT_FLOW, resume: bool = False, amount: Amount = Amount.LEAST
) -> str:
    """What is written to a person who types these lines and then closes the input."""
    target = io.StringIO()
    source = io.StringIO("".join(f"{line}\n" for line in lines))
    Plain(desk, Settings(emergency_number="555", amount=amount), source, target).run(flow, resume=resume)
    return target.getvalue()


def logged(desk: Desk) -> Session:
    """The newest log."""
    return desk.store.read(desk.store.paths()[0])


# What a person types

NOTE = "\0note"
"""Stands where a note may be typed; an empty line there leaves it out."""
RESPONSES = list(Response)


class ByNumber:
    """Chooses by the numbers of the lines."""

    yes, no, done, cannot, all, changed, gone, rested = "1", "2", "1", "3", "10", "2", "3", "1"
    settled = {Event.SETTLED: "1", Event.NOT_SETTLED: "2"}

    def response(self, word: str) -> str:
        return str(RESPONSES.index(Response(word)) + 1)

    def spot(self, spot: Spot) -> list[str]:
        """A part of the body, then the place in it."""
        part, among = next((number, spots) for number, spots in enumerate(PARTS.values(), 1) if spot in spots)
        return [str(part), str(among.index(spot) + 1)]


class ByWord(ByNumber):
    """Types whole words."""

    yes, no, done, cannot, all, changed, gone, rested = (
        *("yes", "no", "done", "cannot"),
        *("no", "changed", "gone", "rested"),
    )
    settled = {event: event.value for event in ByNumber.settled}

    def response(self, word: str) -> str:
        return word

    def spot(self, spot: Spot) -> list[str]:
        return [spot.id]


class ByLetters(ByNumber):
    """Types the first letters of the words or of the lines, in small letters or capitals."""

    yes, no, done, cannot, all, changed, gone, rested = "Y", "n", "DO", "ca", "no,", "It has", "gon", "I have"
    settled = {Event.SETTLED: "yes", Event.NOT_SETTLED: "No, it is"}
    words = {"centralized": "cent", "partly_centralized": "partly", "unchanged": "the same", "worsened": "WORSE"}

    def response(self, word: str) -> str:
        return self.words[word]

    def spot(self, spot: Spot) -> list[str]:
        return [spot.words.upper()]


def questions(flow: Flow) -> int:
    return len(flow.emergency.questions) + len(flow.medical.questions)


def lines_of(machine: FlowMachine, example: Example, way: ByNumber) -> list[str]:
    """The lines that a person types who walks an example."""
    lines: list[str] = []
    walk = begun(machine)
    for answer in walked(machine, example).answers:
        lines += lines_for(walk, answer, way)
        walk = walk.answer(answer)
    return lines


def walked(machine: FlowMachine, example: Example) -> Walk:
    """An example as a person walks it who marks on the chart what agrees with the answers."""
    reach = {side: Region.LOWER_LEG for side in (Side.LEFT, Side.RIGHT) if example.side in (side, Side.BOTH)}
    symptoms = felt(left=reach.get(Side.LEFT), right=reach.get(Side.RIGHT), pain=example.pain)
    walk = at_first_step(machine, symptoms)
    if example.side is Side.BOTH:
        walk = walk.say(Event.YES)
    events = [Event(word) for answer in example.answers for word in answer.split(":")]
    return answered(walk, *events)


def lines_for(walk: Walk, answer: Answer, way: ByNumber) -> list[str]:
    """The lines for one answer."""
    match answer.event:
        case Event.YES | Event.NO:
            return [way.yes if answer.event is Event.YES else way.no]
        case Event.DID:
            return [way.done]
        case Event.RESTED:
            return [way.rested]
        case Event.SETTLED | Event.NOT_SETTLED:
            return [way.settled[answer.event]]
        case Event.LOCATED if answer.symptoms is not None:
            start = walk.place.kind is PlaceKind.WHERE_IT_HURTS
            return marking(walk.last_marked, answer.symptoms, way, start=start)
        case Event.CANNOT if walk.place.kind is PlaceKind.EXERCISE:
            return [way.cannot]
        case _:
            return [way.response(answer.event), NOTE]


def marking(before: Symptoms, now: Symptoms, way: ByNumber, *, start: bool) -> list[str]:
    """The lines that turn one chart into another: new marks first, then those that are gone."""
    if before == now:
        return [""]
    if not now.marks:
        return [way.gone]
    lines = [] if start else [way.changed]
    for spot in SPOTS:
        wanted = felt_at(now, spot).pain
        if wanted and wanted != felt_at(before, spot).pain:
            lines += [*way.spot(spot), str(wanted)]
    for spot in SPOTS:
        if felt_at(before, spot).pain and not felt_at(now, spot).pain:
            lines += [*way.spot(spot), "0"]
    return [*lines, way.all]


def without_notes(lines: Iterable[str]) -> list[str]:
    return ["" if line == NOTE else line for line in lines]
