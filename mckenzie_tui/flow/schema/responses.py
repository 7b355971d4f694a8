"""How an exercise is answered: the question after each step, and the rest after a worsening."""

from __future__ import annotations

from typing import Literal

from mckenzie_tui.flow.schema.texts import Ids, Model, Seconds, Text, Texts
from mckenzie_tui.words import Event


class ResponseChoice(Model):
    """One answer to the question how it is now."""

    label: Text
    explain: Text | None = None
    label_central: Text | None = None
    """The label for a person whose pain is only in the middle of the back."""
    explain_central: Text | None = None


class ResponseQuestion(Model):
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


class Settling(Model):
    """The rest after a worsened answer."""

    ask: Text
    text: Texts
    duration_s: Seconds
    """The longest rest before the question is answered."""
    settled: ResponseChoice
    not_settled: ResponseChoice
    sources: Ids = ()
