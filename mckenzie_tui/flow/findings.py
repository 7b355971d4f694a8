"""What a check of a flow finds, before it is known where in the file it stands."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.positions import Path


@dataclass(frozen=True)
class Finding:
    """One problem, and the key of the file it is about."""

    path: Path
    message: str
    meant: str = ""
    file: str = ""
    """The library file it is about; empty for the flow file itself."""
    of_key: bool = False
    """Whether it is about the key rather than about its value."""
    warns: bool = False
    """Whether the flow can be used all the same."""
    advice: str = ""
    """Of a warning: why it matters, and what to do."""


@dataclass(frozen=True)
class Checked:
    """What a check found; the joined flow where nothing was found that forbids joining."""

    found: tuple[Finding, ...]
    flow: Flow | None = None


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, whatever its capitals, or nothing where none is near."""
    words = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold()[:100], list(words), n=1, cutoff=0.6)
    return words[near[0]] if near else ""
