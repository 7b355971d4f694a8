"""Reads a flow file, and reports everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.resources.abc import Traversable
from pathlib import Path

from mckenzie_tui.errors import FlowError, Problem
from mckenzie_tui.flow.advice import advice
from mckenzie_tui.flow.documents import Document, in_order, read, validated
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.frame import framed, with_whole_follow_ups
from mckenzie_tui.flow.graph import check_graph
from mckenzie_tui.flow.library import Library
from mckenzie_tui.flow.references import check_references
from mckenzie_tui.flow.schema import FlowFile


def load_flow(file: Traversable, library: Library) -> Flow:
    """Read and check one flow.

    Raises:
        FlowError: with every problem that was found.
    """
    return flow_in(read(file), library)


def flow_in(document: Document, library: Library) -> Flow:
    """Check the flow in a document that was read.

    Raises:
        FlowError: with every problem that was found.
    """
    document, unframed = framed(document, library)
    if unframed:
        raise FlowError(placed(unframed, document, library))
    document, unlike = with_whole_follow_ups(document, library)
    flow_file, problems = validated(document, FlowFile)
    problems += placed(unlike, document, library)
    flow: Flow | None = None
    if flow_file is not None:
        checked = check_references(flow_file, library)
        problems = merged(problems, placed(checked.found, document, library))
        flow = checked.flow
    if flow is not None:
        flow = replace(flow, path=document.name)
        problems += placed(check_graph(flow).found, document, library)
    if flow is None or problems:
        raise FlowError(in_order(problems))
    return flow


def merged(first: Sequence[Problem], later: Iterable[Problem]) -> list[Problem]:
    """The problems of both kinds, and one alone of each key: the later one is about what was only guessed there."""
    by_key = {(problem.file, problem.key): problem for problem in first}
    added = []
    for problem in later:
        earlier = by_key.get((problem.file, problem.key))
        if earlier is None:
            added.append(problem)
        elif earlier.meant and repr(earlier.meant) in problem.message:
            by_key[problem.file, problem.key] = replace(earlier, meant=problem.meant)
    return [by_key[problem.file, problem.key] for problem in first] + added


def placed(findings: Iterable[Finding], document: Document, library: Library) -> list[Problem]:
    """What was found, with file, line and column: of the flow file, or of the library file it is about."""
    return [library.documents.get(finding.file, document).placed(finding) for finding in findings]


def advised(flow: Flow, library: Library, bundled: Sequence[Flow]) -> list[Problem]:
    """What is legal in a flow but probably not wise, with file, line and column.

    Args:
        flow: a flow that was loaded from a file.
        library: the library it was joined with.
        bundled: the flows that come with the program, to compare with.
    """
    document = read(Path(flow.path))
    return in_order(placed(advice(flow, library, bundled), document, library))
