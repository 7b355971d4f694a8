"""What screens say to the app: facts, each a frozen dataclass. The app alone acts on them.

Textual writes into its messages as it delivers them, so a frozen fact travels inside one: ``Said``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.message import Message
from textual.screen import Screen

from mckenzie_tui.settings import Settings
from mckenzie_tui.words import Event, Purpose, Side

if TYPE_CHECKING:
    from mckenzie_tui.pace.cues import Cue
    from mckenzie_tui.session import Session
    from mckenzie_tui.symptoms import Symptoms


@dataclass(frozen=True)
class SessionWanted:
    """A new session is wanted."""

    flow_name: str | None = None
    """The flow to walk; None for the usual one."""
    demonstration: bool = False
    """Whether it is only to be shown, and nothing of it saved."""


@dataclass(frozen=True)
class ResumeWanted:
    """An unfinished session is to go on."""

    session_id: str
    """The one that was offered; another one may be there by now."""


@dataclass(frozen=True)
class HistoryWanted:
    """The list of sessions is wanted."""


@dataclass(frozen=True)
class FlowsWanted:
    """The list of flows is wanted: of those for one purpose, or of all."""

    purpose: Purpose | None = None


@dataclass(frozen=True)
class HelpWanted:
    """The page of help is wanted."""


@dataclass(frozen=True)
class ReadingWanted:
    """Something to read about back pain is wanted."""

    page: str | None = None
    """The page; None for the list of them."""


@dataclass(frozen=True)
class SettingsWanted:
    """The page of settings is wanted."""


@dataclass(frozen=True)
class SettingsChanged:
    """The person has set something otherwise."""

    settings: Settings
    """All of them, as they are to be from now on."""
    in_passing: bool = False
    """Whether by a key of another screen than that of the settings."""


@dataclass(frozen=True)
class SessionOpened:
    """One session of the list was chosen."""

    path: Path


@dataclass(frozen=True)
class AnswerGiven:
    """The question on the screen was answered."""

    place: str
    """The place of the walk that was on the screen: an answer to another one does not count."""
    event: Event
    note: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    """What belongs to the answer: ``item``, ``symptoms`` or ``done``."""


@dataclass(frozen=True)
class DraftChanged:
    """A mark on a chart was made or taken away."""

    place: str
    """The place of the walk that was on the screen."""
    found: Symptoms


@dataclass(frozen=True)
class CuesTold:
    """Something happens in the pacing that a person who does not look is to be told."""

    cues: tuple[Cue, ...]


@dataclass(frozen=True)
class AnswerTakenBack:
    """The last answer is to be given again."""


@dataclass(frozen=True)
class StepChosen:
    """A clinician goes to a step of their choice."""

    step: str
    side: Side | None = None
    """The painful side for which it is to be done; None for that of the walk."""
    reason: str = ""


@dataclass(frozen=True)
class WhyWanted:
    """The reasons for the result are wanted."""


@dataclass(frozen=True)
class PageWanted:
    """A page of a session is wanted, to print or to send."""

    session: Session | None = None
    """The session; None for the one that is going on."""


@dataclass(frozen=True)
class SessionLeft:
    """The person is done with the result."""


Fact = (
    SessionWanted
    | ResumeWanted
    | HistoryWanted
    | FlowsWanted
    | HelpWanted
    | ReadingWanted
    | SettingsWanted
    | SettingsChanged
    | SessionOpened
    | AnswerGiven
    | DraftChanged
    | CuesTold
    | AnswerTakenBack
    | StepChosen
    | WhyWanted
    | PageWanted
    | SessionLeft
)


class Said(Message):
    """A screen says a fact."""

    def __init__(self, fact: Fact, screen: Screen[Any] | None = None) -> None:
        """Carry this fact.

        Args:
            fact: what is said.
            screen: the screen that says it; once another one is shown it does not count any more.
        """
        super().__init__()
        self.fact = fact
        self.screen = screen
