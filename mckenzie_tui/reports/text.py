"""A report as plain text, to paste into the S, O and P of a clinical note; no line is longer than 80 characters."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from mckenzie_tui.report.asked import screening
from mckenzie_tui.report.one_line import STATUS_WORDS
from mckenzie_tui.reports import clinical
from mckenzie_tui.reports.clinical import one_line
from mckenzie_tui.reports.course import best_exercise, summary
from mckenzie_tui.reports.first import NOTHING, look_at_first
from mckenzie_tui.session import Session, StepRecord
from mckenzie_tui.words import Response, Side, Status

WIDEST = 80
"""Characters of a line."""


def text(sessions: Sequence[Session], left_out: Sequence[str] = ()) -> str:
    """The sessions, the earliest first, each as a block; several have a short summary before them.

    Args:
        sessions: at least one.
        left_out: the files of the range that could not be read.
    """
    several = len(sessions) > 1
    blocks = [_block(session) for session in sessions if not (several and _is_empty(session))]
    if several or left_out:
        blocks.insert(0, _summary(sessions, left_out))
    rule = "\n\n" + "=" * WIDEST + "\n\n"
    return rule.join("\n".join(lines) for lines in blocks) + "\n"


def _summary(sessions: Sequence[Session], left_out: Sequence[str]) -> list[str]:
    lines = ["SUMMARY OF SESSIONS"]
    for told in summary(sessions):
        lines += _wrapped("- ", told)
    for session in filter(_is_empty, sessions) if len(sessions) > 1 else ():
        status = STATUS_WORDS[session.status]
        lines += _wrapped("- ", f"{session.started_at:%Y-%m-%d %H:%M} ({session.id}): {status}, nothing done or marked")
    for name in left_out:
        lines += _wrapped("- ", f"Left out, cannot be read: {one_line(name)}")
    return lines


def _is_empty(session: Session) -> bool:
    """Whether there is no more to tell of a session than that it was broken off, or not finished, before a mark."""
    told = session.steps or session.baseline or session.safety or look_at_first(session)
    asked = session.follow_up is not None and (session.follow_up.feels or session.follow_up.symptoms)
    return session.status is not Status.FINISHED and not told and not asked


def _block(session: Session) -> list[str]:
    lines = _wrapped("", _title(session))
    first = look_at_first(session)
    lines += ["LOOK AT FIRST", *(line for told in first or (NOTHING,) for line in _wrapped("- ", told))]
    lines += ["S/O"]
    for name, told in _facts(session):
        lines += _wrapped(name, told, hang=3)
    if session.plan is not None:
        lines += ["P", *_wrapped("Plan: ", clinical.plan_short(session.plan, clinical.side_of(session)), hang=3)]
    source = f"mckenzie-tui {one_line(session.program.version)}. {clinical.DISCLAIMER}"
    return [*lines, "", *_wrapped("Source: ", source, hang=3)]


def _title(session: Session) -> str:
    patient = f" | patient {session.patient}" if session.patient else ""
    status = STATUS_WORDS[session.status]
    mode = clinical.MODE_WORDS[session.mode]
    return f"mckenzie-tui {session.id} | {session.started_at:%Y-%m-%d %H:%M} | {mode}{patient} | {status}"


def _facts(session: Session) -> Iterator[tuple[str, str]]:
    yield "Flow: ", _flow(session)
    if session.groups:
        yield "Group: ", "; ".join(map(one_line, session.groups))
    yield from (("", one_line(line)) for line in screening(session))
    cleared = [one_line(answer.matter) for answer in session.safety if answer.cleared]
    if cleared:
        yield "Screening, yes but cleared by a clinician: ", "; ".join(cleared)
    if session.follow_up is not None:
        yield "Follow-up: ", clinical.follow_up_short(session)
    side = clinical.side_of(session)
    if side is not None:
        yield "Side: ", clinical.SIDE_WORDS[side]
    if session.baseline is not None:
        found = session.baseline.symptoms
        yield "Baseline: ", f"{clinical.marks_short(found)} | {clinical.ratings_short(found)}"
    for number, step in enumerate(session.steps, 1):
        yield f"{number}. ", step_line(step, side)
    if session.observations:
        yield "Observed, not judged: ", clinical.observed_short(session)
    for skipped in session.skipped:
        yield "Left out: ", f"{one_line(skipped.title)} ({clinical.PASSED_OVER_WORDS[skipped.reason]})"
    yield "Result: ", result_told(session)


def _flow(session: Session) -> str:
    flow = session.flow
    told = f"{one_line(flow.title)} {one_line(flow.version)} (sha256 {one_line(flow.sha256)[:12]})"
    if flow.based_on is None:
        return told
    changes = "; ".join(map(one_line, flow.based_on.changes))
    return f"{told}, based on {one_line(flow.based_on.id)} {one_line(flow.based_on.version)}: {changes}"


def step_line(step: StepRecord, side: Side | None) -> str:
    """A step in a line: ``Rep EIL 1x10 | pre: R calf 6/10 | during: dec | after: better, centralised to R buttock``."""
    parts = [clinical.step_short(step, side)]
    if step.counted is not Response.CANNOT:
        if step.before is not None:
            parts.append(f"pre: {clinical.marks_short(step.before)}")
        if during := clinical.during_short(step):
            parts.append(f"during: {during}")
        if step.recheck is not None and step.after is not None:
            parts.append(f"on stopping: {clinical.marks_short(step.after)}")
    parts.append(f"after{' a rest' if step.recheck is not None else ''}: {clinical.after_short(step)}")
    if step.range_of_movement is not None:
        parts.append(clinical.ROM_WORDS[step.range_of_movement])
    return " | ".join((*parts, *clinical.said_otherwise(step), *clinical.chosen_short(step)))


def result_told(session: Session) -> str:
    """How it ended, the direction of preference and the best exercise, in a line."""
    ending = one_line(session.ending_title or session.ending or STATUS_WORDS[session.status])
    if session.result is None or session.result.direction is None:
        return ending
    best = best_exercise(session)
    return f"{ending} | direction: {session.result.direction}{f' | best: {best}' if best else ''}"


def _wrapped(name: str, told: str, hang: int | None = None) -> list[str]:
    """A line under a name, the lines after the first hanging in; nothing is wider than the page."""
    return textwrap.wrap(
        name + told,
        WIDEST,
        subsequent_indent=" " * (len(name) if hang is None else hang),
        break_on_hyphens=False,
    )
