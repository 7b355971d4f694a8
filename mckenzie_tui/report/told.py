"""The answers and facts of a session, each in a few plain words."""

from __future__ import annotations

from mckenzie_tui import reasons
from mckenzie_tui.session import StepRecord
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.walk.visits import Visit
from mckenzie_tui.words import Feels, Mode, Objection, Often, PassedOver, Response, Side

SIDE_WORDS = {
    Side.LEFT: "pain on the left",
    Side.RIGHT: "pain on the right",
    Side.BOTH: "pain on both sides",
    Side.CENTRAL: "pain in the middle",
}
NO_PAIN = "no pain at the start"
"""What stands in place of a side where nothing hurt."""
MODE_WORDS = {
    Mode.HOME: "At home",
    Mode.CLINIC: "In the clinic, with a therapist",
    Mode.DEMO: "A demonstration: nobody's symptoms",
}
PASSED_OVER_WORDS = {
    PassedOver.NEEDS_ONE_SIDE: "only for pain on one side",
    PassedOver.PRECAUTION: "to be careful with your health",
    PassedOver.DIRECTION_CLOSED: "the same direction as one that made it worse",
    PassedOver.STILL_WORSE_SINCE: "it is still worse since you did it",
    PassedOver.NOT_YET: "by what you said before it",
}
FEELS_WORDS = {
    Feels.BETTER: "better than before that session",
    Feels.SAME: "the same",
    Feels.WORSE_THEN_SETTLED: "worse for a while, then as before",
    Feels.STILL_WORSE: "worse, and it still is",
}
OFTEN_WORDS = {
    Often.NOT_AT_ALL: "not at all",
    Often.ONCE_OR_TWICE: "once or twice",
    Often.THREE_TO_FIVE: "three to five times",
    Often.SIX_OR_MORE: "six times or more",
}
OBJECTION_WORDS = {
    Objection.NEEDS_ONE_SIDE: "It is meant for pain on one side.",
    Objection.PRECAUTION: "A precaution speaks against it: an answer about the person's health.",
    Objection.SEVERE_START: "The pain at the start was severe; only the gentlest steps are offered then.",
    Objection.HURTS_TOO_MUCH: "The pain at the start was too strong; these exercises are not begun then.",
    Objection.DIRECTION_CLOSED: "An exercise in this direction made it worse, and that lasted.",
    Objection.NOT_SETTLED: "The last exercise made it worse, and it is not known yet whether that settles.",
    Objection.STILL_WORSE_SINCE: "It is still worse since this exercise was done last.",
    Objection.NOT_YET: "The answer to the question before it was no: it is not the time for it yet.",
    Objection.SESSION_STOPPED: "The rules have stopped this session.",
}
"""What the rules say against a step that a clinician chooses."""


def side_told(painful: Side, done_for: Side) -> str:
    """The side of an exercise: ``pain on the right``, ``other side: as for pain on the left``.

    Args:
        painful: the painful side of the walk.
        done_for: the side for which it is done.
    """
    return other_side_told(painful, done_for) or SIDE_WORDS[painful]


def painful_side_told(painful: Side | None) -> str:
    """The painful side at the start; None where nothing hurt."""
    return NO_PAIN if painful is None else SIDE_WORDS[painful]


def other_side_told(painful: Side, done_for: Side | None) -> str:
    """The side of an exercise that a clinician has done for another side than the painful one; empty otherwise."""
    if done_for in (None, painful):
        return ""
    return f"{'other side: ' if painful.one_sided else ''}as for {SIDE_WORDS[done_for or painful]}"


def step_told(visit: Visit | StepRecord, *, central: bool) -> str:
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
