"""What a person can set, and what is guessed where nothing was set."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from mckenzie_tui.emergency import EVERYWHERE


class Theme(StrEnum):
    """The look of the full-screen interface."""

    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True)
class Settings:
    """The settings in force."""

    emergency_number: str = EVERYWHERE
    theme: Theme = Theme.DARK
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


def read_settings(document: dict[str, object], guessed: Settings) -> Settings:
    """The settings a file holds, over those that were guessed; what does not fit is named and left out."""
    settings = guessed
    problems: list[str] = []
    for key, value in document.items():
        if key == "emergency_number" and isinstance(value, str) and re.fullmatch(r"\+?[0-9][0-9 -]{0,17}[0-9]", value):
            settings = replace(settings, emergency_number=value)
        elif key == "theme" and value in list(Theme):
            settings = replace(settings, theme=Theme(str(value)))
        elif key in ("emergency_number", "theme"):
            problems.append(f"'{key}' does not fit and is not used")
        else:
            problems.append(f"'{key}' is not a known setting")
    return replace(settings, problem="; ".join(problems))
