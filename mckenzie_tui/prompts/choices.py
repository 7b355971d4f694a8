"""A question and the answers that can be given to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.flow.schema import LONGEST_TEXT
from mckenzie_tui.words import Event


@dataclass(frozen=True)
class Choice:
    """One answer that can be given."""

    id: str
    """The word for it in logs and on the command line."""
    label: str
    event: Event
    item: str | None = None
    effort: int | None = None
    """How hard a set was, 1 to 10."""
    explain: str = ""
    key: str = ""
    """A letter that chooses it at once."""

    @property
    def details(self) -> dict[str, Any]:
        """What goes along with its event."""
        given = {"item": self.item, "effort": self.effort}
        return {key: value for key, value in given.items() if value is not None}


@dataclass(frozen=True)
class Prompt:
    """A question and its choices."""

    kind: PlaceKind
    heading: str
    progress: str
    ask: str
    intro: str = ""
    explain: str = ""
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    """For a person who is not sure."""
    proposed: int | None = None
    """The choice that the chart proposes; where it says nothing, none is chosen beforehand."""


LONGEST_NOTE = LONGEST_TEXT
"""Characters in a note."""
ADVISED = (
    Choice(Event.GO_ON, "Go on, with care", Event.GO_ON, key="g"),
    Choice(Event.ASK_FIRST, "Stop here and ask somebody first", Event.ASK_FIRST, key="s"),
)
YES_NO = (
    Choice(Event.YES, "Yes", Event.YES, key="y"),
    Choice(Event.NO, "No", Event.NO, key="n"),
)
