"""What screens say to the app: facts, each a frozen dataclass. The app alone acts on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from textual.message import Message

from mckenzie_tui.words import Event


@dataclass(frozen=True)
class SessionWanted(Message):
    """A new session is wanted."""

    flow_name: str | None = None
    """The flow to walk; None for the usual one."""


@dataclass(frozen=True)
class ResumeWanted(Message):
    """The unfinished session is to go on."""


@dataclass(frozen=True)
class HistoryWanted(Message):
    """The list of sessions is wanted."""


@dataclass(frozen=True)
class FlowsWanted(Message):
    """The list of flows is wanted."""


@dataclass(frozen=True)
class SessionOpened(Message):
    """One session of the list was chosen."""

    path: Path


@dataclass(frozen=True)
class AnswerGiven(Message):
    """The question on the screen was answered."""

    event: Event
    note: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    """What belongs to the answer: ``item``, ``symptoms`` or ``done``."""


@dataclass(frozen=True)
class DraftChanged(Message):
    """A part of an answer that has several was given or taken back."""

    values: Mapping[str, str | int]


@dataclass(frozen=True)
class AnswerTakenBack(Message):
    """The last answer is to be given again."""


@dataclass(frozen=True)
class SessionLeft(Message):
    """The person is done with the result."""
