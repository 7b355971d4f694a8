"""Sound and light: cues are rung or spoken, the screen flashes, and a voice that fails is told once."""

from __future__ import annotations

import asyncio

import pytest
from walks import PLACES

from mckenzie_tui.pace.cues import Cue, CueKind
from mckenzie_tui.settings import Settings, Sound
from mckenzie_tui.tui import signals
from mckenzie_tui.tui.app import McKenzieApp
from mckenzie_tui.tui.signals import FLASH, LONG_FLASH
from tui.conftest import Mute, Opening
from tui.hands import Hands

START = (Cue(CueKind.START), Cue(CueKind.OUT, "push up", 1, 10))


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """When the bell rang, in seconds of the running loop."""
    times: list[float] = []
    monkeypatch.setattr(McKenzieApp, "bell", lambda _app: times.append(asyncio.get_running_loop().time()))
    return times


@pytest.fixture
def quick_ears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signals, "LISTENING", 0.005)


def grounds(hands: Hands) -> set[str]:
    """The colors that the middle of the screen stands on."""
    strips = hands.strips[3:-3]
    return {str(style.bgcolor.name) for strip in strips for _, style, _ in strip if style and style.bgcolor}


async def test_a_pattern_rings_at_once_and_its_later_bells_later(
    opened: Opening, rung: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    later: list[float] = []
    async with opened() as hands:
        real = hands.app.set_timer
        monkeypatch.setattr(hands.app, "set_timer", lambda seconds, what: later.append(seconds) or real(seconds, what))
        hands.app.signals.play(START, Sound.BELL)
        assert len(rung) == 1
        assert later == [LONG_FLASH, 0.25, 0.5]


async def test_a_bell_set_for_later_rings(opened: Opening, rung: list[float]) -> None:
    async with opened() as hands:
        hands.app.signals.play([Cue(CueKind.HALFWAY)], Sound.BELL)
        await hands.until(lambda: len(rung) == 2)
        assert rung[1] - rung[0] > 0.2


async def test_a_new_pattern_takes_the_place_of_the_one_before(opened: Opening, rung: list[float]) -> None:
    async with opened() as hands:
        hands.app.signals.play([Cue(CueKind.GET_READY)], Sound.BELL)
        hands.app.signals.play([Cue(CueKind.HALFWAY)], Sound.BELL)
        await hands.until(lambda: len(rung) == 3)
        beginning = asyncio.get_running_loop().time()
        await hands.until(lambda: asyncio.get_running_loop().time() > beginning + 0.6)
        assert len(rung) == 3


async def test_with_speech_the_cues_are_said_and_no_bell_rings(opened: Opening, rung: list[float]) -> None:
    voice = Mute()
    async with opened(voice=voice) as hands:
        hands.app.signals.play(START, Sound.SPEECH)
        assert voice.said == ["Start. 1: push up."]
        assert rung == []


@pytest.mark.parametrize("sound", Sound)
async def test_the_screen_flashes_whatever_is_heard_and_is_then_as_before(opened: Opening, sound: Sound) -> None:
    async with opened(PLACES["exercise"]) as hands:
        before = grounds(hands)
        hands.app.signals.play(START, sound)
        await hands.settle()
        assert hands.screen.has_class(FLASH)
        assert not grounds(hands) & {"#10161d"}
        await hands.until(lambda: not hands.screen.has_class(FLASH))
        await hands.settle()
        assert grounds(hands) == before


async def test_each_repetition_flashes_once(opened: Opening) -> None:
    async with opened() as hands:
        for kind in (CueKind.HOLD, CueKind.BACK):
            hands.app.signals.play([Cue(kind)], Sound.OFF)
            assert not hands.screen.has_class(FLASH)
        hands.app.signals.play([Cue(CueKind.OUT)], Sound.OFF)
        assert hands.screen.has_class(FLASH)


async def test_off_is_silent(opened: Opening, rung: list[float]) -> None:
    voice = Mute()
    async with opened(voice=voice) as hands:
        hands.app.signals.play(START, Sound.OFF)
        assert (voice.said, rung) == ([], [])


@pytest.mark.usefixtures("quick_ears")
async def test_a_voice_that_fails_is_told_once_and_the_bell_takes_its_place(opened: Opening, rung: list[float]) -> None:
    voice = Mute()
    async with opened(PLACES["exercise"], voice=voice, settings=Settings(sound=Sound.SPEECH)) as hands:
        hands.app.signals.play(START, Sound.SPEECH)
        voice.problem = "The speech program of this computer does not work."
        await hands.until(lambda: hands.screen.query("Toast"))
        await hands.settle()
        assert hands.said("Toast") == "The speech program of this computer does not work. The bell rings instead."
        assert "Stop if the pain moves further" in hands.said("#stop")
        assert rung == []
        hands.app.clear_notifications()
        hands.app.signals.play(START, Sound.SPEECH)
        assert len(rung) == 1
        assert len(voice.said) == 1
        await hands.settle()
        assert "does not work" not in hands.flat


async def test_without_any_voice_that_is_told_once_and_the_session_goes_on(opened: Opening, rung: list[float]) -> None:
    async with opened(PLACES["exercise"], voice=None, settings=Settings(sound=Sound.SPEECH)) as hands:
        await hands.press("space")
        assert hands.said("Toast") == "No speech program was found on this computer. The bell rings instead."
        assert len(rung) == 1
        hands.app.clear_notifications()
        await hands.press("space")
        assert "No speech program" not in hands.flat
        assert "Paused" in hands.said("#what")


async def test_at_the_end_nothing_goes_on_speaking(opened: Opening) -> None:
    voice = Mute()
    async with opened(voice=voice) as hands:
        hands.app.signals.play(START, Sound.SPEECH)
    assert voice.said[-1] == ""
