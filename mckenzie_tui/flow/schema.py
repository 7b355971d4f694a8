"""What a flow file and the library may say: frozen models that refuse unknown keys."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from mckenzie_tui.words import Condition, Direction, EndingKind, Event, NamesDirection, Need, Side

LONGEST_TEXT = 600
"""Characters in one text; a longer one is not read by somebody lying on the floor."""
LONGEST_LIST = 60
"""Entries in one list of a flow."""


def _printable(text: str) -> str:
    """Refuse characters that could steer a terminal or hide what is written."""
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
            raise ValueError(f"has a character that cannot be shown (U+{ord(character):04X})")
    return text


Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_TEXT, strip_whitespace=True),
    AfterValidator(_printable),
]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
FlowId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,63}$")]
Texts = Annotated[tuple[Text, ...], Field(max_length=LONGEST_LIST)]
Ids = Annotated[tuple[Id, ...], Field(max_length=LONGEST_LIST)]
Seconds = Annotated[int, Field(strict=True, ge=1, le=3600)]
Range = tuple[Seconds, Seconds]
"""The least and the most."""
Count = Annotated[int, Field(strict=True, ge=1, le=100)]


class _Model(BaseModel):
    """The manners of every model here: frozen, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Source(_Model):
    """Where a fact comes from."""

    id: Id
    title: Text
    author: Text
    publisher: Text
    year: Annotated[int, Field(strict=True, ge=1900, le=2100)] | None = None
    note: Text | None = None
    """What it is used for here."""


class SideTexts(_Model):
    """The texts of a sided exercise for one painful side; they name the side to use."""

    set_up: Texts
    on_bed: Texts = ()
    """The set-up for a person who cannot get down to the floor; empty where the set-up suits both."""
    movement: Texts
    cues: Texts = ()
    side_note: Text | None = None
    """One line that names the side, shown in the heading."""


class Precaution(_Model):
    """A caution shown only to a person who said yes to the question of that id."""

    when: Id
    text: Text


LONGEST_CALL = 40
"""Characters of what is called out during a movement; there is no time for more."""


def at_most(longest: int) -> AfterValidator:
    """Refuse texts of more characters than that."""

    def short(text: str) -> str:
        if len(text) > longest:
            raise ValueError(f"is longer than {longest} characters")
        return text

    return AfterValidator(short)


Call = Annotated[Text, at_most(LONGEST_CALL)]


class Calls(_Model):
    """What is called out, and shown in big letters, while an exercise is done; a few words each."""

    out: Call = "go, slowly"
    """On the way out of the starting position."""
    hold: Call = "hold"
    back: Call = "and back, slowly"
    """On the way back to it."""
    stay: Call = "stay, and breathe calmly"
    """For an exercise without repetitions."""


class Exercise(_Model):
    """A movement: what to do, whatever the flow it is used in."""

    id: Id
    title: Text
    short_title: Text | None = None
    """A title for narrow places, 20 characters or fewer."""
    clinical_name: Text
    """The name a therapist uses, written into the log."""
    figure: Id | None = None
    """The figure of the library that shows it."""
    purpose: Text
    set_up: Texts = ()
    on_bed: Texts = ()
    movement: Texts = ()
    cues: Texts = ()
    calls: Calls = Calls()
    cautions: Annotated[Texts, Field(min_length=1)]
    precautions: Annotated[tuple[Precaution, ...], Field(max_length=LONGEST_LIST)] = ()
    painful_left: SideTexts | None = None
    painful_right: SideTexts | None = None
    sources: Ids = ()

    def for_side(self, painful: Side | None) -> SideTexts | None:
        """The texts for this painful side; None where no side matters."""
        return {Side.LEFT: self.painful_left, Side.RIGHT: self.painful_right}.get(painful or Side.CENTRAL)

    @property
    def trail_title(self) -> str:
        """The title for narrow places."""
        return self.short_title or self.title


DoseNumber = Literal[
    "sets", "reps", "hold_s", "hold_range_s", "duration_s", "duration_range_s", "move_s", "return_s", "rest_s"
]


