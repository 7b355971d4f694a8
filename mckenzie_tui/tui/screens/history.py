"""History: all sessions, newest first; damaged files are named, never hidden."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from mckenzie_tui.log_files import Stored
from mckenzie_tui.report.told import session_told
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.messages import Said, SessionOpened
from mckenzie_tui.tui.widgets.choice_list import BACK_TO_START, ChoiceList, Line
from mckenzie_tui.tui.widgets.key_bar import KeyBar

HERE = (commands.CLOSE, commands.TROUBLE, *commands.ANYWHERE, commands.NEXT)


class HistoryScreen(Screen[None]):
    """A list of sessions to open."""

    CSS_PATH = "history.tcss"
    COMMANDS_HERE = HERE
    BINDINGS = commands.bindings(*HERE)

    choices = getters.query_one(ChoiceList)

    def __init__(self, stored: Sequence[Stored]) -> None:
        """Show these session files."""
        super().__init__()
        self._stored = stored

    def compose(self) -> ComposeResult:
        """The list, or a word where it is empty."""
        yield Static("Earlier sessions", id="heading", markup=False)
        with Vertical(id="history"):
            yield Static("There are no sessions yet.", id="none", markup=False)
            yield ChoiceList()
        yield KeyBar(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one("#none").display = not self._stored
        lines = [Line(_told(stored)) for stored in self._stored]
        self.choices.show((*lines, BACK_TO_START), highlighted=0)
        self.choices.focus()

    @property
    def _paths(self) -> list[Path]:
        return [stored.path for stored in self._stored]

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        if event.index < len(self._stored):
            self.post_message(Said(SessionOpened(self._paths[event.index]), self))
        else:
            self.action_close()

    def action_next(self) -> None:
        """Go to the next line."""
        self.choices.next()

    def action_close(self) -> None:
        """Go back."""
        self.app.pop_screen()


def _told(stored: Stored) -> str:
    if stored.session is None:
        why = (
            "no session" if stored.is_stray else "of a newer mckenzie-tui" if stored.is_newer else "changed or damaged"
        )
        return f"{why}: {stored.path.name}"
    return session_told(stored.session)
