"""What a flow takes from another one: the frame of a session, so that questions, answers and endings stand once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from mckenzie_tui.flow.alike import whole
from mckenzie_tui.flow.documents import Document
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.library import Library
from mckenzie_tui.flow.near import nearest
from mckenzie_tui.flow.schema import INHERITED, JOINED, QUESTION_SETS, Model

FRAME = "frame"
"""The key by which a flow names the one it takes the rest from."""
_SOURCES = "_sources"
"""What the key of the sources of a text ends in; a text of the flow's own does not rest on those of the frame."""


def framed(document: Document, library: Library) -> tuple[Document, list[Finding]]:
    """A document with what its frame, and the frame of that, adds; and what is wrong with naming it."""
    named = document.tables.get(FRAME)
    if named is None:
        return document, []
    if not isinstance(named, str) or named not in library.frames:
        near = nearest(str(named), library.frames)
        return document, [Finding((FRAME,), f"there is no frame called '{named}'", near)]
    tables = dict(document.tables)
    seen: set[str] = set()
    while isinstance(named, str) and named in library.frames and named not in seen:
        seen.add(named)
        frame = library.frames[named].tables
        tables = _joined(tables, frame)
        named = frame.get(FRAME)
    if isinstance(tables.get("endings"), list):
        tables["endings"] = _needed(tables, library, len(_list(document.tables, "endings")))
    return replace(document, tables=tables), []


def with_whole_follow_ups(document: Document, library: Library) -> tuple[Document, list[Finding]]:
    """A document with what its own follow-ups are like in the library; and each name there that is unknown."""
    own, joined, found = _list(document.tables, "follow_ups"), [], []
    known = cache(lambda name: _plain(library.follow_ups[name]))
    for index, follow_up in enumerate(own):
        if isinstance(follow_up, Mapping):
            follow_up, unlike = whole(follow_up, library.follow_ups, known)
            found += [replace(finding, path=("follow_ups", index, *finding.path)) for finding in unlike]
        joined.append(follow_up)
    return (replace(document, tables={**document.tables, "follow_ups": joined}) if own else document), found


def _joined(own: Mapping[str, Any], frame: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of a flow with those of its frame; what has not the shape it should have is left to be told."""
    joined = dict(own)
    for key in INHERITED:
        if key not in frame:
            continue
        if key not in own:
            if key.removesuffix(_SOURCES) not in own:
                joined[key] = frame[key]
        elif key in JOINED and isinstance(own[key], Mapping) and isinstance(frame[key], Mapping):
            joined[key] = {**frame[key], **own[key]}
        elif key == "rules" and _list(own, key):
            joined[key] = [*own[key], *_not_covered(_list(frame, key), own[key])]
        elif key == "endings" and isinstance(own[key], list):
            ids = {_word(ending, "id") for ending in own[key]}
            joined[key] = [*own[key], *(ending for ending in _list(frame, key) if _word(ending, "id") not in ids)]
    return joined


def _not_covered(rules: Iterable[Any], own: Iterable[Any]) -> list[Any]:
    """The rules of a frame that are about an answer for which the flow has none that always holds."""
    covered = {event for rule in own if not _get(rule, "when") for event in _words(rule, "on")}
    return [rule for rule in rules if not covered.issuperset(_words(rule, "on"))]


def _needed(tables: Mapping[str, Any], library: Library, own: int) -> list[Any]:
    """The flow's own endings, whatever leads to them, and those of its frame that something leads to.

    Args:
        tables: the flow with all endings of its frame below its own.
        library: where the question sets are that the flow does not bring.
        own: how many endings are the flow's own.
    """
    endings, start = _list(tables, "endings"), _get(tables, "start")
    if not isinstance(start, Mapping):
        return endings
    named = {_word(start, key) for key in start}
    for rule in (*_list(tables, "rules"), *_list(tables, "after_last_step")):
        named.add(_word(rule, "go"))
    for step in _list(tables, "steps"):
        named.update(_word(rule, "go") for rule in _list(step, "rules"))
    sets = {_word(questions, "id"): questions for questions in _list(tables, "question_sets")}
    for key in QUESTION_SETS:
        name = _word(start, key)
        if name not in sets and name in library.question_sets:
            sets[name] = _plain(library.question_sets[name])
        for question in _list(sets.get(name), "questions"):
            named.update(_word(question, answer) for answer in ("yes", "no", "yes_outside_a_step"))
    return [*endings[:own], *(ending for ending in endings[own:] if _word(ending, "id") in named)]


def _plain(part: Model) -> dict[str, Any]:
    """A part of the library as it would stand in a file."""
    return part.model_dump(mode="json", exclude_defaults=True)


# A frame is joined before anything is checked, so that any value may be of any type.


def _get(table: Any, key: str) -> Any:
    return table.get(key) if isinstance(table, Mapping) else None


def _list(table: Any, key: str) -> list[Any]:
    found = _get(table, key)
    return found if isinstance(found, list) else []


def _word(table: Any, key: str) -> str | None:
    found = _get(table, key)
    return found if isinstance(found, str) else None


def _words(table: Any, key: str) -> list[str]:
    """The texts of a list; a text alone, or in brackets of its own, is what will be told to have been meant."""
    found = _get(table, key)
    parts = (part if isinstance(part, list) else [part] for part in (found if isinstance(found, list) else [found]))
    return [word for part in parts for word in part if isinstance(word, str)]
