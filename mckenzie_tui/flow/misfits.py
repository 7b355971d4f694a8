"""What does not fit the model of a file, in words for people who do not program, and the tables as they were meant."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from datetime import time
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from mckenzie_tui.flow.findings import PLACEHOLDER, Finding
from mckenzie_tui.flow.near import nearest
from mckenzie_tui.flow.numerals import how_to_write, number_in, range_wanted, written
from mckenzie_tui.flow.positions import Path
from mckenzie_tui.flow.schema.texts import FLOW_ID, ID, LANGUAGE, LONGEST_TEXT, VERSION
from mckenzie_tui.flow.slips import plain

MOST_PROBLEMS = 300
"""So many mistakes of one file are looked into."""
LARGEST_SHOWN = 10**12
_UNKNOWN = object()
_OTHER_WORDS = {
    **dict.fromkeys(("repetitions", "repeats", "repeat", "times", "count"), "reps"),
    **dict.fromkeys(("time", "seconds", "length", "time_s"), "duration_s"),
    **dict.fromkeys(("pause", "pause_s", "break"), "rest_s"),
}
"""What people call a key of a dose."""


class _Mended(NamedTuple):
    """What is wrong with a value, and what was meant by it."""

    message: str
    meant: str = ""
    value: Any = _UNKNOWN
    """The value to go on with, where it is plain."""


def misfits(
    error: ValidationError, tables: dict[str, Any], model: type[BaseModel]
) -> tuple[list[Finding], dict[str, Any]]:
    """Everything that does not fit, one finding for each mistake, and the tables as they were probably meant."""
    details = error.errors(include_url=False, include_context=True)[:MOST_PROBLEMS]
    # What was meant by a file of mistakes alone cannot be told.
    reading = _Reading(tables if error.error_count() <= MOST_PROBLEMS else {}, model)
    strangers = [tuple(detail["loc"]) for detail in details if detail["type"] == "extra_forbidden"]
    missing = [tuple(detail["loc"]) for detail in details if detail["type"] == "missing"]
    found = [*reading.headings_left_out(missing, strangers), *reading.headings_cut_short(missing, strangers)]
    found += [reading.stranger(path) for path in strangers if path not in reading.told]
    for detail in details:
        path = tuple(detail["loc"])
        if detail["type"] != "extra_forbidden" and path not in reading.told and not _only_inside(detail):
            found.append(reading.misfit(path, detail))
    return found, reading.meant


def _only_inside(detail: ErrorDetails) -> bool:
    """Whether a list is called too short only because what stands in it does not fit."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


