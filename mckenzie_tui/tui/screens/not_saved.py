"""Not saved: an answer could not be written; it is not lost yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input

from mckenzie_tui.tui import commands
from mckenzie_tui.tui.widgets.choice_list import ChoiceList, Line
from mckenzie_tui.tui.widgets.key_bar import KeyBar
from mckenzie_tui.tui.widgets.plain_text import PlainText


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


@dataclass(frozen=True)
class Tried:
    """A way that was tried, and failed as well."""

    way_on: WayOn
    at: str
    """The time of day."""


_EXPLAINED = {
    Way.AGAIN: "For example after you have made room on the disk.",
    Way.ELSEWHERE: "Type the folder. The whole session is saved there.",
    Way.UNSAVED: "If the program ends before it can be saved again, what you say from now on is lost.",
}


class NotSavedScreen(ModalScreen[WayOn]):
    """Asks how to go on."""

    CSS_PATH = "not_saved.tcss"
    COMMANDS_HERE = (
        commands.TROUBLE,
        commands.NEXT,
        commands.LEAVE_FIELD,
        commands.HELP,
        commands.QUIT,
        commands.INTERRUPT,
    )
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    choices = getters.query_one(ChoiceList)
    explain = getters.query_one("#explain", PlainText)
    folder = getters.query_one(Input)

    def __init__(self, problem: str, what: str, given_up: str, call_for_help: str, tried: Tried | None = None) -> None:
        """Say what went wrong.

        Args:
            problem: why it could not be saved, without a full stop.
            what: what could not be saved, to begin a sentence with.
            given_up: what becomes of it where one goes back.
            call_for_help: whom to call in an emergency.
            tried: the way that was chosen last.
        """
        super().__init__()
        self._problem = problem
        self._what = what
        self._explained = _EXPLAINED | {Way.BACK: given_up}
        self._call_for_help = call_for_help
        self._tried = tried

    def compose(self) -> ComposeResult:
        """Help first; then what happened, and what can be done."""
        yield PlainText(f"In an emergency call {self._call_for_help} now.", id="emergency")
        with VerticalScroll(id="box", can_focus=False):
            yield PlainText(f"{self._what} could not be saved.", id="heading")
            yield PlainText(self._told(), id="problem")
            yield ChoiceList()
            yield PlainText(id="explain")
            yield Input(placeholder="A folder, then enter")
        yield KeyBar(self.COMMANDS_HERE)

    def _told(self) -> str:
        if self._tried is None:
            return f"{self._problem}. Nothing is lost yet."
        return f"Tried again at {self._tried.at}, still not: {self._problem}. Nothing is lost yet."

    def on_mount(self) -> None:
        """Offer the ways on; a folder that did not do can be mended."""
        self.folder.display = False
        self.choices.show([Line(way.value, self._explained[way]) for way in Way])
        self.choices.focus()
        if self._tried is not None and self._tried.way_on.way is Way.ELSEWHERE:
            self.folder.value = self._tried.way_on.folder
            self._name_folder()

    def _name_folder(self) -> None:
        self.choices.highlighted = list(Way).index(Way.ELSEWHERE)
        self.folder.display = True
        self.folder.focus()

    @on(ChoiceList.Explained)
    def _explain(self, event: ChoiceList.Explained) -> None:
        self.explain.tell(event.text)

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        way = list(Way)[event.index]
        if way is Way.ELSEWHERE:
            self._name_folder()
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
