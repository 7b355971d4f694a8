"""A flow in words for a therapist: what its places are called, its answers and conditions, and which rule is meant."""

from __future__ import annotations

import re

from mckenzie_tui.flow.arcs import FOLLOW_UP, Arc, Guard, Place, PlaceKind, Structural, ending_place
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.words import Condition, Event, Response

CONDITION_WORDS: dict[Condition | Structural, str] = {
    Condition.LASTING_WORSENING_BEFORE: "after one that did not settle",
    Condition.LASTING_WORSENING_AT_THIS_STEP: "the last one did not settle",
    Condition.CENTRALIZED_AT_SOME_STEP: "some exercise helped",
    Condition.PARTLY_CENTRALIZED_AT_SOME_STEP: "some exercise helped in part",
    Condition.SEVERE_START: "severe pain at the start",
    Condition.TOO_MUCH_PAIN: "the pain was too much",
    Condition.NO_STEP_TRIED: "none could be tried",
    Condition.STILL_WORSE_SINCE: "still worse since then",
    Condition.WORSE_IN_TWO_SESSIONS: "two sessions in a row made it worse, and that lasted",
    Condition.WEEK_WITHOUT_CHANGE: "about a week without change",
    Condition.SEVERE_SINCE: "the pain is severe",
    Condition.GROUPS_LEFT: "another group is left",
    Structural.HURTS: "it hurts now",
    Structural.SETS_BEGUN: "after a set",
    Structural.SETS_LEFT: "another set is to be done",
    Structural.EXERCISE_WAS_TO_BE_DONE: "where an exercise was to be done",
    Structural.FIRST_SESSION: "at a first session",
    Structural.ASKED_IN_FULL: "where all are asked",
    Structural.STANDS: "an earlier yes stands",
    Structural.NO_SYMPTOMS: "no symptoms",
    Structural.BOTH_LEGS: "both legs",
    Structural.CLINICIAN_PRESENT: "with a clinician",
    Structural.DEMONSTRATION: "in a demonstration",
    Structural.NUMBNESS_ONLY: "numbness alone",
    Structural.NUMB_IN_BOTH_LEGS: "newly numb, in both legs",
    Structural.NEWLY_NUMB: "newly numb",
    Structural.NEWLY_ON_BOTH_SIDES: "newly on both sides",
    Structural.NEWLY_SEVERE: "severe pain now",
    Structural.LOOK_AGAIN: "to be looked at once more",
    Structural.WAITS_TO_SETTLE: "after a worsening",
    Structural.DISAGREES: "the chart says otherwise",
    Structural.SAID_NOT_YET: "not yet, it was said",
}
"""Conditions in words; those of the list below are told by the arrow itself."""
UNTOLD = frozenset(
    {
        Structural.APPLIES,
        Structural.CAME_FROM,
        Structural.STOPPED_AT,
        Structural.COUNTS_AS,
        Structural.CHOSEN,
        Structural.GROUP_CHOSEN,
        Structural.WAS_OBSERVED,
    }
)
BEFORE_IT = " before it"
"""What is put to a chart that is marked anew before an exercise."""
PLACE_WORDS: dict[PlaceKind, str] = {
    PlaceKind.QUESTION: "a question",
    PlaceKind.CLEARANCE: "has a clinician cleared it?",
    PlaceKind.ADVICE: "advice to read",
    PlaceKind.CHANGED: "has anything changed?",
    PlaceKind.WHERE_IT_HURTS: "where it hurts",
    PlaceKind.GROUP: "what to do",
    PlaceKind.READY: "is it time for it?",
    PlaceKind.EFFORT: "how hard was the set?",
    PlaceKind.OBSERVE: "what is seen?",
    PlaceKind.BEFORE: "where is it, before it is done?",
    PlaceKind.EXERCISE: "the exercise",
    PlaceKind.AFTER: "where is it now?",
    PlaceKind.RECHECK: "where is it after the rest?",
    PlaceKind.RESPONSE: "how is it now?",
    PlaceKind.RESPONSE_AGAIN: "how is it now? (asked once more)",
    PlaceKind.SETTLING: "rest, to let it settle",
    PlaceKind.SETTLED: "has it settled?",
    PlaceKind.SETTLED_AGAIN: "has it settled? (asked once more)",
    PlaceKind.TROUBLE: "the list of signs",
    PlaceKind.RESUMED: "is anything new since the break?",
    PlaceKind.SINCE_NEW: "is anything new?",
    PlaceKind.SINCE_HOW: "how has it been?",
    PlaceKind.SINCE_OFTEN: "how often was it done?",
    PlaceKind.SINCE_WHERE: "where is it now?",
    PlaceKind.SINCE_ADVICE: "advice to read",
    PlaceKind.SINCE_NOW: "a session now?",
    PlaceKind.ENDING: "an ending",
}
"""What is asked for at a place."""
CHOSEN = "chosen by the clinician"
"""What stands where a clinician went to an exercise, whatever the flow says."""
_EVENT_WORDS = {
    Event.ATTEST: "a clinician attests it",
    Event.ASK_FIRST: "would rather ask somebody first",
    Event.GO_ON: "goes on",
    Event.LOCATED: "chart",
    Event.NOT_MARKED: "no chart",
    Event.DID: "done",
    Event.RELOCATE: "where it hurts has changed",
    Event.UNSURE: "not sure",
    Event.TROUBLE: "something is wrong",
    Event.RESUMED: "taken up again",
    Event.GO_TO: CHOSEN,
    Event.OFTEN: "so often",
    Event.RATED: "so hard",
    Event.ENOUGH: "enough of it",
    Event.OBSERVED: "seen",
    Event.SKIP: "would rather not be asked",
}