class _Reading:
    """The tables of one file, mended while their mistakes are told."""

    def __init__(self, tables: dict[str, Any], model: type[BaseModel]) -> None:
        self.model = model
        self.meant = copy.deepcopy(tables)
        self.told: set[Path] = set()
        """What needs no finding of its own: another one speaks of it."""

    def headings_left_out(self, missing: list[Path], strangers: list[Path]) -> Iterator[Finding]:
        """Tables that are missing while their keys stand in the table around them."""
        for path in missing:
            inner = _model_at(self.model, path)
            outer, table = _model_at(self.model, path[:-1]), self._at(path[:-1])
            if inner is None or outer is None or not isinstance(table, dict):
                continue
            own = [stranger for stranger in strangers if stranger[:-1] == path[:-1] and stranger[-1] in _known(inner)]
            if own:
                self.told |= {path, *own}
                table[path[-1]] = {str(stranger[-1]): table.pop(stranger[-1]) for stranger in own}
                yield Finding(own[0], f"the line {_heading(path)} is missing above this one", of_key=True)

    def headings_cut_short(self, missing: list[Path], strangers: list[Path]) -> Iterator[Finding]:
        """Parts at the top that belong into another one, such as [dose] for [steps.dose], or [step.dose]."""
        for path in strangers:
            name = str(path[0])
            table = self.meant.get(name)
            if len(path) > 1 or not _is_part(table):
                continue
            homes, inner = [str(key) for key in _known(self.model)], name
            if near := nearest(name, [key for key in homes if key in self.meant]):
                homes = [near]
                if isinstance(table, dict) and len(table) == 1:
                    inner, table = next(iter(table.items()))
            if home := next((home for home in homes if _is_part(table) and self._has_part((home,), inner)), ""):
                del self.meant[name]
                self.told.add(path)
                self._put_where_it_is_missing(home, inner, table, missing)
                heading = _heading((home, inner, *([0] if isinstance(table, list) else [])))
                yield Finding(path, f"there is no part called '{name}'", heading, of_key=True)

    def _has_part(self, path: Path, inner: str) -> bool:
        model = _model_at(self.model, path)
        return model is not None and inner in _known(model) and _model_in(_known(model)[inner].annotation) is not None

    def _put_where_it_is_missing(self, home: str, inner: str, table: Any, missing: list[Path]) -> None:
        lacking = [path for path in missing if path[0] == home and path[2:] == (inner,)]
        if len(lacking) == 1:
            self.told.add(lacking[0])
            self._at(lacking[0][:-1])[inner] = table

    def stranger(self, path: Path) -> Finding:
        """A key that is not known where it stands."""
        *above, name = path
        table = self._at(tuple(above))
        if not isinstance(table, dict) or not isinstance(name, str):
            return Finding(path, "is not a known key here", of_key=True)
        value = table.pop(name, None)
        model = _model_at(self.model, tuple(above))
        known = [key for key in (_known(model) if model else ()) if key not in table]
        message = f"'{name}' is not a known key here"
        for home in self._homes(tuple(above), name, far=False):
            return self._at_home(path, home, value)
        if near := nearest(_OTHER_WORDS.get(name.casefold(), name), known):
            minutes = re.search(r"_min(ute)?s?$", name) and near.endswith("_s") and type(value) is int
            table[near] = value * 60 if minutes else value
            self.told.add((*above, near))
            return Finding(path, message, f"{near} = {value * 60}" if minutes else near, of_key=True)
        for home in self._homes(tuple(above), name, far=True):
            return self._at_home(path, home, value)
        if _is_part(value) and (near := nearest(name, table)):
            return Finding(path, f"there is no part called '{name}'", near, of_key=True)
        if listed := ", ".join(known[:12]):
            message += f". What may stand here: {listed}{' …' if len(known) > 12 else ''}"
        return Finding(path, message, of_key=True)

    def _at_home(self, path: Path, home: Path, value: Any) -> Finding:
        """A key that belongs to another table."""
        name, there = path[-1], self._at(home)
        if isinstance(there, dict) and name not in there:
            there[name] = value
            self.told.add((*home, name))
        where = f"to the part {_heading(home)}" if home else "above the first line in brackets"
        return Finding(path, f"'{name}' is not a known key here; it belongs {where}", of_key=True)

    def _homes(self, here: Path, name: str, *, far: bool) -> Iterator[Path]:
        """The tables that know a key: those in this one and those around it, or else the single ones of the file."""
        if far:
            for key in _known(self.model):
                inner = _model_at(self.model, (key,))
                if inner and name in _known(inner) and isinstance(self._at((key,)), dict):
                    yield (key,)
            return
        model = _model_at(self.model, here)
        for key in _known(model) if model else ():
            inner = _model_at(self.model, (*here, key))
            if inner and name in _known(inner) and not isinstance(self._at((*here, key)), list):
                yield (*here, key)
        for length in range(len(here) - 1, -1, -1):
            around = _model_at(self.model, here[:length])
            if around and name in _known(around) and isinstance(self._at(here[:length]), dict):
                yield here[:length]

    def misfit(self, path: Path, detail: ErrorDetails) -> Finding:
        """A value that does not fit, or one that is missing."""
        if detail["type"] == "missing":
            return self._missing(path)
        if path[-1] == "[key]":
            return self._misspelt_name(path[:-1], detail)
        mended = _mended(path, detail)
        table = self._at(path[:-1])
        usable = mended.value is not _UNKNOWN and not (mended.value == PLACEHOLDER and self._names_something(path))
        if usable and isinstance(table, dict | list):
            table[path[-1]] = mended.value  # type: ignore[index]
        return Finding(path, mended.message, mended.meant, of_key=isinstance(detail["input"], dict))

    def _names_something(self, path: Path) -> bool:
        """Whether what stands there is the name of something, and no text to read."""
        around = _model_at(self.model, path[:-1])
        field = _known(around).get(path[-1]) if around else None
        return field is not None and not _is_text(field)

    def _misspelt_name(self, path: Path, detail: ErrorDetails) -> Finding:
        """An id in a heading, such as [steps.Press-ups], that is not written as ids are."""
        mended = _pattern(str(path[-2]), str(path[-1]), detail.get("ctx", {}).get("pattern", ID))
        table = self._at(path[:-1])
        if mended.value is not _UNKNOWN and isinstance(table, dict):
            table.setdefault(mended.value, table.pop(path[-1]))
        return Finding(path, mended.message, mended.meant, of_key=True)

    def _missing(self, path: Path) -> Finding:
        if isinstance(path[-1], int):
            such = list(range(1, path[-1] + 2))
            return Finding(path[:-1], f"'{path[-2]}' needs {len(such)} numbers, as in {such}")
        if _model_at(self.model, path) is not None:
            return Finding(path, f"the part {_heading(path)} is missing", of_key=True)
        around, table = _model_at(self.model, path[:-1]), self._at(path[:-1])
        field = _known(around).get(path[-1]) if around else None
        if field and isinstance(table, dict) and _is_text(field):
            table[path[-1]] = PLACEHOLDER
        shape = "[…]" if field and get_origin(field.annotation) is tuple else "…"
        inside = f" in the part {_heading(path[:-1])}" if len(path) > 1 else ", above the first line in brackets"
        return Finding(path, f"the line '{path[-1]} = {shape}' is missing{inside}", of_key=True)

    def _at(self, path: Path) -> Any:
        here: Any = self.meant
        for part in path:
            try:
                here = here[part]
            except (KeyError, IndexError, TypeError):
                return None
        return here


