"""Observed: what a clinician saw an exercise do while it was done, and to how far the back moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from mckenzie_tui.tui import commands
from mckenzie_tui.tui.widgets.choice_list import ChoiceList, Line
from mckenzie_tui.tui.widgets.key_bar import KeyBar
from mckenzie_tui.words import During, RangeOfMovement

Token: TypeAlias = During | RangeOfMovement
_RANGE_WORDS = {
    RangeOfMovement.MORE: "Range of movement increased",
    RangeOfMovement.SAME: "Range of movement: no effect",
    RangeOfMovement.LESS: "Range of movement decreased",
}
_LINES: tuple[tuple[Token, str], ...] = (
    *((token, token.capitalize()) for token in During),
    *_RANGE_WORDS.items(),
)


@dataclass(frozen=True)
class Observed:
    """What was seen; empty and None where nothing was said."""

    during: tuple[During, ...] = ()
    range_of_movement: RangeOfMovement | None = None

    def details(self) -> dict[str, Any]:
        """The parts of an answer that say so."""
        parts = {"during": self.during or None, "range_of_movement": self.range_of_movement}
        return {name: value for name, value in parts.items() if value is not None}

    def ticked(self, token: Token) -> Observed:
        """With one thing more, or less where it was there. No effect goes with nothing else of its kind."""
        if isinstance(token, RangeOfMovement):
            return Observed(self.during, None if token is self.range_of_movement else token)
        during = {*self.during} ^ {token}
        if token is During.NO_EFFECT:
            during &= {token}
        else:
            during -= {During.NO_EFFECT}
        return Observed(tuple(one for one in During if one in during), self.range_of_movement)

    def has(self, token: Token) -> bool:
        """Whether it is ticked."""
        return token is self.range_of_movement if isinstance(token, RangeOfMovement) else token in self.during


class ObservedScreen(ModalScreen[Observed]):
    """A list to tick, and a line to go on, also with nothing ticked."""

    CSS_PATH = "observed.tcss"
    GIVES_WAY = True
    """Whether it closes when something is wrong."""
    COMMANDS_HERE = (commands.NEXT, commands.TROUBLE, commands.QUIT, commands.INTERRUPT)
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    choices = getters.query_one(ChoiceList)

    def __init__(self, exercise: str) -> None:
        """Ask about this exercise."""
        super().__init__()
        self._exercise = exercise
        self._observed = Observed()

    def compose(self) -> ComposeResult:
        """The tokens of the assessment, during testing and mechanical."""
        with VerticalScroll(id="box", can_focus=False):
            yield Static(f"During: {self._exercise}", id="heading", markup=False)
            yield ChoiceList()
        yield KeyBar(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Fill the list; going on is proposed."""
        self._show(len(_LINES))
        self.choices.focus()

    def _show(self, highlighted: int) -> None:
        lines = [Line(f"[{'x' if self._observed.has(token) else ' '}] {words}") for token, words in _LINES]
        self.choices.show([*lines, Line("Go on", key="g")], highlighted=highlighted)

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        if event.index == len(_LINES):
            self.dismiss(self._observed)
        else:
            self._observed = self._observed.ticked(_LINES[event.index][0])
            self._show(event.index)

    def action_next(self) -> None:
        """Go to the next line."""
        self.choices.next()
