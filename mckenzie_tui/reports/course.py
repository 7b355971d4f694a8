"""What several sessions of one person say together: which preference how often, and the pain from first to last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mckenzie_tui.reports.clinical import exercise_short, for_side_short
from mckenzie_tui.session import Session
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.words import EndingKind


def best_exercise(session: Session) -> str:
    """The exercise that helped, as therapists write it; empty where none was found."""
    best = session.result.best_step if session.result else None
    found = next((step for step in session.steps if best is not None and step.id == best), None)
    if found is None:
        return ""
    for_side = for_side_short(session.painful_side, session.best_for_other_side)
    return exercise_short(found.exercise or found.title) + for_side


def summary(sessions: Sequence[Session]) -> tuple[str, ...]:
    """The course of some sessions, the earliest first, in a few lines."""
    return tuple(_summary(sessions))


def _summary(sessions: Sequence[Session]) -> Iterator[str]:
    first, last = sessions[0], sessions[-1]
    held = sum(session.with_exercises for session in sessions)
    with_exercises = f"; exercises in {held} of them" if held < len(sessions) else ""
    yield f"{len(sessions)} sessions, {first.started_at:%Y-%m-%d} to {last.started_at:%Y-%m-%d}{with_exercises}"
    found = Counter(session.result.direction for session in sessions if session.result and session.result.direction)
    for direction, times in found.most_common():
        best = Counter(
            best_exercise(session)
            for session in sessions
            if session.result and session.result.direction is direction and best_exercise(session)
        )
        exercises = ", ".join(f"{name} ({count})" for name, count in best.most_common())
        yield f"Preference {direction}: {times} of {held} sessions with exercises; best: {exercises}"
    if held and not found:
        yield f"No direction of preference was found in any of {held} sessions with exercises"
    starts = [session.baseline.symptoms for session in sessions if session.baseline]
    if len(starts) > 1:
        yield f"Pain at the start, first -> last: {_changed(starts[0], starts[-1])} (0-10, lower is better)"
    for kind in (EndingKind.EMERGENCY, EndingKind.CARE, EndingKind.STOP):
        ended = [session for session in sessions if session.ending_kind is kind]
        if ended:
            dates = ", ".join(f"{session.started_at:%Y-%m-%d}" for session in ended)
            yield f"Ended by {kind}: {dates}"


def _changed(first: Symptoms, last: Symptoms) -> str:
    return f"back {first.back_pain} -> {last.back_pain}, leg {first.leg_pain} -> {last.leg_pain}"