_RULE = re.compile(r"(?:steps\[(?P<step>\d+)\]\.)?(?P<list>[\w.]+)\[(?P<number>\d+)\]")
"""A rule as a key of the flow file, counted from 0."""
FOLLOW_UP_RULES = f"{FOLLOW_UP}.rules"
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)


def place_told(flow: Flow, place: Place) -> str:
    """A place: ``Press-ups, step 3`` for an exercise itself, else ``Prone props: how is it now?``."""
    if place.ending:
        return f"the ending '{flow.endings[place.ending].title}'"
    words = PLACE_WORDS[place.kind]
    if place.step:
        title = flow.title_of(place.step)
        return (
            f"{title}, step {flow.number_of(place.step)}" if place.kind is PlaceKind.EXERCISE else f"{title}: {words}"
        )
    titles = [questions.title for questions in flow.question_sets if questions.id == place.question_set]
    if place.kind.looks_back and flow.follow_up is not None:
        titles.append(flow.follow_up.title)
    question = flow.question(place.question_set, place.question) if place.question_set else None
    if question is not None:
        titles.append(question.short)
    if place.kind is not PlaceKind.QUESTION:
        titles.append(words)
    told = ": ".join(titles)
    return told[:1].upper() + told[1:]


def rule_told(flow: Flow, key: str) -> str:
    """A rule by what it is for, and where it stands: ``the rule for "unchanged" (third of [[rules]])``.

    Args:
        flow: the flow.
        key: the rule as a key of the flow file, as an arc names it.
    """
    found = _RULE.fullmatch(key)
    if found is None:
        raise ValueError(f"no rule is called {key}")
    number, part = int(found["number"]), found["list"]
    base = f" in {flow.based_on.id}" if flow.based_on else ""
    where = f"{_ordinal(number)} of [[{part}]]{base}"
    if found["step"] is not None:
        step = flow.steps[int(found["step"])]
        rule = step.rules[number]
        whose, where = (
            f"{flow.title_of(step.id)}'s own rule",
            f"{_ordinal(number)} of its [[steps.rules]]{base}",
        )
    elif part == FOLLOW_UP_RULES and flow.follow_up is not None:
        when = conditions_told(tuple(map(Guard, flow.follow_up.rules[number].when)))
        return f"the rule for what is said of an earlier session{f': {when}' if when else ''} ({where})"
    elif part == "rules":
        rule, whose = flow.file.rules[number], "the rule"
    else:
        last = flow.file.after_last_step[number]
        when = conditions_told(tuple(map(Guard, last.when)))
        return f"the rule for when no further exercise applies{f': {when}' if when else ''} ({where})"
    when = conditions_told(tuple(map(Guard, rule.when)))
    answers = " or ".join(f'"{event_told(Event(answer))}"' for answer in rule.on)
    return f"{whose} for {answers}{f': {when}' if when else ''} ({where})"


