"""Reads a flow file, and reports everything that is wrong with it at once."""

from __future__ import annotations

from importlib.resources.abc import Traversable

from mckenzie_tui.errors import FlowError, Problem
from mckenzie_tui.flow.documents import Document, read, validated
from mckenzie_tui.flow.findings import Checked
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.graph import check_graph
from mckenzie_tui.flow.library import Library
from mckenzie_tui.flow.references import check_references
from mckenzie_tui.flow.schema import FlowFile


def load_flow(file: Traversable, library: Library) -> Flow:
    """Read and check one flow.

    Raises:
        FlowError: with every problem that was found.
    """
    document = read(file)
    flow_file, problems = validated(document, FlowFile)
    flow: Flow | None = None
    if flow_file is not None:
        checked = check_references(flow_file, library)
        problems += _placed(document, checked)
        flow = checked.flow
    if flow is not None:
        flow = Flow(**{**vars(flow), "path": document.name})
        problems += _placed(document, check_graph(flow))
    if flow is None or problems:
        raise FlowError(sorted(problems, key=lambda problem: problem.line or 0))
    return flow


def _placed(document: Document, checked: Checked) -> list[Problem]:
    return [document.problem(finding.message, finding.path, finding.meant) for finding in checked.found]
