"""What there is to read: the list of pages, and each page, over whatever is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mckenzie_tui.errors import FlowError
from mckenzie_tui.tui.screens.one_page import OnePageScreen
from mckenzie_tui.tui.screens.pages import PagesScreen

if TYPE_CHECKING:
    from textual.app import App

    from mckenzie_tui.flow.catalogue import Catalogue
    from mckenzie_tui.settings import Settings
    from mckenzie_tui.tui.showing import Showing


def show_pages(app: App[None], catalogue: Catalogue, settings: Settings, showing: Showing) -> None:
    """List the pages; where that list is open already, below what was opened from it, go back to it."""
    if any(isinstance(screen, PagesScreen) for screen in app.screen_stack):
        while not isinstance(app.screen, PagesScreen):
            app.pop_screen()
        return
    try:
        app.push_screen(PagesScreen(catalogue.pages, settings, showing))
    except FlowError as error:
        app.notify(str(error), severity="error", markup=False)


def show_page(app: App[None], catalogue: Catalogue, name: str, settings: Settings, showing: Showing) -> None:
    """Show a page of the list."""
    app.push_screen(OnePageScreen(catalogue.pages, name, settings, showing))
