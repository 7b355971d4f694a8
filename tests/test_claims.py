"""What the texts claim: never a diagnosis, a promise or a push, neither in a flow nor in the program's own words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_texts import GROUPS

from mckenzie_tui import body, cards, prompts, reasons
from mckenzie_tui.prompts import programmes, questions, responses, since
from mckenzie_tui.reminding import occasions
from mckenzie_tui.report import lines, told, trail, why


def of_modules() -> Iterator[str]:
    """The words that the program itself puts around the texts of a flow."""
    for module in (
        body,
        cards,
        prompts,
        programmes,
        questions,
        responses,
        since,
        reasons,
        lines,
        told,
        trail,
        why,
        occasions,
    ):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                yield node.value


def of_groups(*, pages: bool) -> list[str]:
    return [text for name, texts in GROUPS.items() for text in texts if name.startswith("page ") is pages]


TEXTS = of_groups(pages=False)
PAGES = of_groups(pages=True)
"""The pages to read explain words that people hear elsewhere; nothing else speaks of them."""
EVERYTHING = [*TEXTS, *of_modules()]
EXPLAINED = (r"\bdis[ck]\b",)

NEVER = [
    *(r"\bcured?\b", r"\bheal(ed|s)?\b", r"\bfix(ed|es)?\b", r"guarantee", r"\bproves?\b", r"\brecovered\b"),
    *(r"slipped dis[ck]", r"\bdis[ck]\b", r"herniat", r"back in place", r"out of place", r"pinched", r"\bdamaged?\b"),
    *(r"\bfail", r"all clear", r"you are (now )?safe", r"nothing (is )?serious", r"(don't|do not) worry"),
    *(r"\bharder\b", r"push through", r"no pain,? no gain", r"ignore the pain", r"\bmust not move\b"),
]


def found(words: str, texts: list[str]) -> list[str]:
    return [text for text in texts if re.search(words, text, re.IGNORECASE)]


@pytest.mark.parametrize("words", NEVER)
def test_no_text_promises_blames_frightens_or_spurs_on(words: str) -> None:
    assert found(words, EVERYTHING if words in EXPLAINED else [*EVERYTHING, *PAGES]) == []


def test_a_diagnosis_is_only_ever_denied() -> None:
    speaking_of_it = found("diagnos", EVERYTHING)
    assert len(speaking_of_it) >= 3
    assert [text for text in speaking_of_it if not re.search(r"\b(no|not a) diagnosis", text)] == []


def test_no_text_for_patients_uses_the_words_of_the_clinic() -> None:
    clinical = r"centrali[sz]|peripherali[sz]|radicul|distal|proximal|lateral|contraindic|cauda|etiolog"
    assert found(clinical, TEXTS) == []


def test_no_sentence_for_patients_is_long() -> None:
    sentences = (sentence for text in (*TEXTS, *PAGES) for sentence in re.split(r"(?<=[.?!:])\s", text))
    assert [sentence for sentence in sentences if len(sentence.split()) > 30] == []


def test_the_notice_says_whose_it_is_not() -> None:
    assert found("not made or checked by the McKenzie Institute", TEXTS)
