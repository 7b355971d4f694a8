"""What a person can set, what each setting may be, and what is guessed where nothing was set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from typing import Any

from mckenzie_tui.emergency import EVERYWHERE


class Theme(StrEnum):
    """The look of the full-screen interface."""

    DARK = "dark"
    LIGHT = "light"


class Sound(StrEnum):
    """How a person who cannot see the screen is told where the exercise stands."""

    BELL = "bell"
    """The bell of the terminal, in patterns."""
    SPEECH = "speech"
    """A speech program of this computer."""
    OFF = "off"


class Count(StrEnum):
    """What counts the repetitions."""

    CLOCK = "clock"
    KEY = "key"
    """One key for each repetition."""


class Pace(StrEnum):
    """How fast the movements are paced, beside what the flow gives."""

    SLOWEST = "slowest"
    SLOWER = "slower"
    USUAL = "usual"
    FASTER = "faster"
    FASTEST = "fastest"


class Holds(StrEnum):
    """How long positions are held, within what the flow allows."""

    SHORTEST = "shortest"
    USUAL = "usual"
    LONGEST = "longest"


class Amount(StrEnum):
    """How many sets and repetitions are done, within what the flow allows."""

    LEAST = "least"
    MIDDLE = "middle"
    MOST = "most"


class Figures(StrEnum):
    """Whether the movement is shown."""

    MOVING = "moving"
    STILL = "still"
    OFF = "off"


class Text(StrEnum):
    """How large it is shown what to do during an exercise."""

    USUAL = "usual"
    LARGE = "large"
    """To be read from the floor, or across a room."""


@dataclass(frozen=True)
class Settings:
    """The settings in force."""

    emergency_number: str = EVERYWHERE
    theme: Theme = Theme.DARK
    text: Text = Text.USUAL
    sound: Sound = Sound.BELL
    count: Count = Count.CLOCK
    pace: Pace = Pace.USUAL
    holds: Holds = Holds.USUAL
    amount: Amount = Amount.LEAST
    figures: Figures = Figures.MOVING
    colours: bool = True
    """Whether the terminal shows many colours; by what it says of itself, not by the settings file."""
    problem: str = ""
    """What was wrong with the settings file, to be shown; empty where nothing was."""

    def with_problem(self, problem: str) -> Settings:
        """The same settings, with a problem to be shown."""
        return replace(self, problem=problem)

    @property
    def call_for_help(self) -> str:
        """Whom to call, in words."""
        return f"{self.emergency_number} (or your local emergency number)"

    def with_value(self, key: str, value: Enum) -> Settings:
        """The same settings but for one, named as in the file."""
        changed: dict[str, Any] = {key: value}
        return replace(self, **changed)

    def moved(self, key: str, by: int = 1, *, round_again: bool = True) -> Settings:
        """The same settings with the next choice for one of them.

        Args:
            key: the setting, as in the file.
            by: how many choices further; below 0 backward.
            round_again: whether the first one follows the last one.
        """
        values = _values(key)
        place = values.index(getattr(self, key)) + by
        place = place % len(values) if round_again else min(max(place, 0), len(values) - 1)
        return self.with_value(key, values[place])

    def changed_since(self, before: Settings) -> frozenset[str]:
        """The keys of the choices that are not as they were."""
        return frozenset(
            choice.key for choice in CHOICES if getattr(self, choice.key) is not getattr(before, choice.key)
        )

    def in_file(self, keys: Iterable[str]) -> dict[str, str]:
        """Some of the choices as they stand in the settings file."""
        return {key: getattr(self, key).value for key in keys}


@dataclass(frozen=True)
class Choice:
    """A setting with a few values to choose from."""

    key: str
    """In the settings file."""
    label: str
    explain: str
    words: dict[Enum, str]
    """What each value is called, in the order of choosing."""

    def told(self, settings: Settings) -> str:
        """What is chosen, in words."""
        return f"{self.label}: {self.words[getattr(settings, self.key)]}"


CHOICES = (
    Choice(
        "sound",
        "Sound",
        "So that you need not look: when to get ready, each repetition, the end. The screen flashes as well.",
        {Sound.BELL: "bell", Sound.SPEECH: "a voice", Sound.OFF: "off"},
    ),
    Choice(
        "count",
        "Repetitions",
        "Paced by the clock. Or you press space after each one, at your own pace.",
        {Count.CLOCK: "paced", Count.KEY: "I press space for each"},
    ),
    Choice(
        "pace",
        "Pace",
        "How long the way out and the way back take. You can change it during an exercise, too.",
        {
            Pace.SLOWEST: "much slower",
            Pace.SLOWER: "slower",
            Pace.USUAL: "as given",
            Pace.FASTER: "faster",
            Pace.FASTEST: "much faster",
        },
    ),
    Choice(
        "holds",
        "Holds",
        "How long a position is held, where the exercise leaves a choice.",
        {Holds.SHORTEST: "shortest", Holds.USUAL: "as given", Holds.LONGEST: "longest"},
    ),
    Choice(
        "amount",
        "Amount",
        "How many sets and repetitions, where the exercise leaves a choice. Begin with the fewest.",
        {Amount.LEAST: "fewest", Amount.MIDDLE: "in between", Amount.MOST: "most"},
    ),
    Choice(
        "figures",
        "Figures",
        "The person who shows the movement.",
        {Figures.MOVING: "moving", Figures.STILL: "standing still", Figures.OFF: "off"},
    ),
    Choice("theme", "Colors", "Light letters on dark, or dark on light.", {Theme.DARK: "dark", Theme.LIGHT: "light"}),
    Choice(
        "text",
        "Text",
        "What to do during an exercise, in letters to be read from the floor or across a room.",
        {Text.USUAL: "as usual", Text.LARGE: "large"},
    ),
)
"""The settings to choose on the screen, in their order there."""

_EMERGENCY_NUMBER = re.compile(r"\+?[0-9][0-9 -]{0,17}[0-9]")


def _values(key: str) -> list[Enum]:
    return next(list(choice.words) for choice in CHOICES if choice.key == key)


def edited(text: str, values: Mapping[str, str]) -> str:
    """The text of a settings file with these values; everything else in it stays, comments too.

    Raises:
        ValueError: the text is no TOML.
    """
    import tomlkit

    document = tomlkit.parse(text)
    document.update(values)
    return tomlkit.dumps(document)


def read_settings(document: dict[str, object], guessed: Settings) -> Settings:
    """The settings a file holds, over those that were guessed; what does not fit is named and left out."""
    settings = guessed
    problems: list[str] = []
    choices = {choice.key: {value.value: value for value in choice.words} for choice in CHOICES}
    for key, value in document.items():
        if key == "emergency_number" and isinstance(value, str) and _EMERGENCY_NUMBER.fullmatch(value):
            settings = replace(settings, emergency_number=value)
        elif key in choices and isinstance(value, str) and value in choices[key]:
            settings = settings.with_value(key, choices[key][value])
        elif key in choices:
            problems.append(f"'{key}' must be one of {', '.join(choices[key])}")
        elif key == "emergency_number":
            problems.append(f"'{key}' does not fit and is not used")
        else:
            problems.append(f"'{key}' is not a known setting")
    return replace(settings, problem="; ".join(problems))
