"""What the chart says, in plain words: about one step, and about each direction of a whole session.

Everything is made from what was marked and answered; nothing is added to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mckenzie_tui.body import MIDDLE, SPOTS, Spot, spot_of
from mckenzie_tui.locating import Felt
from mckenzie_tui.session import Session, StepRecord
from mckenzie_tui.symptoms import Mark, Symptoms
from mckenzie_tui.verdict import REAL_CHANGE, SIDES, Judged, Note, Readings, Verdict, judge, proposed
from mckenzie_tui.walk.visits import Charts
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Direction, Event, Kind, Response, Side

_KIND_WORDS = {Kind.PAIN: "", Kind.TINGLING: " (pins and needles)", Kind.NUMBNESS: ""}

COUNTS_AS_WORDS = {
    Event.CENTRALIZED: "moved all the way up, or gone",
    Event.PARTLY_CENTRALIZED: "better in part",
    Event.UNCHANGED: "the same as before",
    Event.WORSENED: "worse",
}

VERDICT_WORDS = {
    Verdict.STOP_NEURO: "There is numbness or weakness that was not there before. A person needs to check that.",
    Verdict.EMERGENCY: "There is numbness in both legs that was not there before. A person needs to check that now.",
    Verdict.NO_EFFECT_SYMPTOM_FREE: "There was no pain before this exercise, and none came.",
    Verdict.PRODUCED_NO_WORSE: "Something came up, and then went away again.",
    Verdict.PRODUCED_WORSE: "There is something now that was not there before: {now}.",
    Verdict.WORSE_NEW_SIDE: "You feel it on the other side now, where you did not before: {now}.",
    Verdict.LATERALIZED: "{aside}.",
    Verdict.PERIPHERALIZED: "It reaches further down than before: {before} before, {now} now.",
    Verdict.PERIPHERALIZING_NO_WORSE: "It reached further down for a while. That did not last.",
    Verdict.ABOLISHED: "The pain is gone. That is a good sign.",
    Verdict.CENTRALIZED: "It moved from {before} to {now}. That is a good sign.",
    Verdict.CENTRALIZING: "{moved}. It is heading the right way.",
    Verdict.CENTRALIZING_INTENSITY_UP: "{moved}. But it is stronger than before.",
    Verdict.UNSTABLE: "It reached less far down for a while. That did not last.",
    Verdict.IMPROVED_SAME_PLACE: "It reaches as far as before, but it is weaker: {was} before, {is_now} now. Good.",
    Verdict.WORSE_SAME_PLACE: "It reaches as far as before, and it is stronger: {stronger}.",
    Verdict.INCREASED_NO_WORSE: "It was stronger for a while, and then as before.",
    Verdict.NO_EFFECT: "No clear change yet: it reaches {now}, as far as before. That is common.",
}
NOTE_WORDS = {
    Note.MIXED: "One side is better and the other is worse; the worse one counts.",
    Note.BACK_INCREASE_EXPECTED: "Some more ache in the back is common with this.",
    Note.SAME_LEVEL: "{elsewhere}.",
    Note.CENTRAL_ONLY: "With pain in the middle of the back alone, its strength is what counts.",
    Note.OLD_NUMBNESS_STAYS: "The numbness you had before is still there.",
    Note.STOP_SEVERE: "The pain is very strong now.",
}
_SAID_BY_ITSELF = frozenset({Verdict.NO_EFFECT, Verdict.IMPROVED_SAME_PLACE, Verdict.WORSE_SAME_PLACE})
"""The verdicts on which the strength alone decides where the pain is in the middle."""


DIRECTION_WORDS = {
    Direction.EXTENSION: "bending back",
    Direction.LATERAL: "to the side",
    Direction.ROTATION: "turning",
    Direction.FLEXION: "bending forward",
}
_SETTLED_WORDS = {True: "settled", False: "not settled"}
_HELPED = (Response.CENTRALIZED, Response.PARTLY_CENTRALIZED)
_LASTING = {True: "worse, then as before", False: "worse, and it stayed", None: "worse"}


def mark_told(mark: Mark) -> str:
    """One mark in words: ``right calf 6``, ``numb right heel``."""
    words = spot_of(mark.region, mark.side, mark.view).words
    if mark.kind is Kind.NUMBNESS:
        return f"numb {words}"
    strength = f" {mark.intensity}" if mark.intensity else ""
    return f"{words}{strength}{_KIND_WORDS[mark.kind]}"


def felt_told(felt: Felt) -> str:
    """What is felt at one spot: ``pain 6, numb``; empty where nothing is."""
    parts = (
        f"pain {felt.pain}" if felt.pain else "",
        f"pins and needles {felt.tingling}" if felt.tingling else "",
        "numb" if felt.numb else "",
    )
    return ", ".join(filter(None, parts))


def marks_listed(found: Symptoms) -> Iterator[str]:
    """Every mark in words, the farthest first."""
    return map(mark_told, sorted(found.marks, key=lambda mark: -mark.region.rank))


def marks_told(found: Symptoms) -> str:
    """All marks in words, the farthest first; ``nothing`` where there are none."""
    return ", ".join(marks_listed(found)) or "nothing"


def verdict_told(readings: Readings, judged: Judged) -> str:
    """What the chart says about a step, in a sentence or two."""
    sentence = VERDICT_WORDS[judged.verdict].format(**_words_of(readings, judged.verdict))
    elsewhere = _elsewhere(readings)
    notes = (
        words.format(elsewhere=elsewhere)
        for note, words in NOTE_WORDS.items()
        if note in judged.notes and _worth_saying(note, judged) and (elsewhere or note is not Note.SAME_LEVEL)
    )
    return " ".join((sentence, *notes))


def in_terms(walk: Walk) -> str:
    """What the chart says in the words of the assessment, with the rule that says so; empty where nothing does."""
    judged = walk.facts.judged
    return f"Verdict: {in_words_of_assessment(judged.verdict)} (rule: {judged.rule})." if judged else ""


def in_words_of_assessment(verdict: str) -> str:
    """A verdict as it is shown: ``centralising``, spelled as the words of the assessment are in the log."""
    words = _VERDICT_IN_TERMS.get(verdict, verdict.replace("_", " "))
    return re.sub(r"iz(?=ed|ing)", "is", words)


_VERDICT_IN_TERMS = {Verdict.NO_EFFECT_SYMPTOM_FREE.value: "no effect: no pain or tingling"}
"""The verdicts whose names are no English by themselves; old numbness can be there all the same."""


def counts_told(judged: Judged) -> str:
    """Which answer that is, as a sentence; empty where it proposes none."""
    proposal = proposed(judged)
    return f"That counts as: {COUNTS_AS_WORDS[proposal[0]]}." if proposal else ""


def told_of(walk: Walk) -> str:
    """What the chart says about the step a walk stands at; empty where nothing was marked."""
    readings, judged = walk.facts.charts.readings, walk.facts.judged
    return verdict_told(readings, judged) if readings and judged else ""


def _worth_saying(note: Note, judged: Judged) -> bool:
    return note is not Note.CENTRAL_ONLY or judged.verdict in _SAID_BY_ITSELF


def _words_of(readings: Readings, verdict: Verdict) -> dict[str, str]:
    """The places and strengths a sentence may name, for the side that decided the verdict."""
    before, final = readings.before, readings.final
    in_leg = before.in_leg
    words = {
        "was": str(before.leg_pain if in_leg else before.back_pain),
        "is_now": str(final.leg_pain if in_leg else final.back_pain),
    }
    words["stronger"] = _stronger(readings)
    side = _deciding_side(readings, verdict)
    now = _farthest_told(final, side)
    words |= {"before": _farthest_told(before, side), "now": now}
    if final.reach(side):
        words["moved"] = f"It moved up, from {words['before']} to {now}"
    else:
        words["moved"] = f"It has left {words['before']}; your {side} side is free now"
    stayed = MIDDLE in _spots(final)
    words["aside"] = (
        f"It is now also felt on one side: {now}"
        if stayed
        else f"It moved from the middle of your back to one side: {now}"
    )
    return words


def _stronger(readings: Readings) -> str:
    """What is stronger than before, with both strengths: the main rating, else the farthest place, else the back."""
    before, final = readings.before, readings.final
    if readings.main_change(final) >= REAL_CHANGE:
        was, now = (before.leg_pain, final.leg_pain) if before.in_leg else (before.back_pain, final.back_pain)
        return f"{was} before, {now} now"
    if readings.back_change(final) >= REAL_CHANGE:
        return f"your back, {before.back_pain} before, {final.back_pain} now"
    return f"{marks_told(before)} before, {marks_told(final)} now"


def _elsewhere(readings: Readings) -> str:
    """What is felt in other places than before, where it reaches no further; empty where all is where it was.

    A thing moved only where its old place is free now.
    """
    before, now = _spots(readings.before), _spots(readings.final)
    new, gone = now - before, before - now
    if not new and not gone:
        return ""
    if len(new) == len(gone) == 1:
        (there,), (left,) = new, gone
        if (there.side, there.region) == (left.side, left.region):
            return f"It moved from the {left.words} to the {there.words}, no further up or down"
    also = " also" if now & before else ""
    parts = (
        f"It is now{also} felt at {_listed(new)}" if new else "",
        f"It is no longer felt at {_listed(gone)}" if gone else "",
    )
    return ". ".join(filter(None, parts))


def _spots(found: Symptoms) -> set[Spot]:
    """The spots where pain or tingling is felt."""
    return {spot_of(*mark.place) for mark in found.felt}


def _listed(spots: Iterable[Spot]) -> str:
    """Spots in words, in the order of the body: ``the right calf and the right shin``."""
    *first, last = (f"the {spot.words}" for spot in SPOTS if spot in set(spots))
    return f"{', '.join(first)} and {last}" if first else last


def _deciding_side(readings: Readings, verdict: Verdict) -> Side:
    """The side that moved: the one that got worst where it got worse, else the one that moved up most."""
    moved = readings.moved(readings.final)
    if verdict is Verdict.WORSE_NEW_SIDE:
        return next(side for side in SIDES if not readings.before.reach(side) and readings.final.reach(side))
    if verdict in (Verdict.PERIPHERALIZED, Verdict.PRODUCED_WORSE, Verdict.LATERALIZED):
        return max(SIDES, key=lambda side: (moved[side], readings.final.reach(side)))
    return min(SIDES, key=lambda side: (moved[side], -readings.before.reach(side)))


def _farthest_told(found: Symptoms, side: Side) -> str:
    """The farthest place of one side in words; else the middle of the back, else that nothing is there."""
    marks = [mark for mark in found.felt if mark.side is side] or [
        mark for mark in found.felt if mark.side is Side.CENTRAL
    ]
    if not marks:
        return f"nothing on the {side}"
    farthest = max(marks, key=lambda mark: mark.region.rank)
    return f"the {spot_of(farthest.region, farthest.side, farthest.view).words}"


# A whole session, from its log


def readings_of(step: StepRecord) -> Readings | None:
    """What was marked before and after a step, where it was."""
    return Charts(step.id, step.before, step.after, step.recheck).readings


def step_title(step: StepRecord) -> str:
    """The exercise of a step; where a clinician had it done for another side than the painful one, with that side."""
    return f"{step.title}{as_for(step.side)}"


def as_for(side: Side | None) -> str:
    """The side for which a clinician had a step done, behind its title: `` (as for pain on the left)``."""
    return f" (as for pain on the {side})" if side is not None else ""


def step_reasons(step: StepRecord) -> Iterator[str]:
    """What changed at a step, which rule that met, and what it counted as."""
    readings = readings_of(step)
    if step.before is not None:
        yield f"before: {marks_told(step.before)}"
    if step.after is not None:
        yield f"after: {marks_told(step.after)}"
    if step.recheck is not None:
        yield f"after a rest: {marks_told(step.recheck)}"
    if readings is not None:
        judged = judge(readings)
        yield f"the chart: {verdict_told(readings, judged)}"
        if step.rule is not None and step.verdict is not None:
            yield f"rule met: {step.rule} ({in_words_of_assessment(step.verdict)})"
    if step.counted_answer is not None and step.answer is not None:
        said, counted = COUNTS_AS_WORDS[Event(step.answer)], COUNTS_AS_WORDS[Event(step.counted_answer)]
        yield f"you said: {said}; the chart said: {counted}; the more careful one was followed"
    if step.counted_settled is not None:
        said, counted = _SETTLED_WORDS[bool(step.settled)], _SETTLED_WORDS[step.counted_settled]
        yield f"you said: {said}; the chart said: {counted}; the more careful one was followed"


def for_and_against(session: Session) -> Iterator[str]:
    """For each direction that was tried: what speaks for it and what against it."""
    for direction in Direction:
        steps = [step for step in session.steps if direction in step.directions and step.answer is not Response.CANNOT]
        if not steps:
            continue
        helped = [step_title(step) for step in steps if step.counted in _HELPED]
        worse = [
            f"{step_title(step)} ({_LASTING[step.settled_counted]})"
            for step in steps
            if step.counted is Response.WORSENED
        ]
        same = [step_title(step) for step in steps if step.counted is Response.UNCHANGED]
        parts = [
            f"{words} {', '.join(titles)}"
            for words, titles in (("for it:", helped), ("against it:", worse), ("no clear change:", same))
            if titles
        ]
        if parts:
            yield f"{str(direction).capitalize()} ({DIRECTION_WORDS[direction]}): {'; '.join(parts)}."


def reasons(session: Session) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Why a session ended as it did, part by part: a title and its lines."""
    if session.result and session.result.why:
        yield "The rule that was met", session.result.why[:1]
    for step in session.steps:
        yield step_title(step), tuple(step_reasons(step))
    if directions := tuple(for_and_against(session)):
        yield "For and against each direction", directions
    if cited := sources(session):
        yield "What the rules rest on", cited


def sources(session: Session) -> tuple[str, ...]:
    """The sources of the rules that were met, those of the chart's rules where it was used."""
    return session.result.sources if session.result else ()
