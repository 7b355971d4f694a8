"""Pages: what there is to read about back pain and sciatica, over whatever screen it was asked for from."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen

from mckenzie_tui.flow.pages import HEADING, Pages
from mckenzie_tui.settings import Settings
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.messages import ReadingWanted, Said
from mckenzie_tui.tui.showing import Showing
from mckenzie_tui.tui.widgets.banner import Banner
from mckenzie_tui.tui.widgets.choice_list import ChoiceList, Line
from mckenzie_tui.tui.widgets.key_bar import KeyBar
from mckenzie_tui.tui.widgets.plain_text import PlainText

_BACK = Line("Back to where you were")
"""The last line, for those who use no other keys than space and enter."""


class PagesScreen(Screen[None]):
    """A list of pages; what the highlighted one is about stands below it."""

    CSS_PATH = "pages.tcss"
    GIVES_WAY = True
    """Whether it closes when something is wrong."""
    COMMANDS_HERE = (commands.CLOSE, commands.TROUBLE, *commands.ANYWHERE, commands.NEXT)
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    choices = getters.query_one(ChoiceList)
    about = getters.query_one("#about", PlainText)

    def __init__(self, pages: Pages, settings: Settings, showing: Showing) -> None:
        """List these pages."""
        super().__init__()
        self._pages = pages
        self._settings = settings
        self._showing = showing

    def compose(self) -> ComposeResult:
        """The list, what there is to say about one of them, and whom to call."""
        yield PlainText(HEADING, id="heading")
        yield Banner(self._showing)
        with VerticalScroll(id="pages", can_focus=False):
            yield ChoiceList()
            yield PlainText(id="about")
        yield PlainText(f"In an emergency call {self._settings.call_for_help}.", id="emergency")
        yield KeyBar(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Fill the list."""
        lines = [Line(page.title, page.summary) for page in self._pages.pages]
        self.choices.show((*lines, _BACK), highlighted=0)
        self.choices.focus()

    @on(ChoiceList.Explained)
    def _explained(self, event: ChoiceList.Explained) -> None:
        self.about.tell(event.text)

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        if event.index == len(self._pages.pages):
            self.action_close()
        else:
            self.choices.highlighted = event.index
            self.post_message(Said(ReadingWanted(self._pages.pages[event.index].id), self))

    def action_next(self) -> None:
        """Go to the next line."""
        self.choices.next()

    def action_close(self) -> None:
        """Go back."""
        self.app.pop_screen()
