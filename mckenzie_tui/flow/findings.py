"""What a check of a flow finds, before it is known where in the file it stands."""

from __future__ import annotations

from dataclasses import dataclass

from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.positions import Path

PLACEHOLDER = "?"
"""Stands for a text that is missing or cannot be used, so that the other checks can go on."""


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
    also: tuple[Path, ...] = ()
    """Further places that it is about; their lines are told with it."""


@dataclass(frozen=True)
class Checked:
    """What a check found; the joined flow where nothing was found that forbids joining."""

    found: tuple[Finding, ...]
    flow: Flow | None = None
