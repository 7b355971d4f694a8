"""What is asked at each place of a walk, in the words of the flow: the same for every front end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mckenzie_tui import report
from mckenzie_tui.flow.arcs import Place, PlaceKind
from mckenzie_tui.flow.schema import LONGEST_TEXT, Dose, Question, QuestionSet, ResponseChoice, SideTexts
from mckenzie_tui.pace import dose_in_words
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import EndingKind, Event, Response, Settled, Side


@dataclass(frozen=True)
class Choice:
    """One answer that can be given."""

    id: str
    """The word for it in logs and on the command line."""
    label: str
    event: Event
    item: str | None = None
    explain: str = ""
    key: str = ""
    """A letter that chooses it at once."""


@dataclass(frozen=True)
class Prompt:
    """A question and its choices; nothing is ever chosen beforehand."""

    kind: PlaceKind
    heading: str
    progress: str
    ask: str
    intro: str = ""
    explain: str = ""
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    """For a person who is not sure."""


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
    dose: Dose
    dose_text: str
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
    seek_help: tuple[str, ...]
    sources: tuple[str, ...]


LONGEST_NOTE = LONGEST_TEXT
"""Characters in a note."""
NO_FLOOR = "no_floor"
"""The medical question whose yes asks for the set-up on a bed."""

_YES_NO = (
    Choice(Event.YES, "Yes", Event.YES, key="y"),
    Choice(Event.NO, "No", Event.NO, key="n"),
)


def prompt(walk: Walk) -> Prompt:
    """What is asked where the walk stands; for the places that have a question."""
    place = walk.place
    match place.kind:
        case PlaceKind.QUESTION:
            return _question(walk, place)
        case PlaceKind.CLEARANCE:
            return _clearance(walk, place)
        case PlaceKind.ADVICE:
            return _advice(walk, place)
        case PlaceKind.CHANGED:
            questions = walk.flow.medical
            standing = _standing_told(walk)
            return Prompt(place.kind, questions.title, "", questions.changed or "", standing, "", _YES_NO)
        case PlaceKind.TROUBLE:
            return _signs(walk)
        case PlaceKind.RESUMED:
            trouble = walk.flow.trouble
            return Prompt(place.kind, "Welcome back", "", trouble.anything_new, "", "", _YES_NO)
        case PlaceKind.RESPONSE | PlaceKind.RESPONSE_AGAIN:
            return _response(walk)
        case PlaceKind.SETTLING:
            return _settling(walk)
    raise ValueError(f"nothing is asked at {place.name}")


def _set_of(walk: Walk, place: Place) -> QuestionSet:
    flow = walk.flow
    sets = (flow.emergency, flow.medical, flow.both_legs, flow.trouble)
    return next(part for part in sets if part.id == place.question_set)


def _asked(walk: Walk, place: Place) -> tuple[QuestionSet, Question, int]:
    questions = _set_of(walk, place)
    index = next(index for index, item in enumerate(questions.questions) if item.id == place.question)
    return questions, questions.questions[index], index


def _question(walk: Walk, place: Place) -> Prompt:
    questions, question, index = _asked(walk, place)
    counted = questions.id in (walk.flow.emergency.id, walk.flow.medical.id)
    return Prompt(
        place.kind,
        questions.title,
        f"question {index + 1} of {len(questions.questions)}" if counted else "",
        question.ask,
        _reminder(walk, place) or ((questions.intro or "") if index == 0 else ""),
        question.explain or "",
        _YES_NO,
        questions.unsure_hint or "",
    )


def _reminder(walk: Walk, place: Place) -> str:
    """A word on an earlier yes that nobody has cleared."""
    if place.question_set == walk.flow.medical.id and place.question in walk.facts.context.standing:
        return "Last time you answered yes to this."
    return ""


def _standing_told(walk: Walk) -> str:
    names = [question.short for question in walk.flow.medical.questions if question.id in walk.facts.standing]
    return f"Last time you said yes to: {'; '.join(names)}." if names else ""


def _clearance(walk: Walk, place: Place) -> Prompt:
    questions, question, _ = _asked(walk, place)
    return Prompt(
        place.kind,
        questions.title,
        "",
        questions.clearance_ask or "",
        f"You said yes to: {question.short}.",
        "",
        _YES_NO,
    )


def _advice(walk: Walk, place: Place) -> Prompt:
    questions, question, _ = _asked(walk, place)
    choices = (
        Choice(Event.GO_ON, "Go on, with care", Event.GO_ON, key="g"),
        Choice(Event.ASK_FIRST, "Stop here and ask somebody first", Event.ASK_FIRST, key="s"),
    )
    return Prompt(place.kind, questions.title, "", question.advice or "", "", questions.advice_from or "", choices)


def _signs(walk: Walk) -> Prompt:
    trouble = walk.flow.trouble
    signs = [
        Choice(question.id, question.short, Event.YES, question.id)
        for question in (*walk.flow.emergency.questions, *trouble.more_signs)
    ]
    none = Choice("none", trouble.none_of_these, Event.NO, key="n")
    intro = trouble.intro or ""
    return Prompt(PlaceKind.TROUBLE, trouble.title, "", trouble.list_ask, intro, "", (*signs, none))


def _response(walk: Walk) -> Prompt:
    texts = walk.flow.file.response
    again = walk.place.kind is PlaceKind.RESPONSE_AGAIN
    central = walk.facts.side is Side.CENTRAL
    choices = tuple(
        _response_choice(getattr(texts, event.value), event, central=central)
        for event in (*map(Event, Response), Event.UNSURE)
    )
    return Prompt(
        walk.place.kind, "How is it now?", "", texts.ask, texts.ask_again if again else texts.at_rest, "", choices
    )


def _response_choice(texts: ResponseChoice, event: Event, *, central: bool) -> Choice:
    label = (texts.label_central if central else None) or texts.label
    explain = (texts.explain_central if central else None) or ("" if central and texts.label_central else texts.explain)
    return Choice(event.value, label, event, explain=explain or "")


def _settling(walk: Walk) -> Prompt:
    texts = walk.flow.file.settling
    choices = tuple(
        _response_choice(getattr(texts, settled.value), Event(settled), central=False) for settled in Settled
    )
    return Prompt(PlaceKind.SETTLING, "Let it settle", "", texts.ask, " ".join(texts.text), "", choices)


def heading_of_step(walk: Walk) -> tuple[str, ...]:
    """Which step it is, for the heading: ``Press-ups``, ``step 3 of 7``, ``right side``."""
    step = walk.step
    if step is None:
        return ()
    title = walk.flow.exercise_of(step.id).trail_title
    where = f"step {walk.flow.number_of(step.id)} of {len(walk.flow.steps)}"
    return title, where, report.SIDE_WORDS[walk.facts.side]


def exercise_card(walk: Walk, *, on_bed: bool | None = None) -> ExerciseCard:
    """What to show at a step; the texts name the side to use.

    Args:
        walk: a walk that stands at a step.
        on_bed: show the set-up for the bed; None asks what the person said about the floor.
    """
    step = walk.step
    if step is None:
        raise ValueError("the walk does not stand at a step")
    exercise = walk.flow.exercise_of(step.id)
    sided: SideTexts | None = None
    if walk.facts.side is Side.LEFT:
        sided = exercise.painful_left
    elif walk.facts.side is Side.RIGHT:
        sided = exercise.painful_right
    texts = sided or exercise
    wants_bed = NO_FLOOR in walk.facts.medical_yes if on_bed is None else on_bed
    bed = wants_bed and bool(texts.on_bed)
    yes = set(walk.facts.medical_yes)
    severe = (walk.flow.file.start.severe_note,) if walk.facts.severe_start(walk.flow) else ()
    return ExerciseCard(
        title=exercise.title,
        number=walk.flow.number_of(step.id),
        of=len(walk.flow.steps),
        because=tuple(_because(walk)),
        side_note=(sided.side_note or "") if sided else "",
        purpose=exercise.purpose,
        dose=step.dose,
        dose_text=dose_in_words(step.dose),
        set_up=texts.on_bed if bed else texts.set_up,
        movement=texts.movement,
        cues=texts.cues,
        careful=(*severe, *(precaution.text for precaution in exercise.precautions if precaution.when in yes)),
        cautions=exercise.cautions,
        stop_line=walk.flow.file.stop_line,
        on_bed=bed,
        has_bed_variant=bool(texts.on_bed),
    )


def _because(walk: Walk) -> Iterator[str]:
    """The rule that led to this step, and the steps passed over on the way."""
    arrived = (position.arc for _, position in walk.trail if position.place == walk.place)
    arc = next(arrived, None)
    if arc is None:
        return
    if arc.why:
        yield arc.why
    for reason, words in report.PASSED_OVER_WORDS.items():
        passed = [step for step, why in walk.facts.skipped if why is reason and step in arc.passes]
        if passed:
            yield f"Left out ({words}): {', '.join(walk.flow.exercise_of(step).trail_title for step in passed)}."


def ending_card(walk: Walk) -> EndingCard:
    """What to show at the ending of a walk."""
    ending = walk.ending
    if ending is None:
        raise ValueError("the walk has not ended")
    cited = (*ending.sources, *(walk.position.arc.sources if walk.position.arc else ()))
    return EndingCard(
        kind=ending.kind,
        title=ending.title,
        suggestion=report.suggestion(walk),
        text=ending.text,
        why=report.why(walk),
        next=ending.next,
        seek_help=walk.flow.file.seek_help,
        # Titles such as "Cauda equina syndrome" would frighten where somebody is told to get help.
        sources=tuple(_cited(walk, dict.fromkeys(cited))) if ending.kind is EndingKind.RESULT else (),
    )


def _cited(walk: Walk, ids: dict[str, None]) -> Iterator[str]:
    for name in ids:
        source = walk.flow.sources[name]
        year = f", {source.year}" if source.year else ""
        yield f"{source.title}. {source.author}. {source.publisher}{year}"
