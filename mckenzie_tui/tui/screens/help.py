"""Help: what every key does on the screen it was asked from."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen

from mckenzie_tui.settings import Settings
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.commands import Command
from mckenzie_tui.tui.widgets.key_bar import KeyBar
from mckenzie_tui.tui.widgets.plain_text import PlainText
from mckenzie_tui.tui.widgets.scrolled_text import ScrolledText
from mckenzie_tui.words import Mode

_WORDS = (
    "Answer with a number, or with the arrows and enter. Yes and no are y and n. The mouse works too.",
    "Two keys are enough for a whole session: space goes to the next answer or place, enter takes it.",
    f"{commands.UNDERSTAND.key_shown} opens short pages to read about back pain, also from here.",
    "While a note lies over the screen, escape takes the note away and does nothing else.",
    "Every answer is saved at once; where it cannot be, you are told. "
    "If anything breaks off, start again within an hour and go on.",
)
_MARKS = (
    ("▶", "where you are"),
    ("·", "to come"),
    ("✓", "done; at an exercise: it helped"),
    ("~", "helped in part"),
    ("–", "no change"),
    ("↓", "made it worse"),
    ("×", "was not possible"),
    ("∅", "left out"),
)


WIDEST = 76
"""Columns of the page, at most."""
FRAME = 6
"""Columns around its text."""


def _row(key: Content, text: str, room: int) -> Content:
    """A key and what it does, longer texts hanging beside it."""
    indent = " " * (len(key.plain) + 2)
    lines = textwrap.wrap(text, max(room, 12)) or [""]
    return key.append("  ").append(Content(f"\n{indent}".join(lines)))


_IN_A_DEMO = "This is a demonstration: nothing of it is saved."


class HelpScreen(ModalScreen[None]):
    """A page of help over the screen it is about."""

    CSS_PATH = "help.tcss"
    GIVES_WAY = True
    """Whether it closes when something is wrong."""
    COMMANDS_HERE = (
        *(commands.CLOSE_TEXT, commands.TROUBLE, commands.QUIT, commands.INTERRUPT),
        *(commands.READ_ON, commands.UNDERSTAND),
    )
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    def __init__(self, here: Sequence[Command], settings: Settings, mode: Mode = Mode.HOME) -> None:
        """Explain these commands, in a session of this mode."""
        super().__init__()
        self._mode = mode
        self._here = here
        self._settings = settings

    def compose(self) -> ComposeResult:
        """Words first, then the keys, then whom to call."""
        with ScrolledText(id="help"):
            yield PlainText(self._told())
        yield KeyBar(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#help").focus()

    def _told(self) -> Content:
        keys = commands.keys_told(self._here)
        width = max(len(key) for key, _ in keys)
        room = min(self.app.size.width, WIDEST) - FRAME - width - 2
        rows = [_row(Content.styled(key.rjust(width), "bold $primary"), text, room) for key, text in keys]
        marks = [_row(Content(mark.rjust(width)), words, room) for mark, words in _MARKS]
        call = f"In an emergency call {self._settings.call_for_help}."
        words = (*_WORDS[:-1], _IN_A_DEMO) if self._mode is Mode.DEMO else _WORDS
        return Content("\n").join(
            [*(Content(f"{line}\n") for line in words), *rows, Content("\nThe marks:"), *marks, Content(f"\n{call}")]
        )

    def action_read_on(self) -> None:
        """Scroll the text by a page."""
        self.query_one("#help").scroll_page_down(animate=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
