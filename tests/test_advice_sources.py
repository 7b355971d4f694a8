"""Every sentence of advice can be traced: in a flow beside the sources it rests on, in the program to ``advising``."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import mckenzie_tui
from mckenzie_tui import advising
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import SEVERE_START

PACKAGE = Path(str(mckenzie_tui.__file__)).parent
ADVISES = re.compile(
    r"(?i)\b(call|see|ask|show|tell|contact)\b[^.]{0,40}\b(doctor|clinician|physical therapist|emergency room)"
    r"|\brest until\b|\bdo not (repeat|drive|force)\b|\bleave out the\b|\bgo to (an|the) (emergency|hospital)"
    r"|\bstop (if|when|a set|doing)\b|\b(has|have) (somebody|nobody) checked\b"
)
"""How advice sounds."""
NOT_FOR_PATIENTS = ("flow/advice", "flow/copies.py", "cli/", "flow/misfits.py", "flow/references.py")
"""What is said to those who write flows, or type commands."""


def literals() -> Iterator[tuple[str, str]]:
    """Every text of the program that is no docstring, with its file; parts of one text are joined."""
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).as_posix()
        if name == "advising.py" or name.startswith(NOT_FOR_PATIENTS):
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = (part.value for part in node.values if isinstance(part, ast.Constant))
                yield name, "".join(map(str, parts))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                yield name, node.value


def test_the_program_advises_in_one_module_alone() -> None:
    assert [(name, text) for name, text in literals() if ADVISES.search(text)] == []
    assert all(ADVISES.search(text.say) for text in (advising.WORSE_THAN_AT_THE_START, advising.ANYTHING_ELSE))


@pytest.mark.parametrize("advice", advising.ALL, ids=lambda advice: advice.say[:40])
def test_what_the_program_advises_has_sources_of_the_library(advice: advising.Advice, catalogue: Catalogue) -> None:
    assert advice.sources
    assert set(advice.sources) <= set(catalogue.library.sources)


def test_none_is_forgotten() -> None:
    found = [value for value in vars(advising).values() if isinstance(value, advising.Advice)]
    assert set(found) <= set(advising.ALL)


def advice_of(flow: Flow) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every text of a flow that advises, with the sources that stand beside it."""
    file = flow.file
    yield "stop_line", file.stop_line_sources
    yield "severe_note", file.start.severe_sources
    yield "seek_help", file.seek_help_sources
    yield "settling", file.settling.sources
    for ending in file.endings:
        yield f"ending {ending.id}", ending.sources
    for plan in file.plans:
        yield f"plan {plan.id}", plan.sources
    if flow.follow_up is not None:
        for number, rule in enumerate(flow.follow_up.rules):
            if rule.advice is not None:
                yield f"follow-up rule {number}", rule.sources
    for exercise in flow.exercises.values():
        yield f"exercise {exercise.id}", exercise.sources
        # That somebody began in severe pain is not asked: such a precaution rests on the sources of its exercise.
        for precaution in (item for item in exercise.precautions if item.when != SEVERE_START):
            asked = flow.question(flow.medical.id, precaution.when)
            yield f"{exercise.id} after {precaution.when}", asked.sources if asked else ()
    for questions in (flow.emergency, flow.medical, flow.both_legs, flow.trouble):
        for question in questions.questions:
            if question.advice or question.yes in flow.endings:
                yield f"question {question.id}", question.sources


def test_what_a_flow_that_comes_along_advises_has_sources(catalogue: Catalogue) -> None:
    flows = [listed.flow for listed in catalogue.listed() if listed.flow is not None]
    assert flows
    for flow in flows:
        assert [name for name, sources in advice_of(flow) if not sources] == []
