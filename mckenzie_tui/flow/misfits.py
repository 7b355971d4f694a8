"""What does not fit the model of a file, in words for people who do not program, and the tables as they were meant."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from mckenzie_tui.flow.findings import PLACEHOLDER, Finding
from mckenzie_tui.flow.mending import UNKNOWN, heading, mended, of_pattern
from mckenzie_tui.flow.near import nearest
from mckenzie_tui.flow.positions import Path
from mckenzie_tui.flow.schema.texts import ID, LONGEST_TEXT

MOST_PROBLEMS = 300
"""So many mistakes of one file are looked into."""
_MOST_MINUTES = 1000
_OTHER_WORDS = {
    **dict.fromkeys(("repetitions", "repeats", "repeat", "times", "count"), "reps"),
    **dict.fromkeys(("time", "seconds", "length", "time_s"), "duration_s"),
    **dict.fromkeys(("pause", "pause_s", "break"), "rest_s"),
}
"""What people call a key of a dose."""


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
                yield Finding(own[0], f"the line {heading(path)} is missing above this one", of_key=True)

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
                under = heading((home, inner, *([0] if isinstance(table, list) else [])))
                yield Finding(path, f"there is no part called '{name}'", under, of_key=True)

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
            minutes = (
                re.search(r"_min(ute)?s?$", name)
                and near.endswith("_s")
                and type(value) is int
                and value < _MOST_MINUTES
            )
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
        where = f"to the part {heading(home)}" if home else "above the first line in brackets"
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
        right = mended(path, detail)
        table = self._at(path[:-1])
        usable = right.value is not UNKNOWN and not (right.value == PLACEHOLDER and self._names_something(path))
        if usable and isinstance(table, dict | list):
            table[path[-1]] = right.value  # type: ignore[index]
        return Finding(path, right.message, right.meant, of_key=isinstance(detail["input"], dict))

    def _names_something(self, path: Path) -> bool:
        """Whether what stands there is the name of something, and no text to read."""
        around = _model_at(self.model, path[:-1])
        field = _known(around).get(path[-1]) if around else None
        return field is not None and not _is_text(field)

    def _misspelt_name(self, path: Path, detail: ErrorDetails) -> Finding:
        """An id in a heading, such as [steps.Press-ups], that is not written as ids are."""
        right = of_pattern(str(path[-2]), str(path[-1]), detail.get("ctx", {}).get("pattern", ID))
        table = self._at(path[:-1])
        if right.value is not UNKNOWN and isinstance(table, dict):
            table.setdefault(right.value, table.pop(path[-1]))
        return Finding(path, right.message, right.meant, of_key=True)

    def _missing(self, path: Path) -> Finding:
        if isinstance(path[-1], int):
            such = list(range(1, path[-1] + 2))
            return Finding(path[:-1], f"'{path[-2]}' needs {len(such)} numbers, as in {such}")
        if _model_at(self.model, path) is not None:
            return Finding(path, f"the part {heading(path)} is missing", of_key=True)
        around, table = _model_at(self.model, path[:-1]), self._at(path[:-1])
        field = _known(around).get(path[-1]) if around else None
        if field and isinstance(table, dict) and _is_text(field):
            table[path[-1]] = PLACEHOLDER
        shape = "[…]" if field and get_origin(field.annotation) is tuple else "…"
        inside = f" in the part {heading(path[:-1])}" if len(path) > 1 else ", above the first line in brackets"
        return Finding(path, f"the line '{path[-1]} = {shape}' is missing{inside}", of_key=True)

    def _at(self, path: Path) -> Any:
        here: Any = self.meant
        for part in path:
            try:
                here = here[part]
            except (KeyError, IndexError, TypeError):
                return None
        return here


def _is_part(table: Any) -> bool:
    """Whether something stands under a line in brackets, or under several."""
    return isinstance(table, dict) or (isinstance(table, list) and bool(table) and isinstance(table[0], dict))


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
