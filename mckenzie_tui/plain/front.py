"""The session line by line: for screen readers, simple terminals and scripts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from mckenzie_tui import cards, farewell, prompts, reasons
from mckenzie_tui.answers import Done
from mckenzie_tui.arriving import Arrival, Wanted, arrival, not_gone_on, windows_of
from mckenzie_tui.choosing import refusal
from mckenzie_tui.errors import SessionInUseError, StorageError
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.handout import FOLDER, leave_page
from mckenzie_tui.pace.pacer import Pacer
from mckenzie_tui.pace.told import in_words
from mckenzie_tui.plain import beside
from mckenzie_tui.plain.counting import Counting, Timing
from mckenzie_tui.plain.exercising import card_lines, part_done, whole
from mckenzie_tui.plain.keeping import GivenUp, Keeping
from mckenzie_tui.plain.lines import HELP, BackAsked, EndOfInput, Lines, Option, TroubleReported
from mckenzie_tui.plain.marking import Marking
from mckenzie_tui.plain.reading import read_pages
from mckenzie_tui.prompts import Choice
from mckenzie_tui.series import AT_HOME, Series
from mckenzie_tui.session import Session
from mckenzie_tui.settings import Count, Settings
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.unkept import Unkept
from mckenzie_tui.words import EndingKind, Event, Mode, Terms


class Plain:
    """One person at two text streams."""

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        source: TextIO,
        target: TextIO,
        timing: Timing | None = None,
        again: Callable[[Path], str] = lambda _: "mckenzie-tui --plain --resume",
        series: Series = AT_HOME,
    ) -> None:
        """Read lines from ``source``, write lines to ``target``.

        Args:
            desk: what a session needs from outside.
            settings: what the person has set.
            source: what the person types.
            target: what the person reads.
            timing: counts an exercise; without it the person does.
            again: the command that goes on with the session in this file.
            series: whose session it is; of a demonstration nothing is written.
        """
        self._again = again
        self._series = series
        self._terms = Terms.CLINICAL if series.mode is Mode.CLINIC else Terms.PLAIN
        """A therapist reads the words of the assessment."""
        self._settings = settings
        self._lines = Lines(source, target)
        self._lines.read = lambda: read_pages(self._lines, lambda: desk.catalogue.pages, settings.call_for_help)
        demo_desk = replace(desk, store=Unkept(desk.store.folder.parent))
        self._keeping = Keeping(self._lines, demo_desk if series.mode is Mode.DEMO else desk, settings.call_for_help)
        self._timing = timing
        self._counting: Counting | None = None
        """Counts the present exercise and the rest after it, where the person wants that."""
        self._rested = ""
        """The place whose rest was counted."""

    def run(self, flow_name: str, *, resume: bool = False) -> None:
        """Hold a session until its ending, or until the person quits; every answer is saved on the way."""
        try:
            self._keeping.sitting = sitting = self._open(flow_name, resume=resume)
            self._show_start(sitting)
        except (EndOfInput, GivenUp):
            if self._keeping.sitting is not None:
                self._keeping.sitting.close()
            self._lines.say("Nothing was begun.")
            return
        try:
            self._walk(sitting)
        except EndOfInput:
            pass
        finally:
            self._show_saved(sitting)

    # Beginning and ending

    def _open(self, flow_name: str, *, resume: bool) -> Sitting:
        found = self._arrive(
            Wanted(self._series, flow_name, resume, windows=windows_of(self._keeping.desk.catalogue, flow_name))
        )
        self._lines.say(*found.news, *found.since)
        if found.unfinished is not None and (resume or self._wants_to_go_on(found.offer)):
            if resume:
                self._lines.say(f"Going on with {found.offer}.")
            return self._taken_up(found.unfinished) or self._begin(flow_name)
        if found.unfinished is None and resume:
            self._lines.say("A new session begins.")
        return self._begin(flow_name)

    def _arrive(self, wanted: Wanted) -> Arrival:
        """Look at the sessions that are there; where that is not possible, and need not be, there are none."""
        while self._keeping.needs_saving:
            try:
                return arrival(self._keeping.desk.store, self._keeping.desk.now(), wanted)
            except StorageError as error:
                self._keeping.ask_way_on(error, "A session")
        return Arrival(None, "", ())

    def _begin(self, flow_name: str) -> Sitting:
        while True:
            try:
                return Sitting.begin(
                    self._keeping.desk,
                    flow_name,
                    self._series.mode,
                    patient=self._series.patient,
                    needs_saving=self._keeping.needs_saving,
                )
            except StorageError as error:
                self._keeping.ask_way_on(error, "A session")

    def _taken_up(self, unfinished: Session) -> Sitting | None:
        """A session that goes on; None where it cannot, and a new one is wanted."""
        try:
            self._keeping.sitting = sitting = Sitting.resume(self._keeping.desk, unfinished)
        except StorageError as error:
            in_use = isinstance(error, SessionInUseError)
            self._lines.say(f"{error}.".capitalize() if in_use else not_gone_on(unfinished, error))
            options = [
                Option(True, "new", "Begin a new session (the old one is kept)"),
                Option(False, "leave", "Leave it for now"),
            ]
            if not self._lines.choose("What would you like?", options, anywhere=False):
                raise EndOfInput from None
            return None
        # That it was taken up may not be on the disk yet.
        while True:
            try:
                sitting.save()
            except StorageError as error:
                self._keeping.ask_way_on(error, "Your session")
            else:
                return sitting

    def _wants_to_go_on(self, offer: str) -> bool:
        self._lines.say(f"You have not finished {offer}.")
        options = [
            Option(True, "continue", "Go on with it"),
            Option(False, "new", "Begin a new one (the old one is closed, and kept)"),
        ]
        return bool(self._lines.choose("What would you like?", options, anywhere=False))

    def _show_start(self, sitting: Sitting) -> None:
        file = sitting.walk.flow.file
        if self._series.mode is Mode.DEMO:
            self._lines.say("A demonstration: nothing is saved.")
        self._lines.say("", file.title, file.summary, "", file.notice)
        self._lines.say(f"In an emergency call {self._settings.call_for_help}.", "")
        self._lines.say(*HELP)

    def _show_saved(self, sitting: Sitting) -> None:
        self._lines.say("")
        sitting.close()
        call = farewell.call(sitting, self._settings.call_for_help)
        lost = farewell.lost(sitting, all_saved=sitting.saved and not self._keeping.unsaved)
        self._lines.say(*filter(None, (call, lost)))
        if not sitting.path.exists():
            return
        self._lines.say_whole(f"Saved: {sitting.path}")
        if left := farewell.left_behind(sitting):
            self._lines.say_whole(left)
        if sitting.walk.ending is None:
            self._lines.say_whole(f"To go on within an hour: {self._again(sitting.path)}")

    # The walk

    def _walk(self, sitting: Sitting) -> None:
        while True:
            try:
                if sitting.walk.ending is None:
                    self._ask(sitting)
                    continue
                self._ending(sitting)
                if sitting.walk.ending is not None:
                    return
            except BackAsked:
                self._go_back(sitting)
            except TroubleReported:
                if Event.TROUBLE in sitting.walk.events:
                    self._keeping.change(sitting.report_trouble)
                elif sitting.walk.ending is not None:
                    self._keeping.show_call_for_help()

    def _go_back(self, sitting: Sitting) -> None:
        self._keeping.change(sitting.back)

    def _ask(self, sitting: Sitting) -> None:
        match sitting.walk.place.kind:
            case kind if kind.marks_where:
                self._chart(sitting)
            case PlaceKind.EXERCISE:
                self._exercise(sitting)
            case _:
                self._question(sitting)

    def _question(self, sitting: Sitting) -> None:
        asked = prompts.prompt(sitting.walk, self._terms)
        heading = f"{asked.heading}, {asked.progress}" if asked.progress else asked.heading
        if sitting.walk.place.step:
            heading = f"{heading} ({', '.join(cards.heading_of_step(sitting.walk, self._terms))})"
        self._lines.say("", heading)
        if asked.kind is PlaceKind.TROUBLE:
            self._lines.say(f"If you feel in danger, call {self._settings.call_for_help} now.")
        if asked.intro:
            self._lines.say(asked.intro)
        options = [Option(choice, choice.id, choice.label, choice.explain) for choice in asked.choices]
        explain = " ".join(filter(None, (asked.explain, asked.hint)))
        choice = self._lines.choose(asked.ask, options, explain, by_enter=asked.proposed)
        if not isinstance(choice, Choice):
            raise TypeError(choice)
        seen = self._seen(sitting, choice.event)
        self._keeping.change(lambda: sitting.answer(choice.event, **choice.details, **seen))
        asked_again = sitting.walk.place.kind is PlaceKind.RESPONSE_AGAIN
        answered = asked.kind in (PlaceKind.RESPONSE, PlaceKind.RESPONSE_AGAIN) and choice.event is not Event.TROUBLE
        if answered and not asked_again:
            note = self._lines.free("A short note for your log, if you like. Press enter to leave it out.")
            if note:
                self._keeping.change(lambda: sitting.add_note(note))

    def _exercise(self, sitting: Sitting) -> None:
        card = cards.exercise_card(sitting.walk, self._settings)
        self._lines.say("", ", ".join(cards.heading_of_step(sitting.walk, self._terms)), *card_lines(card))
        options = [
            Option("whole", "done", f"Done: {card.set_text or card.dose_text}"),
            Option("part", "part", "I stopped earlier"),
            Option(Event.CANNOT, "cannot", "I can't do this one"),
            Option(Event.RELOCATE, "where", "Where it hurts has changed before I began: mark it first"),
        ]
        if not refusal(sitting.walk):
            options.append(_GO_TO)
        if self._timing is not None:
            options.append(Option("count", "with me", "Count with me: I am told when to start, each one, and the end"))
        self._counting, self._rested = None, ""
        match self._lines.choose("Do it now, and take your time. Then tell me:", options):
            case Event.CANNOT:
                self._keeping.change(lambda: sitting.answer(Event.CANNOT))
            case Event.RELOCATE:
                self._keeping.change(lambda: sitting.answer(Event.RELOCATE))
            case Event.GO_TO:
                self._go_to(sitting)
            case "count":
                self._done(sitting, self._counted(sitting))
            case "whole":
                self._done(sitting, whole(card))
            case _:
                self._done(sitting, part_done(self._lines, card))

    def _done(self, sitting: Sitting, done: Done) -> None:
        """Say what was done."""
        seen = self._seen(sitting, Event.DID)
        self._keeping.change(lambda: sitting.answer(Event.DID, done=done, **seen))

    def _seen(self, sitting: Sitting, event: Event) -> dict[str, Any]:
        """What the exercise did meanwhile, where that is asked with this answer."""
        return beside.observed(self._lines) if sitting.walk.asks_what_was_seen(event) else {}

    def _go_to(self, sitting: Sitting) -> None:
        """Go to a step of the clinician's choice, or stay."""
        chosen = beside.step_chosen(self._lines, sitting.walk)
        if chosen is not None:
            self._keeping.change(lambda: sitting.answer(Event.GO_TO, **chosen))

    def _counted(self, sitting: Sitting) -> Done:
        dose = sitting.walk.dose_next
        if dose is None or self._timing is None:
            raise ValueError("there is nothing to count")
        self._counting = Counting(self._lines, self._timing, self._settings.sound)
        card = cards.exercise_card(sitting.walk, self._settings)
        # A key for each repetition would have to be enter, which pauses here.
        settings = replace(self._settings, count=Count.CLOCK)
        pacer = Pacer(dose, self._timing.clock, settings, card.calls, card.sides, sitting.walk.present_set)
        return self._counting.exercise(pacer)

    def _chart(self, sitting: Sitting) -> None:
        """Have it marked where it hurts; every mark is saved before the next one is asked for."""
        card = cards.chart_card(sitting.walk)
        step = cards.heading_of_step(sitting.walk, self._terms)
        self._lines.say("", f"{card.heading} ({', '.join(step)})" if step else card.heading)
        self._lines.say(*filter(None, (card.intro, f"Rest for {in_words(card.rest_s)}." if card.rest_s else "")))
        if card.rest_s and self._counting is not None and sitting.walk.place.name != self._rested:
            self._rested = sitting.walk.place.name
            self._counting.rest(card.rest_s)
        marking = Marking(self._lines, card.ask, lambda found: self._keeping.change(lambda: sitting.keep_draft(found)))
        first = sitting.walk.marks_first
        found = marking.anew(sitting.chart) if first else marking.changed(sitting.chart)
        self._keeping.change(lambda: sitting.answer(Event.LOCATED, symptoms=found))

    def _ending(self, sitting: Sitting) -> None:
        card = cards.ending_card(sitting.walk)
        self._lines.say("", card.title.upper() if card.kind is EndingKind.EMERGENCY else card.title)
        if card.kind is EndingKind.EMERGENCY:
            self._lines.say(f"Call {self._settings.call_for_help}.")
        self._lines.say(*filter(None, (card.suggestion, *card.text)))
        self._lines.say("", "Why:", *card.why, "", "What to do now:", *card.next)
        if card.plan:
            self._lines.say("", "Until the next session:", *card.plan)
        self._lines.say("", "When to seek help:", *card.seek_help)
        self._lines.say(f"Emergency: {self._settings.call_for_help}.")
        if card.sources:
            self._lines.say("", "Sources:", *card.sources)
        options = [
            Option("end", "end", "Finish"),
            Option("why", "why", "Why? What changed at each step, and the rules"),
        ]
        if self._series.mode is not Mode.DEMO:
            options.append(Option("page", "page", "A page for your therapist, written to a file"))
        if self._series.mode.clinician_present:
            options.append(_GO_TO)
        while True:
            match self._lines.choose("That is the end of this session.", options, "b takes your last answer back."):
                case "why":
                    for title, lines in reasons.reasons(sitting.session):
                        self._lines.say("", f"{title}:", *lines)
                case "page":
                    self._leave_page(sitting)
                case Event.GO_TO if told := refusal(sitting.walk):
                    self._lines.say(told)
                case Event.GO_TO:
                    self._go_to(sitting)
                    if sitting.walk.ending is None:
                        return
                case _:
                    return

    def _leave_page(self, sitting: Sitting) -> None:
        desk = self._keeping.desk
        try:
            path = leave_page(sitting.session, desk.handouts or desk.store.folder.parent / FOLDER)
        except StorageError as error:
            self._lines.say(f"{error}.")
        else:
            self._lines.say_whole(f"Written: {path}")


_GO_TO = Option(Event.GO_TO, "go to", "Go to another step, or do one again or for the other side")
