"""What a check of a flow finds, before it is known where in the file it stands."""

from __future__ import annotations

from dataclasses import dataclass

from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.positions import Path


@dataclass(frozen=True)
class Finding:
    """One problem, and the key of the flow file it is about."""

    path: Path
    message: str
    meant: str = ""


@dataclass(frozen=True)
class Checked:
    """What a check found; the joined flow where nothing was found that forbids joining."""

    found: tuple[Finding, ...]
    flow: Flow | None = None
