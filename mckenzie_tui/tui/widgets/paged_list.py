"""A list of any length, of which only a page is made: its lines are read as one comes to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.message import Message

from mckenzie_tui.tui.widgets.choice_list import LAST_DIGIT, ChoiceList, Line

PAGE = LAST_DIGIT
"""Entries of a page: each can be chosen by a digit."""


@dataclass(frozen=True)
class Pages:
    """What a list shows."""

    count: int
    """How many entries there are, on all pages."""
    entries: Callable[[int, int], Sequence[Line]]
    """Reads so many of them, from this one on."""
    newer: Line
    """Stands before a page that is not the first one, and leads back."""
    older: Line
    """Stands after a page that is not the last one, and leads on."""
    before: tuple[Line, ...] = ()
    """Stand first on every page."""
    after: tuple[Line, ...] = ()
    """Stand last on every page."""


class PagedList(ChoiceList):
    """A page of a long list. The arrows run on from page to page; space goes round within one, so two keys do."""

    BINDINGS = [
        Binding("pagedown", "older", "Older", show=False),
        Binding("pageup", "newer", "Newer", show=False),
    ]

    @dataclass
    class Taken(Message):
        """A line was chosen."""

        entry: int | None
        """Which entry of all; None for one of the lines around them."""
        line: Line

    @dataclass
    class Turned(Message):
        """Another page is shown."""

        first: int
        """Its first entry."""
        last: int

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._pages: Pages | None = None
        self._first = 0
        self._entries = 0
        """How many entries are on this page."""

    def show_pages(self, pages: Pages) -> None:
        """Show the page with this one's first entries, or the same page as before where the lines around it change."""
        again = self._pages is not None and self._pages.count == pages.count
        at = max(0, (self.highlighted or 0) - self._unnumbered) if again else 0
        self._pages = pages
        self._turn_to(self._first if again else 0, at)

    def _turn_to(self, first: int, at: int = 0) -> None:
        """Show the page from this entry on.

        Args:
            first: the first entry of the page.
            at: which of its entries is highlighted; -1 for the last one.
        """
        pages = self._pages
        if pages is None:
            return
        entries = pages.entries(first, min(PAGE, pages.count - first))
        self._first, self._entries = first, len(entries)
        newer = (pages.newer,) if first else ()
        older = (pages.older,) if first + len(entries) < pages.count else ()
        before = (*pages.before, *newer)
        highlighted = len(before) + (len(entries) - 1 if at < 0 else at)
        lines = (*before, *entries, *older, *pages.after)
        self.show(lines, highlighted=min(highlighted, len(lines) - 1), unnumbered=len(before))
        self.post_message(self.Turned(first, first + len(entries) - 1))

    @property
    def _last_first(self) -> int:
        """The first entry of the last page."""
        count = self._pages.count if self._pages else 0
        return max(0, count - 1) // PAGE * PAGE

    @property
    def _place(self) -> int:
        """Which entry of the page is highlighted; a number below 0, or from their number on, for a line around them."""
        return -1 if self.highlighted is None else self.highlighted - self._unnumbered

    def next(self) -> None:
        """Go to the next line of the page, and from the last one to the first again."""
        if self._seen:
            super().action_cursor_down()

    def action_cursor_down(self) -> None:
        """Go to the next line; from the last entry of a page to the first one of the next page."""
        if self._place == self._entries - 1 and self._first < self._last_first:
            self._turn_to(self._first + PAGE)
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Go to the line before; from the first entry of a page to the last one of the page before."""
        if self._place == 0 and self._first:
            self._turn_to(self._first - PAGE, -1)
        else:
            super().action_cursor_up()

    def action_older(self) -> None:
        """Go to the next page, and on the last one to its last line."""
        if self._first < self._last_first:
            self._turn_to(self._first + PAGE)
        else:
            super().action_last()

    def action_newer(self) -> None:
        """Go to the page before, and on the first one to its first entry."""
        self._turn_to(max(0, self._first - PAGE))

    def action_first(self) -> None:
        """Go to the very first entry."""
        self._turn_to(0)

    def action_last(self) -> None:
        """Go to the very last line."""
        if self._first != self._last_first:
            self._turn_to(self._last_first)
        super().action_last()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Run on to the next page where there is nothing more of this one."""
        if self.scroll_y >= self.max_scroll_y and self._first < self._last_first:
            event.stop()
            event.prevent_default()
            self._turn_to(self._first + PAGE)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Run back to the page before."""
        if self.scroll_y <= 0 and self._first:
            event.stop()
            event.prevent_default()
            self._turn_to(self._first - PAGE, -1)

    def _choose(self, index: int) -> None:
        pages = self._pages
        if not self._seen or pages is None:
            return
        line, place = self._shown[index], index - self._unnumbered
        if line is pages.older:
            self.action_older()
        elif line is pages.newer:
            self.action_newer()
        else:
            self.post_message(self.Taken(self._first + place if 0 <= place < self._entries else None, line))
