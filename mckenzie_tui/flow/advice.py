"""What is legal in a flow but probably not wise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.library import Library


def advice(flow: Flow, library: Library, bundled: Sequence[Flow]) -> Iterator[Finding]:
    """Find it."""
    yield from ()
