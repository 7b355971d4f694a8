"""Typical responders: what somebody like this answers, and how that is to end."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from mckenzie_tui.flow.schema.texts import LONGEST_LIST, Id, Model, Text
from mckenzie_tui.words import Direction, Side


class Persona(Model):
    """A typical responder."""

    id: Id
    title: Text
    about: Text
    """One sentence: who this is."""
    side: Side = Side.RIGHT
    """Where it hurts."""
    pain: Annotated[int, Field(strict=True, ge=0, le=10)] = 5
    """Pain at the start, 0 to 10."""
    answers: Annotated[tuple[str, ...], Field(max_length=LONGEST_LIST)]
    """The answers, as ``flows simulate --answers`` takes them."""
    ending: Id | None = None
    """The ending that is expected."""
    direction: Direction | None = None
    """The direction that this ending is expected to name."""


class PersonasFile(Model):
    """A file of personas."""

    format: Literal[1]
    """The version of this format."""
    personas: Annotated[tuple[Persona, ...], Field(min_length=1, max_length=LONGEST_LIST)]
