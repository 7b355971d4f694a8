"""Walks a flow as typical responders would, and says which of them do not end as expected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from mckenzie_tui.errors import FlowError, Problem, UsageError
from mckenzie_tui.flow.documents import Document, nearest, read, validated
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import Persona, PersonasFile
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.simulate import outcome, simulate

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


def load_personas(file: Traversable) -> tuple[Persona, ...]:
    """Read a file of personas.

    Raises:
        FlowError: with every problem that was found.
    """
    document = read(file)
    found, problems = validated(document, PersonasFile)
    if found is None or problems:
        raise FlowError(problems)
    if repeated := list(_repeated(document, found)):
        raise FlowError(repeated)
    return found.personas


def _repeated(document: Document, file: PersonasFile) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, persona in enumerate(file.personas):
        if persona.id in seen:
            message = f"'{persona.id}' is used twice; each id must be its own"
            yield document.problem(message, ("personas", index, "id"))
        seen.add(persona.id)


def walked(machine: FlowMachine, persona: Persona) -> Walked:
    """Walk a flow with the answers of one persona."""
    try:
        found = outcome(simulate(machine, persona.side, persona.pain, persona.answers))
    except UsageError as error:
        return Walked(persona, None, f"the answers do not fit this flow: {error}")
    return Walked(persona, found, not_as_expected(machine.flow, persona, found))


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
        return f"expected {expected}, an ending that this flow does not have{hint}"
    if persona.ending is not None and found["ending"] is None:
        return f"expected {expected}; came to no ending, next is {came}"
    if persona.ending not in (None, found["ending"]) or persona.direction not in (None, found["direction"]):
        return f"expected {expected}; came to {came}"
    return ""
