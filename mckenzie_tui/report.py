"""What is said about a walk and a session: how far it has come, what the answers suggest, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mckenzie_tui import reasons
from mckenzie_tui.flow.arcs import TROUBLE, PlaceKind
from mckenzie_tui.flow.schema import Source
from mckenzie_tui.letters import printable
from mckenzie_tui.pace.told import in_words
from mckenzie_tui.session import Done, Session, StepRecord
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.verdict import Verdict
from mckenzie_tui.walk.facts import offered
from mckenzie_tui.walk.visits import SafetyYes, Visit
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Mode, Objection, PassedOver, Response, Side, Status

SIDE_WORDS = {
    Side.LEFT: "pain on the left",
    Side.RIGHT: "pain on the right",
    Side.BOTH: "pain on both sides",
    Side.CENTRAL: "pain in the middle",
}
MODE_WORDS = {
    Mode.HOME: "At home",
    Mode.CLINIC: "In the clinic, with a therapist",
    Mode.DEMO: "A demonstration: nobody's symptoms",
}
PASSED_OVER_WORDS = {
    PassedOver.NEEDS_ONE_SIDE: "only for pain on one side",
    PassedOver.PRECAUTION: "to be careful with your health",
    PassedOver.DIRECTION_CLOSED: "the same direction as one that made it worse",
}
NOT_OFFERED_WORDS = "not offered today: you began with strong pain"
STATUS_WORDS = {
    Status.IN_PROGRESS: "not finished",
    Status.FINISHED: "finished",
    Status.ABANDONED: "broken off",
}


class Mark(StrEnum):
    """How a row of the trail is marked; always shown together with words."""

    TO_COME = "·"
    HERE = "▶"
    DONE = "✓"
    PARTLY = "~"
    SAME = "–"
    WORSE = "↓"
    CANNOT = "×"
    LEFT_OUT = "∅"


@dataclass(frozen=True)
class TrailRow:
    """One place of the progression, as it stands."""

    mark: Mark
    title: str
    note: str
    """The mark in words."""


_RESPONSE_MARKS = {
    Response.CENTRALIZED: (Mark.DONE, "helped"),
    Response.PARTLY_CENTRALIZED: (Mark.PARTLY, "helped in part"),
    Response.UNCHANGED: (Mark.SAME, "no change"),
    Response.WORSENED: (Mark.WORSE, "worse"),
    Response.CANNOT: (Mark.CANNOT, "not possible"),
}


def trail(walk: Walk) -> tuple[TrailRow, ...]:
    """The progression: safety, where it hurts, each step, each with what was answered."""
    facts = walk.facts
    located = facts.symptoms is not None
    here = facts.came_from or facts.stopped_at or walk.place
    asks_where = here.kind is PlaceKind.WHERE_IT_HURTS
    rows = []
    if facts.context.follow_up is not None and walk.flow.follow_up is not None:
        rows.append(_row("Since last time", done=not here.kind.looks_back, here=here.kind.looks_back))
    asks_safety = not (asks_where or here.kind.looks_back or walk.ending)
    rows += [
        _row("Safety", done=located or asks_where, here=asks_safety),
        _row("Where it hurts", done=located, here=asks_where),
    ]
    current = walk.step.id if walk.step else ""
    skipped = dict(facts.skipped)
    visits = {visit.step: visit for visit in facts.visits}
    for step in walk.flow.steps:
        title = walk.flow.exercise_of(step.id).trail_title
        if step.id == current:
            row = TrailRow(Mark.HERE, title, "now")
        elif step.id in visits:
            row = TrailRow(_RESPONSE_MARKS[visits[step.id].response][0], title, _trail_note(visits[step.id]))
        elif step.id in skipped or (located and not offered(walk.flow, facts, step)):
            row = TrailRow(Mark.LEFT_OUT, title, "left out")
        else:
            row = TrailRow(Mark.TO_COME, title, "to come")
        rows.append(row)
    return tuple(rows)


def _row(title: str, *, done: bool, here: bool) -> TrailRow:
    if done:
        return TrailRow(Mark.DONE, title, "done")
    return TrailRow(Mark.HERE, title, "now") if here else TrailRow(Mark.TO_COME, title, "to come")


def _trail_note(visit: Visit) -> str:
    if visit.response is Response.WORSENED and visit.settled:
        return "worse, settled"
    return _RESPONSE_MARKS[visit.response][1]


def suggestion(walk: Walk) -> str:
    """One sentence that names the exercise and the direction, where the ending names one."""
    if walk.best_step is None or walk.direction is None:
        return ""
    exercise = walk.flow.exercise_of(walk.best_step)
    sided = exercise.for_side(walk.facts.side)
    side = f", {sided.side_note}" if sided and sided.side_note else ""
    words = reasons.DIRECTION_WORDS[walk.direction]
    return f"What helped: {exercise.title}{side} (direction: {walk.direction}, {words})."


OBJECTION_WORDS = {
    Objection.NEEDS_ONE_SIDE: "It is meant for pain on one side.",
    Objection.PRECAUTION: "A precaution speaks against it: an answer about the person's health.",
    Objection.SEVERE_START: "The pain at the start was severe; only the gentlest steps are offered then.",
    Objection.DIRECTION_CLOSED: "An exercise in this direction made it worse, and that lasted.",
    Objection.NOT_SETTLED: "The last exercise made it worse, and it is not known yet whether that settles.",
    Objection.SESSION_STOPPED: "The rules have stopped this session.",
}
"""What the rules say against a step that a clinician chooses."""


def why(walk: Walk) -> tuple[str, ...]:
    """Why the walk ended as it did: the rule that was met, then what was answered at each step."""
    if walk.ending is None:
        return ()
    return (*_rule_met(walk), *_steps_told(walk))


def _rule_met(walk: Walk) -> Iterator[str]:
    arc = walk.position.arc
    if arc is not None and arc.why:
        yield _only_some(walk) or arc.why
        return
    answer, _ = walk.trail[-1]
    before = walk.back()
    matter = _matter(walk, before.place.question_set, answer.item or before.place.question)
    match before.place.kind, answer.event:
        case _, Event.ASK_FIRST:
            yield "You chose to ask somebody first."
        case PlaceKind.CLEARANCE, _:
            yield f"You answered yes to: {matter}. No clinician has cleared the exercises for this yet."
        case PlaceKind.CHANGED, _:
            standing = ", ".join(_matter(walk, walk.flow.medical.id, item) for item in walk.facts.standing)
            yield f"This still stands from an earlier session: {standing}."
        case PlaceKind.WHERE_IT_HURTS, _ if walk.facts.symptoms is not None and walk.facts.symptoms.numb:
            yield "You marked numbness, and no pain. These exercises cannot be judged by that."
        case PlaceKind.WHERE_IT_HURTS, _:
            yield "You marked no symptoms at the start, so there is nothing to compare with."
        case kind, _ if kind.marks_where:
            yield "You marked numbness in both legs that was not there before."
        case PlaceKind.TROUBLE, _:
            yield f"You chose from the list: {matter}."
        case _, Event.NO if walk.facts.verdict is Verdict.STOP_NEURO:
            yield "You marked numbness that was not there before."
        case _, Event.NO if walk.facts.safety and walk.facts.safety[-1].question_set == before.place.question_set:
            item = walk.facts.safety[-1]
            yield f"You answered yes to: {_matter(walk, item.question_set, item.question)}."
        case _, Event.NO:
            yield f"You answered no to: {matter}."
        case _:
            yield f"You answered yes to: {matter}."


def _only_some(walk: Walk) -> str:
    """A word where a clinician went on past steps, so that the rule for all of them would say too much."""
    facts = walk.facts
    tried = {visit.step for visit in facts.visits} | {step for step, _ in facts.skipped}
    chosen = any(visit.chosen for visit in facts.visits) or bool(facts.left)
    arc = walk.position.arc
    after_all = arc is not None and arc.rule.startswith("after_last_step")
    missing = [step for step in walk.flow.steps if step.id not in tried and offered(walk.flow, facts, step)]
    return "Only the exercises below were tried today." if chosen and after_all and missing else ""


def _matter(walk: Walk, set_id: str, question_id: str) -> str:
    """A question in a few words."""
    question = walk.flow.question(set_id, question_id)
    return question.short if question else question_id


def _steps_told(walk: Walk) -> Iterator[str]:
    facts = walk.facts
    skipped = dict(facts.skipped)
    # A clinician may have had one of them done more than once.
    visits = {step.id: [visit for visit in facts.visits if visit.step == step.id] for step in walk.flow.steps}
    for step in walk.flow.steps:
        title = walk.flow.exercise_of(step.id).title
        if visits[step.id]:
            yield from (f"{title}: {told(visit, central=facts.side is Side.CENTRAL)}." for visit in visits[step.id])
        elif step.id in skipped:
            yield f"{title}: left out ({PASSED_OVER_WORDS[skipped[step.id]]})."
        elif facts.visits and not offered(walk.flow, facts, step):
            yield f"{title}: {NOT_OFFERED_WORDS}."


def cited(source: Source) -> str:
    """A source as it is named to people."""
    year = f", {source.year}" if source.year else ""
    return f"{source.title}. {source.author}. {source.publisher}{year}"


def told(visit: Visit | StepRecord, *, central: bool) -> str:
    """What was answered at a step, in plain words; where answer and chart disagreed, what was followed."""
    response = visit.response if isinstance(visit, Visit) else visit.counted
    settled = visit.settled if isinstance(visit, Visit) else visit.settled_counted
    if visit.unsure:
        return "you were not sure, twice; that counts as no change"
    if visit.too_much_pain:
        after = {True: "then it settled", False: "and it did not settle", None: "you rested"}[settled]
        return f"the pain was too much, {after}"
    match response, settled:
        case Response.CENTRALIZED, _:
            return "gone, or nearly gone" if central else "moved all the way up, or went away"
        case Response.PARTLY_CENTRALIZED, _:
            return "better in part"
        case Response.UNCHANGED, _:
            return "no clear change"
        case Response.CANNOT, _:
            return "not possible for you"
        case None, _:
            return "not answered"
        case Response.WORSENED, True:
            return "worse at first, then back to how it was"
        case Response.WORSENED, False:
            return "worse, and it stayed worse"
        case _:
            return "worse"


def symptoms_told(symptoms: Symptoms) -> str:
    """Where it is felt and how strongly, in one line."""
    ratings = f"back pain {symptoms.back_pain} of 10, leg pain {symptoms.leg_pain} of 10"
    return f"{reasons.marks_told(symptoms)}; {ratings}"


def when_told(at: datetime) -> str:
    """A moment as people write it: ``2026-11-20 14:05``."""
    return at.strftime("%Y-%m-%d %H:%M")


def ending_told(session: Session) -> str:
    """How a session ended, in a few words."""
    return session.ending_title or session.ending or STATUS_WORDS[session.status]


def session_told(session: Session) -> str:
    """One session in one line: when, how it ended, what was found, and whose it is; nothing steers the terminal."""
    direction = session.result.direction if session.result else None
    ending = ending_told(session) + (f" ({direction})" if direction else "")
    mode = session.mode.value if session.mode is not Mode.HOME else ""
    return printable("  ".join(filter(None, (when_told(session.started_at), ending, mode, session.patient))))


def session_lines(session: Session) -> Iterator[str]:
    """One session as plain text, for the terminal and the screen; everything comes from the log.

    Somebody may have changed the log, so nothing of it can steer the terminal.
    """
    return map(printable, _session_lines(session))


def damaged_lines(session: Session | None) -> Iterator[str]:
    """What can be read of a damaged session, with a word of warning before it."""
    if session is None:
        yield "Nothing of it can be read. The file is left as it is."
        return
    yield "What can be read of it follows. Parts may be missing or wrong, so it is not gone on with."
    yield ""
    yield from session_lines(session)


def _session_lines(session: Session) -> Iterator[str]:
    yield f"Session {session.id}, {when_told(session.started_at)}"
    yield f"Flow: {session.flow.title} {session.flow.version}"
    if (base := session.flow.based_on) is not None:
        yield f"  based on {base.id} {base.version}"
        yield from (f"  {change}" for change in base.changes)
    if session.mode is not Mode.HOME:
        yield MODE_WORDS[session.mode]
    if session.patient:
        yield f"Patient: {session.patient}"
    if (copy := session.imported) is not None:
        known_as = f", where it had the code {copy.patient}" if copy.patient not in (None, session.patient) else ""
        yield f"Imported {when_told(copy.at)} from another computer{known_as}"
    yield f"Status: {STATUS_WORDS[session.status]}"
    if session.ending:
        yield f"Ending: {session.ending_title or session.ending}"
    if session.result and session.result.direction:
        best = next((step.title for step in session.steps if step.id == session.result.best_step), "")
        yield f"What the answers suggest: {session.result.direction} ({best})"
    if session.baseline:
        yield ""
        yield f"At the start: {SIDE_WORDS[session.baseline.side]}"
        yield f"  {symptoms_told(session.baseline.symptoms)}"
    if session.safety:
        yield ""
        yield "Questions about health answered yes:"
        for item in session.safety:
            cleared = {None: "", True: " (cleared by a clinician)", False: " (not cleared)"}[item.cleared]
            yield f"  {item.matter}{cleared}"
    if session.steps or session.skipped:
        yield ""
        yield "Steps:"
        central = session.baseline is not None and session.baseline.side is Side.CENTRAL
        for number, step in enumerate(session.steps, 1):
            yield f"  {number}. {step.title}: {told(step, central=central)}"
            yield from (f"     {line}" for line in (*reasons.step_reasons(step), *_step_details(step)))
        for skipped in session.skipped:
            yield f"  -  {skipped.title}: left out ({PASSED_OVER_WORDS[skipped.reason]})"
    if session.result and session.result.why:
        yield ""
        yield "Why:"
        yield f"  {session.result.why[0]}"
    for title, lines in (
        ("For and against each direction:", tuple(reasons.for_and_against(session))),
        ("What the rules rest on:", reasons.sources(session)),
    ):
        if lines:
            yield ""
            yield title
            yield from (f"  {line}" for line in lines)
    yield from _corrections(session)


def _corrections(session: Session) -> Iterator[str]:
    """What was taken back, and how often something was wrong: a therapist should know both."""
    wrong = [answer for answer in session.answers if answer.event is Event.TROUBLE]
    taken_back = [answer for answer in session.answers if answer.taken_back_at is not None]
    if wrong or taken_back:
        yield ""
    if wrong:
        yield (
            f'"Something is wrong" was pressed: {len(wrong)} times'
            if len(wrong) > 1
            else ('"Something is wrong" was pressed once')
        )
    if taken_back:
        yield f"Answers taken back: {len(taken_back)} (kept in the log)"
    for answer in taken_back:
        if answer.place.startswith(("question.", TROUBLE)) and answer.event is Event.YES:
            yield f"  yes to {(answer.item or answer.place.split('.')[2]).replace('_', ' ')}"


def _done_told(done: Done) -> str:
    """What was done of a dose, in words."""
    reps = f"{done.reps} repetition{'' if done.reps == 1 else 's'}" if done.reps else ""
    return ", ".join(filter(None, (reps, in_words(done.seconds) if done.seconds or not reps else "")))


def _step_details(step: StepRecord) -> Iterator[str]:
    if step.done is not None and step.done.whole:
        yield f"done: {_done_told(step.done)}"
    elif step.done is not None:
        yield f"ended early, after {_done_told(step.done)}"
    elif step.after is not None:
        yield "done, but not counted by the program"
    if step.during:
        yield f"during testing: {', '.join(step.during)}"
    if step.after_testing:
        yield f"after testing: {', '.join(step.after_testing)}"
    if step.left:
        yield f"gone on from before {'it was answered' if step.answer is None else 'anybody knew whether it settles'}"
    if step.range_of_movement:
        yield f"range of movement: {step.range_of_movement}"
    if step.side:
        yield f"done as for {SIDE_WORDS[step.side]}"
    if step.against:
        yield f"chosen against the rules: {' '.join(OBJECTION_WORDS[objection] for objection in step.against)}"
    elif step.chosen:
        yield "chosen by the clinician"
    if step.reason:
        yield f"reason: {step.reason}"
    if step.note:
        yield f"note: {step.note}"


def safety_told(walk: Walk, item: SafetyYes) -> tuple[str, str | None]:
    """A safety question answered yes, in a few words, and the advice that was shown for it."""
    asked = walk.flow.question(item.question_set, item.question)
    return (asked.short, asked.advice) if asked else (item.question, None)
