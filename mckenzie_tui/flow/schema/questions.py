"""Yes-or-no questions and the sets they are asked in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, WrapValidator

from mckenzie_tui.flow.schema.texts import LONGEST_LIST, Flag, Id, Ids, Model, Text

NO_FLOOR = "no_floor"
"""The question to which a yes shows exercises as they are done on a bed."""


class Question(Model):
    """A yes-or-no question with its own explicit answer."""

    id: Id
    """Its name in this set and in logs: small letters, digits and _."""
    ask: Text
    """The question, to be answered with yes or no."""
    explain: Text | None = None
    """What is meant by it, in a sentence."""
    short: Text
    """The matter in a few words, for lists and the log."""
    yes: str = "next_question"
    """Where a yes leads: an ending, ``next_question``, a later question of the set, ``settling`` or ``return``."""
    no: str = "next_question"
    """Where a no leads: the same places as for a yes."""
    yes_outside_a_step: str | None = None
    """Where a yes leads instead while no step has begun."""
    clearance: Flag = False
    """Whether a yes may stand when a clinician has seen it and cleared the exercises."""
    advice: Text | None = None
    """Shown after a yes with which one may go on."""
    sources: Ids = ()
    """The ids of the sources it rests on."""


class QuestionSet(Model):
    """Questions asked one after the other, each answered by itself."""

    id: Id
    """The name that [start] uses; the id of a set of the library puts this one in its place."""
    title: Text
    """The heading above the questions."""
    intro: Text | None = None
    """Said before the first question."""
    changed: Text | None = None
    """The one question that stands for the whole set at later sessions."""
    clearance_ask: Text | None = None
    """The question whether a clinician has cleared a yes; it follows the yes."""
    unsure_hint: Text | None = None
    """Shown under every question of the set, for a person who is not sure."""
    advice_from: Text | None = None
    """The line under an advice that says what going on means."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    """The questions, in order."""


class TroubleSet(QuestionSet):
    """The questions behind "something is wrong": the emergency list first, then its own questions."""

    list_ask: Text
    """The question above the list of emergency signs."""
    none_of_these: Text
    """The last line of that list, for a person who has none of the signs."""
    new_numbness: Id
    """The question of this set to which a new mark of numbness on the chart is a yes."""
    more_signs: Annotated[tuple[Question, ...], Field(max_length=LONGEST_LIST)] = ()
    """Further signs for the list, beside those of the emergency set."""
    anything_new: Text
    """Asked when an interrupted session is taken up again."""


def of_its_kind(tables: Any) -> type[QuestionSet]:
    """The model of a question set that was read: the one behind "something is wrong" has a list to choose from."""
    return TroubleSet if isinstance(tables, Mapping) and "list_ask" in tables else QuestionSet


AnyQuestionSet = Annotated[
    TroubleSet | QuestionSet,
    # A plain union would tell the mistakes of a set once for each kind.
    WrapValidator(
        lambda found, _: found if isinstance(found, QuestionSet) else of_its_kind(found).model_validate(found)
    ),
]
"""A question set of either kind."""
