"""Tells a person who does not look where the exercise stands: by bell or voice, and always by a flash of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mckenzie_tui.pace.cues import Cue, CueKind
from mckenzie_tui.settings import Sound
from mckenzie_tui.sound.bells import pattern
from mckenzie_tui.sound.spoken import spoken

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen
    from textual.timer import Timer

    from mckenzie_tui.sound.voice import Voice

FLASH = "-flash"
"""The class of a screen while it flashes."""
SHORT_FLASH = 0.15
LONG_FLASH = 0.6
"""Seconds. A screen flashes once for cues that come together, so never three times in a second."""
LISTENING = 0.5
"""Seconds between two looks whether the voice works."""
TRIED = "This is how I will speak to you."

_SHORT = frozenset({CueKind.OUT, CueKind.COUNTED, CueKind.HALFWAY})
_NO_FLASH = frozenset({CueKind.HOLD, CueKind.BACK})
"""Within a repetition the figure and the words show what comes; a flash every few seconds would only tire the eyes."""


class Signals:
    """Plays the cues of one app."""

    def __init__(self, app: App[Any], voice: Voice | None) -> None:
        """Play through this app.

        Args:
            app: rings its terminal's bell and flashes its screen.
            voice: speaks; None where nothing can.
        """
        self._app = app
        self._voice = voice
        self._rings: list[Timer] = []
        self._listening: Timer | None = None
        self._voice_failed = voice is None
        self._failure_told = False

    def play(self, cues: Sequence[Cue], sound: Sound) -> None:
        """Tell these cues, which come together, in place of those still being told."""
        self._flash(cues)
        if self._speaks(sound):
            self._say(spoken(cues))
        elif sound is not Sound.OFF:
            self._ring(pattern(cues))

    def try_out(self, sound: Sound) -> None:
        """Let a sound that was just chosen be heard."""
        if self._speaks(sound):
            self._say(TRIED)
        elif sound is not Sound.OFF:
            self._ring((0.0,))

    def stop(self) -> None:
        """Be silent."""
        for ring in self._rings:
            ring.stop()
        if self._voice is not None:
            self._voice.stop()

    def _speaks(self, sound: Sound) -> bool:
        if sound is Sound.SPEECH and self._voice_failed:
            self._tell_failure("No speech program was found on this computer.")
        return sound is Sound.SPEECH and not self._voice_failed

    # Bell

    def _ring(self, times: Sequence[float]) -> None:
        for ring in self._rings:
            ring.stop()
        self._rings = [self._app.set_timer(time, self._app.bell) for time in times if time > 0]
        if times:
            self._app.bell()

    # Voice

    def _say(self, text: str) -> None:
        if self._voice is not None and text:
            self._voice.say(text)
            if self._listening is None:
                self._listening = self._app.set_interval(LISTENING, self._listen)

    def _listen(self) -> None:
        """See whether the voice still works; where it does not, the bell takes its place."""
        problem = self._voice.look() if self._voice is not None else ""
        if problem:
            self._voice_failed = True
            self._tell_failure(problem)

    def _tell_failure(self, problem: str) -> None:
        if not self._failure_told:
            self._failure_told = True
            self._app.notify(f"{problem} The bell rings instead.", severity="warning", markup=False, timeout=10)

    # Light

    def _flash(self, cues: Sequence[Cue]) -> None:
        kinds = {cue.kind for cue in cues} - _NO_FLASH
        if not kinds:
            return
        screen = self._app.screen
        seconds = SHORT_FLASH if kinds <= _SHORT else LONG_FLASH
        screen.add_class(FLASH)
        self._app.set_timer(seconds, lambda: _fade(screen))


def _fade(screen: Screen[Any]) -> None:
    screen.remove_class(FLASH)
