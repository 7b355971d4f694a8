"""Not saved: an answer could not be written; it is not lost yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from mckenzie_tui.tui import commands
from mckenzie_tui.tui.widgets.choice_list import ChoiceList, Line


class Way(Enum):
    """A way on for a person whose answer could not be saved."""

    AGAIN = "Try again"
    ELSEWHERE = "Save in another folder"
    UNSAVED = "Go on without saving"
    BACK = "Go back"


@dataclass(frozen=True)
class WayOn:
    """What the person chose."""

    way: Way
    folder: str = ""
    """Where to save, for ``ELSEWHERE``."""


_EXPLAINED = {
    Way.AGAIN: "For example after you have made room on the disk.",
    Way.ELSEWHERE: "Type the folder. The whole session is saved there.",
    Way.UNSAVED: "If the program ends before it can be saved again, what you say from now on is lost.",
    Way.BACK: "Your answer does not count then.",
}


class NotSavedScreen(ModalScreen[WayOn]):
    """Asks how to go on."""

    CSS_PATH = "not_saved.tcss"
    COMMANDS_HERE = (commands.NEXT, commands.LEAVE_FIELD, commands.QUIT, commands.INTERRUPT)
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    choices = getters.query_one(ChoiceList)
    explain = getters.query_one("#explain", Static)
    folder = getters.query_one(Input)

    def __init__(self, problem: str, what: str = "Your answer") -> None:
        """Say what went wrong, and with what."""
        super().__init__()
        self._problem = problem
        self._what = what

    def compose(self) -> ComposeResult:
        """What happened, and what can be done."""
        with VerticalScroll(id="box", can_focus=False):
            yield Static(f"{self._what} could not be saved.", id="heading", markup=False)
            yield Static(f"{self._problem}. Nothing is lost yet.", id="problem", markup=False)
            yield ChoiceList()
            yield Static(id="explain", markup=False)
            yield Input(placeholder="A folder, then enter")

    def on_mount(self) -> None:
        """Offer the ways on."""
        self.folder.display = False
        self.choices.show([Line(way.value, _EXPLAINED[way]) for way in Way])
        self.choices.focus()

    @on(ChoiceList.Explained)
    def _explained(self, event: ChoiceList.Explained) -> None:
        self.explain.update(event.text)

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        way = list(Way)[event.index]
        if way is Way.ELSEWHERE:
            self.choices.highlighted = event.index
            self.folder.display = True
            self.folder.focus()
        else:
            self.dismiss(WayOn(way))

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(WayOn(Way.ELSEWHERE, event.value.strip()))

    def action_next(self) -> None:
        """Go to the next way on."""
        self.choices.next()

    def action_leave_field(self) -> None:
        """Go back to the list."""
        self.folder.display = False
        self.choices.focus()
