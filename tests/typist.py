"""A person who types: what they type for the same answers, and what is written to them."""

from __future__ import annotations

import io
from collections.abc import Iterable

from test_rules import EXAMPLES, Example

from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.plain import Plain
from mckenzie_tui.session import Session
from mckenzie_tui.settings import Settings
from mckenzie_tui.sitting import Desk
from mckenzie_tui.words import Response, Side

SHORTEST = EXAMPLES["the first step centralizes"]


def typed(desk: Desk, lines: Iterable[str], *, flow: str = DEFAULT_FLOW, resume: bool = False) -> str:
    """What is written to a person who types these lines and then closes the input."""
    target = io.StringIO()
    source = io.StringIO("".join(f"{line}\n" for line in lines))
    Plain(desk, Settings(emergency_number="555"), source, target).run(flow, resume=resume)
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

    yes, no, done, cannot = "1", "2", "1", "3"
    sides = {Side.LEFT: "1", Side.RIGHT: "2", Side.BOTH: "3", Side.CENTRAL: "4"}
    calf = "5"
    settled = {"settled": "1", "not_settled": "2"}

    def response(self, word: str) -> str:
        return str(RESPONSES.index(Response(word)) + 1)


class ByWord(ByNumber):
    """Types whole words."""

    yes, no, done, cannot = "yes", "no", "done", "cannot"
    sides = {side: side.value for side in Side}
    calf = "lower_leg"
    settled = {"settled": "settled", "not_settled": "not_settled"}

    def response(self, word: str) -> str:
        return word


class ByLetters(ByNumber):
    """Types the first letters of the words or of the lines, in small letters or capitals."""

    yes, no, done, cannot = "Y", "n", "DO", "ca"
    sides = {Side.LEFT: "on the l", Side.RIGHT: "ri", Side.BOTH: "bo", Side.CENTRAL: "only"}
    calf = "calf"
    settled = {"settled": "yes", "not_settled": "No, it is"}
    words = {"centralized": "cent", "partly_centralized": "partly", "unchanged": "the same", "worsened": "WORSE"}

    def response(self, word: str) -> str:
        return self.words[word]


def questions(flow: Flow) -> int:
    return len(flow.emergency.questions) + len(flow.medical.questions)


def lines_of(flow: Flow, example: Example, way: ByNumber) -> list[str]:
    """The lines that a person types who walks an example."""
    lines = [way.no] * questions(flow) + [way.sides[example.side]]
    if example.side is Side.CENTRAL:
        lines += [str(example.pain)]
    elif example.side is Side.BOTH:
        lines += [way.calf, way.calf, "0", str(example.pain), way.no, way.yes]
    else:
        lines += [way.calf, "0", str(example.pain)]
    for answer in example.answers:
        word, _, settled = answer.partition(":")
        if word == Response.CANNOT:
            lines += [way.cannot]
        else:
            lines += [way.done, way.response(word), NOTE, *([way.settled[settled]] if settled else [])]
    return lines


def without_notes(lines: Iterable[str]) -> list[str]:
    return ["" if line == NOTE else line for line in lines]
