"""Text that is longer than the screen: it moves at once when a key is pressed, and does not glide."""

from __future__ import annotations

from textual.actions import SkipAction
from textual.containers import VerticalScroll


class ScrolledText(VerticalScroll):
    """A text that is scrolled by keys. Who reads from the floor finds the line again only where it has stopped."""

    def _may_scroll(self) -> None:
        """Leave the key to others where all of the text is seen."""
        if not self.allow_vertical_scroll:
            raise SkipAction

    def action_scroll_up(self) -> None:
        """Go up by a line."""
        self._may_scroll()
        self.scroll_up(animate=False)

    def action_scroll_down(self) -> None:
        """Go down by a line."""
        self._may_scroll()
        self.scroll_down(animate=False)

    def action_page_up(self) -> None:
        """Go up by what is seen at once."""
        self._may_scroll()
        self.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """Go down by what is seen at once."""
        self._may_scroll()
        self.scroll_page_down(animate=False)

    def action_scroll_home(self) -> None:
        """Go to the beginning."""
        self._may_scroll()
        self.scroll_home(animate=False)

    def action_scroll_end(self) -> None:
        """Go to the end."""
        self._may_scroll()
        self.scroll_end(animate=False)
