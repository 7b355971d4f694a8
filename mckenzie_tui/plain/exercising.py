"""An exercise line by line: what there is to say before it, and what was done of it."""

from __future__ import annotations

from collections.abc import Iterator

from mckenzie_tui.cards import ExerciseCard
from mckenzie_tui.pace.told import in_words
from mckenzie_tui.plain.lines import Lines
from mckenzie_tui.session import Done


def whole(card: ExerciseCard) -> Done:
    """What is done where all of a dose is."""
    dose = card.dose
    return Done(
        sets=dose.sets, reps=dose.sets * (dose.reps or 0), seconds=dose.sets * (dose.duration_s or 0), whole=True
    )


def card_lines(card: ExerciseCard) -> Iterator[str]:
    """Everything there is to say about an exercise before it is done."""
    yield from card.because
    if card.side_note:
        yield f"Side: {card.side_note}."
    yield card.purpose
    yield f"How much: {card.dose_text}."
    parts = (
        ("Set up:", card.set_up),
        ("What to do:", card.movement),
        ("Hints:", card.cues),
        ("Take care:", (*card.careful, *card.cautions)),
    )
    for heading, lines in parts:
        yield heading
        yield from lines
    yield card.stop_line
    yield f"Then rest for {in_words(card.dose.rest_s)}."


def part_done(lines: Lines, card: ExerciseCard) -> Done:
    """Ask how much was done where not all of it was."""
    if card.dose.reps is not None:
        most = card.dose.sets * card.dose.reps
        return Done(reps=lines.number(f"How many times did you do it? (0 to {most})", 0, most))
    most = card.dose.sets * (card.dose.duration_s or 0)
    seconds = lines.number(f"About how many seconds did you stay? (0 to {most})", 0, most)
    return Done(seconds=seconds)
