"""Lines of text that fit the terminal."""

from __future__ import annotations

import sys
import textwrap

from mckenzie_tui.cli import surroundings
from mckenzie_tui.letters import printable

WIDEST, NARROWEST = 100, 30
"""Characters of a line, whatever the terminal has."""


def width() -> int:
    """How many characters a line may have."""
    return min(WIDEST, max(NARROWEST, surroundings.columns()))


def wrapped(text: str, indent: str = "") -> list[str]:
    """A text in lines that fit, each as far in; those after the first a little further."""
    onward = f"{indent}  " if indent else ""
    return textwrap.wrap(text, width(), initial_indent=indent, subsequent_indent=onward, break_on_hyphens=False)


def say_aside(*lines: str) -> None:
    """Say something to the person that is no part of what was asked for, and goes to standard error."""
    for line in lines:
        print(printable(line), file=sys.stderr)
