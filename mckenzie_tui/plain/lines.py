"""Asking on two text streams: numbered choices, numbers, and the words that work everywhere.

No colour, no box characters, no cursor movement. Every choice has a number; a number, the word for it or its first
letters are accepted. An empty line chooses nothing, unless it was said before what it would choose.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TextIO

WIDTH = 76

HELP = (
    "Type the number of your answer, or its first letters, then press enter.",
    "!  something is wrong",
    "b  back: take the last answer back",
    "q  quit: what is saved stays, and you can go on within an hour",
    "?  this help",
    "read  short pages about back pain, and when to seek help",
)


class EndOfInput(Exception):  # noqa: N818  (it is an event, not an error)
    """The person closed the input, or asked to quit."""


class BackAsked(Exception):  # noqa: N818
    """The person wants to take the last answer back."""


class TroubleReported(Exception):  # noqa: N818
    """The person says that something is wrong."""


@dataclass(frozen=True)
class Option:
    """One numbered line: what it returns, its word, its text."""

    value: object
    word: str
    label: str
    explain: str = ""


class Lines:
    """Writes and reads lines for one person."""

    def __init__(self, source: TextIO, target: TextIO) -> None:
        """Read lines from ``source``, write lines to ``target``."""
        self._source = source
        self._target = target
        self.read: Callable[[], None] | None = None
        """Lets the person read something before a question is answered."""

    def choose(
        self,
        ask: str,
        options: Sequence[Option],
        explain: str = "",
        *,
        anywhere: bool = True,
        also: Sequence[Option] = (),
        by_enter: int | None = None,
    ) -> object:
        """Ask until one option is named.

        Args:
            ask: the question.
            options: what can be chosen.
            explain: a sentence or two under the question.
            anywhere: allow going back and "something is wrong".
            also: what can be chosen by its words, without being listed.
            by_enter: the option that an empty line chooses.
        """

        def put() -> None:
            self.say("", ask)
            if explain:
                self.say(explain)
            for number, option in enumerate(options, 1):
                self.say(f"{number}. {option.label}", indent="   ")
                if option.explain:
                    self.say(option.explain, indent="   ", first="   ")
            if by_enter is not None:
                self.say(f"Enter alone chooses {by_enter + 1}: {options[by_enter].label}")

        put()
        while True:
            reply = self._reply(anywhere=anywhere, put=put).lower()
            if not reply and by_enter is not None:
                return options[by_enter].value
            fitting = _fitting(reply, options) or _fitting(reply, [] if reply.isdigit() else also)
            if len(fitting) == 1:
                return fitting[0].value
            if fitting:
                self.say(f"That could be more than one. Please type a number from 1 to {len(options)}.")
            else:
                self.say(f"Please type a number from 1 to {len(options)}. Type ? for help.")

    def number(self, ask: str, least: int, most: int) -> int:
        """Ask until a whole number between two others is typed."""
        self.say("", ask)
        while True:
            reply = self._reply(anywhere=True, put=lambda: self.say("", ask))
            if reply.isascii() and reply.isdigit() and least <= int(reply) <= most:
                return int(reply)
            self.say(f"Please type a number from {least} to {most}.")

    def free(self, ask: str, *, anywhere: bool = True) -> str:
        """Ask for a line of the person's own words; it may be empty.

        Args:
            ask: what is asked for.
            anywhere: allow going back and "something is wrong".
        """
        self.say("", ask)
        return self._reply(anywhere=anywhere, put=lambda: self.say("", ask))

    def _reply(self, *, anywhere: bool, prompt: str = "> ", put: Callable[[], None] | None = None) -> str:
        """One line, with the words that work everywhere already dealt with.

        Args:
            anywhere: allow going back, "something is wrong", and reading.
            prompt: stands before what is typed.
            put: puts the question again, for which one may go and read; None where there is none.
        """
        while True:
            reply = self._line(prompt).strip()
            match reply.lower():
                case "q" | "quit":
                    raise EndOfInput
                case "?" | "help":
                    self.say(*HELP)
                case "b" | "back" if anywhere:
                    raise BackAsked
                case "!" if anywhere:
                    raise TroubleReported
                case "read" if anywhere and put is not None and self.read is not None:
                    self._let_read(self.read)
                    put()
                case _:
                    return reply

    def _let_read(self, read: Callable[[], None]) -> None:
        """Let the person read; meanwhile the same word does not begin it once more."""
        self.read = None
        try:
            read()
        finally:
            self.read = read

    def say_whole(self, line: str) -> None:
        """Write one line as it is, however long: the name of a file must not be broken."""
        self._target.write(f"{line}\n")
        self._target.flush()

    def _line(self, prompt: str) -> str:
        self._target.write(prompt)
        self._target.flush()
        line = self._source.readline()
        if not line:
            self._target.write("\n")
            raise EndOfInput
        return line.rstrip("\n")

    def typed(self) -> None:
        """Take a line that was typed while nothing was asked: only the words that work everywhere count."""
        self._reply(anywhere=True, prompt="")

    def say(self, *lines: str, indent: str = "", first: str = "", bell: bool = False) -> None:
        """Write lines, long ones broken between words; ``bell`` rings the bell of the terminal."""
        if bell:
            self._target.write("\a")
        for line in lines:
            wrapped = textwrap.wrap(
                line,
                WIDTH,
                initial_indent=first,
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
            ) or [""]
            self._target.write("\n".join(wrapped) + "\n")
        self._target.flush()


def _fitting(reply: str, options: Sequence[Option]) -> list[Option]:
    """The options a reply may mean: its number, else its word, else the first letters of word or label."""
    if not reply:
        return []
    if reply.isascii() and reply.isdigit():
        return [option for number, option in enumerate(options, 1) if str(number) == reply]
    exact = [option for option in options if option.word == reply]
    return exact or [
        option for option in options if option.word.startswith(reply) or option.label.lower().startswith(reply)
    ]
