"""Settings: what can be set by keys, that it is in force and kept at once, and how one comes there and back."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest
from walks import PLACES

from mckenzie_tui.cli import surroundings
from mckenzie_tui.settings import CHOICES, Choice, Settings, Sound, Theme
from mckenzie_tui.tui.app import McKenzieApp
from mckenzie_tui.tui.frame import WalkScreen
from mckenzie_tui.tui.held_keys import HeldKeys
from mckenzie_tui.tui.screens.step import StepScreen
from mckenzie_tui.tui.signals import Signals
from mckenzie_tui.tui.widgets.choice_list import ChoiceList
from tui.conftest import Opening, Place
from tui.hands import Hands

Keeping = Callable[..., AbstractAsyncContextManager[Hands]]

every_choice = pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.key)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The settings file; neither it nor its folder is there yet."""
    return tmp_path / "config" / "settings.toml"


@pytest.fixture
def keeping(opened: Opening, file: Path) -> Keeping:
    """Open the app with the settings of the file, as the command line does."""

    def opening(at: Place | None = None, *, size: tuple[int, int] = (80, 24)) -> AbstractAsyncContextManager[Hands]:
        return opened(
            at,
            size=size,
            settings=surroundings.settings(file),
            keep_settings=partial(surroundings.keep_settings, file),
            settings_file=file,
        )

    return opening


