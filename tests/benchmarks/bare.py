"""The yardstick: a Textual app with the widgets of our start screen, its stylesheet, and nothing behind it.

``--moving`` has a picture change ten times a second, as a figure does; ``--scrolled`` has a text that is longer than
the screen, which the arrow keys scroll line by line.
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Footer, OptionList, Static

LINES = 10
PARAGRAPHS = 20
PICTURES = ["\n".join("▚▞█▄▀▌▐░▒▓"[(8 * row + at) % 10] * 44 for row in range(14)) for at in range(10)]


class Scrolled(VerticalScroll):
    """Moves at once, as ours does: what takes a while by itself cannot be measured."""

    def action_scroll_up(self) -> None:
        """Go up by a line."""
        self.scroll_up(animate=False)

    def action_scroll_down(self) -> None:
        """Go down by a line."""
        self.scroll_down(animate=False)


class Bare(App[None]):
    """Paints, moves a highlight, and no more."""

    CSS = """
    #home { padding: 1 2; height: 1fr; scrollbar-size-vertical: 1; }
    #what { text-style: bold; margin-bottom: 1; max-width: 76; }
    #news, #since { margin-bottom: 1; max-width: 76; display: none; }
    OptionList { height: auto; margin-bottom: 1; max-width: 76; }
    #notice { max-width: 76; }
    #emergency { dock: bottom; height: auto; margin-bottom: 1; padding: 0 2; text-style: bold; }
    """
    BINDINGS = [Binding(key, f"do_{key}", f"Do {key}") for key in "abcdef"]

    def compose(self) -> ComposeResult:
        """The same widgets as those of our start screen, of Textual's own kinds."""
        yield Static("bare", id="heading")
        with Scrolled(id="home", can_focus="--scrolled" in sys.argv):
            yield Static("What this is, in a line that is about as long as the one on our own start screen.", id="what")
            yield Static(id="news")
            yield OptionList(*(f"{number} A line that can be chosen from these" for number in range(LINES)))
            yield Static(id="since")
            yield Static("A notice. " * 18, id="notice")
        yield Static("In an emergency call somebody.", id="emergency")
        yield Footer()

    def on_mount(self) -> None:
        """Begin where keys are taken."""
        if "--scrolled" in sys.argv:
            self.query_one("#notice", Static).update("\n\n".join(["A line of a text. " * 8] * PARAGRAPHS))
            self.query_one("#home").focus()
            return
        self.query_one(OptionList).focus()
        if "--moving" in sys.argv:
            self._at = 0
            self.set_interval(0.1, self._move)

    def _move(self) -> None:
        self._at += 1
        self.query_one("#notice", Static).update(PICTURES[self._at % len(PICTURES)])


if __name__ == "__main__":
    Bare().run()
