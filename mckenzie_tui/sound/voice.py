"""The voice: says one text at a time by the first program that works, and never waits for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from mckenzie_tui.letters import printable
from mckenzie_tui.pace.stopwatch import Monotonic
from mckenzie_tui.sound.speakers import Speaker

FAIR_TIME = 2.0
"""Seconds that a program has for its start and its end."""
FAIR_TIME_PER_CHARACTER = 0.15
"""Seconds; about twice as long as slow speech takes."""
MOST_CUT_OFF = 3
"""So many texts in a row that were not over after half of that time: the program hangs, though texts come fast."""
LONGEST_TEXT = 900
"""Characters; even in four bytes each they fit into a pipe, so that handing them over cannot wait."""

NONE_FOUND = "No speech program was found on this computer."
NONE_WORKS = "The speech program of this computer does not work."


class Utterance(Protocol):
    """A program that is saying a text."""

    def poll(self) -> int | None:
        """Its exit code, or None while it runs; never waits."""

    def kill(self) -> None:
        """End it, without waiting for its end; one that has ended is left alone."""


Start: TypeAlias = Callable[[Sequence[str], str], Utterance]
"""Starts a program that reads a text; raises OSError where it cannot be started."""


@dataclass(frozen=True)
class _Going:
    """What is being said."""

    utterance: Utterance
    text: str
    since: float
    until: float
    """When it should have ended at the latest."""

    def late(self, now: float) -> bool:
        """Whether slow speech would be over."""
        return now > (self.since + self.until) / 2


class Voice:
    """Says texts, each cutting off the one before; a program that does not work is left for the next one."""

    def __init__(self, speakers: Sequence[Speaker], clock: Monotonic, start: Start) -> None:
        """Be silent as yet.

        Args:
            speakers: the programs, the best one first.
            clock: in seconds.
            start: starts one of them.
        """
        self._left = list(speakers)
        self._problem = NONE_WORKS if speakers else NONE_FOUND
        self._clock = clock
        self._start = start
        self._going: _Going | None = None
        self._ending: list[Utterance] = []
        """Killed or told to be silent; polled until they are gone, so that none is left over in the process table."""
        self._cut_in_a_row = 0
        """How many texts in a row were cut off though they should have been over."""
        self._asked = False
        """Whether anything was ever to be said."""

    @property
    def working(self) -> bool:
        """Whether a program is left that was not found wanting."""
        return bool(self._left)

    def say(self, text: str) -> None:
        """Say this now; what is still being said is cut off, and control characters are left out."""
        self._asked = True
        self._clear_away()
        self._judge()
        self._judge_cut_off()
        self._cut_off()
        if text := _speakable(text):
            self._begin(text)

    def look(self) -> str:
        """See how it goes; call it a few times a second.

        Returns:
            That nothing can be said, once, for the person to read; else nothing.
        """
        self._clear_away()
        if unsaid := self._judge():
            self._begin(unsaid)
        if self.working or not self._asked:
            return ""
        problem, self._problem = self._problem, ""
        return problem

    def stop(self) -> None:
        """Be silent at once."""
        self._clear_away()
        self._judge()
        if self._cut_off() and self._left[0].hush:
            with suppress(OSError):
                self._ending.append(self._start(self._left[0].hush, " "))

    def _begin(self, text: str) -> None:
        """Let the first program say it that can be started."""
        while self._left:
            speaker = self._left[0]
            try:
                utterance = self._start(speaker.command, speaker.lead + text)
            except OSError:
                del self._left[0]
            else:
                now = self._clock()
                until = now + FAIR_TIME + FAIR_TIME_PER_CHARACTER * len(text)
                self._going = _Going(utterance, text, now, until)
                return

    def _judge(self) -> str:
        """Leave the program for the next one if it failed or hangs; returns the text that it was to say."""
        going = self._going
        if going is None:
            return ""
        code = going.utterance.poll()
        if code is None and self._clock() <= going.until:
            return ""
        self._cut_off()
        self._cut_in_a_row = 0
        if code == 0:
            return ""
        del self._left[0]
        return going.text

    def _judge_cut_off(self) -> None:
        """Leave the program for the next one if again and again it had not ended when the next text came."""
        if self._going is None or not self._going.late(self._clock()):
            return
        self._cut_in_a_row += 1
        if self._cut_in_a_row == MOST_CUT_OFF:
            self._cut_in_a_row = 0
            self._cut_off()
            del self._left[0]

    def _cut_off(self) -> bool:
        """End what is being said, if anything is; what comes of it no longer counts."""
        if self._going is None:
            return False
        self._going.utterance.kill()
        self._ending.append(self._going.utterance)
        self._going = None
        return True

    def _clear_away(self) -> None:
        self._ending = [utterance for utterance in self._ending if utterance.poll() is None]


def _speakable(text: str) -> str:
    """The text in one line, without characters that stand for no sign."""
    return " ".join(printable(text).split())[:LONGEST_TEXT]
