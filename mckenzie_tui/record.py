"""Turns a walk and the times of its answers into the session log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from mckenzie_tui.answers import LoggedAnswer
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.home_plan import home_plan
from mckenzie_tui.report.why import safety_told, why
from mckenzie_tui.session import (
    Baseline,
    BaseReference,
    Draft,
    FlowReference,
    FollowUp,
    ObservationRecord,
    Program,
    Result,
    SafetyAnswer,
    Session,
    SetRecord,
    SkippedStep,
    StepRecord,
)
from mckenzie_tui.symptoms import Record
from mckenzie_tui.verdict import SOURCES, Verdict, proposed
from mckenzie_tui.walk.doses import WHOLE, fewest_sets, in_sets
from mckenzie_tui.walk.visits import Charts, Left, SetDone, Since, Visit
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Response, Settled, Status

Part = TypeVar("Part", bound=Record)


def after_testing(response: Response, settled: bool | None, verdict: str | None = None) -> tuple[str, ...]:
    """An answer in the words of the McKenzie assessment's column "after testing".

    Worsening that settled is "no worse": it did not remain. The column "during" stays empty: it was not asked.
    """
    match response, settled:
        case Response.CENTRALIZED, _:
            return ("centralised", "better")
        case Response.PARTLY_CENTRALIZED, _ if verdict == Verdict.CENTRALIZING:
            return ("centralising", "better")
        case Response.PARTLY_CENTRALIZED, _:
            return ("better",)
        case Response.UNCHANGED, _:
            return ("no effect",)
        case Response.WORSENED, True:
            return ("no worse",)
        case Response.WORSENED, False if verdict == Verdict.PERIPHERALIZED:
            return ("worse", "peripheralised")
        case Response.WORSENED, False:
            return ("worse",)
        case _:
            return ()


def new_session(
    walk: Walk,
    session_id: str,
    program_version: str,
    now: datetime,
    flow_file: str | None = None,
    patient: str | None = None,
) -> Session:
    """The log of a session that begins."""
    flow = walk.flow
    return Session(
        id=session_id,
        mode=walk.facts.mode,
        patient=patient,
        status=Status.IN_PROGRESS,
        started_at=now,
        saved_at=now,
        program=Program(version=program_version),
        flow=_flow_reference(flow, flow_file),
        context=walk.facts.context,
        carries=walk.facts.carried(),
    )


def _flow_reference(flow: Flow, file: str | None) -> FlowReference:
    found = flow.file
    told = FlowReference(id=found.id, version=found.version, sha256=flow.sha256, title=found.title, file=file)
    if (base := flow.based_on) is None:
        return told
    changes = tuple(str(change) for change in base.changes)
    return told.model_copy(update={"based_on": BaseReference(id=base.id, version=base.version, changes=changes)})


def updated(
    session: Session, walk: Walk, answers: Sequence[LoggedAnswer], now: datetime, draft: Draft | None = None
) -> Session:
    """The log brought up to where the walk stands.

    Args:
        session: the log so far.
        walk: the walk, after all answers that were not taken back.
        answers: all answers, those taken back included.
        now: the time of writing.
        draft: an answer that is being given.
    """
    facts = walk.facts
    ending = walk.ending
    baseline = Baseline(side=facts.side, symptoms=facts.symptoms) if facts.symptoms else None
    skipped = (SkippedStep(id=step, title=walk.flow.title_of(step), reason=reason) for step, reason in facts.skipped)
    return session.model_copy(
        update={
            "status": Status.FINISHED if ending else Status.IN_PROGRESS,
            "ending": ending.id if ending else None,
            "ending_title": ending.title if ending else None,
            "ending_kind": ending.kind if ending else None,
            "saved_at": now,
            "finished_at": now if ending else None,
            "carries": _as_read(facts.carried(), session.carries),
            "baseline": _as_read(baseline, session.baseline) if baseline else None,
            "follow_up": _part(_follow_up(walk), session.follow_up),
            "result": _as_read(_result(walk), session.result) if ending else None,
            "plan": _part(home_plan(walk), session.plan),
            "draft": _as_read(draft, session.draft) if draft else None,
            "safety": _all_as_read(_safety(walk), session.safety),
            "skipped": _all_as_read(skipped, session.skipped),
            "steps": _all_as_read(_steps(walk, answers), session.steps),
            "observations": _all_as_read(_observations(walk), session.observations or ()) or None,
            "groups": _groups(walk),
            "answers": tuple(answers),
        }
    )


def _part(part: Part | None, read: Part | None) -> Part | None:
    return _as_read(part, read) if part is not None else None


def _all_as_read(parts: Iterable[Part], read: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(_as_read(part, *read) for part in parts)


def _as_read(part: Part, *read: Part | None) -> Part:
    """A part of the log that follows from the answers, with the keys of later versions that were read with it.

    They are kept only where all that this program knows of it is as it was: else they would tell of what has changed.
    """
    known = _known(part)
    return next((other for other in read if other is not None and _known(other) == known), part)


def _known(value: object) -> Any:
    """What this program knows of a value: without the keys of later versions."""
    if isinstance(value, Record):
        return {name: _known(getattr(value, name)) for name in type(value).model_fields}
    return tuple(map(_known, value)) if isinstance(value, tuple) else value


def _groups(walk: Walk) -> tuple[str, ...] | None:
    return tuple(walk.flow.groups[group].title for group in walk.facts.groups) or None


def _observations(walk: Walk) -> Iterator[ObservationRecord]:
    for seen in walk.facts.observed:
        asked = walk.flow.steps_by_id[seen.step].observation(seen.observation)
        yield ObservationRecord(
            step=seen.step,
            observation=seen.observation,
            asked=asked.ask,
            option=seen.option,
            seen=asked.label_of(seen.option),
        )


def _sets(walk: Walk, step: str, sets: tuple[SetDone, ...]) -> tuple[SetRecord, ...] | None:
    """The sets of a step, each beside how hard it was to be."""
    if not sets:
        return None
    wanted = in_sets(walk.dose_of(walk.flow.steps_by_id[step]))
    return tuple(
        SetRecord(
            reps=each.done.reps if each.done else None,
            seconds=each.done.seconds if each.done else None,
            effort=each.effort,
            wanted=one.effort,
        )
        for each, one in zip(sets, wanted, strict=False)
    )


def _planned(walk: Walk, step: str, sets: tuple[SetDone, ...]) -> int | None:
    return fewest_sets(walk.dose_of(walk.flow.steps_by_id[step])) if sets else None


def _follow_up(walk: Walk) -> FollowUp | None:
    """What was said about an earlier session, once anything was."""
    due, asked, since = walk.facts.context.follow_up, walk.flow.follow_up, walk.facts.since
    if due is None or asked is None or since == Since():
        return None
    shown = (position.place for _, position in walk.trail if position.place.kind is PlaceKind.SINCE_ADVICE)
    advised = next(shown, None)
    percent = walk.facts.dose_percent
    return FollowUp(
        session=due.session,
        began=due.began,
        after_h=due.after_h,
        skipped=since.skipped or None,
        anything_new=since.anything_new,
        feels=since.feels,
        often=since.often,
        symptoms=since.symptoms,
        rule=since.rule or None,
        dose_percent=percent if percent != WHOLE else None,
        leave_out=walk.facts.left_out or None,
        advice=asked.rules[int(advised.question)].advice if advised is not None else None,
    )


def _safety(walk: Walk) -> list[SafetyAnswer]:
    told = ((item, safety_told(walk, item)) for item in walk.facts.safety)
    return [
        SafetyAnswer(question=item.question, matter=matter, cleared=item.cleared, advice=advice)
        for item, (matter, advice) in told
    ]


def _result(walk: Walk) -> Result:
    return Result(
        direction=walk.direction if walk.best_step is not None else None,
        best_step=walk.best_step,
        why=why(walk),
        sources=tuple(_sources(walk)),
    )


def _sources(walk: Walk) -> Iterator[str]:
    """The sources of the rules that were met on the way, of the ending, and of the rules of the chart."""
    ids = [name for _, position in walk.trail if position.arc for name in position.arc.sources]
    ids += walk.ending.sources if walk.ending else ()
    yield from (walk.flow.sources[name].cited for name in dict.fromkeys(ids))
    if any(visit.charts.readings for visit in walk.facts.visits):
        yield from SOURCES


def _steps(walk: Walk, answers: Sequence[LoggedAnswer]) -> list[StepRecord]:
    """The answered steps, each with the time of its last answer."""
    standing = [answer for answer in answers if answer.taken_back_at is None]
    times: list[datetime] = []
    left_at: list[datetime] = []
    seen: tuple[Visit, ...] = ()
    for (_, position), answer in zip(walk.trail, standing, strict=True):
        if position.facts.visits != seen:
            seen = position.facts.visits
            times[len(seen) - 1 :] = [answer.at]
        if len(position.facts.left) > len(left_at):
            left_at.append(answer.at)
    records = [_step(walk, visit, at) for visit, at in zip(walk.facts.visits, times, strict=True)]
    # From the last one on, so that those before keep their places.
    for left, at in reversed(list(zip(walk.facts.left, left_at, strict=True))):
        records.insert(left.after, _left(walk, left, at))
    if (unanswered := _unanswered(walk, standing)) is not None:
        records.append(unanswered)
    return records


def _step(walk: Walk, visit: Visit, at: datetime) -> StepRecord:
    told = _about(walk, visit.step, visit.charts)
    return told.model_copy(
        update={
            "answer": None if visit.by_chart else visit.said or visit.response,
            "counted_answer": visit.response if visit.said or visit.by_chart else None,
            "settled": visit.settled if visit.said_settled is None else visit.said_settled,
            "counted_settled": None if visit.said_settled is None else visit.settled,
            "unsure": visit.unsure or None,
            "too_much_pain": visit.too_much_pain or None,
            "after_testing": after_testing(visit.response, _settled_as_known(visit), told.verdict),
            "note": visit.note,
            "answered_at": at,
            "done": visit.done,
            "sets": _sets(walk, visit.step, visit.sets),
            "sets_planned": _planned(walk, visit.step, visit.sets),
            "left": visit.left or None,
            **_by_clinician(visit),
        }
    )


def _settled_as_known(visit: Visit) -> bool | None:
    """Whether a worsening settled, as far as anybody knows.

    A clinician who goes on before it is known has done with testing: then what was known last stands. That is "worse",
    unless the chart shows that it came and went. Where somebody still rests it is left open.
    """
    if not visit.left:
        return visit.settled
    judged = visit.charts.judged
    return judged is not None and proposed(judged) == (Event.WORSENED, Settled.SETTLED)


def _left(walk: Walk, left: Left, at: datetime) -> StepRecord:
    """A step that was chosen or done, not answered, and gone on from."""
    return _open(walk, left, at).model_copy(update={"left": True})


def _open(walk: Walk, left: Left, at: datetime) -> StepRecord:
    """A step that was chosen or done, and not answered."""
    told: dict[str, object] = {"said_first": left.said_first, "note": left.note, "answered_at": at, "done": left.done}
    told |= {"sets": _sets(walk, left.step, left.sets), "sets_planned": _planned(walk, left.step, left.sets)}
    return _about(walk, left.step, left.charts).model_copy(update=told | _by_clinician(left))


def _by_clinician(visit: Visit | Left) -> dict[str, object]:
    """What there is to say about a step that a clinician chose, and about what they saw."""
    told: dict[str, object] = {
        "during": visit.seen.during or None,
        "range_of_movement": visit.seen.range_of_movement,
    }
    if visit.chosen is None:
        return told
    return told | {
        "side": visit.chosen.side,
        "chosen": True,
        "against": visit.chosen.against or None,
        "reason": visit.chosen.reason,
    }


def _about(walk: Walk, step: str, charts: Charts) -> StepRecord:
    """What there is to say about a step, whatever was answered."""
    exercise = walk.flow.exercise_of(step)
    judged = charts.judged
    return StepRecord(
        id=step,
        title=walk.flow.title_of(step),
        exercise=exercise.clinical_name,
        directions=walk.flow.steps_by_id[step].directions,
        sides=exercise.sides,
        before=charts.before,
        after=charts.after,
        recheck=charts.recheck,
        verdict=judged.verdict if judged else None,
        rule=judged.rule if judged else None,
        verdict_notes=tuple(sorted(judged.notes)) if judged else (),
    )


def _unanswered(walk: Walk, standing: Sequence[LoggedAnswer]) -> StepRecord | None:
    """The step that was chosen, done as far as anybody counted, or marked on the chart, and is not answered."""
    facts = walk.facts
    step = facts.charts.step
    if facts.charts.after is not None:
        by = {Event.LOCATED}
    elif facts.sets or facts.done is not None:
        by = {Event.DID, Event.RATED}
    else:
        step, by = _chosen_alone(walk), {Event.GO_TO}
    left = facts.left_open(step)
    if left is None:
        return None
    return _open(walk, left, max(answer.at for answer in standing if answer.event in by))


def _chosen_alone(walk: Walk) -> str:
    """The step that a clinician chose last, while nothing of it was done, seen or declined; empty where there is none.

    Where the walk stands at no step, a sign of danger was asked about, or told, in the middle of it.
    """
    facts = walk.facts
    chosen = facts.chosen.step if facts.chosen is not None and not facts.charts.step else ""
    gone_by = {*facts.not_ready, *(seen.step for seen in facts.observed)}
    return chosen if chosen not in gone_by and walk.place.step in ("", chosen) else ""
