"""Commands as they are run on the command line, and how they went."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Ran(NamedTuple):
    """How a command went."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
"""Runs the program with some arguments; `typed` is what stands on its standard input."""


def refused(ran: Ran, code: int = 2) -> str:
    """The message of a command that was refused: one plain text, and nothing on standard output."""
    assert (ran.code, ran.out) == (code, "")
    assert "Traceback" not in ran.err
    return ran.err
