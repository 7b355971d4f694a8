"""How an exercise is answered: the question after each step, and the rest after a worsening."""

from __future__ import annotations

from typing import Literal

from mckenzie_tui.flow.schema.texts import Ids, Model, Seconds, Text, Texts
from mckenzie_tui.words import Event


class ResponseChoice(Model):
    """One answer to the question how it is now."""

    label: Text
    """The answer, as it is offered."""
    explain: Text | None = None
    """What is meant by it, in a sentence."""
    label_central: Text | None = None
    """The label for a person whose pain is only in the middle of the back."""
    explain_central: Text | None = None
    """The explanation for a person whose pain is only in the middle of the back."""


class ResponseQuestion(Model):
    """The question after each step, and its answers."""

    ask: Text
    """The question, asked after the rest."""
    at_rest: Text
    """Shown while the person rests before answering."""
    ask_again: Text
    """Shown after a first "not sure"."""
    centralized: ResponseChoice
    """It moved all the way up, out of the leg, or is gone."""
    partly_centralized: ResponseChoice
    """It moved up in part, or is clearly weaker."""
    unchanged: ResponseChoice
    """It is the same as before."""
    worsened: ResponseChoice
    """It reaches further down, or is clearly stronger."""
    cannot: ResponseChoice
    """The exercise is not possible for this person."""
    unsure: ResponseChoice
    """The person is not sure; the question is asked once more."""
    unsure_counts_as: Literal[Event.UNCHANGED, Event.WORSENED] = Event.UNCHANGED
    """What a second "not sure" counts as."""


class Settling(Model):
    """The rest after a worsened answer."""

    ask: Text
    """The question at the end of the rest."""
    text: Texts
    """What to do meanwhile."""
    duration_s: Seconds
    """The longest rest before the question is answered."""
    settled: ResponseChoice
    """It is back to how it was before the exercise."""
    not_settled: ResponseChoice
    """It is still worse."""
    sources: Ids = ()
    """The ids of the sources it rests on."""
