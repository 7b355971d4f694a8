"""What every part of a flow is made of: ids, texts that are safe to show, counts, times, and the manners of a model."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

LONGEST_TEXT = 600
"""Characters in one text; a longer one is not read by somebody lying on the floor."""
LONGEST_LIST = 60
"""Entries in one list of a flow."""


def _printable(text: str) -> str:
    """Refuse characters that could steer a terminal or hide what is written."""
    if "\n" in text:
        raise ValueError("goes over several lines; write it in one line, however long")
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
            raise ValueError(f"has a character that cannot be shown (U+{ord(character):04X})")
    return text


Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_TEXT, strip_whitespace=True),
    AfterValidator(_printable),
]
ID = r"^[a-z][a-z0-9_]{0,63}$"
FLOW_ID = r"^[a-z][a-z0-9-]{0,63}$"
VERSION = r"^\d+\.\d+\.\d+$"
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
Id = Annotated[str, StringConstraints(pattern=ID)]
FlowId = Annotated[str, StringConstraints(pattern=FLOW_ID)]
Version = Annotated[str, StringConstraints(pattern=VERSION)]
Texts = Annotated[tuple[Text, ...], Field(max_length=LONGEST_LIST)]
Ids = Annotated[tuple[Id, ...], Field(max_length=LONGEST_LIST)]
Seconds = Annotated[int, Field(strict=True, ge=1, le=3600)]
Range = tuple[Seconds, Seconds]
"""The least and the most."""
Flag = Annotated[bool, Field(strict=True)]
Count = Annotated[int, Field(strict=True, ge=1, le=100)]


def at_most(longest: int) -> AfterValidator:
    """Refuse texts of more characters than that."""

    def short(text: str) -> str:
        if len(text) > longest:
            raise ValueError(f"is longer than {longest} characters")
        return text

    return AfterValidator(short)


class Model(BaseModel):
    """The manners of every model here: frozen, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")
