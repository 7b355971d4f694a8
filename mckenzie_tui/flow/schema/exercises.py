"""An exercise: what is done, whatever the flow it is used in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from mckenzie_tui.flow.schema.texts import LONGEST_LIST, Id, Ids, Model, Text, Texts, at_most
from mckenzie_tui.words import Side

LONGEST_CALL = 40
"""Characters of what is called out during a movement; there is no time for more."""
Call = Annotated[Text, at_most(LONGEST_CALL)]


class SideTexts(Model):
    """The texts of a sided exercise for one painful side; they name the side to use."""

    set_up: Texts
    on_bed: Texts = ()
    """The set-up for a person who cannot get down to the floor; empty where the set-up suits both."""
    movement: Texts
    cues: Texts = ()
    side_note: Text | None = None
    """One line that names the side, shown in the heading."""


class Precaution(Model):
    """A caution shown only to a person who said yes to the question of that id."""

    when: Id
    text: Text


class Calls(Model):
    """What is called out, and shown in big letters, while an exercise is done; a few words each."""

    out: Call = "go, slowly"
    """On the way out of the starting position."""
    hold: Call = "hold"
    back: Call = "and back, slowly"
    """On the way back to it."""
    stay: Call = "stay, and breathe calmly"
    """For an exercise without repetitions."""


class Exercise(Model):
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
