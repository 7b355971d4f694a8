"""Settings: what can be set, a line for each; a change is in force at once."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen

from mckenzie_tui.settings import CHOICES, Settings
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.messages import Said, SettingsChanged
from mckenzie_tui.tui.widgets.choice_list import ChoiceList, Line
from mckenzie_tui.tui.widgets.key_bar import KeyBar
from mckenzie_tui.tui.widgets.plain_text import PlainText

HERE = (
    commands.CLOSE,
    commands.TROUBLE,
    commands.NEXT_VALUE,
    commands.VALUE_BEFORE,
    *commands.ANYWHERE,
    commands.NEXT,
)


class SettingsScreen(Screen[None]):
    """The settings to choose from, over the screen they were called from."""

    CSS_PATH = "settings.tcss"
    COMMANDS_HERE = HERE
    BINDINGS = commands.bindings(*HERE)
    ONE_PRESS: ClassVar[frozenset[str]] = frozenset({"left", "right"})
    """Keys that count once for each press: held down they would let the colors flicker and write the file on and on."""

    choices = getters.query_one(ChoiceList)
    explain = getters.query_one("#explain", PlainText)

    def __init__(self, settings: Settings, file: Path) -> None:
        """Show these settings.

        Args:
            settings: those in force.
            file: where they are kept; what cannot be set here can be set there.
        """
        super().__init__()
        self._settings = settings
        self._file = file

    def compose(self) -> ComposeResult:
        """The list, what there is to say about the highlighted line, and whom to call."""
        yield PlainText("Settings", id="heading")
        with VerticalScroll(id="settings", can_focus=False):
            yield ChoiceList(in_turn=True)
            yield PlainText(id="explain")
            yield PlainText(self._emergency_told(), id="emergency")
        yield KeyBar(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Fill the list."""
        self._show(highlighted=0)
        self.choices.focus()

    def _show(self, highlighted: int | None) -> None:
        lines = [Line(choice.told(self._settings), choice.explain) for choice in CHOICES]
        self.choices.show(lines, highlighted=highlighted)

    def _emergency_told(self) -> Content:
        number = Content.styled(f"In an emergency call {self._settings.call_for_help}.", "bold")
        return number.append(f"\nTo change this number, set emergency_number in\n{self._file}")

    @on(ChoiceList.Explained)
    def _explained(self, event: ChoiceList.Explained) -> None:
        self.explain.tell(event.text)

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        self.choices.highlighted = event.index
        self.change(CHOICES[event.index].key)

    def change(self, key: str, by: int = 1) -> None:
        """Go to another value of one setting, round again."""
        self._settings = self._settings.moved(key, by)
        self._show(self.choices.highlighted)
        # It counts also when this screen is closed before the app has heard of it.
        self.post_message(Said(SettingsChanged(self._settings)))

    def _change_highlighted(self, by: int) -> None:
        if self.choices.highlighted is not None:
            self.change(CHOICES[self.choices.highlighted].key, by)

    def action_next_value(self) -> None:
        """Go to the next value of the highlighted line."""
        self._change_highlighted(1)

    def action_value_before(self) -> None:
        """Go to the value before, of the highlighted line."""
        self._change_highlighted(-1)

    def action_next(self) -> None:
        """Go to the next line."""
        self.choices.next()

    def action_close(self) -> None:
        """Go back."""
        self.app.pop_screen()
