"""Walk a flow from a list of answers, without a person and without saving anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mckenzie_tui.answers import Context, Done
from mckenzie_tui.errors import NotAllowedError, UsageError
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.flow.near import nearest
from mckenzie_tui.symptoms import Mark, Symptoms
from mckenzie_tui.walk.facts import groups_open
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import EndingKind, Event, Mode, Region, Response, Settled, Side

ENDING_SIGNS = {"!emergency": EndingKind.EMERGENCY, "!seek_care": EndingKind.CARE}
RESPONSES = tuple(response.value for response in Response if response is not Response.WORSENED)
SETTLINGS = tuple(f"{Response.WORSENED}:{settled}" for settled in Settled)

ANSWERS = (*RESPONSES, Response.WORSENED.value, *SETTLINGS, *ENDING_SIGNS)
"""Every word for an answer to a step, and for a sign of danger; ``aside`` has those for the other questions."""


LIGHTEST = 1
"""The effort that is given where a set has none that it is to be."""
NOT_YET = "not_yet"
READY = "ready"
GROUP_WORD = "group:"
"""What a choice of a group begins with: ``group:day_1``."""
SEEN_WORD = "seen:"
"""What an observation begins with: ``seen:level``; ``seen:skip`` leaves it out."""
SKIPPED = f"{SEEN_WORD}skip"


def begin(machine: FlowMachine, side: Side, pain: int) -> Walk:
    """A walk past the questions of safety, with symptoms on this side, of this strength (0 to 10).

    It stands at the first step, at what is asked before that (which group, whether it is time), or at an ending.
    """
    walk = Walk.begin(machine, Mode.DEMO, Context()).say(Event.ATTEST)
    walk = walk.say(Event.LOCATED, symptoms=_symptoms(side, pain))
    while walk.place.kind is PlaceKind.QUESTION:
        # Both legs: long-standing, and a clinician has cleared it.
        new = walk.machine.flow.both_legs.questions[0].id
        walk = walk.say(Event.NO if walk.place.question == new else Event.YES)
    return walk


def _symptoms(side: Side, pain: int) -> Symptoms:
    if side is Side.CENTRAL:
        marks: tuple[Mark, ...] = (Mark(region=Region.BACK_MIDLINE, side=Side.CENTRAL),)
        return Symptoms(back_pain=pain, marks=marks)
    sides: tuple[Side, ...] = (Side.LEFT, Side.RIGHT) if side is Side.BOTH else (side,)
    marks = tuple(Mark.model_validate({"region": Region.LOWER_LEG, "side": each}) for each in sides)
    return Symptoms(leg_pain=pain, marks=marks)


def simulate(machine: FlowMachine, side: Side, pain: int, answers: Sequence[str]) -> Walk:
    """Walk a flow by answers as ``flows simulate`` takes them.

    Raises:
        UsageError: an answer does not fit; names its position, from 1, and what was allowed there.
    """
    walk = begin(machine, side, pain)
    for number, word in enumerate(answers, 1):
        last = number == len(answers)
        if word not in allowed(walk, last=last):
            raise UsageError(_misfit(number, word, allowed(walk, last=last)))
        walk = say(walk, word)
    return walk


def aside(walk: Walk) -> tuple[str, ...]:
    """The words for a question that is no answer to a step: which group, whether it is time, what is seen."""
    match walk.place.kind:
        case PlaceKind.GROUP:
            return tuple(f"{GROUP_WORD}{group.id}" for group in groups_open(walk.flow, walk.facts))
        case PlaceKind.READY:
            return READY, NOT_YET
        case PlaceKind.OBSERVE:
            asked = walk.flow.steps_by_id[walk.place.step].observation(walk.place.question)
            return (*(f"{SEEN_WORD}{option.id}" for option in asked.options), SKIPPED)
        case _:
            return ()


def _said_aside(walk: Walk, word: str) -> Walk:
    if word == SKIPPED:
        return walk.say(Event.SKIP)
    if word in (READY, NOT_YET):
        return walk.say(Event.YES if word == READY else Event.NO)
    kind, _, item = word.partition(":")
    return walk.say(Event.CHOSE if f"{kind}:" == GROUP_WORD else Event.OBSERVED, item=item)


def _at_a_step(walk: Walk) -> Walk:
    """The walk where the next answer to a step is given: the first group, ready for the step."""
    while walk.place.kind in (PlaceKind.GROUP, PlaceKind.READY):
        walk = _said_aside(walk, aside(walk)[0])
    return walk


def _misfit(number: int, word: str, fitting: Sequence[str]) -> str:
    if not fitting:
        return f"answer {number}: '{word}' comes after the ending; nothing is allowed there"
    near = nearest(word, fitting) if word not in ANSWERS else ""
    hint = f". Did you mean '{near}'? Allowed here" if near else "; allowed here"
    return f"answer {number}: '{word}' does not fit{hint}: {', '.join(fitting)}"


def allowed(walk: Walk, *, last: bool) -> tuple[str, ...]:
    """The words that fit where the walk stands; ``worsened`` alone fits only as the last of a list."""
    if walk.ending is not None:
        return ()
    asked = aside(walk)
    walk = _at_a_step(walk)
    if walk.ending is not None:
        return asked
    signs = [word for word, kind in ENDING_SIGNS.items() if _way_to(walk.say(Event.TROUBLE), kind)]
    if walk.place.kind is PlaceKind.OBSERVE:
        return (*dict.fromkeys((*asked, *aside(walk))), *signs)
    answers = () if walk.settling else (*RESPONSES, *SETTLINGS, *((Response.WORSENED.value,) if last else ()))
    return (*asked, *answers, *signs)


def say(walk: Walk, word: str) -> Walk:
    """The walk after one word of a list; a group is the first, and a person is ready, where nothing else is said."""
    if word in aside(walk):
        return _said_aside(walk, word)
    walk = _at_a_step(walk)
    if word in aside(walk):
        return _said_aside(walk, word)
    if kind := ENDING_SIGNS.get(word):
        trouble = walk.say(Event.TROUBLE)
        for event in _way_to(trouble, kind) or ():
            trouble = trouble.say(event)
        return trouble
    response, _, settled = word.partition(":")
    if response != Response.CANNOT:
        walk = _done(walk).say(Event.NOT_MARKED)
    walk = walk.say(Event(response))
    if settled and walk.settling:
        walk = walk.say(Event.RESTED).say(Event.NOT_MARKED).say(Event(settled))
    return walk


def _done(walk: Walk) -> Walk:
    """The walk after all of a dose was done, each set as hard as it was to be."""
    walk = walk.say(Event.DID, done=Done(whole=True))
    while walk.place.kind is PlaceKind.EFFORT:
        wanted = walk.last_set.effort if walk.last_set is not None else None
        walk = walk.say(Event.RATED, effort=wanted[0] if wanted else LIGHTEST)
        if walk.place.kind is PlaceKind.EXERCISE:
            walk = walk.say(Event.DID, done=Done(whole=True))
    return walk


def _way_to(walk: Walk, kind: EndingKind) -> tuple[Event, ...] | None:
    """The shortest answers, from "something is wrong", to an ending of this kind."""
    queue: list[tuple[Walk, tuple[Event, ...]]] = [(walk, ())]
    for here, said in queue:
        if here.ending is not None:
            if here.ending.kind is kind:
                return said
            continue
        if here.place.kind is PlaceKind.TROUBLE or here.place.question_set == here.flow.trouble.id:
            queue.extend((there, (*said, event)) for event, there in _answers(here))
    return None


def _answers(walk: Walk) -> Iterator[tuple[Event, Walk]]:
    for event in (Event.YES, Event.NO):
        try:
            yield event, walk.say(event)
        except NotAllowedError:
            continue


def outcome(walk: Walk) -> dict[str, Any]:
    """What ``flows simulate`` prints: one object, the same for every front end that walked the same answers."""
    facts = walk.facts
    path: list[dict[str, Any]] = []
    for visit in facts.visits:
        entry: dict[str, Any] = {"step": visit.step, "answer": visit.response.value}
        if visit.settled is not None:
            entry["settled"] = visit.settled
        path.append(entry)
    waiting = PlaceKind.SETTLING.value if walk.settling else (walk.step.id if walk.step else None)
    return {
        "flow": walk.flow.id,
        "path": path,
        "skipped": [{"step": step, "reason": reason.value} for step, reason in facts.skipped],
        "next": None if walk.ending else waiting,
        "ending": walk.ending.id if walk.ending else None,
        "direction": walk.direction.value if walk.direction else None,
    }
