"""Keep this demonstration: asks before anything of it is written, as all its lines say that nothing is."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from mckenzie_tui.tui import commands
from mckenzie_tui.tui.showing import Showing
from mckenzie_tui.tui.widgets.banner import Banner
from mckenzie_tui.tui.widgets.choice_list import ChoiceList, Line
from mckenzie_tui.tui.widgets.key_bar import KeyBar
from mckenzie_tui.tui.widgets.plain_text import PlainText

_ABOUT = "It then stands with the earlier sessions as far as it went now, marked as a demonstration."
_LINES = (Line("No, save nothing", key="n"), Line("Yes, save it", key="y"))
_YES = 1


class KeepDemoScreen(ModalScreen[bool]):
    """A question with two answers; saving nothing is proposed."""

    CSS_PATH = "keep_demo.tcss"
    GIVES_WAY = True
    """Whether it closes when something is wrong."""
    COMMANDS_HERE = (commands.CLOSE, commands.NEXT, commands.TROUBLE, commands.QUIT, commands.INTERRUPT)
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    choices = getters.query_one(ChoiceList)

    def __init__(self, showing: Showing) -> None:
        """Ask about the demonstration that is shown so."""
        super().__init__()
        self._showing = showing

    def compose(self) -> ComposeResult:
        """The question, what a yes does, and the answers."""
        yield Banner(self._showing)
        with VerticalScroll(id="box", can_focus=False):
            yield PlainText("Save this demonstration as a session?", id="heading")
            yield PlainText(_ABOUT, id="about")
            yield ChoiceList()
        yield KeyBar(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Fill the list."""
        self.choices.show(_LINES, highlighted=0)
        self.choices.focus()

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        self.dismiss(event.index == _YES)

    def action_next(self) -> None:
        """Go to the other answer."""
        self.choices.next()

    def action_close(self) -> None:
        """Save nothing."""
        self.dismiss(False)
