"""Call for help: what "something is wrong" shows where no session is going on."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen

from mckenzie_tui.advising import ANYTHING_ELSE, CALL_NOW_IF
from mckenzie_tui.settings import Settings
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.showing import Showing
from mckenzie_tui.tui.widgets.banner import Banner
from mckenzie_tui.tui.widgets.key_bar import KeyBar
from mckenzie_tui.tui.widgets.plain_text import PlainText
from mckenzie_tui.tui.widgets.scrolled_text import ScrolledText


class CallForHelpScreen(ModalScreen[None]):
    """Whom to call, and when."""

    CSS_PATH = "call_for_help.tcss"
    COMMANDS_HERE = (commands.CLOSE_TEXT, commands.QUIT, commands.INTERRUPT, commands.READ_ON)
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    def __init__(self, settings: Settings, showing: Showing) -> None:
        """Show the number that is set."""
        super().__init__()
        self._settings = settings
        self._showing = showing

    def compose(self) -> ComposeResult:
        """The number first."""
        yield PlainText(f"Call {self._settings.call_for_help}", id="heading")
        yield Banner(self._showing)
        with ScrolledText(id="signs"):
            signs = "\n".join(f"- {sign.say}" for sign in CALL_NOW_IF)
            told = f"Call now if you have any of these:\n\n{signs}\n\n{ANYTHING_ELSE.say}"
            yield PlainText(told)
        yield KeyBar(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#signs").focus()

    def action_read_on(self) -> None:
        """Scroll the text by a page."""
        self.query_one("#signs").scroll_page_down(animate=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
