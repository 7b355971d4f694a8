"""What a person can set, and what is guessed where nothing was set."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum


class Theme(StrEnum):
    """The look of the full-screen interface."""

    DARK = "dark"
    LIGHT = "light"


EVERYWHERE = "112"
"""Reaches help in all of the European Union, and from mobile phones in many other countries."""

_NUMBERS = {
    "911": "US CA MX PR PH CR PA SV EC UY DO",
    "999": "GB HK MY BD KE BH QA AE",
    "000": "AU",
    "111": "NZ",
    "119": "JP KR TW",
    "120": "CN",
    "995": "SG",
    "192": "BR",
    "131": "CL",
    "123": "CO EG",
    "107": "AR",
    "1669": "TH",
    "115": "VN",
    "101": "IL",
    "113": "NO",
}
_BY_REGION = {region: number for number, regions in _NUMBERS.items() for region in regions.split()}


def guessed_emergency_number(locale_name: str) -> str:
    """The number to call for an ambulance where this locale (``en_GB.UTF-8``) is spoken.

    A guess from general knowledge: it is always shown together with "or your local number".
    """
    region = re.match(r"^[a-zA-Z]{2,3}[_-]([A-Za-z]{2})\b", locale_name)
    return _BY_REGION.get(region[1].upper(), EVERYWHERE) if region else EVERYWHERE


@dataclass(frozen=True)
class Settings:
    """The settings in force."""

    emergency_number: str = EVERYWHERE
    theme: Theme = Theme.DARK
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
