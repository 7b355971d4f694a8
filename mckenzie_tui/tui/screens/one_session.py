"""One session: what its log says, in plain words."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from mckenzie_tui import report
from mckenzie_tui.session import Session
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.widgets.key_bar import KeyBar

HERE = (commands.CLOSE, commands.TROUBLE, *commands.ANYWHERE)


class OneSessionScreen(Screen[None]):
    """A session log to read."""

    CSS_PATH = "one_session.tcss"
    COMMANDS_HERE = HERE
    BINDINGS = commands.bindings(*HERE)

    def __init__(self, path: Path, session: Session | None, damage: str = "") -> None:
        """Show this session, or why its file cannot be read."""
        super().__init__()
        self._path = path
        self._session = session
        self._damage = damage

    def compose(self) -> ComposeResult:
        """The log as text, and where its file lies."""
        yield Static("One session", id="heading", markup=False)
        with VerticalScroll(id="log"):
            yield Static(Content(self._told()), markup=False)
        yield KeyBar(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#log").focus()

    def _told(self) -> str:
        if self._session is None:
            return f"This file is changed or damaged, so it is not shown.\n\n{self._damage}"
        return "\n".join((*report.session_lines(self._session), "", f"File: {self._path}"))

    def action_close(self) -> None:
        """Go back."""
        self.app.pop_screen()
