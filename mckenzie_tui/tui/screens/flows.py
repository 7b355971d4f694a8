"""Flows: what can be walked, by whom it was made, and from which sources."""

from __future__ import annotations

from collections.abc import Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from mckenzie_tui.flow.catalogue import Listed
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.messages import Said, SessionWanted
from mckenzie_tui.tui.widgets.choice_list import BACK_TO_START, ChoiceList, Line
from mckenzie_tui.tui.widgets.key_bar import KeyBar

HERE = (commands.CLOSE, commands.TROUBLE, *commands.ANYWHERE, commands.NEXT)


class FlowsScreen(Screen[None]):
    """The flows to choose from."""

    CSS_PATH = "flows.tcss"
    COMMANDS_HERE = HERE
    BINDINGS = commands.bindings(*HERE)

    choices = getters.query_one(ChoiceList)
    about = getters.query_one("#about", Static)

    def __init__(self, listed: Sequence[Listed]) -> None:
        """Show these flows."""
        super().__init__()
        self._listed = listed

    def compose(self) -> ComposeResult:
        """The list, and what there is to say about the highlighted one."""
        yield Static("Flows", id="heading", markup=False)
        with VerticalScroll(id="flows", can_focus=False):
            yield ChoiceList()
            yield Static(id="about", markup=False)
        yield KeyBar(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Fill the list."""
        lines = [Line(_title(item), _about(item)) for item in self._listed]
        self.choices.show((*lines, BACK_TO_START), highlighted=0)
        self.choices.focus()

    @on(ChoiceList.Explained)
    def _explained(self, event: ChoiceList.Explained) -> None:
        self.about.update(Content(event.text or "Arrows show more about a flow. Enter begins a session with it."))

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        if event.index == len(self._listed):
            self.action_close()
            return
        item = self._listed[event.index]
        if item.flow is not None:
            self.post_message(Said(SessionWanted(item.name), self))

    def action_next(self) -> None:
        """Go to the next line."""
        self.choices.next()

    def action_close(self) -> None:
        """Go back."""
        self.app.pop_screen()


def _title(item: Listed) -> str:
    return item.flow.file.title if item.flow else f"{item.name} (cannot be used)"


def _about(item: Listed) -> str:
    if item.flow is None:
        return str(item.error)
    file = item.flow.file
    sources = [f"{source.title}. {source.author}. {source.publisher}" for source in item.flow.sources.values()]
    about = f"{file.summary}\n\n{file.notice}\n\nVersion {file.version}, by {file.author}, licence {file.licence}."
    return "\n".join((about, "", "Sources:", *sources))
