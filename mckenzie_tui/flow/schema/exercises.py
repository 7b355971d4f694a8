"""An exercise: what is done, whatever the flow it is used in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from mckenzie_tui.flow.schema.texts import LONGEST_LIST, Id, Ids, Model, Text, Texts, at_most
from mckenzie_tui.words import Side, Sides

SEVERE_START = "severe_start"
"""What a precaution may name instead of a question: that the person started in severe pain."""
LONGEST_CALL = 40
"""Characters of what is called out during a movement; there is no time for more."""
Call = Annotated[Text, at_most(LONGEST_CALL)]


class SideTexts(Model):
    """The texts of a sided exercise for one painful side; they name the side to use."""

    set_up: Texts
    """How to get into place, one sentence or two each."""
    on_bed: Texts = ()
    """The set-up for a person who cannot get down to the floor; empty where the set-up suits both."""
    movement: Texts
    """What to do, step by step."""
    cues: Texts = ()
    """Hints for doing it well."""
    side_note: Text | None = None
    """One line that names the side, shown in the heading."""


class Precaution(Model):
    """A caution shown only to a person who said yes to the question of that id."""

    when: Id
    """The id of a question of the medical set; or severe_start, for a person who started in severe pain."""
    text: Text
    """What to mind, in a sentence or two."""


class Calls(Model):
    """What is called out, and shown in big letters, while an exercise is done; a few words each."""

    out: Call = "go, slowly"
    """On the way out of the starting position."""
    hold: Call = "hold"
    """At the end of the movement, where it is held."""
    back: Call = "and back, slowly"
    """On the way back to it."""
    stay: Call = "stay, and breathe calmly"
    """For an exercise without repetitions."""


class Exercise(Model):
    """A movement: what to do, whatever the flow it is used in."""

    id: Id
    """The name that steps use: small letters, digits and _."""
    title: Text
    """What it is called on the screen."""
    short_title: Text | None = None
    """A title for narrow places, 20 characters or fewer."""
    clinical_name: Text
    """The name a therapist uses, written into the log."""
    figure: Id | None = None
    """The figure of the library that shows it."""
    sides: Sides | None = None
    """How the two sides come in: one_then_other (a set of one side, then of the other) or in_turn (one repetition is
    one of each side); left out where both sides do the same, or where the painful side decides."""
    equipment: Texts = ()
    """What is needed for it, in a few words each; left out where a floor, a bed or a wall is enough."""
    purpose: Text
    """What it does, in one sentence for the patient."""
    set_up: Texts = ()
    """How to get into place; left out where the texts differ by the painful side."""
    on_bed: Texts = ()
    """The same on a bed, for a person who cannot get down to the floor; left out where the set-up suits both."""
    movement: Texts = ()
    """What to do, step by step; left out where the texts differ by the painful side."""
    cues: Texts = ()
    """Hints for doing it well."""
    easier: Texts = ()
    """A lighter way to do it."""
    calls: Calls = Calls()
    """What is called out while it is done."""
    cautions: Annotated[Texts, Field(min_length=1)]
    """What to mind, shown to everybody."""
    precautions: Annotated[tuple[Precaution, ...], Field(max_length=LONGEST_LIST)] = ()
    """What to mind, shown only after a yes to a medical question."""
    painful_left: SideTexts | None = None
    """The texts for pain on the left side."""
    painful_right: SideTexts | None = None
    """The texts for pain on the right side."""
    sources: Ids = ()
    """The ids of the sources it rests on."""
    source_note: Text | None = None
    """What its source leaves open, such as a name that is ours."""

    def for_side(self, painful: Side | None) -> SideTexts | None:
        """The texts for this painful side; None where no side matters."""
        return {Side.LEFT: self.painful_left, Side.RIGHT: self.painful_right}.get(painful or Side.CENTRAL)

    @property
    def trail_title(self) -> str:
        """The title for narrow places."""
        return self.short_title or self.title
