"""Walks a flow as typical responders would, and says which of them do not end as expected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from mckenzie_tui.errors import FlowError, UsageError
from mckenzie_tui.flow.documents import Document, in_order, nearest, read, validated
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.positions import Path
from mckenzie_tui.flow.schema import Persona, PersonasFile
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.simulate import ANSWERS, outcome, simulate

BUNDLED = "library/personas.toml"
"""Where the personas that come with the program lie, in the folder of flows."""


@dataclass(frozen=True)
class Walked:
    """A persona, and where its answers led."""

    persona: Persona
    outcome: dict[str, Any] | None
    """As ``flows simulate`` prints it; None where the answers do not fit the flow."""
    problem: str = ""
    """What is not as expected, in words; empty where all is."""
    line: int | None = None
    """Where that stands in the file of personas, from 1; None where there is no such line."""


@dataclass(frozen=True)
class Loaded:
    """A file of personas that was read."""

    personas: tuple[Persona, ...]
    lines: Mapping[str, Mapping[str, int]]
    """Under the id of each persona: in which line each of its keys stands."""


def load_personas(file: Traversable) -> Loaded:
    """Read a file of personas.

    Raises:
        FlowError: with every problem that was found.
    """
    document = read(file)
    found, problems = validated(document, PersonasFile)
    if found is not None:
        problems += [document.placed(finding) for finding in (*_repeated(found), *_no_answers(found))]
    if found is None or problems:
        raise FlowError(in_order(problems))
    return Loaded(found.personas, {persona.id: _lines(document, index) for index, persona in enumerate(found.personas)})


def _lines(document: Document, index: int) -> dict[str, int]:
    spots = document.positions.keys
    return {str(path[2]): spot.line for path, spot in spots.items() if path[:2] == ("personas", index) and path[2:]}


def _repeated(file: PersonasFile) -> Iterator[Finding]:
    first: dict[str, Path] = {}
    for index, persona in enumerate(file.personas):
        here: Path = ("personas", index, "id")
        if (before := first.setdefault(persona.id, here)) != here:
            yield Finding(here, f"'{persona.id}' is used twice; each id must be its own", also=(before,))


def _no_answers(file: PersonasFile) -> Iterator[Finding]:
    """Words that are no answer in any flow."""
    for index, persona in enumerate(file.personas):
        for number, word in enumerate(persona.answers):
            if word not in ANSWERS:
                message = f"'{word[:60]}' is not one of the answers: {', '.join(ANSWERS)}"
                yield Finding(("personas", index, "answers", number), message, nearest(word, ANSWERS))


def walked(machine: FlowMachine, persona: Persona, lines: Mapping[str, int]) -> Walked:
    """Walk a flow with the answers of one persona.

    Args:
        machine: of the flow.
        persona: who walks.
        lines: in which line of its file each of its keys stands.
    """
    try:
        found = outcome(simulate(machine, persona.side, persona.pain, persona.answers))
    except UsageError as error:
        return Walked(persona, None, f"the answers do not fit this flow: {error}", lines.get("answers"))
    about = "direction" if persona.ending in (None, found["ending"]) else "ending"
    return Walked(persona, found, not_as_expected(machine.flow, persona, found), lines.get(about))


def ended(ending: str | None, direction: str | None) -> str:
    """An ending, or the step that waits, by its id, with the direction that it names."""
    return " ".join(filter(None, (ending, f"({direction})" if direction else "")))


def not_as_expected(
    flow: Flow, persona: Persona, found: dict[str, Any], called: Callable[[str | None, str | None], str] = ended
) -> str:
    """What did not come as expected; empty where all did.

    Args:
        flow: the flow that was walked.
        persona: who walked it.
        found: where that led, as ``flows simulate`` prints it.
        called: names an ending, or the step that waits, and a direction.
    """
    expected = called(persona.ending, persona.direction)
    came = called(found["ending"] or found["next"], found["direction"])
    if persona.ending is not None and persona.ending not in flow.endings:
        near = nearest(persona.ending, flow.endings)
        hint = f"; did you mean '{near}'?" if near else ""
        return f"expected {expected}, an ending that this flow does not have{hint} (it has {', '.join(flow.endings)})"
    if persona.ending is not None and found["ending"] is None:
        return f"expected {expected}; came to no ending, next is {came}"
    if persona.ending not in (None, found["ending"]) or persona.direction not in (None, found["direction"]):
        return f"expected {expected}; came to {came}"
    return ""