class Dose(_Model):
    """How much of an exercise: either repetitions or one timed hold. All times in seconds."""

    sets: Count = 1
    reps: Count | None = None
    hold_s: Seconds | None = None
    """How long each repetition is held."""
    hold_range_s: Range | None = None
    """The shortest and the longest hold that a person may choose instead."""
    duration_s: Seconds | None = None
    """How long the position is kept, for an exercise without repetitions."""
    duration_range_s: Range | None = None
    """The shortest and the longest time that a person may choose instead."""
    move_s: Seconds = 2
    """How long the way out takes, for pacing."""
    return_s: Seconds = 2
    """How long the way back takes, for pacing."""
    between_sets_s: Seconds = 30
    rest_s: Seconds = 60
    """Rest before the question is asked: only what remains at rest counts."""
    ours: tuple[DoseNumber, ...] = ()
    """The numbers that no source gives: they are the author's own."""


class Rule(_Model):
    """What follows an answer. Rules are tried in order; the first whose conditions all hold is taken."""

    on: Annotated[tuple[Event, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    """The answers it is about."""
    when: tuple[Condition, ...] = ()
    """All of these must hold; empty: always."""
    go: str
    """``next_step``, ``settling``, an ending, or a later step."""
    close_directions: bool = False
    """Close all directions of this step: later steps that use them are passed over."""
    why: Text
    """One sentence for the person: why this follows."""
    sources: Ids = ()


class LastRule(_Model):
    """What follows when no further step applies; the first whose conditions all hold is taken."""

    when: tuple[Condition, ...] = ()
    go: str
    why: Text
    sources: Ids = ()


class Step(_Model):
    """A place in the flow: an exercise with a dose."""

    id: Id
    exercise: Id
    directions: Annotated[tuple[Direction, ...], Field(min_length=1, max_length=4)]
    """The primary one first; it is the one an ending names."""
    needs: tuple[Need, ...] = ()
    ruled_out_by: Ids = ()
    """Questions whose yes rules this step out."""
    offered_at_severe_start: bool = False
    """Whether the step is offered to a person who starts in severe pain."""
    dose: Dose
    rules: Annotated[tuple[Rule, ...], Field(max_length=LONGEST_LIST)] = ()
    """Rules of this step alone, tried before those of the flow."""


class Question(_Model):
    """A yes-or-no question with its own explicit answer."""

    id: Id
    ask: Text
    explain: Text | None = None
    """What is meant by it, in a sentence."""
    short: Text
    """The matter in a few words, for lists and the log."""
    yes: str = "next_question"
    """Where a yes leads: an ending, ``next_question``, a later question of the set, ``settling`` or ``return``."""
    no: str = "next_question"
    yes_outside_a_step: str | None = None
    """Where a yes leads instead while no step has begun."""
    clearance: bool = False
    """Whether a yes may stand when a clinician has seen it and cleared the exercises."""
    advice: Text | None = None
    """Shown after a yes with which one may go on."""
    sources: Ids = ()


class QuestionSet(_Model):
    """Questions asked one after the other, each answered by itself."""

    id: Id
    title: Text
    intro: Text | None = None
    changed: Text | None = None
    """The one question that stands for the whole set at later sessions."""
    clearance_ask: Text | None = None
    """The question whether a clinician has cleared a yes; it follows the yes."""
    unsure_hint: Text | None = None
    """Shown under every question of the set, for a person who is not sure."""
    advice_from: Text | None = None
    """The line under an advice that says what going on means."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=LONGEST_LIST)]


class TroubleSet(QuestionSet):
    """The questions behind "something is wrong": the emergency list first, then its own questions."""

    list_ask: Text
    """The question above the list of emergency signs."""
    none_of_these: Text
    new_numbness: Id
    """The question of this set to which a new mark of numbness on the chart is a yes."""
    more_signs: Annotated[tuple[Question, ...], Field(max_length=LONGEST_LIST)] = ()
    """Further signs for the list, beside those of the emergency set."""
    anything_new: Text
    """Asked when an interrupted session is taken up again."""


class Start(_Model):
    """What comes before the first step."""

    emergency: Id
    """The question set asked at every session."""
    medical: Id
    """The question set asked in full the first time, afterwards as one question."""
    both_legs: Id
    """The question set asked when both legs have symptoms."""
    trouble: Id
    """The question set behind "something is wrong"."""
    no_symptoms: str
    """The ending for a person who has nothing to test against."""
    ask_first: str
    """The ending for a person who would rather see somebody first."""
    severe_pain: Annotated[int, Field(strict=True, ge=1, le=10)] = 8
    """Pain, 0 to 10, from which the start counts as severe."""
    severe_note: Text
    """Shown at the steps offered to a person who started in severe pain."""


class ResponseChoice(_Model):
    """One answer to the question how it is now."""

    label: Text
    explain: Text | None = None
    label_central: Text | None = None
    """The label for a person whose pain is only in the middle of the back."""
    explain_central: Text | None = None


class ResponseQuestion(_Model):
    """The question after each step, and its answers."""

    ask: Text
    at_rest: Text
    """Shown while the person rests before answering."""
    ask_again: Text
    """Shown after a first "not sure"."""
    centralized: ResponseChoice
    partly_centralized: ResponseChoice
    unchanged: ResponseChoice
    worsened: ResponseChoice
    cannot: ResponseChoice
    unsure: ResponseChoice
    unsure_counts_as: Literal[Event.UNCHANGED, Event.WORSENED] = Event.UNCHANGED
    """What a second "not sure" counts as."""


class Settling(_Model):
    """The rest after a worsened answer."""

    ask: Text
    text: Texts
    duration_s: Seconds
    """The longest rest before the question is answered."""
    settled: ResponseChoice
    not_settled: ResponseChoice
    sources: Ids = ()


class Ending(_Model):
    """A final state of the flow."""

    id: Id
    kind: EndingKind
    title: Text
    text: Texts
    """What it means."""
    next: Texts
    """What to do now."""
    names: NamesDirection = NamesDirection.NONE
    sources: Ids = ()


class FlowFile(_Model):
    """A flow file, as written."""

    format: Literal[1]
    """The version of this format."""
    id: FlowId
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    title: Text
    summary: Text
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    author: Text
    licence: Text
    notice: Text
    """What this flow is not; shown before it starts."""
    seek_help: Texts
    """When to seek help; shown at every ending."""
    stop_line: Text
    """When to stop a set; in sight at every step."""
    start: Start
    response: ResponseQuestion
    settling: Settling
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    rules: Annotated[tuple[Rule, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    after_last_step: Annotated[tuple[LastRule, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    endings: Annotated[tuple[Ending, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    sources: Annotated[tuple[Source, ...], Field(max_length=LONGEST_LIST)] = ()
    """Sources beside those of the library."""
    exercises: Annotated[tuple[Exercise, ...], Field(max_length=LONGEST_LIST)] = ()
    """Exercises beside those of the library."""
    question_sets: Annotated[tuple[QuestionSet, ...], Field(max_length=LONGEST_LIST)] = ()
    """Question sets beside those of the library; one of the same id takes its place."""


class SourcesFile(_Model):
    """The library's list of sources."""

    sources: tuple[Source, ...]


class Persona(_Model):
    """A typical responder: what somebody like this answers, and how that is to end."""

    id: Id
    title: Text
    about: Text
    """One sentence: who this is."""
    side: Side = Side.RIGHT
    """Where it hurts."""
    pain: Annotated[int, Field(strict=True, ge=0, le=10)] = 5
    """Pain at the start, 0 to 10."""
    answers: Annotated[tuple[str, ...], Field(max_length=LONGEST_LIST)]
    """The answers, as ``flows simulate --answers`` takes them."""
    ending: Id | None = None
    """The ending that is expected."""
    direction: Direction | None = None
    """The direction that this ending is expected to name."""


class PersonasFile(_Model):
    """A file of personas."""

    format: Literal[1]
    """The version of this format."""
    personas: Annotated[tuple[Persona, ...], Field(min_length=1, max_length=LONGEST_LIST)]
