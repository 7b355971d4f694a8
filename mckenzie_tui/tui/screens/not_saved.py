"""Not saved: an answer could not be written; it is not lost yet."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from mckenzie_tui.tui.widgets.choice_list import ChoiceList, Line


class NotSavedScreen(ModalScreen[bool]):
    """Asks whether to try again; True for yes."""

    CSS_PATH = "not_saved.tcss"

    choices = getters.query_one(ChoiceList)

    def __init__(self, problem: str) -> None:
        """Say what went wrong."""
        super().__init__()
        self._problem = problem

    def compose(self) -> ComposeResult:
        """What happened, and what can be done."""
        with Vertical(id="box"):
            yield Static("Your answer could not be saved.", id="heading", markup=False)
            yield Static(self._problem, markup=False)
            yield ChoiceList()

    def on_mount(self) -> None:
        """Offer the two ways on."""
        self.choices.show([Line("Try again"), Line("Go back to the question")])
        self.choices.focus()

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        self.dismiss(event.index == 0)
