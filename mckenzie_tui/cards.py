"""What is shown at the places of a walk that are more than a question: an exercise, a chart, an ending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mckenzie_tui import reasons
from mckenzie_tui.advising import LESS_TODAY, WORSE_THAN_AT_THE_START
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.flow.schema import NO_FLOOR, SEVERE_START, Calls, Dose, Step
from mckenzie_tui.home_plan import home_plan, plan_told
from mckenzie_tui.pace.timeline import chosen
from mckenzie_tui.pace.told import (
    choice_in_words,
    dose_in_words,
    in_words,
    lighter_in_words,
    rest_in_words,
    set_in_words,
)
from mckenzie_tui.report.told import PASSED_OVER_WORDS, other_side_told, painful_side_told, side_told
from mckenzie_tui.report.why import suggestion, why
from mckenzie_tui.settings import Settings
from mckenzie_tui.verdict import Readings, judge, proposed
from mckenzie_tui.walk.doses import OneSet
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import EndingKind, Event, Settled, Side, Sides, Terms


@dataclass(frozen=True)
class ChartCard:
    """Everything to say where it is to be marked where it hurts."""

    heading: str
    ask: str
    intro: str
    before: str
    """What was marked before, in words; empty at the start."""
    rest_s: int
    """How long to rest first, in seconds."""


@dataclass(frozen=True)
class ExerciseCard:
    """Everything to show while a step is done."""

    title: str
    number: int
    of: int
    because: tuple[str, ...]
    """Why this step follows, and which steps were left out on the way to it."""
    side_note: str
    """Which side to use, in words; empty for an exercise without sides."""
    purpose: str
    figure: str | None
    """The id of the figure that shows it."""
    side: Side | None
    """The painful side, for which the figure is mirrored."""
    calls: Calls
    """What is called out while it is done."""
    dose: Dose
    """As the person wants it; where sets are done one by one, that of the present one."""
    dose_text: str
    rest_first: str
    """How long to rest since the last set; empty before the first one, and where sets are not done one by one."""
    set_text: str
    """Which set it is, and how hard it is to be; empty where sets are not done one by one."""
    then: str
    """What comes after it: how long to rest, and whether it is asked before that how hard it was."""
    sides: Sides | None
    """How the two sides of the body come in."""
    equipment: tuple[str, ...]
    easier: tuple[str, ...]
    source_note: str
    set_up: tuple[str, ...]
    movement: tuple[str, ...]
    cues: tuple[str, ...]
    careful: tuple[str, ...]
    """Cautions for this person, by what was said about their health."""
    cautions: tuple[str, ...]
    stop_line: str
    on_bed: bool
    """Whether the set-up shown is the one for the bed."""
    has_bed_variant: bool


@dataclass(frozen=True)
class EndingCard:
    """Everything to show at an ending."""

    kind: EndingKind
    title: str
    suggestion: str
    text: tuple[str, ...]
    why: tuple[str, ...]
    next: tuple[str, ...]
    plan: tuple[str, ...]
    """The plan until the next session; empty where there is none."""
    seek_help: tuple[str, ...]
    sources: tuple[str, ...]


def heading_of_step(walk: Walk, terms: Terms = Terms.PLAIN) -> tuple[str, ...]:
    """Which step it is, for the heading: ``Press-ups``, ``step 3 of 7``, and which side it is done for."""
    step = walk.step
    if step is None:
        return ()
    flow = walk.flow
    title = flow.trail_title_of(step.id) if terms is Terms.PLAIN else flow.clinical_name_of(step.id)
    number, of = _place_in_course(walk, step)
    where = f"step {number} of {of}"
    painful, done_for = walk.facts.side, walk.facts.side_at(step.id)
    if done_for is painful and walk.facts.symptoms is not None:
        return title, where, painful_side_told(walk.facts.symptoms.painful_side)
    return title, where, side_told(painful, done_for)


def _place_in_course(walk: Walk, step: Step) -> tuple[int, int]:
    """Which step it is, from 1, and of how many; one from another group is told by its place in the flow."""
    course = walk.course if step in walk.course else walk.flow.steps
    return course.index(step) + 1, len(course)


def other_side(walk: Walk) -> str:
    """The side for which the step is done where a clinician chose another than the painful one; empty otherwise."""
    return other_side_told(walk.facts.side, walk.facts.side_at(walk.step.id) if walk.step is not None else None)


def chart_card(walk: Walk) -> ChartCard:
    """What to say where it is to be marked where it hurts."""
    place, facts = walk.place, walk.facts
    before = reasons.marks_told(facts.charts.before) if facts.charts.before else ""
    rest = walk.flow.file.settling.duration_s
    match place.kind:
        case PlaceKind.WHERE_IT_HURTS:
            return ChartCard("Where it hurts", "Where do you feel it now?", _PAIN_AND_TINGLING, before="", rest_s=0)
        case PlaceKind.SINCE_WHERE if walk.flow.follow_up is not None:
            asked = walk.flow.follow_up
            return ChartCard(asked.title, asked.where_ask, _PAIN_AND_TINGLING, before="", rest_s=0)
        case PlaceKind.BEFORE:
            told = reasons.marks_told(walk.last_marked)
            return ChartCard("Where it hurts", "Where is it now, before you begin?", "", told, 0)
        case PlaceKind.AFTER:
            at_rest = walk.flow.file.response.at_rest
            dose = walk.flow.steps_by_id[place.step].dose
            return ChartCard("Where is it now?", "Where do you feel it now, at rest?", at_rest, before, dose.rest_s)
        case PlaceKind.RECHECK if facts.waits_to_settle:
            return ChartCard("Where is it now?", "Where do you feel it after the rest?", "", before, 0)
        case PlaceKind.RECHECK:
            intro = f"{reasons.told_of(walk)} Rest for a few minutes. Then mark it once more."
            return ChartCard("Rest, then look again", "Where do you feel it after the rest?", intro, before, rest)
    raise ValueError(f"nothing is marked at {place.name}")


_PAIN_AND_TINGLING = "Mark each place with pain or pins and needles. 10 is the worst you can think of."


def exercise_card(walk: Walk, settings: Settings | None = None, *, on_bed: bool | None = None) -> ExerciseCard:
    """What to show at a step; the texts name the side to use.

    Args:
        walk: a walk that stands at a step.
        settings: how much the person wants to do, within what the flow allows.
        on_bed: show the set-up for the bed; None asks what the person said about the floor.
    """
    step = walk.step
    if step is None:
        raise ValueError("the walk does not stand at a step")
    exercise = walk.flow.exercise_of(step.id)
    side = walk.facts.side_at(step.id)
    sided = exercise.for_side(side)
    texts = sided or exercise
    wants_bed = NO_FLOOR in walk.facts.medical_yes if on_bed is None else on_bed
    bed = wants_bed and bool(texts.on_bed)
    yes = set(walk.facts.medical_yes)
    if walk.facts.severe_start(walk.flow):
        yes.add(SEVERE_START)
    wants = settings or Settings()
    whole = chosen(walk.dose_of(step), wants.holds, wants.amount)
    less = (LESS_TODAY.say,) if whole != chosen(step.dose, wants.holds, wants.amount) else ()
    severe = (walk.flow.file.start.severe_note,) if SEVERE_START in yes else ()
    told = (precaution.text for precaution in exercise.precautions if precaution.when in yes)
    number, of = _place_in_course(walk, step)
    one = walk.present_set
    if one is not None:
        one = replace(one, dose=chosen(one.dose, wants.holds, wants.amount))
    return ExerciseCard(
        title=walk.flow.title_of(step.id),
        number=number,
        of=of,
        because=tuple(_because(walk)),
        side_note=(sided.side_note or "") if sided else "",
        purpose=exercise.purpose,
        figure=exercise.figure,
        side=side,
        calls=exercise.calls,
        dose=whole if one is None else one.dose,
        dose_text=_dose_told(whole, exercise.sides),
        rest_first=f"Rest for {in_words(last.rest_s)} before this set." if one and (last := walk.last_set) else "",
        set_text=_set_told(one, exercise.sides) if one is not None else "",
        then=_then_told(whole, one),
        sides=exercise.sides,
        equipment=exercise.equipment,
        easier=exercise.easier,
        source_note=exercise.source_note or "",
        set_up=texts.on_bed if bed else texts.set_up,
        movement=texts.movement,
        cues=(*step.cues, *texts.cues),
        careful=(*_after_the_last_set(walk), *less, *severe, *told),
        cautions=exercise.cautions,
        stop_line=walk.flow.file.stop_line,
        on_bed=bed,
        has_bed_variant=bool(texts.on_bed),
    )


def _dose_told(dose: Dose, sides: Sides | None) -> str:
    """How much, and what else a person may choose."""
    choice = choice_in_words(dose)
    return dose_in_words(dose, sides) + (f" ({choice} is fine)" if choice else "")


def _set_told(one: OneSet, sides: Sides | None) -> str:
    """One set: ``Set 2 of 3: 12 times on each side, effort 6``."""
    lighter = f" with {lighter_in_words(one.lighter_percent)}" if one.lighter_percent is not None else ""
    return f"{set_in_words(one).capitalize()}: {dose_in_words(one.dose, sides)}{lighter}"


def _then_told(whole: Dose, one: OneSet | None) -> str:
    """What comes after the exercise, or after the present set of it."""
    if one is None:
        return f"Then rest for {in_words(whole.rest_s)}."
    return f"Then say how hard it was, and {rest_in_words(one)}."


def _after_the_last_set(walk: Walk) -> Iterator[str]:
    """What follows from how hard the last set was, beside how hard it was to be."""
    asked, last = walk.flow.file.effort, walk.last_set
    said = walk.facts.sets[-1].effort if walk.facts.sets else None
    if asked is None or last is None or last.effort is None or said is None:
        return
    if said > last.effort[1]:
        yield asked.harder
    elif said < last.effort[0]:
        yield asked.lighter


def _because(walk: Walk) -> Iterator[str]:
    """The rule that led to this step, and the steps passed over on the way."""
    if walk.facts.sets:
        return  # it was said before the first set
    last = walk.facts.visits[-1] if walk.facts.visits else None
    if last is not None and (last.said is not None or last.said_settled is not None):
        yield "What you said and what you marked did not agree. The more careful one was followed."
    arrived = (position.arc for _, position in walk.trail if position.place == walk.place)
    arc = next(arrived, None)
    if arc is None:
        return
    if arc.why:
        yield arc.why
    for reason, words in PASSED_OVER_WORDS.items():
        passed = [step for step, why in walk.facts.skipped if why is reason and step in arc.passes]
        if passed:
            yield f"Left out ({words}): {', '.join(walk.flow.trail_title_of(step) for step in passed)}."


def _advised_before(walk: Walk) -> Iterator[str]:
    """The advice that followed from what was said about the last session: it holds at the end as well."""
    asked, eased = walk.flow.follow_up, walk.facts.context.eased
    shown = [position.place for _, position in walk.trail if position.place.kind is PlaceKind.SINCE_ADVICE]
    if walk.ending is None or walk.ending.kind is not EndingKind.RESULT:
        return
    if shown and asked is not None:
        yield asked.rules[int(shown[0].question)].advice or ""
    elif eased is not None and eased.advice and not walk.facts.since.rule:
        yield eased.advice


def _worse_than_at_the_start(walk: Walk) -> Iterator[str]:
    """A word to somebody who leaves worse than they came, at an ending that does not speak of it."""
    start, now = walk.facts.symptoms, walk.facts.reading
    if walk.ending is None or walk.ending.kind is not EndingKind.RESULT or start is None or now is None:
        return
    if proposed(judge(Readings(start, now))) == (Event.WORSENED, Settled.NOT_SETTLED):
        yield WORSE_THAN_AT_THE_START.say


def ending_card(walk: Walk) -> EndingCard:
    """What to show at the ending of a walk."""
    ending = walk.ending
    if ending is None:
        raise ValueError("the walk has not ended")
    rested_on = dict.fromkeys((*ending.sources, *(walk.position.arc.sources if walk.position.arc else ())))
    # Titles such as "Cauda equina syndrome" would frighten where somebody is told to get help.
    shown = tuple(rested_on) if ending.kind is EndingKind.RESULT else ()
    return EndingCard(
        kind=ending.kind,
        title=ending.title,
        suggestion=suggestion(walk),
        text=(*_advised_before(walk), *ending.text, *_worse_than_at_the_start(walk)),
        why=why(walk),
        next=ending.next,
        plan=tuple(plan_told(plan)) if (plan := home_plan(walk)) is not None else (),
        seek_help=walk.flow.file.seek_help,
        sources=tuple(walk.flow.sources[name].cited for name in shown),
    )