def says(file: Path, text: str) -> str:
    """Let the settings file hold this text."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return text


def kept(file: Path) -> dict[str, object]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def line(hands: Hands, choice: Choice) -> str:
    """What the line of a choice says."""
    number = CHOICES.index(choice) + 1
    (found,) = [row for row in hands.rows("ChoiceList") if row.startswith(f"{number} ")]
    return found.removeprefix(f"{number} ")


async def go_to(hands: Hands, choice: Choice) -> None:
    await hands.press("home", *["down"] * CHOICES.index(choice))


# What can be set


async def test_there_is_a_line_for_every_choice(keeping: Keeping) -> None:
    async with keeping() as hands:
        await hands.press("s")
        assert hands.rows("ChoiceList") == [
            "1 Sound: bell",
            "2 Repetitions: paced",
            "3 Pace: as given",
            "4 Holds: as given",
            "5 Amount: fewest",
            "6 Figures: moving",
            "7 Colors: dark",
            "8 Text: as usual",
        ]


@every_choice
@pytest.mark.parametrize("key", ["right", "enter", "its number"])
async def test_every_value_is_reached_shown_in_force_and_kept_at_once(
    keeping: Keeping, file: Path, choice: Choice, key: str
) -> None:
    values = list(choice.words)
    async with keeping() as hands:
        await hands.press("s")
        if key == "its number":
            key = str(CHOICES.index(choice) + 1)
        else:
            await go_to(hands, choice)
        at_first = values.index(getattr(hands.app._settings, choice.key))
        for step in range(1, len(values) + 1):
            await hands.press(key)
            value = values[(at_first + step) % len(values)]
            assert line(hands, choice) == f"{choice.label}: {choice.words[value]}"
            assert getattr(hands.app._settings, choice.key) is value
            assert kept(file) == {choice.key: value.value}


@every_choice
async def test_left_leads_to_the_value_before_and_round_again(keeping: Keeping, file: Path, choice: Choice) -> None:
    values = list(choice.words)
    async with keeping() as hands:
        await hands.press("s")
        await go_to(hands, choice)
        at_first = values.index(getattr(hands.app._settings, choice.key))
        for step in range(1, len(values) + 1):
            await hands.press("left")
            value = values[(at_first - step) % len(values)]
            assert line(hands, choice) == f"{choice.label}: {choice.words[value]}"
            assert kept(file) == {choice.key: value.value}


@every_choice
async def test_the_highlight_stays_and_what_it_means_is_told(keeping: Keeping, choice: Choice) -> None:
    async with keeping() as hands:
        await hands.press("s")
        await go_to(hands, choice)
        for key in ("right", "left", "enter"):
            await hands.press(key)
            assert hands.get(ChoiceList).highlighted == CHOICES.index(choice)
            (marked,) = [row for row in hands.part("ChoiceList") if "▶" in row]
            assert line(hands, choice) in marked
            assert hands.said("#explain") == choice.explain


async def test_a_number_or_the_mouse_moves_the_highlight_along(keeping: Keeping) -> None:
    async with keeping() as hands:
        await hands.press("s", "3")
        assert hands.get(ChoiceList).highlighted == 2
        await hands.click("Figures: moving")
        assert hands.get(ChoiceList).highlighted == 5
        assert "Figures: standing still" in hands.flat


async def test_what_was_set_holds_at_the_next_start(keeping: Keeping) -> None:
    async with keeping() as hands:
        await hands.press("s", "right", "down", "down", "left", "7")
    async with keeping() as hands:
        assert hands.app.theme == "mckenzie-light"
        await hands.press("s")
        assert hands.rows("ChoiceList")[::6] == ["1 Sound: a voice", "7 Colors: light"]
        assert "Pace: slower" in hands.flat


async def test_the_look_changes_at_once_by_the_line_and_by_its_key(keeping: Keeping, file: Path) -> None:
    async with keeping() as hands:
        await hands.press("s", "7")
        assert hands.app.theme == "mckenzie-light"
        await hands.press("t")
        assert hands.app.theme == "mckenzie-dark"
        assert "Colors: dark" in hands.flat
        assert kept(file) == {"theme": "dark"}
        await hands.press("1", "escape", "t", "s")
        assert "Colors: light" in hands.flat
        assert kept(file) == {"theme": "light", "sound": "speech"}


async def test_a_key_held_down_changes_one_value(keeping: Keeping, monkeypatch: pytest.MonkeyPatch) -> None:
    async with keeping() as hands:
        await hands.press("s", "end", "up")
        monkeypatch.setattr(HeldKeys, "SHORTEST_GAP", 60.0)
        await hands.press(*["right"] * 4)
        assert hands.app.theme == "mckenzie-light"
        await hands.press(*["left"] * 4)
        assert hands.app.theme == "mckenzie-dark"


@pytest.mark.parametrize(
    "keys",
    [("right", "down", "down", "right", "right", "escape"), ("3", "1", "3", "escape")],
    ids=["arrows", "numbers"],
)
async def test_keys_that_come_fast_are_all_heard(keeping: Keeping, file: Path, keys: tuple[str, ...]) -> None:
    async with keeping() as hands:
        await hands.press("s")
        hands.send(*keys)
        await hands.settle()
        assert "Begin a session" in hands.flat
        assert kept(file) == {"sound": "speech", "pace": "fastest"}


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_whom_to_call_is_shown_and_where_to_set_it(keeping: Keeping, file: Path, size: tuple[int, int]) -> None:
    says(file, 'emergency_number = "118"\n')
    async with keeping(size=size) as hands:
        await hands.press("s")
        read = await hands.read("#settings", "down", "pagedown")
        assert "In an emergency call 118 (or your local emergency number)." in read
        assert "set emergency_number in" in read
        assert str(file) in read.replace(" ", "")


@every_choice
async def test_every_line_can_be_read_and_changed_where_there_is_little_room(
    keeping: Keeping, file: Path, choice: Choice
) -> None:
    async with keeping(size=(40, 15)) as hands:
        await hands.press("s")
        await go_to(hands, choice)
        for _ in choice.words:
            await hands.press("right")
            value = choice.words[getattr(hands.app._settings, choice.key)]
            assert f"{choice.label}: {value}" in hands.said("ChoiceList")
            assert choice.explain in hands.flat
        assert set(kept(file)) == {choice.key}
        assert "esc Back" in hands.lines[-1]


# How it sounds


async def test_the_bell_rings_once_when_it_is_chosen_and_for_nothing_else(
    keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[Sound] = []
    monkeypatch.setattr(McKenzieApp, "bell", lambda app: rung.append(app._settings.sound))
    async with keeping() as hands:
        await hands.press("s", "right", "right", *"23456", "t")
        assert rung == []
        await hands.press("home", "right")
        assert rung == [Sound.BELL]


async def test_a_sound_is_tried_each_time_one_is_chosen(keeping: Keeping, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Sound] = []
    monkeypatch.setattr(Signals, "try_out", lambda _signals, sound: tried.append(sound))
    async with keeping() as hands:
        await hands.press("s", "right", "2", "home", "right", "right")
        assert tried == [Sound.SPEECH, Sound.OFF, Sound.BELL]


# How it is kept


OTHERS = """# Of my own
emergency_number = "118"  # the one at home
pace = 'slower'  # my knee
colour = "red"

