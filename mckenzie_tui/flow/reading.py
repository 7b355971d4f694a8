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
    """The school grade that texts ask for; None where they are too short to say.

    0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid and others, 1975).
    """
    whole = " ".join(text if text.endswith((".", "?", "!", ":")) else f"{text}." for text in texts)
    sentences = [part for part in _SENTENCE_ENDS.split(whole) if re.search("[A-Za-z]", part)]
    words = _WORD.findall(whole.lower())
    if len(sentences) < FEWEST_SENTENCES or len(words) < FEWEST_WORDS:
        return None
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
