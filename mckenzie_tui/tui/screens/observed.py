"""Observed: what a clinician saw an exercise do while it was done, and to how far the back moves."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from mckenzie_tui.observing import TOKENS, Observed
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.showing import Showing
from mckenzie_tui.tui.widgets.banner import Banner
from mckenzie_tui.tui.widgets.choice_list import ChoiceList, Line
from mckenzie_tui.tui.widgets.key_bar import KeyBar
from mckenzie_tui.tui.widgets.plain_text import PlainText


class ObservedScreen(ModalScreen[Observed]):
    """A list to tick, and a line to go on, also with nothing ticked."""

    CSS_PATH = "observed.tcss"
    GIVES_WAY = True
    """Whether it closes when something is wrong."""
    COMMANDS_HERE = (commands.NEXT, commands.TROUBLE, commands.QUIT, commands.INTERRUPT)
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    choices = getters.query_one(ChoiceList)

    def __init__(self, exercise: str, showing: Showing) -> None:
        """Ask about this exercise."""
        super().__init__()
        self._exercise = exercise
        self._showing = showing
        self._observed = Observed()

    def compose(self) -> ComposeResult:
        """The tokens of the assessment, during testing and mechanical."""
        yield Banner(self._showing)
        with VerticalScroll(id="box", can_focus=False):
            yield PlainText(f"During: {self._exercise}", id="heading")
            yield ChoiceList()
        yield KeyBar(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Fill the list; going on is proposed."""
        self._show(len(TOKENS))
        self.choices.focus()

    def _show(self, highlighted: int) -> None:
        lines = [Line(f"[{'x' if self._observed.has(token) else ' '}] {words}") for token, words in TOKENS]
        self.choices.show([*lines, Line("Go on", key="g")], highlighted=highlighted)

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        if event.index == len(TOKENS):
            self.dismiss(self._observed)
        else:
            self._observed = self._observed.ticked(TOKENS[event.index][0])
            self._show(event.index)

    def action_next(self) -> None:
        """Go to the next line."""
        self.choices.next()