def _ordinal(index: int) -> str:
    return _ORDINALS[index] if index < len(_ORDINALS) else f"number {index + 1}"


def event_told(event: Event) -> str:
    """What is said, by itself."""
    return _EVENT_WORDS.get(event, event.value.replace("_", " "))


def answer_told(response: Response, settled: bool | None) -> str:
    """An answer to an exercise: ``worsened, not settled``."""
    lasting = {None: "", True: ", settled", False: ", not settled"}[settled]
    return event_told(Event(response)) + lasting


def conditions_told(guards: tuple[Guard, ...]) -> str:
    """The conditions of an arrow; empty where it is always taken."""
    return ", ".join(dict.fromkeys(CONDITION_WORDS[guard.name] for guard in guards if guard.name not in UNTOLD))


def label(flow: Flow, place: Place, arc: Arc, guards: tuple[Guard, ...], *, otherwise: bool = False) -> str:
    """What stands on an arrow.

    Args:
        flow: the flow.
        place: where it leaves from.
        arc: the arc of the table.
        guards: those of its conditions that are to be told.
        otherwise: whether arrows of the same answer, with conditions of their own, come before it.
    """
    said = said_told(flow, place, arc)
    if arc.event is Event.ATTEST:
        return said
    if any(guard.name is Structural.STANDS for guard in guards):
        return CONDITION_WORDS[Structural.STANDS]
    told = conditions_told(guards) or ("otherwise" if otherwise else "")
    if place.kind.marks_where and arc.event is Event.LOCATED and told:
        return f"{said}: {told}"
    closing = "; its directions are closed" if arc.closes else ""
    return ", ".join(filter(None, (said, told))) + closing


def said_told(flow: Flow, place: Place, arc: Arc) -> str:
    """What is said for an arrow to be taken."""
    counts_as = next((guard.argument for guard in arc.guards if guard.name is Structural.COUNTS_AS), "")
    yes = arc.event is Event.YES
    match place.kind:
        case _ if counts_as:
            return event_told(Event(counts_as))
        case PlaceKind.TROUBLE:
            return "a sign of danger" if yes else "none of the signs of danger"
        case PlaceKind.SINCE_NEW if arc.event in (Event.YES, Event.NO):
            return "something is new" if yes else "nothing is new"
        case PlaceKind.SINCE_NOW if arc.event in (Event.YES, Event.NO):
            return "a session now" if yes else "no session today"
        case PlaceKind.CHANGED if arc.event in (Event.YES, Event.NO):
            return "something has changed" if yes else "nothing has changed"
        case PlaceKind.CLEARANCE if arc.event in (Event.YES, Event.NO):
            return "yes, and cleared" if yes else "yes, and not cleared"
        case PlaceKind.GROUP if arc.event is Event.CHOSE:
            chosen = next(guard.argument for guard in arc.guards if guard.name is Structural.GROUP_CHOSEN)
            return flow.groups[chosen].title
        case PlaceKind.READY if arc.event in (Event.YES, Event.NO):
            return "it is time" if yes else "not yet"
        case PlaceKind.OBSERVE if arc.event is Event.SKIP:
            return "left out"
        case PlaceKind.BEFORE if arc.event is Event.LOCATED:
            return f"chart{BEFORE_IT}"
        case PlaceKind.QUESTION if place.question_set in (flow.trouble.id, flow.both_legs.id):
            question = flow.question(place.question_set, place.question)
            short = question.short if question else place.question
            outside = question and arc.dest == ending_place(question.yes_outside_a_step or "")
            return (short if yes else f"not so: {short}") + (" (before the first exercise)" if outside else "")
        case _:
            return event_told(arc.event)
