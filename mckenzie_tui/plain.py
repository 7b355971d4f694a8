"""The session line by line, on two text streams: for screen readers, simple terminals and scripts.

No colour, no box characters, no cursor movement. Every choice has a number; a number, the word for it or its first
letters are accepted. Nothing is ever chosen by an empty line.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from mckenzie_tui import locating, prompts, report
from mckenzie_tui.errors import StorageError
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.locating import Asked
from mckenzie_tui.pace import in_words
from mckenzie_tui.prompts import Choice, ExerciseCard
from mckenzie_tui.session import Done, Session
from mckenzie_tui.settings import Settings
from mckenzie_tui.sitting import Desk, Sitting, resumable
from mckenzie_tui.words import EndingKind, Event

WIDTH = 76

HELP = (
    "Type the number of your answer, or its first letters, then press enter.",
    "!  something is wrong",
    "b  back: take the last answer back",
    "q  quit: your session is saved, and you can go on within an hour",
    "?  this help",
)


class EndOfInput(Exception):  # noqa: N818  (it is an event, not an error)
    """The person closed the input, or asked to quit."""


class _Back(Exception):  # noqa: N818
    """The person wants to take the last answer back."""


class _Trouble(Exception):  # noqa: N818
    """The person says that something is wrong."""


@dataclass(frozen=True)
class _Option:
    """One numbered line: what it returns, its word, its text."""

    value: object
    word: str
    label: str
    explain: str = ""


class Plain:
    """One person at two text streams."""

    def __init__(self, desk: Desk, settings: Settings, source: TextIO, target: TextIO) -> None:
        """Read lines from ``source``, write lines to ``target``."""
        self._desk = desk
        self._settings = settings
        self._source = source
        self._target = target

    def run(self, flow_name: str, *, resume: bool = False) -> None:
        """Hold a session until its ending, or until the person quits; every answer is saved on the way."""
        try:
            sitting = self._open(flow_name, resume=resume)
            self._show_start(sitting)
        except EndOfInput:
            self._say("Nothing was begun.")
            return
        try:
            self._walk(sitting)
        except EndOfInput:
            pass
        finally:
            self._show_saved(sitting)

    # Beginning and ending

    def _open(self, flow_name: str, *, resume: bool) -> Sitting:
        unfinished = self._desk.store.unfinished()
        if unfinished is not None and resumable(unfinished, self._desk.now()):
            if resume or self._wants_to_go_on(unfinished):
                return Sitting.resume(self._desk, unfinished)
        elif unfinished is not None:
            self._say(
                f"Your session of {report.when_told(unfinished.started_at)} was not finished. "
                "It is more than an hour old, so it is closed and kept. A new one begins."
            )
        elif resume:
            self._say("There is no session to go on with. A new one begins.")
        return Sitting.begin(self._desk, flow_name)

    def _wants_to_go_on(self, unfinished: Session) -> bool:
        self._say(f"Your session of {report.when_told(unfinished.started_at)} was not finished.")
        options = [
            _Option(True, "continue", "Go on with it"),
            _Option(False, "new", "Begin a new one (the old one is kept)"),
        ]
        return bool(self._choose("What would you like?", options, anywhere=False))

    def _show_start(self, sitting: Sitting) -> None:
        file = sitting.walk.flow.file
        self._say("", file.title, file.summary, "", file.notice)
        self._say(f"In an emergency call {self._settings.call_for_help}.", "")
        self._say(*HELP)

    def _show_saved(self, sitting: Sitting) -> None:
        self._say("", f"Saved: {sitting.path}")
        if sitting.walk.ending is None:
            self._say("To go on within an hour: mckenzie-tui --plain --resume")

    # The walk

    def _walk(self, sitting: Sitting) -> None:
        while True:
            try:
                if sitting.walk.ending is not None:
                    self._ending(sitting)
                    return
                self._ask(sitting)
            except _Back:
                self._go_back(sitting)
            except _Trouble:
                if Event.TROUBLE in sitting.walk.events:
                    self._save(lambda: sitting.answer(Event.TROUBLE))

    def _go_back(self, sitting: Sitting) -> None:
        self._save(sitting.back)

    def _ask(self, sitting: Sitting) -> None:
        match sitting.walk.place.kind:
            case PlaceKind.WHERE_IT_HURTS:
                self._where_it_hurts(sitting)
            case PlaceKind.EXERCISE:
                self._exercise(sitting)
            case _:
                self._question(sitting)

    def _question(self, sitting: Sitting) -> None:
        asked = prompts.prompt(sitting.walk)
        heading = f"{asked.heading}, {asked.progress}" if asked.progress else asked.heading
        if asked.kind in (PlaceKind.RESPONSE, PlaceKind.RESPONSE_AGAIN, PlaceKind.SETTLING):
            heading = f"{heading} ({prompts.heading_of_step(sitting.walk)})"
        self._say("", heading)
        if asked.kind is PlaceKind.TROUBLE:
            self._say(f"If you feel in danger, call {self._settings.call_for_help} now.")
        if asked.intro:
            self._say(asked.intro)
        options = [_Option(choice, choice.id, choice.label, choice.explain) for choice in asked.choices]
        choice = self._choose(asked.ask, options, " ".join(filter(None, (asked.explain, asked.hint))))
        if not isinstance(choice, Choice):
            raise TypeError(choice)
        note = self._note() if asked.kind in (PlaceKind.RESPONSE, PlaceKind.RESPONSE_AGAIN) else ""
        details = {"item": choice.item} if choice.item else {}
        self._save(lambda: sitting.answer(choice.event, note=note, **details))

    def _note(self) -> str:
        self._say("A short note for your log, if you like (press enter to leave it out):")
        return self._line()

    def _exercise(self, sitting: Sitting) -> None:
        card = prompts.exercise_card(sitting.walk)
        self._say("", prompts.heading_of_step(sitting.walk), *_card_lines(card))
        options = [
            _Option("whole", "done", f"Done: {card.dose_text}"),
            _Option("part", "part", "I stopped earlier"),
            _Option(Event.CANNOT, "cannot", "I can't do this one"),
        ]
        match self._choose("Do it now, and take your time. Then tell me:", options):
            case Event.CANNOT:
                self._save(lambda: sitting.answer(Event.CANNOT))
            case "whole":
                done = _whole(card)
                self._save(lambda: sitting.answer(Event.DID, done=done))
            case _:
                done = self._part_done(card)
                self._save(lambda: sitting.answer(Event.DID, done=done))

    def _part_done(self, card: ExerciseCard) -> Done:
        if card.dose.reps is not None:
            most = card.dose.sets * card.dose.reps
            return Done(reps=self._number(f"How many times did you do it? (0 to {most})", 0, most))
        most = card.dose.sets * (card.dose.duration_s or 0)
        seconds = self._number(f"About how many seconds did you stay? (0 to {most})", 0, most)
        return Done(seconds=seconds)

    def _where_it_hurts(self, sitting: Sitting) -> None:
        values = sitting.draft
        if not values:
            self._say("", "Where it hurts")
        while (asked := locating.next_field(values)) is not None:
            value = self._field(asked)
            changed = locating.with_value(values, asked.field, value)
            if locating.next_field(changed) is None:
                values = changed
                break
            self._save(lambda kept=changed: sitting.keep_draft(kept))  # type: ignore[misc]
            values = changed
        found = locating.symptoms(values)
        self._save(lambda: sitting.answer(Event.LOCATED, symptoms=found))

    def _field(self, asked: Asked) -> str | int:
        if not asked.choices:
            return self._number(asked.ask, 0, 10)
        options = [_Option(word, word, label) for word, label in asked.choices.items()]
        return str(self._choose(asked.ask, options))

    def _ending(self, sitting: Sitting) -> None:
        card = prompts.ending_card(sitting.walk)
        self._say("", card.title.upper() if card.kind is EndingKind.EMERGENCY else card.title)
        if card.kind is EndingKind.EMERGENCY:
            self._say(f"Call {self._settings.call_for_help}.")
        self._say(*filter(None, (card.suggestion, *card.text)))
        self._say("", "Why:", *card.why, "", "What to do now:", *card.next)
        self._say("", "When to seek help:", *card.seek_help)
        self._say(f"Emergency: {self._settings.call_for_help}.", "", "Sources:", *card.sources)
        self._choose(
            "That is the end of this session.", [_Option(None, "end", "Finish")], "b takes your last answer back."
        )

    # Lines

    def _save(self, change: Callable[[], object]) -> None:
        """Make a change that is saved; where it cannot be saved the person is told and may try again."""
        while True:
            try:
                change()
            except StorageError as error:
                self._say("", f"Your answer could not be saved: {error}.")
                self._choose("Your answer is not lost yet.", [_Option(None, "again", "Try again")], anywhere=False)
                continue
            return

    def _choose(self, ask: str, options: Sequence[_Option], explain: str = "", *, anywhere: bool = True) -> object:
        """Ask until one option is named; ``anywhere`` allows going back and "something is wrong"."""
        self._say("", ask)
        if explain:
            self._say(explain)
        for number, option in enumerate(options, 1):
            self._say(f"{number}. {option.label}", indent="   ")
            if option.explain:
                self._say(option.explain, indent="   ", first="   ")
        while True:
            fitting = _fitting(self._reply(anywhere=anywhere), options)
            if len(fitting) == 1:
                return fitting[0].value
            if fitting:
                self._say(f"That could be more than one. Please type a number from 1 to {len(options)}.")
            else:
                self._say(f"Please type a number from 1 to {len(options)}. Type ? for help.")

    def _number(self, ask: str, least: int, most: int) -> int:
        self._say("", ask)
        while True:
            reply = self._reply(anywhere=True)
            if reply.isascii() and reply.isdigit() and least <= int(reply) <= most:
                return int(reply)
            self._say(f"Please type a number from {least} to {most}.")

    def _reply(self, *, anywhere: bool) -> str:
        """One line, with the words that work everywhere already dealt with."""
        while True:
            reply = self._line().strip().lower()
            match reply:
                case "q" | "quit":
                    raise EndOfInput
                case "?" | "help":
                    self._say(*HELP)
                case "b" | "back" if anywhere:
                    raise _Back
                case "!" if anywhere:
                    raise _Trouble
                case _:
                    return reply

    def _line(self) -> str:
        self._target.write("> ")
        self._target.flush()
        line = self._source.readline()
        if not line:
            self._target.write("\n")
            raise EndOfInput
        return line.rstrip("\n")

    def _say(self, *lines: str, indent: str = "", first: str = "") -> None:
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


def _fitting(reply: str, options: Sequence[_Option]) -> list[_Option]:
    """The options a reply may mean: its number, else its word, else the first letters of word or label."""
    if not reply:
        return []
    if reply.isascii() and reply.isdigit():
        return [option for number, option in enumerate(options, 1) if str(number) == reply]
    exact = [option for option in options if option.word == reply]
    return exact or [
        option for option in options if option.word.startswith(reply) or option.label.lower().startswith(reply)
    ]


def _whole(card: ExerciseCard) -> Done:
    dose = card.dose
    return Done(
        sets=dose.sets, reps=dose.sets * (dose.reps or 0), seconds=dose.sets * (dose.duration_s or 0), whole=True
    )


def _card_lines(card: ExerciseCard) -> Iterator[str]:
    yield from card.because
    if card.side_note:
        yield f"Side: {card.side_note}."
    yield card.purpose
    yield f"How much: {card.dose_text}."
    parts = (
        ("Set up:", card.set_up),
        ("Move:", card.movement),
        ("Hints:", card.cues),
        ("Take care:", (*card.careful, *card.cautions)),
    )
    for heading, lines in parts:
        yield heading
        yield from lines
    yield card.stop_line
    yield f"Then rest for {in_words(card.dose.rest_s)}."
