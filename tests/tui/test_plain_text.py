"""Texts that are told again and again: what they show, and when the screen is laid out anew for them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import Static

from mckenzie_tui.tui.widgets.plain_text import PlainText

LINE = "a line of some words"


class Below(App[None]):
    """A text, and one below it."""

    CSS = "#least { min-height: 3; } #auto { width: auto; }"

    def compose(self) -> ComposeResult:
        yield PlainText(LINE, id="text")
        yield PlainText(LINE, id="least")
        yield PlainText(LINE, id="auto")
        yield Static("below", id="below")


@asynccontextmanager
async def shown(size: tuple[int, int] = (40, 20)) -> AsyncIterator[Pilot[None]]:
    app = Below()
    async with app.run_test(size=size) as pilot:
        yield pilot


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Each time that a text asked to be painted: whether all was to be laid out anew."""
    found: list[bool] = []
    real = PlainText.refresh

    def noted(self: PlainText, *regions: Region, layout: bool = False, **more: bool) -> PlainText:
        found.append(layout)
        return real(self, *regions, layout=layout, **more)

    monkeypatch.setattr(PlainText, "refresh", noted)
    return found


async def told(pilot: Pilot[None], text: Content | str, which: str = "#text") -> None:
    pilot.app.query_one(which, PlainText).tell(text)
    await pilot.pause()


def rows(pilot: Pilot[None], which: str = "#text") -> int:
    return pilot.app.query_one(which).size.height


async def test_the_same_again_paints_nothing(asked: list[bool]) -> None:
    async with shown() as pilot:
        asked.clear()
        await told(pilot, LINE)
        assert asked == []


async def test_the_same_letters_in_another_style_are_painted() -> None:
    async with shown() as pilot:
        await told(pilot, Content.styled(LINE, "bold"))
        strip = pilot.app.query_one("#text").render_line(0)
        assert all(segment.style is not None and segment.style.bold for segment in strip if segment.text.strip())


async def test_another_text_of_as_many_rows_is_painted_where_it_is(asked: list[bool]) -> None:
    async with shown() as pilot:
        asked.clear()
        await told(pilot, "other words")
        assert asked == [False]
        assert "other words" in pilot.app.query_one("#text").render_line(0).text


@pytest.mark.parametrize("texts", [("", "x"), ("x" * 90, "x"), ("x", "x" * 90)], ids=["from nothing", "less", "more"])
async def test_what_takes_more_or_fewer_rows_moves_what_is_below(texts: Sequence[str]) -> None:
    async with shown() as pilot:
        for text in texts:
            await told(pilot, text)
            assert rows(pilot) == max(1, -(-len(text) // 40))
            assert pilot.app.query_one("#least").region.y == rows(pilot)


async def test_rows_that_are_kept_free_are_used_before_anything_moves(asked: list[bool]) -> None:
    async with shown() as pilot:
        asked.clear()
        await told(pilot, "one\ntwo\nthree", "#least")
        await told(pilot, "one", "#least")
        assert not any(asked)
        await told(pilot, "one\ntwo\nthree\nfour", "#least")
        assert rows(pilot, "#least") == 4


async def test_a_text_that_makes_its_own_width_takes_it() -> None:
    async with shown() as pilot:
        await told(pilot, "wide" * 4, "#auto")
        assert pilot.app.query_one("#auto").size.width == 16


@pytest.mark.parametrize("back", [(40, 20), (20, 20), (80, 20)], ids=str)
async def test_what_was_told_at_another_width_has_its_rows_everywhere(back: tuple[int, int]) -> None:
    long = "x" * 75
    async with shown() as pilot:
        await pilot.resize_terminal(80, 20)
        await told(pilot, long)
        assert rows(pilot) == 1
        await pilot.resize_terminal(*back)
        await pilot.pause()
        assert rows(pilot) == -(-75 // back[0])


async def test_nothing_in_it_is_markup() -> None:
    async with shown() as pilot:
        for text in ("[bold]x[/bold]", "[@click=app.quit]x[/]"):
            await told(pilot, text)
            assert text in pilot.app.query_one("#text").render_line(0).text


async def test_one_that_is_not_seen_has_its_rows_when_it_is() -> None:
    async with shown() as pilot:
        text = pilot.app.query_one("#text", PlainText)
        text.display = False
        await pilot.pause()
        text.tell("x" * 100)
        text.tell("x" * 80)
        text.display = True
        await pilot.pause()
        assert rows(pilot) == 2