[later]
pace = "unknown"
"""


async def test_everything_else_in_the_file_stays_as_it_stands(keeping: Keeping, file: Path) -> None:
    says(file, OTHERS)
    async with keeping() as hands:
        await hands.press("s", "3")
        wanted = OTHERS.replace("'slower'", '"usual"')
        assert file.read_text() == wanted
        await hands.press("1")
        assert file.read_text() == wanted.replace("\n[later]", 'sound = "speech"\n\n[later]')


async def test_what_nobody_changed_is_not_written(keeping: Keeping, file: Path) -> None:
    async with keeping() as hands:
        await hands.press("s", "down", "up", "escape")
        assert not file.exists()
        await hands.press("t")
        assert kept(file) == {"theme": "light"}


@pytest.mark.parametrize("damaged", [b'theme = "li', b"\xff\xfe", b"a = 1\na = 2\n"], ids=["cut", "no text", "twice"])
@pytest.mark.parametrize("keys", [("t",), ("s", "7")], ids=["t", "settings"])
async def test_a_damaged_file_is_not_touched_and_that_is_told(
    keeping: Keeping, file: Path, damaged: bytes, keys: tuple[str, ...]
) -> None:
    file.parent.mkdir()
    file.write_bytes(damaged)
    async with keeping() as hands:
        await hands.press(*keys)
        assert hands.app.theme == "mckenzie-light"
        assert "This holds until you quit, and is not kept" in hands.said("Toast")
        assert "left as it is" in hands.said("Toast")
        assert file.read_bytes() == damaged
        assert list(file.parent.iterdir()) == [file]


async def test_a_folder_that_cannot_be_written_is_told_and_what_was_set_is_kept_later(
    keeping: Keeping, file: Path, tmp_path: Path
) -> None:
    file.parent.symlink_to(tmp_path / "not there")
    async with keeping() as hands:
        await hands.press("s", "1")
        assert "This holds until you quit, and is not kept" in hands.said("Toast")
        assert "cannot be written" in hands.said("Toast")
        assert hands.app._settings.sound is Sound.SPEECH
        (tmp_path / "not there").mkdir()
        await hands.press("3")
        assert kept(file) == {"sound": "speech", "pace": "faster"}


async def test_a_failure_is_told_once_however_often_one_tries(keeping: Keeping, file: Path) -> None:
    says(file, "not toml")
    async with keeping() as hands:
        await hands.press("s", *["right"] * 5)
        assert hands.text.count("This holds until you quit") == len(hands.screen.query("Toast")) == 1


async def test_without_a_place_to_keep_them_settings_are_in_force_all_the_same(opened: Opening) -> None:
    async with opened() as hands:
        await hands.press("s", "1")
        assert "Sound: a voice" in hands.flat
        assert hands.app._settings.sound is Sound.SPEECH


# There and back


WAYS_FROM_HOME: dict[str, tuple[str, ...]] = {
    "its number": ("7",),
    "the line": ("home", *["down"] * 6, "enter"),
    "its key": ("s",),
}


@pytest.mark.parametrize("way", WAYS_FROM_HOME)
@pytest.mark.parametrize("out", ["escape", "b"])
async def test_from_home_and_back(keeping: Keeping, way: str, out: str) -> None:
    async with keeping() as hands:
        await hands.press(*["down"] * 6)
        before = hands.text
        await hands.press(*WAYS_FROM_HOME[way])
        assert hands.said("#heading") == "Settings"
        await hands.press(out)
        assert hands.text == before


@pytest.mark.parametrize("at", ["home", "exercise"])
async def test_by_the_palette_and_back(keeping: Keeping, at: str) -> None:
    async with keeping(None if at == "home" else PLACES[at]) as hands:
        before = hands.text
        await hands.press("ctrl+p", *"settings")
        await hands.until_shown("Set the sound, the pace")
        await hands.press("down", "enter")
        await hands.until(lambda: hands.said("#heading") == "Settings")
        await hands.press("escape")
        assert hands.text == before


async def test_from_an_exercise_and_back_to_it(keeping: Keeping, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Settings] = []
    monkeypatch.setattr(StepScreen, "settings_changed", lambda screen: told.append(screen.settings))
    async with keeping(PLACES["exercise"]) as hands:
        before, place, screen = hands.text, hands.place, hands.screen
        await hands.press("s")
        assert hands.said("#heading") == "Settings"
        await hands.press("6", "7", "escape")
        assert hands.screen is screen
        assert (hands.text, hands.place) == (before, place)
        assert [(settings.figures.value, settings.theme) for settings in told] == [
            ("still", Theme.DARK),
            ("still", Theme.LIGHT),
        ]


async def test_the_key_that_switches_the_look_tells_the_exercise_as_well(keeping: Keeping) -> None:
    async with keeping(PLACES["exercise"]) as hands:
        await hands.press("t")
        assert isinstance(hands.screen, WalkScreen)
        assert hands.screen.settings.theme is Theme.LIGHT


@pytest.mark.parametrize("place", ["medical question", "where it hurts", "response"])
async def test_from_a_question_it_is_not_opened(keeping: Keeping, place: str) -> None:
    async with keeping(PLACES[place]) as hands:
        await hands.press("s")
        assert hands.said("#heading") != "Settings"


@pytest.mark.parametrize("keys", [("s", "s"), ("s", "s", "s"), ("7", "s"), ("s", "7")])
async def test_it_is_opened_once(keeping: Keeping, keys: tuple[str, ...]) -> None:
    async with keeping() as hands:
        hands.send(*keys)
        await hands.settle()
        assert len(hands.app.screen_stack) == 2
        assert hands.said("#heading") == "Settings"


@pytest.mark.parametrize("count", [2, 3, 4])
async def test_keys_that_close_it_never_close_the_exercise(keeping: Keeping, count: int) -> None:
    async with keeping(PLACES["exercise"]) as hands:
        await hands.press("s")
        hands.send(*["escape"] * count)
        await hands.settle()
        assert hands.app.sitting is not None
        assert isinstance(hands.screen, WalkScreen)
        assert hands.screen.walk.place.name == hands.place


@pytest.mark.parametrize("keys", [(), ("question_mark",)], ids=["settings", "help over them"])
async def test_during_an_exercise_something_is_wrong_can_be_said_from_there(
    keeping: Keeping, keys: tuple[str, ...]
) -> None:
    async with keeping(PLACES["exercise"]) as hands:
        stack = len(hands.app.screen_stack)
        await hands.press("s", *keys, "exclamation_mark")
        assert hands.place == "trouble"
        assert len(hands.app.screen_stack) == stack
        await hands.press("b")
        assert hands.place == "step.prone_lying.exercise"


async def test_from_home_something_is_wrong_shows_whom_to_call_and_leads_back(keeping: Keeping) -> None:
    async with keeping() as hands:
        await hands.press("s", "exclamation_mark")
        assert "Call 112" in hands.said("#heading")
        await hands.press("escape")
        assert hands.said("#heading") == "Settings"


# The line in the settings file


def keep(file: Path, settings: Settings, keys: Iterable[str]) -> str:
    surroundings.keep_settings(file, settings, keys)
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'theme = "light"\n'),
        ("# Mine", '# Mine\ntheme = "light"\n'),
        ('theme="dark"', 'theme="light"'),
        ("theme = 'pink' # or not\n", 'theme = "light" # or not\n'),
        ('my_theme = "dark"\n', 'my_theme = "dark"\ntheme = "light"\n'),
        ('# theme = "dark"\n', '# theme = "dark"\ntheme = "light"\n'),
        ('pace = "slower"\n[a]\nb = 1\n', 'pace = "slower"\ntheme = "light"\n\n[a]\nb = 1\n'),
    ],
)
def test_one_line_is_changed_or_added(file: Path, before: str, after: str) -> None:
    says(file, before)
    assert keep(file, Settings(theme=Theme.LIGHT), ["theme"]) == after


@pytest.mark.parametrize(
    "before",
    [
        "theme = 1\nown = 2\n",
        'own = """\ntheme = "dark"\n"""\n',
        '"theme" = "dark"\nown = 1\n',
        "own = [\n  1,\n[2],\n]\n",
        '[own]\ntheme = "dark"\n',
        "theme.colour = 3\nown = 1979-05-27\n",
    ],
)
def test_whatever_the_file_looks_like_it_says_the_same_but_for_what_was_changed(file: Path, before: str) -> None:
    says(file, before)
    own = kept(file)["own"]
    keep(file, Settings(theme=Theme.LIGHT), ["theme"])
    assert kept(file) == {"own": own, "theme": "light"}
