"""The readings of a session in their order: what was felt at the start, and at each step after it and after a rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mckenzie_tui.session import Session
from mckenzie_tui.symptoms import Symptoms

AT_THE_FOLLOW_UP = "at the follow-up"


@dataclass(frozen=True)
class Reading:
    """What was felt at one moment of a session."""

    symptoms: Symptoms
    when: str
    """In words: ``after step 3``."""
    tick: str
    """The same for an axis: ``3``."""


def readings(session: Session) -> tuple[Reading, ...]:
    """Every chart that was marked, in order; one that is as it was left by the step before is not told twice.

    What was marked about the last session is among them where the session holds no start of its own.
    """
    return tuple(_readings(session))


def _readings(session: Session) -> Iterator[Reading]:
    last: Symptoms | None = None
    if session.baseline is not None:
        last = session.baseline.symptoms
        yield Reading(last, "at the start", "start")
    elif session.follow_up is not None and session.follow_up.symptoms is not None:
        last = session.follow_up.symptoms
        yield Reading(last, AT_THE_FOLLOW_UP, "follow-up")
    for number, step in enumerate(session.steps, 1):
        if step.before is not None and step.before != last:
            yield Reading(step.before, f"before step {number}", f"before {number}")
        if step.after is not None:
            yield Reading(step.after, f"after step {number}", f"{number}")
        if step.recheck is not None:
            yield Reading(step.recheck, f"after the rest at step {number}", f"{number} rest")
        last = next(filter(None, (step.recheck, step.after, step.before)), last)
