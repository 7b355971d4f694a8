"""A session as it is held: the walk, its log and the disk. Every answer is saved before it counts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from mckenzie_tui import locating, record
from mckenzie_tui.answers import Answer, Context, LoggedAnswer
from mckenzie_tui.brought_along import known_to_a_new_one
from mckenzie_tui.errors import (
    CannotGoOnError,
    FlowError,
    NotAllowedError,
    SessionInUseError,
    StorageError,
    UsageError,
)
from mckenzie_tui.flow.arcs import RESUMED, PlaceKind
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.schema import LONGEST_TEXT
from mckenzie_tui.letters import printable
from mckenzie_tui.series import Series
from mckenzie_tui.session import Draft, Session
from mckenzie_tui.store.store import Store
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.unfinished import LeftBehind, close, close_all_but, left_behind
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import EndingKind, Event, Mode, Status

_DONE_OR_MARKED = frozenset({Event.DID, Event.LOCATED, Event.GO_TO})
"""The answers after which a chart elsewhere is about something else than it was."""


@dataclass(frozen=True)
class Desk:
    """What a session needs from outside: a place for logs, the flows, the time and new ids."""

    store: Store
    catalogue: Catalogue
    now: Callable[[], datetime]
    """The present time, with its offset from UTC."""
    new_id: Callable[[], str]
    program_version: str
    handouts: Path | None = None
    """The folder for pages that are given to somebody; None for one beside the sessions."""


class Sitting:
    """One session that is going on."""

    def __init__(self, desk: Desk, walk: Walk, session: Session) -> None:
        """Go on with this walk and its log; use ``begin`` or ``resume``."""
        self._desk = desk
        self._walk = walk
        self._session = session
        self._needs_saving = True
        """Whether what is said counts only once it is on the disk."""
        self._saved = True
        self._left: LeftBehind | None = None
        self._notes: dict[str, str] = {}
        """Notes that were written at places, and left with them before the answer was given."""

    @classmethod
    def begin(
        cls,
        desk: Desk,
        flow_name: str,
        mode: Mode = Mode.HOME,
        context: Context | None = None,
        *,
        patient: str | None = None,
        needs_saving: bool = True,
    ) -> Sitting:
        """Begin a session and save it, so that it can be found from its first question on.

        Those of its series that were left unfinished are closed as abandoned, and kept.

        Args:
            desk: what it needs from outside.
            flow_name: the flow to walk.
            mode: where it is held.
            context: what it is to know from those before it; None for what the store says.
            patient: a clinic's code for the patient.
            needs_saving: False to go on knowing that it cannot be saved.

        Raises:
            FlowError, UsageError: the flow cannot be used.
            StorageError: it cannot be saved.
        """
        machine = FlowMachine(desk.catalogue.find(flow_name))
        series = Series(mode, patient)
        now = desk.now()
        known = context or known_to_a_new_one(desk.store, series, machine.flow, now, needed=needs_saving)
        walk = Walk.begin(machine, mode, known)
        own_file = desk.catalogue.named_file(flow_name)
        named = str(own_file) if own_file else None
        session = record.new_session(walk, desk.new_id(), desk.program_version, now, named, patient)
        # Nobody else can have a session open that is new; where that is said, files cannot be locked.
        with suppress(SessionInUseError):
            desk.store.claim(session.id)
        sitting = cls(desk, walk, session)
        if not needs_saving:
            sitting.go_on_unsaved()
        try:
            sitting._write(session)
        except BaseException:
            desk.store.release(session.id)
            raise
        if sitting.saved:
            # What cannot be looked at, or closed, now is closed by the next session.
            with suppress(StorageError):
                close_all_but(session.id, desk.store, series, desk.now())
        return sitting

    @classmethod
    def resume(cls, desk: Desk, session: Session) -> Sitting:
        """Take an unfinished session up again: first it is asked whether anything is new.

        That it was taken up is no answer of the person's, so where it cannot be saved the session goes on all the same,
        and is not ``saved``.

        Raises:
            CannotGoOnError: its flow is not there any more, or has changed since, so its answers cannot be trusted to
                fit; or it has ended in the meantime.
            SessionInUseError: another program has it open.
            StorageError: it cannot be read any more.
        """
        desk.store.claim(session.id)
        try:
            # It may have gone on, or ended, in another program since it was looked at.
            return cls._taken_up(desk, desk.store.read(desk.store.path_of(session)))
        except BaseException:
            desk.store.release(session.id)
            raise

    @classmethod
    def _taken_up(cls, desk: Desk, session: Session) -> Sitting:
        if session.status is not Status.IN_PROGRESS:
            raise CannotGoOnError("it has ended in the meantime")
        try:
            flow = desk.catalogue.find(session.flow.file or session.flow.id)
        except UsageError as error:
            raise CannotGoOnError(str(error)) from error
        except FlowError as error:
            raise CannotGoOnError(f"its flow cannot be used any more: {error.problems[0]}") from error
        if flow.sha256 != session.flow.sha256:
            raise CannotGoOnError("its flow has changed since")
        walk = Walk.begin(FlowMachine(flow), session.mode, session.context)
        try:
            walk = walk.replay(session.standing_answers)
        except NotAllowedError as error:
            raise CannotGoOnError("its answers do not fit its flow") from error
        sitting = cls(desk, walk, session)
        if Event.RESUMED in walk.events:
            sitting.answer(Event.RESUMED)
        return sitting

    @property
    def walk(self) -> Walk:
        """Where the walk stands."""
        return self._walk

    @property
    def session(self) -> Session:
        """The log, as last saved."""
        return self._session

    @property
    def path(self) -> Path:
        """The file it is saved in."""
        return self._desk.store.path_of(self._session)

    @property
    def chart(self) -> Symptoms:
        """What the chart shows where the walk stands: what was marked there already, else what was marked last."""
        drafted = self.drafted(self._walk.place.name)
        return locating.on_chart(self._walk.last_marked) if drafted is None else drafted

    def drafted(self, place: str) -> Symptoms | None:
        """What is marked so far on the chart of a place; None where that chart was not touched."""
        draft = self._session.draft
        return locating.symptoms(draft.values) if draft is not None and draft.place == place else None

    @property
    def saved(self) -> bool:
        """Whether all that was said is on the disk."""
        return self._saved

    @property
    def needs_saving(self) -> bool:
        """Whether what is said counts only once it is on the disk: not where the person goes on without that."""
        return self._needs_saving

    def go_on_unsaved(self) -> None:
        """Go on though it cannot be saved; each further answer tries it again."""
        self._needs_saving = False

    def save(self) -> None:
        """Save it as it stands, where something that could not wait was not saved.

        Raises:
            StorageError: it still cannot be saved.
        """
        if not self._saved:
            self._write(self._session)

    def move_to(self, store: Store) -> None:
        """Save all of it with these sessions, now and from now on; what was saved before is closed where it is.

        Raises:
            StorageError: it cannot be saved there, and stays where it was.
        """
        left = self._desk.store
        if _same_folder(left.folder, store.folder):
            self.save()
            return
        store.claim(self._session.id)
        try:
            store.save(self._session)
        except BaseException:
            store.release(self._session.id)
            raise
        self._saved = self._needs_saving = True
        was_at = self.path
        self._desk = replace(self._desk, store=store)
        # Where this fails, it looks there like a session that was broken off; for an hour it could go on from there.
        with suppress(StorageError):
            close(left, self._session, self._desk.now())
        left.release(self._session.id)
        self._left = left_behind(left, was_at) or self._left

    @property
    def left_behind(self) -> LeftBehind | None:
        """What stands of it in the folder that it was saved in before."""
        return self._left

    def close(self) -> None:
        """Let other programs go on with it; what is not saved yet is tried once more."""
        with suppress(StorageError):
            self.save()
        self._desk.store.release(self._session.id)

    def answer(self, event: Event, *, note: str = "", **details: object) -> None:
        """Give one answer for where the walk stands; when this returns it is on the disk.

        Raises:
            NotAllowedError: it does not fit here.
            StorageError: it could not be saved, and can wait; the walk stays where it was.
        """
        self._answer(event, self._session.draft, note=note, **details)

    def report_trouble(self, marked: Symptoms | None = None) -> None:
        """Say that something is wrong, and keep what is being marked on a chart, to come back to it."""
        draft = self._session.draft
        if marked is not None:
            draft = Draft(place=self._walk.place.name, values=locating.values_of(marked))
        self._answer(Event.TROUBLE, draft)

    def _answer(self, event: Event, draft: Draft | None, note: str = "", **details: object) -> None:
        answer = Answer.model_validate(
            {"place": self._walk.place.name, "event": event, "note": clean_note(note) or None, **details}
        )
        logged = LoggedAnswer.model_validate({**answer.model_dump(), "at": self._desk.now()})
        walk = self._walk.answer(answer)
        # "Something is wrong" and taking up again come back to the same question, so its draft is kept. So is that of
        # a chart that was left by going back, until something else is done or marked than what led to it.
        aside = event in (Event.TROUBLE, Event.RESUMED) or (
            answer.place != self._draft_place and (event not in _DONE_OR_MARKED or walk.place.name == self._draft_place)
        )
        self._save(walk, (*self._session.answers, logged), draft if aside else None)
        if event is not Event.TROUBLE:
            self._notes.pop(answer.place, None)

    def add_note(self, note: str) -> None:
        """Put a note to the last answer.

        Raises:
            StorageError: it could not be saved.
        """
        answers = list(self._session.answers)
        last = self._last_standing()
        answers[last] = answers[last].model_copy(update={"note": clean_note(note) or None})
        self._save(self._walk.back().answer(answers[last]), tuple(answers), self._session.draft)

    @property
    def _draft_place(self) -> str:
        return self._session.draft.place if self._session.draft else ""

    def _last_standing(self) -> int:
        """Where in the log the last answer stands that was not taken back."""
        return max(index for index, answer in enumerate(self._session.answers) if answer.taken_back_at is None)

    @property
    def can_go_back(self) -> bool:
        """Whether there is an answer to take back; whether anything is new since a break is answered first."""
        return self._walk.place.kind is not PlaceKind.RESUMED and self._back_by() > 0

    def _back_by(self) -> int:
        """How many answers taking one back undoes: the break of a session goes with the answer before it."""
        answers = self._walk.answers
        count = 1
        while len(answers) >= count + 1 and _ends_break(answers[-count]):
            count += 2
        return count if len(answers) >= count else 0

    def back(self) -> bool:
        """Take the last answer back; it stays in the log, marked as taken back. False where there is none.

        Raises:
            StorageError: it could not be saved.
        """
        if not self.can_go_back:
            return False
        walk, answers = self._walk, list(self._session.answers)
        standing = [index for index, answer in enumerate(answers) if answer.taken_back_at is None]
        for index in standing[-self._back_by() :]:
            answers[index] = answers[index].model_copy(update={"taken_back_at": self._desk.now()})
            walk = walk.back()
        self._save(walk, tuple(answers), self._draft_again(walk, answers[standing[-self._back_by()]]))
        return True

    def _draft_again(self, walk: Walk, taken_back: LoggedAnswer) -> Draft | None:
        """The draft after an answer was taken back: a chart that was answered comes back as it was marked.

        One that was being marked is kept for when one comes to it again.
        """
        if taken_back.symptoms is not None and taken_back.place == walk.place.name:
            return Draft(place=walk.place.name, values=locating.values_of(taken_back.symptoms))
        return self._session.draft

    def lay_note_aside(self, note: str) -> None:
        """Keep a note for when one comes back to where the walk stands: it is left without an answer."""
        self._notes[self._walk.place.name] = clean_note(note)

    @property
    def note_before(self) -> str:
        """The note written before where the walk stands now: laid aside, or that of an answer that was taken back."""
        if aside := self._notes.get(self._walk.place.name):
            return aside
        here = (answer for answer in reversed(self._session.answers) if answer.place == self._walk.place.name)
        last = next(here, None)
        return (last.note or "") if last is not None and last.taken_back_at is not None else ""

    def keep_draft(self, marked: Symptoms) -> None:
        """Save a chart that is being marked.

        Raises:
            StorageError: it could not be saved.
        """
        draft = Draft(place=self._walk.place.name, values=locating.values_of(marked))
        self._save(self._walk, self._session.answers, draft)

    def _save(self, walk: Walk, answers: tuple[LoggedAnswer, ...], draft: Draft | None = None) -> None:
        session = record.updated(self._session, walk, answers, self._desk.now(), draft)
        self._write(session, can_wait=not _cannot_wait(walk))
        self._walk = walk
        self._session = session

    def _write(self, session: Session, *, can_wait: bool = True) -> None:
        try:
            self._desk.store.save(session)
        except StorageError:
            if self._needs_saving and can_wait:
                raise
            self._saved = False
        else:
            self._saved = self._needs_saving = True


def _cannot_wait(walk: Walk) -> bool:
    """Whether what comes now is shown whether it can be saved or not: nothing stands between a person and help."""
    if walk.place.kind is PlaceKind.RESUMED or walk.place.question_set == walk.flow.trouble.id:
        return True
    return walk.ending is not None and walk.ending.kind in (EndingKind.EMERGENCY, EndingKind.CARE)


def _same_folder(one: Path, other: Path) -> bool:
    """Whether two folders are the same one."""
    with suppress(OSError):
        return one.samefile(other)
    return False


def _ends_break(answer: Answer) -> bool:
    """Whether an answer says that nothing is new since the session was broken off."""
    return answer.place == RESUMED and answer.event is Event.NO


def clean_note(note: str) -> str:
    """A note as it can be kept: one line of printable text, of bounded length."""
    text = note.encode("utf-8", "replace").decode()
    return " ".join(printable(text).split())[:LONGEST_TEXT]
