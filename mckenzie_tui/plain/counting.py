"""Counts an exercise and the rest after it aloud: a line, and a bell or a voice, for everything that happens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from mckenzie_tui.answers import Done
from mckenzie_tui.pace.cues import Cue
from mckenzie_tui.pace.pacer import Pacer, State
from mckenzie_tui.pace.stopwatch import Countdown, Monotonic
from mckenzie_tui.plain.lines import Lines, Option
from mckenzie_tui.settings import Sound
from mckenzie_tui.sound.spoken import spoken

LOOK = 0.1
"""Seconds between two looks at the clock."""


class Speaks(Protocol):
    """A voice that says one text at a time and never waits."""

    def say(self, text: str) -> None:
        """Say this now."""

    def look(self) -> str:
        """See whether it works; once, what is wrong with it."""

    def stop(self) -> None:
        """Be silent at once."""


@dataclass(frozen=True)
class Timing:
    """What counting takes from outside."""

    clock: Monotonic
    wait: Callable[[float], bool]
    """Waits so many seconds, or until the person has typed a line; returns whether there is one."""
    voice: Speaks


class Counting:
    """Counts for one person."""

    def __init__(self, lines: Lines, timing: Timing, sound: Sound) -> None:
        """Tell by these lines, and by this sound."""
        self._lines = lines
        self._timing = timing
        self._sound = sound

    def exercise(self, pacer: Pacer) -> Done:
        """Count until all is done, or until the person stops it; enter pauses."""
        self._lines.say("Press enter to pause.")
        pacer.press()
        while True:
            self._tell(pacer.look())
            if pacer.state is State.FINISHED:
                return pacer.moment().done
            if pacer.state is State.AWAY or self._timing.wait(LOOK):
                pacer.pause()
                if not self._goes_on(typed=pacer.state is not State.AWAY):
                    return pacer.moment().done
                pacer.press()

    def rest(self, seconds: float) -> None:
        """Wait until the rest is over; enter ends it sooner."""
        self._lines.say("Press enter to go on sooner.")
        rest = Countdown(seconds, self._timing.clock)
        while rest.left > 0:
            if self._timing.wait(LOOK):
                self._lines.typed()
                return
            self._tell(rest.look())

    def _goes_on(self, *, typed: bool) -> bool:
        """Ask whether to go on; what was typed may be one of the words that work everywhere."""
        if self._sound is Sound.SPEECH:
            self._timing.voice.stop()
        if typed:
            self._lines.typed()
        options = [Option(True, "go", "Go on"), Option(False, "stop", "I stop here: ask me how it feels")]
        return bool(self._lines.choose("Paused.", options, by_enter=0))

    def _tell(self, cues: Sequence[Cue]) -> None:
        if cues:
            told = spoken(cues)
            self._lines.say(told, bell=self._sound is Sound.BELL)
            if self._sound is Sound.SPEECH:
                self._timing.voice.say(told)
        if self._sound is Sound.SPEECH and (problem := self._timing.voice.look()):
            self._lines.say(f"{problem} The bell rings instead.")
            self._sound = Sound.BELL
