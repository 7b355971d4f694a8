"""Why: what changed at each step, which rule that met, and what speaks for and against each direction."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from mckenzie_tui import reasons
from mckenzie_tui.session import Session
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.frame import paragraphs, titled
from mckenzie_tui.tui.widgets.key_bar import KeyBar


class WhyScreen(Screen[None]):
    """The reasons for a result, all of them from the log."""

    CSS_PATH = "why.tcss"
    COMMANDS_HERE = (commands.CLOSE, commands.TROUBLE, *commands.ANYWHERE)
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    def __init__(self, session: Session) -> None:
        """Show the reasons of this session."""
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        """One part under the other."""
        yield Static("Why", id="heading", markup=False)
        with VerticalScroll(id="reasons"):
            parts = (titled(title, lines) for title, lines in reasons.reasons(self._session))
            yield Static(paragraphs(*parts), markup=False)
        yield KeyBar(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#reasons").focus()

    def action_close(self) -> None:
        """Go back to the result."""
        self.app.pop_screen()
