"""Exercises with sides, whose two sets of texts must say the same with left and right swapped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mckenzie_tui.flow.advice.compared import Compared, warning
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.schema import Exercise, SideTexts

LEFT, RIGHT = "painful_left", "painful_right"
_OTHER = {LEFT: RIGHT, RIGHT: LEFT}
_TEXTS = ("set_up", "on_bed", "movement", "cues", "side_note")
_NO_SIDE = re.compile(r"\b(all right|right (?:away|now|after|angles?|for you)|left (?:out|over|alone))\b")
"""Where right and left are no sides."""
_SIDE = re.compile(r"\b(left|right)(?=\b|wards?\b|hand)")
_SWAPPED = {"left": "right", "right": "left"}
_WORD = re.compile(r"[^\W_]+(?:_\w+)*")


def findings(compared: Compared) -> Iterator[Finding]:
    """Texts of one painful side that are not those of the other one, mirrored. Only English is judged."""
    if not compared.in_english:
        return
    for exercise in compared.flow.exercises.values():
        if exercise.painful_left is not None and exercise.painful_right is not None:
            for key in _TEXTS:
                yield from _differing(compared, exercise, key)


def mirrored(text: str) -> list[str]:
    """The words of a text for the other side: small, without signs, with left and right swapped."""
    return _words(_SIDE.sub(lambda side: _SWAPPED[side[1]], _plain(text)))


def _plain(text: str) -> str:
    return _NO_SIDE.sub(lambda words: words[0].replace(" ", "_"), text.casefold())


def _words(plain: str) -> list[str]:
    return _WORD.findall(plain)


def _differing(compared: Compared, exercise: Exercise, key: str) -> Iterator[Finding]:
    file, path = compared.exercise(exercise)
    texts = {side: _lines(getattr(exercise, side), key) for side in (LEFT, RIGHT)}
    if mirrored(" ".join(texts[LEFT])) == _words(_plain(" ".join(texts[RIGHT]))):
        return
    advice = "Whoever has pain there may move the wrong way. Say the same on both sides, with left and right swapped."
    if len(texts[LEFT]) != len(texts[RIGHT]):
        counts = " and ".join(f"{len(lines)} under {side}" for side, lines in texts.items())
        message = f"'{key}' has not as many sentences on both sides: {counts}"
        yield warning((file, (*path, LEFT)), message, advice, key, of_key=True)
        return
    for index, pair in enumerate(zip(texts[LEFT], texts[RIGHT], strict=True)):
        if mirrored(pair[0]) != _words(_plain(pair[1])):
            side = _changed(compared, exercise, key, index)
            other = pair[1] if side == LEFT else pair[0]
            message = f'this does not fit what {_OTHER[side]} says: "{other.rstrip(".")}"'
            at = (key,) if key == "side_note" else (key, index)
            yield warning((file, (*path, side)), message, advice, *at)


def _changed(compared: Compared, exercise: Exercise, key: str, index: int) -> str:
    """The side on which a line is not that of the library; the left one where that does not tell."""
    library = compared.library.exercises.get(exercise.id)
    for side in (LEFT, RIGHT) if library is not None else ():
        theirs = _lines(getattr(library, side), key)
        if theirs[index : index + 1] != _lines(getattr(exercise, side), key)[index : index + 1]:
            return side
    return LEFT


def _lines(texts: SideTexts | None, key: str) -> tuple[str, ...]:
    """The texts of one kind; a single one as one line."""
    found = getattr(texts, key, None) or ()
    return (found,) if isinstance(found, str) else tuple(found)
