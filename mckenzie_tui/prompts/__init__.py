"""What is asked at each place of a walk, in the words of the flow: the same for every front end."""

from __future__ import annotations

from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.prompts import programmes, questions, responses, since
from mckenzie_tui.prompts.choices import LONGEST_NOTE, YES_NO, Choice, Prompt
from mckenzie_tui.prompts.questions import ATTEST
from mckenzie_tui.prompts.responses import CLINICAL_TERMS
from mckenzie_tui.prompts.since import left_out_told
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Terms

__all__ = ["ATTEST", "CLINICAL_TERMS", "LONGEST_NOTE", "Choice", "Prompt", "left_out_told", "prompt"]


def prompt(walk: Walk, terms: Terms = Terms.PLAIN) -> Prompt:
    """What is asked where the walk stands; for the places that have a question.

    Args:
        walk: where it stands.
        terms: whose words the answers after an exercise are put in.
    """
    place = walk.place
    match place.kind:
        case PlaceKind.QUESTION:
            return questions.question(walk, place)
        case PlaceKind.CLEARANCE:
            return questions.clearance(walk, place)
        case PlaceKind.ADVICE:
            return questions.advice(walk, place)
        case PlaceKind.CHANGED:
            medical = walk.flow.medical
            standing = questions.standing_told(walk)
            return Prompt(place.kind, medical.title, "", medical.changed or "", standing, "", YES_NO)
        case PlaceKind.GROUP:
            return programmes.group(walk)
        case PlaceKind.READY:
            return programmes.ready(walk)
        case PlaceKind.EFFORT:
            return programmes.effort(walk)
        case PlaceKind.OBSERVE:
            return programmes.observe(walk)
        case PlaceKind.TROUBLE:
            return questions.signs(walk)
        case PlaceKind.RESUMED:
            trouble = walk.flow.trouble
            return Prompt(place.kind, "Welcome back", "", trouble.anything_new, "", "", YES_NO)
        case PlaceKind.RESPONSE | PlaceKind.RESPONSE_AGAIN:
            return responses.response(walk, terms)
        case PlaceKind.SETTLING:
            return responses.settling(walk)
        case PlaceKind.SETTLED | PlaceKind.SETTLED_AGAIN:
            return responses.settled(walk, terms)
        case kind if kind.looks_back and walk.flow.follow_up is not None:
            return since.since(walk, walk.flow.follow_up)
    raise ValueError(f"nothing is asked at {place.name}")
