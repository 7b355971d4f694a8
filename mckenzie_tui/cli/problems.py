"""Mistakes in a file as people read them: where, the line itself with a mark below it, and what to do."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from mckenzie_tui.errors import MOST_TOLD, Problem
from mckenzie_tui.letters import printable

WIDTH = 80
"""Columns that what was found is fitted into."""


def told(found: Sequence[Problem]) -> Iterator[str]:
    """The problems one after the other, with a blank line after each; of very many the first."""
    for problem in found[:MOST_TOLD]:
        yield from _lines(problem)
        yield ""


def how_many(found: Sequence[Problem]) -> str:
    """How many there are, and whether the file can be used."""
    warnings = sum(problem.warns for problem in found)
    count, what = (warnings, "warning") if warnings else (len(found), "problem")
    more = f"; the first {MOST_TOLD} are shown" if count > MOST_TOLD else ""
    usable = ". The flow can be used as it is." if warnings else "."
    return f"{count} {what}{'s' if count > 1 else ''} found{more}{usable}"


def _lines(problem: Problem) -> Iterator[str]:
    places = [problem.file]
    if problem.line is not None:
        places += [f"line {problem.line}", *([f"column {problem.column}"] if problem.column is not None else [])]
    key = f" ({problem.key})" if problem.key else ""
    yield printable(", ".join(places) + key)
    if problem.text and problem.column is not None:
        yield from _shown(problem.text, problem.column)
    words = f"{problem.sentence[:1].upper()}{problem.sentence[1:]}"
    words = f"{'Warning: ' if problem.warns else ''}{words}{'' if words.endswith(('.', '?')) else '.'}"
    # What is to be written stays on one line.
    kept = re.sub(r'(\w) = (?=[\w"\[])', "\\1\u00a0=\u00a0", words)
    for line in textwrap.wrap(kept, WIDTH, initial_indent="  ", subsequent_indent="  "):
        yield line.replace("\u00a0", " ")


def _shown(text: str, column: int) -> Iterator[str]:
    """A line of a file with a mark below a column; the part around it where the line is long."""
    start = max(0, column - WIDTH // 2) if len(text) > WIDTH - 4 else 0
    shown = printable(text[start : start + WIDTH - 6]).rstrip()
    before, after = "…" if start else "", "…" if start + WIDTH - 6 < len(text) else ""
    yield f"    {before}{shown}{after}"
    yield f"    {' ' * (column - 1 - start + len(before))}^"
