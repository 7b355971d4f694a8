"""What is legal in a flow but probably not wise: pure checks of a whole flow, each a warning with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mckenzie_tui.flow.advice import courses, doses, parts, safety, sides, texts, worsenings
from mckenzie_tui.flow.advice.compared import Compared
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.library import Library


def advice(flow: Flow, library: Library, bundled: Sequence[Flow]) -> Iterator[Finding]:
    """Everything in a flow that a therapist may want to think about again, in no order.

    Args:
        flow: a flow without mistakes.
        library: what it was joined with, which says where the shared parts stand.
        bundled: the flows that come with the program, to compare with.
    """
    compared = Compared(flow, library, tuple(bundled))
    for part in (safety, worsenings, courses, doses, sides, texts, parts):
        yield from part.findings(compared)
