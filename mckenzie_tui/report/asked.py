"""What was asked before the exercises, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from mckenzie_tui.flow.arcs import FOLLOW_UP
from mckenzie_tui.session import Session
from mckenzie_tui.words import Event, Mode

ATTESTED = "Safety: the therapist attested that all questions were asked, and all answered no"
PASSED_OVER = "Safety: passed over, as in a demonstration nobody is asked"
NOT_ASKED = "Safety: no question of it was asked"
UNREADABLE = "Safety: what was asked and answered cannot be read"
IN_PART = "These are the answers that can be read; others, also a yes, may be missing"
_SETS = {"emergency": "Safety", "medical": "Health"}
"""What the question sets of the flow are about, by their ids; others are named by their ids."""
_ADVICE = f"{FOLLOW_UP}.advice."
_CHOICES = {Event.GO_ON: "went on, with care", Event.ASK_FIRST: "asked somebody first"}


def screening(session: Session, *, damaged: bool = False) -> tuple[str, ...]:
    """How many questions of safety and of health were asked and what was answered, a line for each set of them.

    An answer that was taken back does not count, and neither does a clearance: it asks nothing about a sign.

    Args:
        session: the session.
        damaged: whether that is only what can be read of its log.
    """
    told = tuple(_screening(session))
    if damaged:
        return (*told, IN_PART) if told else (UNREADABLE,)
    return told or (NOT_ASKED,)


def hours_after(session: Session, began: datetime) -> int:
    """How many whole hours, to the nearest, a session began after another one did; the 24 or 48 of a flow are round."""
    return max(0, round((session.started_at - began) / timedelta(hours=1)))


def chosen_after_advice(session: Session) -> str:
    """What the person chose after an advice in the questions about the last session; empty where nothing was chosen."""
    chosen = (_CHOICES.get(each.event) for each in session.standing_answers if each.place.startswith(_ADVICE))
    return next(filter(None, chosen), "")


def _screening(session: Session) -> Iterator[str]:
    asked: dict[str, dict[str, bool]] = {}
    unchanged: list[str] = []
    for answer in session.standing_answers:
        said_yes = answer.event is Event.YES
        if answer.event is Event.ATTEST:
            yield PASSED_OVER if session.mode is Mode.DEMO else ATTESTED
        elif said_yes or answer.event is Event.NO:
            match answer.place.split("."):
                case ["question", set_id, question]:
                    told = asked.setdefault(set_id, {})
                    told[question] = said_yes or told.get(question, False)
                case ["changed", set_id] if not said_yes:
                    unchanged.append(set_id)
    matters = {each.question: each.matter for each in session.safety}
    for set_id, answers in asked.items():
        yes = [_matter(question, matters) for question, said_yes in answers.items() if said_yes]
        said = f"yes to: {', '.join(yes)}" if yes else "all answered no"
        count = f"{len(answers)} question{'' if len(answers) == 1 else 's'} asked"
        yield f"{_about(set_id)}: {count}, {said}"
    for set_id in unchanged:
        before = ", ".join(_matter(question, matters) for question in session.context.yes)
        holds = f"; yes at an earlier session: {before}" if before else ""
        yield f'{_about(set_id)}: only asked "has anything changed": no{holds}'


def _about(set_id: str) -> str:
    return _SETS.get(set_id, set_id.replace("_", " ").capitalize())


def _matter(question: str, matters: dict[str, str]) -> str:
    return matters.get(question, question.replace("_", " "))
