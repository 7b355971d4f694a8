"""What the screens that are only read have in common: a heading, a text to scroll, and the keys."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen

from mckenzie_tui.tui import commands
from mckenzie_tui.tui.commands import Command
from mckenzie_tui.tui.showing import Showing
from mckenzie_tui.tui.widgets.banner import Banner
from mckenzie_tui.tui.widgets.key_bar import KeyBar
from mckenzie_tui.tui.widgets.plain_text import PlainText
from mckenzie_tui.tui.widgets.scrolled_text import ScrolledText

READING = (commands.CLOSE_TEXT, commands.TROUBLE, *commands.ANYWHERE, commands.READ_ON)
"""The commands of every screen that is only read."""


class ReadingScreen(Screen[None]):
    """A text under a heading; a line says where there is more of it."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = READING
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    def __init__(self, showing: Showing | None = None) -> None:
        """Show it so; as at home where that is not said."""
        super().__init__()
        self._showing = showing or Showing()

    def heading_text(self) -> str:
        """What stands in the top line."""
        raise NotImplementedError

    def told(self) -> Content:
        """The text."""
        raise NotImplementedError

    def compose_text(self) -> ComposeResult:
        """Lay out the text."""
        yield PlainText(self.told())

    def compose(self) -> ComposeResult:
        """Lay out heading, text and keys."""
        yield PlainText(self.heading_text(), id="heading")
        yield Banner(self._showing)
        with ScrolledText(id="reading"):
            yield from self.compose_text()
        yield PlainText(id="more")
        yield KeyBar(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        text = self.query_one("#reading")
        text.focus()
        self.watch(text, "scroll_y", self._tell_more, init=False)
        # A text of many parts has its height only after some of them were laid out.
        self.watch(text, "virtual_size", self._tell_more, init=False)

    def on_resize(self) -> None:
        """See whether everything still fits."""
        self.call_after_refresh(self._tell_more)

    def _tell_more(self) -> None:
        text, more = self.query_one("#reading"), self.query_one("#more", PlainText)
        more.display = text.scroll_y < text.max_scroll_y
        more.tell(f"▼ more text: {commands.READ_ON.key_shown}")

    def action_read_on(self) -> None:
        """Scroll the text by a page."""
        self.query_one("#reading").scroll_page_down(animate=False)

    def action_close(self) -> None:
        """Go back."""
        self.app.pop_screen()
