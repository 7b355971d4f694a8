"""Numbers as people write them who do not know how a file wants them: ``ten``, ``3 min``, ``8 to 10``."""

from __future__ import annotations

import re
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from mckenzie_tui.flow.schema import FlowFile, Persona
from mckenzie_tui.flow.schema.questions import Question

_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_NUMBER_WORDS = {word: number for number, word in enumerate(_WORDS)} | {
    "once": 1,
    "twice": 2,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
}
_DIGITS = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?")
_SPAN = re.compile(r"(\d{1,4})\s*(?:-|–|—|/|to|\.\.|,|;|\s)\s*(\d{1,4})")
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d\d)")
_MINUTES = re.compile(r"\s*min", re.IGNORECASE)

_RATED = ("pain", "severe_pain")
"""Numbers from 0 to 10."""


def number_wanted(key: str) -> bool:
    """Whether a key of a flow takes one number."""
    return key in _keys()[0]


def range_wanted(key: str) -> bool:
    """Whether a key of a flow takes the least and the most, in brackets."""
    return key in _keys()[1]


@cache
def _keys() -> tuple[frozenset[str], frozenset[str]]:
    numbers: set[str] = set()
    ranges: set[str] = set()
    seen: set[type[BaseModel]] = set()

    def look_into(annotation: Any, key: str) -> None:
        if annotation is int:
            numbers.add(key)
        elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
            if annotation not in seen:
                seen.add(annotation)
                for name, field in annotation.model_fields.items():
                    look_into(field.annotation, name)
        elif get_origin(annotation) is tuple and len(get_args(annotation)) == 2 and get_args(annotation)[1] is not ...:
            ranges.add(key)
        elif get_origin(annotation) in (tuple, Union, UnionType, Annotated):
            for part in get_args(annotation):
                look_into(part, key)

    for model in (FlowFile, Persona, Question):
        look_into(model, "")
    return frozenset(numbers), frozenset(ranges)


def number_in(text: str, key: str) -> int | None:
    """The whole number that a text means for this key, in seconds where the key takes seconds; None if unclear."""
    seconds = key.endswith("_s")
    if seconds and (clock := _CLOCK.fullmatch(text.strip())):
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
    text = re.sub(r"(?<=\d)[oO]", "0", text)
    text = re.sub(r"\d\s*[x×*]\s*(?=\d)", "", text)
    if found := _DIGITS.search(text):
        value = float(found[0].replace(",", "."))
        return round(value * 60 if seconds and _MINUTES.match(text, found.end()) else value)
    named = [_NUMBER_WORDS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in _NUMBER_WORDS]
    if len(named) != 1:
        return None
    return named[0] * 60 if seconds and re.search(r"\bmin", text.lower()) else named[0]


def written(key: str, text: str) -> str:
    """The line as it was probably meant, such as ``reps = 10``; empty where that is unclear.

    Args:
        key: a key that takes a number, or the least and the most.
        text: what stands behind its equals sign.
    """
    if range_wanted(key):
        both = range_in(text)
        return f"{key} = [{both[0]}, {both[1]}]" if both else ""
    number = number_in(text, key)
    return f"{key} = {number}" if number is not None else ""


def how_to_write(key: str, meant: str = "") -> str:
    """In words how the value of such a key is written; with an example where it is unclear what was meant."""
    if range_wanted(key):
        words, example = "write the least and the most in brackets, with a comma between", "[60, 120]"
    elif key.endswith("_s"):
        words, example = "write the number of seconds with digits", "60"
    else:
        words, example = "write the number with digits", "8" if key in _RATED else "10"
    return words if meant else f"{words}, such as {key} = {example}"


def range_in(text: str) -> tuple[int, int] | None:
    """The least and the most that a text such as ``120-300`` means; None where it is unclear."""
    found = _SPAN.search(text)
    return (min(int(found[1]), int(found[2])), max(int(found[1]), int(found[2]))) if found else None
