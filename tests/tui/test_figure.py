"""The figure moves in step with the count, draws each picture once, and stands still where nothing is to move."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from mckenzie_tui.figure import motion
from mckenzie_tui.figure.load import figure_of, load_figure
from mckenzie_tui.figure.motion import STEPS
from mckenzie_tui.pace.timeline import Part
from mckenzie_tui.settings import Theme
from mckenzie_tui.tui.theme import THEMES
from mckenzie_tui.tui.widgets import figure as widget
from mckenzie_tui.tui.widgets.figure import Figure

ROOT = Path(__file__).resolve().parents[2]
SIZES = [(48, 14), (36, 11)]


class Stage(App[None]):
    """A screen with nothing on it but a figure."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.figure = figure
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES[Theme.DARK].name

    def compose(self) -> ComposeResult:
        yield self.figure


@asynccontextmanager
async def staged(
    figure: Figure, size: tuple[int, int] = (48, 14), show: str | None = "press_ups", *, mirrored: bool = False
) -> AsyncIterator[Pilot[None]]:
    app = Stage(figure)
    async with app.run_test(size=size) as pilot:
        figure.show(show, mirrored=mirrored)
        await pilot.pause()
        yield pilot


def text(figure: Figure) -> list[str]:
    return [figure.render_line(y).text for y in range(figure.size.height)]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[motion.Moment]:
    """The moments of which a picture was drawn."""
    moments: list[motion.Moment] = []
    real = motion.picture

    def noted(stated: object, at: motion.Moment, *size: int, mirrored: bool = False) -> motion.Picture:
        moments.append(at)
        return real(stated, at, *size, mirrored=mirrored)  # type: ignore[arg-type]

    monkeypatch.setattr(widget, "picture", noted)
    return moments


@pytest.fixture
def refreshed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Figure]]:
    """The figures that asked to be painted anew."""
    asked: list[Figure] = []
    real = Figure.refresh

    def noted(self: Figure, *regions: object, **options: object) -> Figure:
        asked.append(self)
        return real(self, *regions, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Figure, "refresh", noted)
    return asked  # type: ignore[return-value]


async def repetition(figure: Figure, pilot: Pilot[None]) -> None:
    """Go through a repetition as a pacing would, twenty looks for each part."""
    for part in (Part.OUT, Part.HOLD, Part.RETURN):
        for look in range(21):
            figure.at(part, look / 20)
            await pilot.pause()


async def test_every_picture_of_a_repetition_is_drawn_once_and_shown_again(drawn: list[motion.Moment]) -> None:
    figure = Figure()
    async with staged(figure) as pilot:
        await repetition(figure, pilot)
        assert len(drawn) == len(set(drawn)) <= 2 * (STEPS + 1) + 1
        first = len(drawn)
        assert first > STEPS
        await repetition(figure, pilot)
        assert len(drawn) == first


async def test_only_the_picture_that_is_seen_is_drawn(drawn: list[motion.Moment]) -> None:
    figure = Figure()
    async with staged(figure) as pilot:
        assert drawn == [motion.START]
        figure.at(Part.OUT, 0.5)
        await pilot.pause()
        assert len(drawn) == 2


async def test_painting_its_lines_draws_nothing(drawn: list[motion.Moment]) -> None:
    figure = Figure()
    async with staged(figure):
        before = len(drawn)
        text(figure)
        assert len(drawn) == before


@pytest.mark.parametrize("part", [Part.HOLD, Part.STAY, Part.BETWEEN_SETS])
async def test_a_pose_that_is_kept_is_never_painted_anew(part: Part, refreshed: list[Figure]) -> None:
    figure = Figure()
    async with staged(figure) as pilot:
        figure.at(part, 0.0)
        await pilot.pause()
        refreshed.clear()
        for look in range(50):
            figure.at(part, look / 50)
        assert refreshed == []
        figure.at(Part.OUT, 0.5)
        assert refreshed == [figure]


async def test_looks_between_two_pictures_paint_nothing(refreshed: list[Figure]) -> None:
    figure = Figure()
    async with staged(figure):
        refreshed.clear()
        for look in range(1001):
            figure.at(Part.OUT, look / 1000)
        assert len(refreshed) == STEPS


async def test_it_moves_with_the_count_and_comes_back_to_where_it_began() -> None:
    figure = Figure()
    async with staged(figure) as pilot:
        seen = []
        for part, progress in ((Part.OUT, 0.0), (Part.OUT, 1.0), (Part.HOLD, 0.5), (Part.BETWEEN_SETS, 0.5)):
            figure.at(part, progress)
            await pilot.pause()
            seen.append(text(figure))
        start, end, held, rested = seen
        assert len({tuple(each) for each in (start, end, held)}) == 3
        # They differ by the arrow alone, which is there only while something is to move.
        assert [line[15:] for line in start] == [line[15:] for line in rested]
        assert [line[15:] for line in end] == [line[15:] for line in held]


@pytest.mark.parametrize("size", SIZES)
async def test_the_caption_says_from_where_one_looks(size: tuple[int, int]) -> None:
    figure = Figure()
    async with staged(figure, size):
        stated = figure_of("press_ups")
        assert stated is not None
        assert text(figure)[-1].strip() == stated.caption == "seen from the side and above"


@pytest.mark.parametrize(("mirrored", "first", "second"), [(False, "left", "right"), (True, "left", "right")])
@pytest.mark.parametrize("colours", [True, False])
@pytest.mark.parametrize("size", SIZES)
async def test_the_sides_are_named_in_letters(
    size: tuple[int, int], colours: bool, mirrored: bool, first: str, second: str
) -> None:
    figure = Figure(colours=colours)
    async with staged(figure, size, "side_glide", mirrored=mirrored):
        row = next(line for line in text(figure) if "your" in line)
        assert row.index(f"your {first}") < row.index(f"your {second}")