def _mended(path: Path, detail: ErrorDetails) -> _Mended:
    name = next((part for part in reversed(path) if isinstance(part, str)), "this")
    given, context, kind = detail["input"], detail.get("ctx", {}), detail["type"]
    match kind:
        case "enum" | "literal_error":
            return _word(name, given, re.findall(r"'([^']*)'", str(context.get("expected", ""))), context)
        case "string_pattern_mismatch":
            return _pattern(name, str(given), context["pattern"])
        case "tuple_type" | "list_type":
            return _list(path, name, given)
        case "model_type" | "model_attributes_type" | "dict_type":
            heading = _heading(path)
            if isinstance(given, list) and given:
                return _Mended(f"there is one '{name}' only, so its heading has single brackets", heading, given[0])
            return _Mended(f"'{name}' must be a part of its own, under a line {heading}")
        case "int_type" | "int_from_float" | "int_parsing" | "float_type":
            return _number(name, given, "number" if kind == "float_type" else "whole number")
        case "string_type":
            return _text(name, given)
        case "bool_type" | "bool_parsing":
            words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
            value = words.get(_shown(given).lower(), _UNKNOWN)
            meant = "" if value is _UNKNOWN else f"{name} = {str(value).lower()}"
            return _Mended(f"'{name}' must be true or false, without quotes", meant, value)
        case "string_too_short" | "too_short":
            empty = isinstance(given, str)
            return _Mended(f"'{name}' must not be empty", value=PLACEHOLDER if empty else _UNKNOWN)
        case "string_too_long":
            most = context["max_length"]
            return _Mended(f"'{name}' has {len(given)} characters; {most} is the most", value=given[:most])
        case "too_long" if range_wanted(name):
            return _range(name, given)
        case "too_long":
            return _Mended(f"'{name}' has too many entries; {context['max_length']} is the most")
        case "greater_than_equal":
            return _Mended(f"'{name}' is {_shown(given)}; {context['ge']} is the least", value=context["ge"])
        case "less_than_equal":
            return _Mended(f"'{name}' is {_shown(given)}; {context['le']} is the most", value=context["le"])
        case "value_error":
            return _Mended(f"'{name}' {context['error']}", value=PLACEHOLDER)
    return _Mended(f"'{name}' cannot be used as it stands here")


def _word(name: str, given: Any, expected: list[str], context: Mapping[str, Any]) -> _Mended:
    if not expected:
        number = str(context.get("expected"))
        return _Mended(f"'{name}' must be {number}", value=int(number) if number.isdigit() else _UNKNOWN)
    near = nearest(_shown(given), expected)
    listed = ", ".join(expected)
    return _Mended(f"'{_shown(given)}' is not one of the words that '{name}' knows: {listed}", near, near or _UNKNOWN)


def _pattern(name: str, given: str, pattern: str) -> _Mended:
    shown = given[:60]
    if pattern == VERSION:
        parts = [part for part in re.split(r"\D+", given) if part][:3]
        meant = ".".join([*parts, "0", "0"][:3]) if parts else "1.0.0"
        return _Mended(f"'{shown}' is no version; one has three numbers with points, such as 1.0.0", meant, meant)
    if pattern == LANGUAGE:
        words = f"'{shown}' is no code of a language; codes are short, such as en for English and de for German"
        meant = given.lower().replace("_", "-")
        fits = re.match(LANGUAGE, meant)
        return _Mended(words, meant if fits else "", meant if fits else "en")
    joined = "-" if pattern == FLOW_ID else "_"
    meant = plain(given).replace("_", joined)[:64]
    words = f"'{shown}' cannot stand here: '{name}' takes small letters a to z, digits and {joined}, without blanks"
    if not re.match(pattern, meant):
        return _Mended(f"{words}, and begins with a letter")
    return _Mended(words, meant, meant)


