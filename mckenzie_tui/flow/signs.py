"""Signs that word processors put into a file, which look right and are not: curly quotes, and special blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from mckenzie_tui.flow.slips import Said

CURLY = "“”„‟‘’‚‛«»‹›″"
"""The quotes that word processors put in place of straight ones."""
_CURLY = re.compile(f"[{CURLY}]")
_CURLY_BEGINS = re.compile(rf"[{CURLY}]|[\"'][^\"']*[{CURLY}][\s,\]]*(?:#|$)")
"""A text that begins with a curly quote, or begins with a straight one and ends with a curly one."""
_STRAIGHT = re.compile(r'"""(?:[^\\]|\\.)*?"""|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL)
"""Texts as they should be, and remarks: a curly quote inside them is as good as any letter."""
_UNSEEN = re.compile("[\u00a0\u2000-\u200f\u202f\u2060\u3000\ufeff]")
"""Blanks that word processors and web pages put in place of the usual one."""
_MOST_LINES = 12
"""Lines, or runs of lines, that are named one by one."""
_QUOTES = 'Word processors make them: edit flows in a plain text editor, and there put a straight quote (") for each'


def curly(text: str, line: int, column: int) -> Said | None:
    """Curly quotes around a text, with all lines that have such; None where the place has none.

    Args:
        text: the whole file.
        line: where it is no TOML, from 1.
        column: the same.
    """
    found = _CURLY_BEGINS.match(text.split("\n")[line - 1], column - 1)
    if not found:
        return None
    sign = next(letter for letter in found[0] if letter in CURLY)
    bare_text = _STRAIGHT.sub(lambda part: "\n" * part[0].count("\n"), text)
    others = [number for number, own in enumerate(bare_text.split("\n"), 1) if _CURLY.search(own) and number != line]
    if not others:
        return (f"a curly quote ({sign}) stands here. {_QUOTES}", "")
    count = len(others) + 1
    where = _lines_in_words([line, *others])
    return (f"curly quotes (such as {sign}) stand in {count} lines: {where}. {_QUOTES}", "")


def unseen(text: str, line: int, column: int) -> Said | None:
    """A special blank, which looks like any other, in the rest of a line that is no TOML; None where it has none."""
    rest = _STRAIGHT.sub("", text.split("\n")[line - 1][column - 1 :])
    if not _UNSEEN.search(rest):
        return None
    words = "this line has a special blank, which is not seen. Delete the blanks in it, and type them again"
    return (words, _UNSEEN.sub(" ", rest).strip()[:60])


def _lines_in_words(numbers: Iterable[int]) -> str:
    """Lines as people list them, runs of them together: ``3, 7 to 9 and 12``."""
    ordered = sorted(numbers)
    breaks = [at for at, (one, other) in enumerate(pairwise(ordered), 1) if other - one > 1]
    runs = [ordered[first:last] for first, last in pairwise([0, *breaks, len(ordered)])]
    told = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    if len(told) > _MOST_LINES:
        return f"{', '.join(told[:_MOST_LINES])} and more, down to line {ordered[-1]}"
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
