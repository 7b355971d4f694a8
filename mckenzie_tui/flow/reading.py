"""How hard a text is to read: the school grade by Flesch and Kincaid, for English.

Syllables are counted by rule: of the libraries, ``textstat`` brings a natural-language toolkit along, and ``pyphen``
counts where a word may be broken, which is less than its syllables. The tests hold the rules against a dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

HIGHEST_GRADE = 8.0
"""What a person of 13 or 14 reads with ease; health texts for everybody should not ask for more."""
FEWEST_WORDS = 20
FEWEST_SENTENCES = 2
"""Below these the grade says little."""
WORDS_OF_A_LONG_SENTENCE = 12
"""From here on one sentence is judged by itself: in a shorter one a single long word counts too much."""
HIGHEST_GRADE_OF_A_SENTENCE = 12.0
"""Higher than for texts: the formula was made for whole passages, and of one sentence its error is of some grades."""

MOST_WORDS_OF_A_SENTENCE = 25
"""More are hard to follow, however plain: what guides to plain language commonly give as the most."""

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_E = re.compile(
    r"[^aeiouyl]e$|[aeiouy]le$|[^aeioutdy]ed$|[^aeiouysxzcgh]es$"  # hope, hole, moved, makes; heard in table and rested
    r"|[aeiouy][^aeiouy]+e(?=(?:ly|ments?|ful|thing|ways|where|times?|less)$)"  # safely, movement
)
_TWO_SYLLABLES = re.compile(r"[^aeiouqgts]i[ao]|eo(?!p)|[ou]ing|ying$|[^aeiou]ie(?:r|st)$|[^q]uie|sm$|nt$(?<=[sd]nt)")
"""Vowels side by side that are heard one by one, and endings that sound so: via, doing, easier, spasm."""
_SENTENCE_ENDS = re.compile(r"[.?!:;]+")
_WORD = re.compile(r"[a-z']+")


def syllables(word: str) -> int:
    """The syllables of an English word, by rule: the groups of vowels, without an e that is not heard."""
    word = word.lower().replace("'", "")
    count = len(_VOWELS.findall(word)) + len(_TWO_SYLLABLES.findall(word)) - len(_SILENT_E.findall(word))
    return max(1, count)


def grade(texts: Sequence[str]) -> float | None:
    """The school grade that texts ask for; None where they are too short to say."""
    whole = " ".join(text if text.endswith((".", "?", "!", ":")) else f"{text}." for text in texts)
    sentences = _sentences(whole)
    words = _WORD.findall(whole.lower())
    if len(sentences) < FEWEST_SENTENCES or len(words) < FEWEST_WORDS:
        return None
    return _grade(words, len(sentences))


def hard_sentence(text: str) -> tuple[str, float] | None:
    """The hardest long sentence of a text and its school grade; None where none is too hard."""
    graded = [
        (sentence.strip(), _grade(words, 1))
        for sentence in _sentences(text)
        if len(words := _WORD.findall(sentence.lower())) >= WORDS_OF_A_LONG_SENTENCE
    ]
    found = max(graded, key=lambda each: each[1], default=("", 0.0))
    return found if found[1] > HIGHEST_GRADE_OF_A_SENTENCE else None


def long_sentence(text: str) -> str:
    """The longest sentence of a text, where it has more words than anybody should have to follow; else nothing."""
    longest = max((sentence.strip() for sentence in _sentences(text)), key=count_words, default="")
    return longest if count_words(longest) > MOST_WORDS_OF_A_SENTENCE else ""


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text.lower()))


def _sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE_ENDS.split(text) if re.search("[A-Za-z]", part)]


def _grade(words: Sequence[str], sentences: int) -> float:
    """0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid and others, 1975)."""
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