def _list(path: Path, name: str, given: Any) -> _Mended:
    if isinstance(given, dict):
        return _Mended(
            f"there may be several '{name}', so each heading has two brackets on both sides",
            _heading((*path, 0)),
            [given],
        )
    if range_wanted(name):
        return _range(name, given)
    words = f"'{name}' must be a list, in [square brackets]"
    short = isinstance(given, str) and len(given) <= 40 and '"' not in given
    return _Mended(words, f'{name} = ["{given}"]' if short else "", [given])


def _range(name: str, given: Any) -> _Mended:
    """The least and the most, written otherwise than as two numbers in brackets."""
    meant = ""
    if isinstance(given, str):
        meant = written(name, given)
    elif isinstance(given, list) and given and all(type(number) is int for number in given):
        meant = f"{name} = [{_shown(min(given))}, {_shown(max(given))}]"
    return _Mended(f"'{name}' has two numbers; {how_to_write(name, meant)}", meant)


def _text(name: str, given: Any) -> _Mended:
    """Something else where a text belongs."""
    if isinstance(given, list) and len(given) == 1 and isinstance(given[0], str):
        short = f'{name} = "{given[0]}"' if len(given[0]) <= 40 else ""
        return _Mended(f"'{name}' must be one text in quotes, without brackets", short, given[0])
    if isinstance(given, bool) or not isinstance(given, int | float):
        return _Mended(f"'{name}' must be text in quotes", value=PLACEHOLDER)
    if name.endswith("version"):
        version = _pattern(name, _shown(given), VERSION)
        return version._replace(
            message=f"'{name}' must be text in quotes, with three numbers", meant=f'"{version.meant}"'
        )
    return _Mended(f"'{name}' must be text in quotes", f'{name} = "{_shown(given)}"', _shown(given))


def _number(name: str, given: Any, what: str) -> _Mended:
    value = None
    if isinstance(given, list) and given and all(type(number) is int for number in given):
        return _Mended(f"'{name}' must be one {what}, without brackets", f"{name} = {_shown(given[0])}")
    if isinstance(given, str | time):
        value = number_in(str(given), name)
    elif isinstance(given, float) and abs(given) < LONGEST_TEXT:
        value = round(given)
    words = f"'{name}' must be a {what}{', without quotes' if isinstance(given, str) else ''}"
    meant = f"{name} = {value}" if value is not None else ""
    if isinstance(given, str) and not given.strip().isdigit():
        words += f"; {how_to_write(name, meant)}"
    return _Mended(words, meant, _UNKNOWN if value is None else value)


def _shown(given: Any) -> str:
    """What was given, in few letters; Python refuses to write numbers of thousands of digits."""
    if isinstance(given, int) and abs(given) > LARGEST_SHOWN:
        return "far too large" if given > 0 else "far too small"
    return str(given)[:60]


def _is_part(table: Any) -> bool:
    """Whether something stands under a line in brackets, or under several."""
    return isinstance(table, dict) or (isinstance(table, list) and bool(table) and isinstance(table[0], dict))


def _heading(path: Path) -> str:
    """The line in brackets above a table."""
    name = ".".join(part for part in path if isinstance(part, str))
    return f"[[{name}]]" if path and isinstance(path[-1], int) else f"[{name}]"


def _is_text(field: FieldInfo) -> bool:
    return any(getattr(part, "max_length", None) == LONGEST_TEXT for part in field.metadata)


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model of the table at this place."""
    here: Any = model
    for part in path:
        if get_origin(here) is dict:
            here = get_args(here)[1]
        elif isinstance(part, str):
            field = _known(here).get(part)
            here = field.annotation if field else None
        here = here if get_origin(here) is dict else _model_in(here)
        if here is None:
            return None
    return here if isinstance(here, type) else None


@cache
def _known(model: type[BaseModel]) -> dict[Any, FieldInfo]:
    """The keys of a model as they are written."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as ``tuple[Step, ...]`` or ``SideTexts | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, Union, UnionType, Annotated):
        return next(filter(None, map(_model_in, get_args(annotation))), None)
    return None
