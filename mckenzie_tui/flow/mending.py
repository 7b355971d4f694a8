"""A value that does not fit its key: what is wrong with it, for people who do not program, and what was meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from typing import Any, NamedTuple

from pydantic_core import ErrorDetails

from mckenzie_tui.flow.findings import PLACEHOLDER
from mckenzie_tui.flow.near import nearest
from mckenzie_tui.flow.numerals import how_to_write, number_in, range_wanted, written
from mckenzie_tui.flow.positions import Path
from mckenzie_tui.flow.schema.doses import TEMPO
from mckenzie_tui.flow.schema.texts import FLOW_ID, LANGUAGE, LONGEST_TEXT, VERSION
from mckenzie_tui.flow.slips import plain

LARGEST_SHOWN = 10**12
UNKNOWN = object()
"""Stands for a value of which it is not plain what was meant."""


class Mended(NamedTuple):
    """What is wrong with a value, and what was meant by it."""

    message: str
    meant: str = ""
    value: Any = UNKNOWN
    """The value to go on with, where it is plain."""


def mended(path: Path, detail: ErrorDetails) -> Mended:
    """A value that does not fit, in words, and what was meant by it."""
    name = next((part for part in reversed(path) if isinstance(part, str)), "this")
    given, context, kind = detail["input"], detail.get("ctx", {}), detail["type"]
    match kind:
        case "enum" | "literal_error":
            return _word(name, given, re.findall(r"'([^']*)'", str(context.get("expected", ""))), context)
        case "string_pattern_mismatch":
            return of_pattern(name, str(given), context["pattern"])
        case "tuple_type" | "list_type":
            return _list(path, name, given)
        case "model_type" | "model_attributes_type" | "dict_type":
            own = heading(path)
            if isinstance(given, list) and given:
                return Mended(f"there is one '{name}' only, so its heading has single brackets", own, given[0])
            return Mended(f"'{name}' must be a part of its own, under a line {own}")
        case "int_type" | "int_from_float" | "int_parsing" | "float_type":
            return _number(name, given, "number" if kind == "float_type" else "whole number")
        case "string_type":
            return _text(name, given)
        case "bool_type" | "bool_parsing":
            words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
            value = words.get(_shown(given).lower(), UNKNOWN)
            meant = "" if value is UNKNOWN else f"{name} = {str(value).lower()}"
            return Mended(f"'{name}' must be true or false, without quotes", meant, value)
        case "too_short" if (least := context["min_length"]) > 1:
            return Mended(f"'{name}' needs at least {least} entries")
        case "string_too_short" | "too_short":
            empty = isinstance(given, str)
            return Mended(f"'{name}' must not be empty", value=PLACEHOLDER if empty else UNKNOWN)
        case "string_too_long":
            most = context["max_length"]
            return Mended(f"'{name}' has {len(given)} characters; {most} is the most", value=given[:most])
        case "too_long" if range_wanted(name):
            return _range(name, given)
        case "too_long":
            return Mended(f"'{name}' has too many entries; {context['max_length']} is the most")
        case "greater_than_equal":
            return Mended(f"'{name}' is {_shown(given)}; {context['ge']} is the least", value=context["ge"])
        case "less_than_equal":
            return Mended(f"'{name}' is {_shown(given)}; {context['le']} is the most", value=context["le"])
        case "value_error":
            return Mended(f"'{name}' {context['error']}", value=PLACEHOLDER)
    return Mended(f"'{name}' cannot be used as it stands here")


def _word(name: str, given: Any, expected: list[str], context: Mapping[str, Any]) -> Mended:
    if not expected:
        number = str(context.get("expected"))
        return Mended(f"'{name}' must be {number}", value=int(number) if number.isdigit() else UNKNOWN)
    near = nearest(_shown(given), expected)
    listed = ", ".join(expected)
    return Mended(f"'{_shown(given)}' is not one of the words that '{name}' knows: {listed}", near, near or UNKNOWN)


def of_pattern(name: str, given: str, pattern: str) -> Mended:
    """A text that is not written as such names, versions or codes are."""
    shown = given[:60]
    if pattern == VERSION:
        parts = [part for part in re.split(r"\D+", given) if part][:3]
        meant = ".".join([*parts, "0", "0"][:3]) if parts else "1.0.0"
        return Mended(f"'{shown}' is no version; one has three numbers with points, such as 1.0.0", meant, meant)
    if pattern == LANGUAGE:
        words = f"'{shown}' is no code of a language; codes are short, such as en for English and de for German"
        meant = given.lower().replace("_", "-")
        fits = re.match(LANGUAGE, meant)
        return Mended(words, meant if fits else "", meant if fits else "en")
    if pattern == TEMPO:
        words = f"'{shown}' is no tempo; one has three digits with points, the seconds down, in the lowest place and up"
        parts = re.findall(r"\d" if len(given) == len("310") else r"\d+", given)
        meant = ".".join(parts)
        fits = re.match(TEMPO, meant)
        return Mended(f"{words}, such as 3.1.0", meant if fits else "", meant if fits else UNKNOWN)
    joined = "-" if pattern == FLOW_ID else "_"
    meant = plain(given).replace("_", joined)[:64]
    words = f"'{shown}' cannot stand here: '{name}' takes small letters a to z, digits and {joined}, without blanks"
    if not re.match(pattern, meant):
        return Mended(f"{words}, and begins with a letter")
    return Mended(words, meant, meant)


def _list(path: Path, name: str, given: Any) -> Mended:
    if isinstance(given, dict):
        return Mended(
            f"there may be several '{name}', so each heading has two brackets on both sides",
            heading((*path, 0)),
            [given],
        )
    if range_wanted(name):
        return _range(name, given)
    words = f"'{name}' must be a list, in [square brackets]"
    short = isinstance(given, str) and len(given) <= 40 and '"' not in given
    return Mended(words, f'{name} = ["{given}"]' if short else "", [given])


def _range(name: str, given: Any) -> Mended:
    """The least and the most, written otherwise than as two numbers in brackets."""
    meant = ""
    if isinstance(given, str):
        meant = written(name, given)
    elif isinstance(given, list) and given and all(map(_plain_number, given)):
        meant = f"{name} = [{_shown(min(given))}, {_shown(max(given))}]"
    return Mended(f"'{name}' has two numbers; {how_to_write(name, meant)}", meant)


def _text(name: str, given: Any) -> Mended:
    """Something else where a text belongs."""
    if isinstance(given, list) and len(given) == 1 and isinstance(given[0], str):
        short = f'{name} = "{given[0]}"' if len(given[0]) <= 40 else ""
        return Mended(f"'{name}' must be one text in quotes, without brackets", short, given[0])
    if isinstance(given, bool) or not isinstance(given, int | float):
        return Mended(f"'{name}' must be text in quotes", value=PLACEHOLDER)
    if name == "tempo":
        tempo = of_pattern(name, _shown(given), TEMPO)
        return tempo._replace(meant=f'"{tempo.meant}"' if tempo.meant else "")
    if name.endswith("version"):
        version = of_pattern(name, _shown(given), VERSION)
        return version._replace(
            message=f"'{name}' must be text in quotes, with three numbers", meant=f'"{version.meant}"'
        )
    return Mended(f"'{name}' must be text in quotes", f'{name} = "{_shown(given)}"', _shown(given))


def _number(name: str, given: Any, what: str) -> Mended:
    value = None
    if isinstance(given, list) and given and all(map(_plain_number, given)):
        return Mended(f"'{name}' must be one {what}, without brackets", f"{name} = {_shown(given[0])}")
    if isinstance(given, str | time):
        value = number_in(str(given), name)
    elif isinstance(given, float) and abs(given) < LONGEST_TEXT:
        value = round(given)
    words = f"'{name}' must be a {what}{', without quotes' if isinstance(given, str) else ''}"
    meant = f"{name} = {value}" if value is not None else ""
    if isinstance(given, str) and not given.strip().isdigit():
        words += f"; {how_to_write(name, meant)}"
    return Mended(words, meant, UNKNOWN if value is None else value)


def _plain_number(value: Any) -> bool:
    return type(value) is int and abs(value) < LARGEST_SHOWN


def _shown(given: Any) -> str:
    """What was given, in few letters; Python refuses to write numbers of thousands of digits."""
    if isinstance(given, int) and abs(given) > LARGEST_SHOWN:
        return "far too large" if given > 0 else "far too small"
    return str(given)[:60]


def heading(path: Path) -> str:
    """The line in brackets above a table."""
    name = ".".join(part for part in path if isinstance(part, str))
    return f"[[{name}]]" if path and isinstance(path[-1], int) else f"[{name}]"
