"""An exercise line by line: what there is to say before it, and what was done of it."""

from __future__ import annotations

from collections.abc import Iterator

from mckenzie_tui.answers import Done
from mckenzie_tui.cards import ExerciseCard
from mckenzie_tui.plain.lines import Lines
from mckenzie_tui.words import Sides

LONG = 600
"""Seconds from which a time is asked for in minutes."""


def whole(card: ExerciseCard) -> Done:
    """What is done where all of a dose is."""
    dose, rounds = card.dose, card.dose.sets * _sides(card)
    return Done(sets=dose.sets, reps=rounds * (dose.reps or 0), seconds=rounds * (dose.duration_s or 0), whole=True)


def _sides(card: ExerciseCard) -> int:
    """How often a set is done: once for each side, where these are done one after the other."""
    return 2 if card.sides is Sides.ONE_THEN_OTHER else 1


def card_lines(card: ExerciseCard) -> Iterator[str]:
    """Everything there is to say about an exercise before it is done."""
    yield from card.because
    if card.side_note:
        yield f"Side: {card.side_note}."
    yield card.purpose
    yield f"How much: {card.dose_text}."
    if card.rest_first:
        yield card.rest_first
    if card.set_text:
        yield f"{card.set_text}."
    parts = (
        ("You need:", card.equipment),
        ("Set up:", card.set_up),
        ("What to do:", card.movement),
        ("Hints:", card.cues),
        ("Easier:", card.easier),
        ("Take care:", (*card.careful, *card.cautions)),
    )
    for heading, lines in parts:
        if lines or heading not in ("You need:", "Easier:"):
            yield heading
        yield from lines
    if card.source_note:
        yield card.source_note
    yield card.stop_line
    yield card.then


def part_done(lines: Lines, card: ExerciseCard) -> Done:
    """Ask how much was done where not all of it was."""
    if card.dose.open_ended:
        return Done(reps=lines.number("How many times did you do it? (0 to 100)", 0, 100))
    if card.dose.reps is not None:
        most = card.dose.sets * card.dose.reps * _sides(card)
        return Done(reps=lines.number(f"How many times did you do it? (0 to {most})", 0, most))
    most = card.dose.sets * (card.dose.duration_s or 0) * _sides(card)
    if most >= LONG:
        minutes = lines.number(f"About how many minutes did you do it? (0 to {most // 60})", 0, most // 60)
        return Done(seconds=60 * minutes)
    seconds = lines.number(f"About how many seconds did you stay? (0 to {most})", 0, most)
    return Done(seconds=seconds)
