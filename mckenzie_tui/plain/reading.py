"""Reading line by line: the pages about back pain, in the midst of a question and back to it."""

from __future__ import annotations

from collections.abc import Callable

from mckenzie_tui.errors import FlowError
from mckenzie_tui.flow.pages import Pages
from mckenzie_tui.flow.schema import Page
from mckenzie_tui.plain.lines import BackAsked, Lines, Option


def read_pages(lines: Lines, pages: Callable[[], Pages], call_for_help: str) -> None:
    """Let pages be read until the person wants to go back.

    Args:
        lines: where to ask.
        pages: reads the pages.
        call_for_help: whom to call in an emergency.
    """
    try:
        found = pages()
    except FlowError as error:
        lines.say(f"The pages cannot be read: {error}")
        return
    options = [Option(page, page.id, page.title, page.summary) for page in found.pages]
    options.append(Option(None, "question", "Back to the question"))
    while True:
        try:
            page = lines.choose("Which page would you like to read?", options)
        except BackAsked:
            return
        if not isinstance(page, Page):
            return
        lines.say("", page.title)
        for part in found.told(page):
            lines.say("", f"{part.title}:", *part.texts)
            lines.say(*(f"- {point}" for point in part.points), indent="  ")
        lines.say("", f"In an emergency call {call_for_help}.")