async def test_the_other_side_is_another_picture() -> None:
    figure = Figure()
    async with staged(figure, show="flexion_rotation") as pilot:
        plain = text(figure)
        assert "on your left side" in "\n".join(plain)
        figure.show("flexion_rotation", mirrored=True)
        await pilot.pause()
        assert "on your right side" in "\n".join(text(figure))


async def test_without_colours_it_is_braille_and_tells_nothing_by_colour() -> None:
    figure = Figure(colours=False)
    async with staged(figure):
        lines = text(figure)
        assert any("\u2801" <= letter <= "\u28ff" for line in lines for letter in line)
        assert not any("\u2580" <= letter <= "\u259f" for line in lines for letter in line)
        colours = {segment.style.color for y in range(13) for segment in figure.render_line(y) if segment.style}
        assert len(colours) == 1


async def test_both_grounds_have_colours_of_their_own() -> None:
    figure = Figure()
    async with staged(figure) as pilot:

        def colours() -> set[object]:
            return {segment.style.bgcolor for y in range(13) for segment in figure.render_line(y) if segment.style}

        dark = colours()
        pilot.app.theme = THEMES[Theme.LIGHT].name
        await pilot.pause()
        light = colours()
        assert len(dark) > 4
        assert len(light) > 4
        assert not dark & light


async def test_getting_into_place_is_shown_once_before_the_repetitions_that_are_counted() -> None:
    figure = Figure()
    async with staged(figure, show="press_ups_hips_off_center") as pilot:

        async def seen(part: Part, progress: float) -> str:
            figure.at(part, progress)
            await pilot.pause()
            return "\n".join(text(figure))

        assert "hips to your left" in await seen(Part.OUT, 0.0)
        assert "hips to your left" in await seen(Part.OUT, 0.2)
        assert "hips stay left" in await seen(Part.OUT, 0.9)
        for part in (Part.RETURN, Part.OUT, Part.RETURN, Part.BETWEEN_SETS, Part.OUT):
            for progress in (0.05, 0.5, 1.0):
                assert "hips stay left" in await seen(part, progress)
        # It stands at the beginning again, as it does while it shows the movement by itself.
        assert "hips to your left" in await seen(Part.OUT, 0.0)


async def test_where_nothing_moves_the_beginning_is_before_getting_into_place() -> None:
    figure = Figure(moving=False)
    async with staged(figure, (74, 12), "press_ups_hips_off_center"):
        lines = text(figure)
        assert any("hips to your left" in line for line in lines)
        assert any("hips stay left" in line for line in lines)


async def test_where_nothing_is_to_move_beginning_and_end_stand_side_by_side(refreshed: list[Figure]) -> None:
    figure = Figure(moving=False)
    async with staged(figure, (64, 14)) as pilot:
        still = text(figure)
        assert still[-1].index("start") < 32 < still[-1].index("end")
        left, right = ([line[part] for line in still[:-1]] for part in (slice(0, 31), slice(33, 64)))
        assert left != right
        assert all(sum(letter != " " for line in half for letter in line) > 20 for half in (left, right))
        refreshed.clear()
        figure.at(Part.OUT, 0.7)
        figure.at(Part.HOLD, 0.1)
        assert refreshed == []
        assert text(figure) == still
        figure.moving = True
        await pilot.pause()
        assert text(figure) != still


async def test_a_single_pose_stands_alone_where_nothing_moves() -> None:
    figure = Figure(moving=False)
    async with staged(figure, (64, 14), "prone_lying"):
        assert text(figure)[-1].strip() == "seen from the side and above"


@pytest.mark.parametrize("size", [(29, 20), (60, 8), (1, 1)])
async def test_where_there_is_too_little_room_nothing_is_drawn(
    size: tuple[int, int], drawn: list[motion.Moment]
) -> None:
    figure = Figure()
    async with staged(figure, size) as pilot:
        figure.at(Part.OUT, 0.5)
        await pilot.pause()
        assert drawn == []
        assert {letter for line in text(figure) for letter in line} == {" "}


async def test_the_least_room_is_enough() -> None:
    figure = Figure()
    async with staged(figure, (30, 9)):
        assert sum(letter != " " for line in text(figure) for letter in line) > 30


async def test_another_size_is_drawn_anew() -> None:
    figure = Figure()
    async with staged(figure, (36, 11)) as pilot:
        small = text(figure)
        await pilot.resize_terminal(96, 28)
        await pilot.pause()
        large = text(figure)
        assert len(large) == 28
        assert sum(map(len, large)) > sum(map(len, small))
        assert any(line.rstrip() for line in large[10:27])


async def test_an_exercise_without_a_figure_leaves_the_place_empty() -> None:
    figure = Figure()
    async with staged(figure, show="handstand"):
        assert {letter for line in text(figure) for letter in line} == {" "}


async def test_a_figure_of_ones_own_can_be_shown() -> None:
    own = load_figure(ROOT / "flows/library/figures/lumbar_flexion.toml")
    figure = Figure()
    async with staged(figure) as pilot:
        before = text(figure)
        figure.show(own)
        await pilot.pause()
        assert text(figure) != before


async def test_not_more_pictures_are_kept_than_are_of_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(widget, "KEPT", 5)
    figure = Figure()
    async with staged(figure) as pilot:
        await repetition(figure, pilot)
        assert len(figure._kept) == 5
