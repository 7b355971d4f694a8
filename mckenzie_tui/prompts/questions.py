"""The questions about health and danger, and what follows a yes to one of them."""

from __future__ import annotations

from mckenzie_tui.flow.arcs import Place, PlaceKind
from mckenzie_tui.flow.schema import Question, QuestionSet
from mckenzie_tui.prompts.choices import ADVISED, YES_NO, Choice, Prompt
from mckenzie_tui.verdict import Verdict
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event


def _set_of(walk: Walk, place: Place) -> QuestionSet:
    return next(part for part in walk.flow.question_sets if part.id == place.question_set)


def _asked(walk: Walk, place: Place) -> tuple[QuestionSet, Question, int]:
    questions = _set_of(walk, place)
    index = next(index for index, item in enumerate(questions.questions) if item.id == place.question)
    return questions, questions.questions[index], index


ATTEST = Choice(
    "attest",
    "All asked, and all answered no (you attest that)",
    Event.ATTEST,
    explain="You have asked all questions about emergencies and health yourself. On to where it hurts.",
    key="a",
)


def question(walk: Walk, place: Place) -> Prompt:
    """One question of a set, with what led to it."""
    questions, question, index = _asked(walk, place)
    attests = Event.ATTEST in walk.events and walk.facts.mode.clinician_present
    counted = questions.id in (walk.flow.emergency.id, walk.flow.medical.id)
    return Prompt(
        place.kind,
        questions.title,
        f"question {index + 1} of {len(questions.questions)}" if counted else "",
        question.ask,
        _reminder(walk, place) or ((questions.intro or "") if index == 0 else ""),
        question.explain or "",
        (*YES_NO, ATTEST) if attests else YES_NO,
        questions.unsure_hint or "",
    )


def _reminder(walk: Walk, place: Place) -> str:
    """A word on what led to the question: a mark on the chart, or an earlier yes that nobody has cleared."""
    if place.question_set == walk.flow.trouble.id and (why := marked_just_now(walk)):
        return why
    if place.question_set == walk.flow.medical.id and place.question in walk.facts.context.standing:
        return "Last time you answered yes to this."
    return ""


def standing_told(walk: Walk) -> str:
    """What was answered yes at an earlier session, and nobody has cleared; empty for nothing."""
    names = [question.short for question in walk.flow.medical.questions if question.id in walk.facts.standing]
    return f"Last time you said yes to: {'; '.join(names)}." if names else ""


def clearance(walk: Walk, place: Place) -> Prompt:
    """Whether a clinician has cleared a yes."""
    questions, question, _ = _asked(walk, place)
    return Prompt(
        place.kind,
        questions.title,
        "",
        questions.clearance_ask or "",
        f"You said yes to: {question.short}.",
        "",
        YES_NO,
    )


def advice(walk: Walk, place: Place) -> Prompt:
    """The advice that follows a yes with which one may go on."""
    questions, question, _ = _asked(walk, place)
    return Prompt(place.kind, questions.title, "", question.advice or "", "", questions.advice_from or "", ADVISED)


def marked_just_now(walk: Walk) -> str:
    """What was marked on the chart that led here by itself; empty where it was not a chart."""
    if not walk.trail or walk.trail[-1][0].event is not Event.LOCATED:
        return ""
    facts = walk.facts
    if facts.verdict in (Verdict.STOP_NEURO, Verdict.EMERGENCY):
        return "You marked numbness that was not there before."
    if facts.newly_severe:
        return "You marked very strong pain."
    return "You marked symptoms on both sides now." if facts.newly_on_both_sides else ""


def signs(walk: Walk) -> Prompt:
    """The list of signs behind "something is wrong"."""
    trouble = walk.flow.trouble
    signs = [
        Choice(question.id, question.short, Event.YES, question.id)
        for question in (*walk.flow.emergency.questions, *trouble.more_signs)
    ]
    none = Choice("none", trouble.none_of_these, Event.NO, key="n")
    intro = " ".join(filter(None, (marked_just_now(walk), trouble.intro)))
    return Prompt(PlaceKind.TROUBLE, trouble.title, "", trouble.list_ask, intro, "", (*signs, none))
