"""The body chart: what keys and mouse do to it, and what can be read off it in each of its three looks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import cast

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.message import Message

from mckenzie_tui.body import BY_ID, MIDDLE, SPOTS, Spot
from mckenzie_tui.locating import Felt, felt_at, rated, with_numbness
from mckenzie_tui.settings import Theme
from mckenzie_tui.symptoms import Mark, Symptoms
from mckenzie_tui.tui.app import McKenzieApp
from mckenzie_tui.tui.held_keys import HeldKeys
from mckenzie_tui.tui.theme import THEMES
from mckenzie_tui.tui.widgets.body_chart import BodyChart
from mckenzie_tui.tui.widgets.chart_looks import PALETTES, Picture, wordings
from mckenzie_tui.words import Kind, Region, Side, View
from tui.hands import Hands, Seconds
from tui.test_contrast import LEAST, contrast, faint

PAIN, TINGLING, NUMB = Kind.PAIN, Kind.TINGLING, Kind.NUMBNESS
CALF = BY_ID["back.right.lower_leg"]
LOOKS = {"colours": (44, 16), "braille": (44, 16), "table": (38, 8)}
looks = pytest.mark.parametrize("look", LOOKS)
SIZES = [(38, 13), (38, 14), (44, 16), (40, 18), (56, 24), (100, 50)]
sizes = pytest.mark.parametrize("size", SIZES, ids=str)
pictures = pytest.mark.parametrize("look", ["colours", "braille"])


def marked(*marks: tuple[str, Kind, int]) -> Symptoms:
    found = Symptoms()
    for name, kind, strength in marks:
        spot = BY_ID[name]
        found = with_numbness(found, spot, numb=True) if kind is NUMB else rated(found, spot, kind, strength)
    return found


EVERYTHING = marked(
    *((spot.id, PAIN, 1 + number % 10) for number, spot in enumerate(SPOTS)),
    *((spot.id, TINGLING, 1 + number % 7) for number, spot in enumerate(SPOTS) if number % 3 == 0),
    *((spot.id, NUMB, 0) for number, spot in enumerate(SPOTS) if number % 4 == 0),
)


class ChartApp(App[None]):
    """A chart alone on the screen, and what came out of it."""

    BINDINGS = [(key, f"pressed('{key}')") for key in ("enter", "p", "n", "c", "5", "down", "tab", "backspace")]

    def __init__(self, *, colours: bool, theme: Theme) -> None:
        super().__init__()
        self._chart = BodyChart(colours=colours, id="chart")
        self._theme_at_first = THEMES[theme].name
        self.told: list[Message] = []
        self.keys: list[str] = []

    def compose(self) -> ComposeResult:
        yield self._chart

    def on_mount(self) -> None:
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = self._theme_at_first
        self._chart.focus()

    def action_pressed(self, key: str) -> None:
        self.keys.append(key)

    def on_body_chart_changed(self, event: BodyChart.Changed) -> None:
        self.told.append(event)

    def on_body_chart_moved(self, event: BodyChart.Moved) -> None:
        self.told.append(event)


@dataclass
class Person(Hands):
    """Somebody at the chart."""

    told: list[Message] = field(default_factory=list)

    @property
    def chart(self) -> BodyChart:
        return self.get(BodyChart)

    @property
    def at(self) -> str:
        return self.chart.cursor.id

    @property
    def marks(self) -> dict[str, int | None]:
        found = self.chart.found.marks
        return {f"{mark.view}.{mark.side}.{mark.region} {mark.kind}": mark.intensity for mark in found}

    @property
    def changes(self) -> list[Symptoms]:
        return [message.found for message in self.told if isinstance(message, BodyChart.Changed)]

    @property
    def moves(self) -> list[Spot]:
        return [message.spot for message in self.told if isinstance(message, BodyChart.Moved)]

    @property
    def cells(self) -> list[list[tuple[str, Style]]]:
        """The screen, letter by letter."""
        return [[(letter, style or Style()) for text, style, _ in strip for letter in text] for strip in self.strips]

    async def show(self, found: Symptoms, cursor: Spot = MIDDLE) -> None:
        self.chart.show(found)
        self.chart.cursor = cursor
        await self.settle()

    async def click_at(self, x: int, y: int) -> None:
        await self.pilot.click(offset=(x, y))
        await self.settle()

    def place_of(self, text: str) -> tuple[int, int]:
        [place] = [(line.index(text), y) for y, line in enumerate(self.lines) if text in line]
        return place

    def rim(self) -> list[tuple[int, int]]:
        """Where the rim around the cursor is drawn."""
        rim = PALETTES[self.app.current_theme.dark].rim
        return [(x, y) for y, row in enumerate(self.cells) for x, (_, style) in enumerate(row) if rim in inks(style)]


def inks(style: Style) -> list[str]:
    return [colour.get_truecolor().hex for colour in (style.color, style.bgcolor) if colour is not None]


@asynccontextmanager
async def charted(
    look: str = "colours", size: tuple[int, int] | None = None, theme: Theme = Theme.DARK
) -> AsyncIterator[Person]:
    app = ChartApp(colours=look != "braille", theme=theme)
    async with app.run_test(size=size or LOOKS[look]) as pilot:
        person = Person(cast("McKenzieApp", app), pilot, Seconds(), app.told)
        await person.settle()
        app.told.clear()
        yield person


@pytest.fixture(autouse=True)
def _a_digit_may_come_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HeldKeys, "SHORTEST_GAP", 0.0)


# Marking


@looks
async def test_a_few_keys_mark_pain_in_the_back_and_down_the_leg(look: str) -> None:
    async with charted(look) as person:
        await person.press("3", "down", "down", "down", "down", "6")
        assert person.marks == {"back.central.back_midline pain": 3, "back.right.lower_leg pain": 6}
        assert person.changes[-1] == person.chart.found
        assert (person.chart.found.back_pain, person.chart.found.leg_pain) == (3, 6)


async def test_each_digit_is_a_strength_and_nought_is_ten() -> None:
    async with charted() as person:
        for key in "123456789":
            await person.press(key)
            assert person.marks == {"back.central.back_midline pain": int(key)}
        await person.press("0")
        assert person.marks == {"back.central.back_midline pain": 10}
        assert len(person.changes) == 10
        await person.press("0")
        assert len(person.changes) == 10, "the same again is no change"


@pytest.mark.parametrize("key", ["backspace", "delete"])
async def test_backspace_takes_away_what_is_marked_at_the_cursor_alone(key: str) -> None:
    async with charted() as person:
        here = [(MIDDLE.id, PAIN, 3), (MIDDLE.id, TINGLING, 2), (MIDDLE.id, NUMB, 0)]
        await person.show(marked(*here, (CALF.id, PAIN, 6)))
        await person.press(key)
        assert person.marks == {"back.right.lower_leg pain": 6}
        await person.press(key)
        assert len(person.changes) == 1


async def test_a_strength_of_none_takes_the_pain_away() -> None:
    async with charted() as person:
        await person.show(marked((MIDDLE.id, PAIN, 3)))
        person.chart.rate(0)
        assert person.marks == {}


async def test_numb_and_not_numb_again() -> None:
    async with charted() as person:
        await person.show(marked((CALF.id, PAIN, 6)), CALF)
        person.chart.toggle_numb()
        assert person.marks == {"back.right.lower_leg pain": 6, "back.right.lower_leg numbness": None}
        person.chart.toggle_numb()
        assert person.marks == {"back.right.lower_leg pain": 6}


@looks
async def test_the_next_number_can_be_for_pins_and_needles(look: str) -> None:
    async with charted(look) as person:
        await person.show(marked((CALF.id, PAIN, 6)), CALF)
        person.chart.ask_tingling()
        await person.settle()
        assert person.chart.rating_tingling
        assert "6t?" in person.text
        await person.press("4")
        assert person.marks == {"back.right.lower_leg pain": 6, "back.right.lower_leg pins_and_needles": 4}
        assert not person.chart.rating_tingling
        assert "6t4" in person.text
        await person.press("7")
        assert person.marks["back.right.lower_leg pain"] == 7


@pytest.mark.parametrize("key", ["up", "left", "right", "tab", "backspace"])
async def test_going_on_or_marking_something_else_ends_the_question_for_pins_and_needles(key: str) -> None:
    async with charted() as person:
        await person.show(marked((CALF.id, PAIN, 6)), CALF)
        person.chart.ask_tingling()
        await person.press(key)
        assert not person.chart.rating_tingling
        await person.press("5")
        assert not any("pins" in name for name in person.marks)


async def test_everything_can_be_cleared_at_once() -> None:
    async with charted() as person:
        await person.show(EVERYTHING, CALF)
        person.chart.clear_all()
        await person.settle()
        assert person.chart.found.none
        assert person.changes == [Symptoms()]
        assert person.at == CALF.id


async def test_keys_mark_nothing_before_the_chart_can_be_seen() -> None:
    async with charted() as person:
        found = marked((MIDDLE.id, PAIN, 3))
        person.chart.show(found)
        person.chart.action_rate(7)
        person.chart.action_clear_spot()
        assert person.chart.found == found
        await person.settle()
        await person.press("7")
        assert person.marks == {"back.central.back_midline pain": 7}


async def test_other_keys_are_left_to_the_screen() -> None:
    async with charted() as person:
        await person.press("enter", "p", "5", "n", "down", "c", "backspace", "tab")
        assert cast("ChartApp", person.app).keys == ["enter", "p", "n", "c"]


async def test_showing_marks_is_no_change_by_the_person() -> None:
    async with charted() as person:
        await person.press("down", "down")
        await person.show(Symptoms(leg_pain=4, marks=(Mark(region=Region.LOWER_LEG, side=Side.RIGHT),)))
        assert person.marks == {"back.right.lower_leg pain": 4}
        assert person.at == MIDDLE.id
        assert person.changes == []


async def test_it_tells_once_where_the_cursor_is_and_what_is_new_there() -> None:
    async with charted() as person:
        for key in ("down", "5", "tab", "backspace"):
            person.told.clear()
            await person.press(key)
            assert person.moves == ([] if key == "backspace" else [person.chart.cursor])
        person.chart.ask_tingling()
        await person.settle()
        assert person.moves == [person.chart.cursor]
        person.told.clear()
        await person.press("4")
        assert person.moves == [person.chart.cursor]


# Going about


async def test_tab_looks_at_the_same_side_from_the_front_and_from_behind() -> None:
    async with charted() as person:
        await person.show(Symptoms(), BY_ID["back.left.lower_leg"])
        await person.press("tab")
        assert person.at == "front.left.lower_leg"
        await person.press("down", "down", "shift+tab")
        assert person.at == "back.left.foot"


@pytest.mark.parametrize("name", [MIDDLE.id, "back.left.back_side", "front.left.toes"])
async def test_a_glance_at_the_other_view_leads_back_to_where_one_was(name: str) -> None:
    async with charted() as person:
        await person.show(Symptoms(), BY_ID[name])
        await person.press("tab")
        assert person.chart.cursor.view is not BY_ID[name].view
        await person.press("tab")
        assert person.at == name


@looks
async def test_from_the_middle_the_way_leads_to_the_leg_one_was_at(look: str) -> None:
    async with charted(look) as person:
        await person.press("down", "down", "left", "up", "up", "right")
        assert person.at == MIDDLE.id
        await person.press("down")
        assert person.at == "back.left.buttock_hip"
        await person.press("up", "right", "right", "left", "down")
        assert person.at == "back.right.buttock_hip"
        await person.press("left", "up", "right", "tab")
        assert person.at == "front.left.buttock_hip"


async def test_from_the_middle_the_way_leads_to_the_leg_with_marks_at_first() -> None:
    async with charted() as person:
        await person.press("down", "6")
        await person.show(marked(("back.left.thigh", PAIN, 5)))
        await person.press("down")
        assert person.at == "back.left.buttock_hip"


@looks
async def test_every_spot_can_be_reached_by_keys(look: str) -> None:
    async with charted(look) as person:
        reached, waiting = {MIDDLE}, [MIDDLE]
        while waiting:
            spot = waiting.pop()
            for key in ("up", "down", "left", "right", "tab"):
                await person.show(Symptoms(), spot)
                await person.press(key)
                if person.chart.cursor not in reached:
                    reached.add(person.chart.cursor)
                    waiting.append(person.chart.cursor)
        assert reached == set(SPOTS)


@looks
async def test_left_and_right_lead_where_they_point(look: str) -> None:
    async with charted(look) as person:

        def column() -> float:
            if look == "colours":
                rim = person.rim()
                return sum(x for x, _ in rim) / len(rim)
            return next(line.index("[") for line in person.lines if "[" in line)

        for view, region in ((View.BACK, Region.THIGH), (View.FRONT, Region.KNEE), (View.BACK, Region.BACK_SIDE)):
            await person.show(Symptoms(), Spot(view, Side.LEFT, region))
            await person.press("left", "left")
            leftmost = column()
            await person.press("right")
            assert column() > leftmost
            await person.press("right", "left", "left")
            assert column() == leftmost


# The mouse


@sizes
@pictures
async def test_what_is_written_in_a_spot_is_where_a_click_finds_it(look: str, size: tuple[int, int]) -> None:
    async with charted(look, size) as person:
        picture = Picture(person.chart.content_size, None)
        for spot in SPOTS:
            await person.show(marked((spot.id, PAIN, 10)))
            x, y = person.place_of("10")
            assert (picture.spot_at(x, y), picture.spot_at(x + 1, y)) == (spot, spot)


@pytest.mark.parametrize(("look", "size"), [("colours", (38, 13)), ("braille", (60, 21))])
async def test_a_click_on_the_picture_goes_where_it_points_and_marks_nothing(look: str, size: tuple[int, int]) -> None:
    async with charted(look, size) as person:
        for spot in SPOTS:
            await person.show(marked((spot.id, PAIN, 10)))
            await person.click_at(*person.place_of("10"))
            assert person.at == spot.id
        await person.click_at(0, 0)
        await person.click_at(size[0] - 1, size[1] - 1)
        assert person.at == SPOTS[-1].id
        assert person.changes == []


async def test_a_click_on_a_cell_of_the_table_goes_there_and_marks_nothing() -> None:
    async with charted("table") as person:
        for spot in SPOTS:
            await person.show(marked((spot.id, PAIN, 10)), MIDDLE if spot.view is View.BACK else SPOTS[-1])
            await person.click_at(*person.place_of("10"))
            assert person.at == spot.id
        await person.click_at(3, 4)
        await person.click_at(30, 0)
        await person.click_at(30, 7)
        assert person.at == SPOTS[-1].id
        assert person.changes == []


# What is seen


@sizes
@pictures
async def test_left_and_right_are_named_below_the_legs(look: str, size: tuple[int, int]) -> None:
    async with charted(look, size) as person:
        [names] = [line for line in person.lines if "BACK" in line]
        assert names.split() == ["left", "BACK", "right", "right", "FRONT", "left"]
        half = names.index("BACK") + names.index("FRONT") >> 1
        for spot in SPOTS:
            if spot.region is Region.LOWER_LEG:
                await person.show(marked((spot.id, PAIN, 10)))
                x, y = person.place_of("10")
                start = names.index(spot.side, 0 if spot.view is View.BACK else half)
                assert start - 3 <= x <= start + len(spot.side)
                assert y < person.lines.index(names)


async def test_the_side_and_the_view_that_the_cursor_is_at_stand_out() -> None:
    async with charted() as person:
        await person.show(Symptoms(), BY_ID["front.left.knee"])
        assert [text.strip() for strip in person.strips for text, style, _ in strip if style and style.bold] == [
            "FRONT",
            "left",
        ]


def read(person: Person) -> dict[str, list[str]]:
    """The rows of the table under their words."""
    return {line[:22].strip(): line[22:].split() for line in person.lines if line.strip()}


@pytest.mark.parametrize("view", list(View))
async def test_the_table_is_whole_in_38_columns_and_8_rows(view: View) -> None:
    async with charted("table") as person:
        corner = SPOTS[1] if view is View.BACK else SPOTS[-1]
        await person.show(EVERYTHING, corner)
        heading, *rows = read(person).items()
        assert heading == (
            "Back view (tab: front)" if view is View.BACK else "Front view (tab: back)",
            ["left", "right"],
        )
        expected: dict[str, list[str]] = {}
        for spot in sorted((spot for spot in SPOTS if spot.view is view), key=lambda spot: spot.side):
            text = wordings(felt_at(EVERYTHING, spot))[0][0]
            text = f"[{text}]" if spot == corner else text
            expected.setdefault(spot.words.replace(f"{spot.side} ", ""), []).append(text)
        assert dict(rows) == expected


async def test_in_the_table_the_way_down_leads_to_the_next_row() -> None:
    async with charted("table") as person:
        rows = list(read(person))[1:]
        for at, words in enumerate(rows[1:], start=1):
            assert [each for each, cells in read(person).items() if "[" in "".join(cells)] == [words], at
            await person.press("down")


async def test_an_empty_table_shows_the_cursor_and_dots() -> None:
    async with charted("table") as person:
        assert read(person)["middle of the low back"] == ["[", "]"]
        assert read(person)["calf"] == ["·", "·"]


async def test_a_table_that_is_too_low_follows_the_cursor() -> None:
    async with charted("table", (38, 4)) as person:
        await person.press("down", "down", "down", "down", "down", "7")
        assert read(person)["heel"] == ["·", "[7]"]
        await person.click_at(26, 2)
        assert person.at == "back.left.lower_leg"


@pytest.mark.parametrize(
    ("size", "is_table"),
    [((38, 13), False), ((37, 13), True), ((38, 12), True), ((100, 12), True), ((37, 50), True)],
)
async def test_there_is_a_table_where_there_is_no_room_for_the_picture(size: tuple[int, int], is_table: bool) -> None:
    async with charted("colours", size) as person:
        assert ("Back view" in person.text) == is_table
        assert ("BACK" in person.text) != is_table


@pytest.mark.parametrize(
    ("felt", "expected"),
    [
        (Felt(), []),
        (Felt(pain=6), [("6",)]),
        (Felt(tingling=4), [("t4",)]),
        (Felt(numb=True), [("N",)]),
        (Felt(pain=6, numb=True), [("6N",), ("6", "N"), ("6N",)]),
        (Felt(pain=10, tingling=10, numb=True), [("10t10N",), ("10", "t10N"), ("10tN",)]),
    ],
)
def test_what_is_felt_is_written_with_every_kind(felt: Felt, expected: list[tuple[str, ...]]) -> None:
    assert wordings(felt) == expected


@looks
async def test_what_is_felt_can_be_told_without_colour(look: str) -> None:
    async with charted(look) as person:
        seen = {}
        for name, found in {
            **{f"pain {n}": marked((CALF.id, PAIN, n)) for n in range(1, 11)},
            "tingling": marked((CALF.id, TINGLING, 6)),
            "numb": marked((CALF.id, NUMB, 0)),
            "numb and sore": marked((CALF.id, NUMB, 0), (CALF.id, PAIN, 6)),
            "all": marked((CALF.id, NUMB, 0), (CALF.id, PAIN, 6), (CALF.id, TINGLING, 6)),
            "nothing": Symptoms(),
        }.items():
            for cursor in (CALF, MIDDLE):
                await person.show(found, cursor)
                seen[name, cursor] = person.text
                worded = wordings(felt_at(found, CALF))
                assert not worded or any(lines[0] in person.text for lines in worded)
        assert len(set(seen.values())) == len(seen)


async def test_stripes_and_dots_tell_numbness_and_pins_and_needles_from_pain() -> None:
    async with charted(size=(56, 24)) as person:
        thigh = BY_ID["front.left.thigh"]
        for marks, expected in (
            ([(thigh.id, PAIN, 6)], ""),
            ([(thigh.id, NUMB, 0)], "╱"),
            ([(thigh.id, TINGLING, 6)], "·"),
            ([(thigh.id, NUMB, 0), (thigh.id, TINGLING, 6)], "·╱"),
        ):
            await person.show(marked(*marks))
            assert "".join(sorted(set(person.text) & set("·╱"))) == expected


@sizes
@pytest.mark.parametrize("theme", list(Theme))
async def test_the_cursor_is_a_rim_that_does_not_hide_the_number(theme: Theme, size: tuple[int, int]) -> None:
    async with charted("colours", size, theme) as person:
        for spot in SPOTS:
            await person.show(marked((spot.id, PAIN, 10)), spot)
            x, y = person.place_of("10")
            rim = person.rim()
            assert {(x, y), (x + 1, y)}.isdisjoint(rim)
            assert min(rim)[0] < x
            assert max(rim)[0] > x + 1
            assert len(rim) >= 6, spot.id


async def test_the_cursor_stands_in_brackets_where_there_are_no_colours() -> None:
    async with charted("braille") as person:
        assert "[ ]" in person.text
        await person.press("0")
        assert "[10]" in person.text
        await person.press("down")
        assert "[10]" not in person.text


@pytest.mark.parametrize("dark", [True, False])
def test_every_number_stands_out_from_its_colour(dark: bool) -> None:
    palette, grounds = PALETTES[dark], set()
    for felt in (*(Felt(pain=n) for n in range(11)), Felt(numb=True)):
        for spot in SPOTS:
            ground, letter = palette.of(spot, felt)
            assert contrast(Style(color=letter, bgcolor=ground)) >= LEAST
            grounds.add(ground)
    assert len(grounds) == 10 + 1 + 3
    assert palette.of(CALF, Felt(tingling=4)) == palette.of(CALF, Felt(pain=4))


def test_neighbours_differ_where_nothing_is_marked() -> None:
    for palette in PALETTES.values():
        middle = palette.of(MIDDLE, Felt())[0]
        for view in View:
            leg = [spot for spot in SPOTS if spot.view is view and spot.side is Side.LEFT]
            column = [palette.of(spot, Felt())[0] for spot in leg]
            assert all(upper != lower for upper, lower in pairwise(column))
            assert middle not in column
            assert palette.trunk not in (*column, middle)


@looks
@pytest.mark.parametrize("theme", list(Theme))
async def test_every_character_stands_out(look: str, theme: Theme) -> None:
    async with charted(look, theme=theme) as person:
        for cursor in (MIDDLE, CALF, SPOTS[-1], SPOTS[3]):
            for found in (EVERYTHING, Symptoms()):
                await person.show(found, cursor)
                assert list(faint(person.strips)) == []
                person.chart.ask_tingling()
                await person.settle()
                assert list(faint(person.strips)) == []


async def test_the_picture_follows_the_theme() -> None:
    async with charted() as person:
        for theme in (THEMES[Theme.LIGHT], THEMES[Theme.DARK]):
            person.app.theme = theme.name
            await person.settle()
            drawn = {ink for row in person.cells for _, style in row for ink in inks(style)}
            here, other = PALETTES[theme.dark], PALETTES[not theme.dark]
            assert {here.rim, here.trunk, theme.background} <= drawn
            assert not {other.rim, other.trunk} & drawn


async def test_it_is_drawn_once_for_each_change(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[object] = []
    lines = Picture.lines

    def counted(self: Picture, shown: object) -> object:
        drawn.append(shown)
        return lines(self, shown)  # type: ignore[arg-type]

    monkeypatch.setattr(Picture, "lines", counted)
    async with charted() as person:
        for act, expected in (("down", 1), ("6", 1), ("6", 0), ("p", 0), ("tab", 1)):
            drawn.clear()
            await person.press(act)
            person.chart.refresh()
            await person.settle()
            assert len(drawn) == expected, act
