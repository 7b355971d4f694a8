"""Which known word was probably meant by one that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_ALIKE = 0.65
"""From here on two words are taken for one: ``canot`` and ``cannot``, but not ``better`` and ``settled``."""
_SHORTEST_BEGINNING = 4
"""Letters with which a word has begun so that it is plain."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, or the only one that begins so, whatever its capitals; or nothing."""
    words = {name.casefold(): name for name in known}
    folded = word.casefold()[:100]
    near = difflib.get_close_matches(folded, list(words), n=1, cutoff=_ALIKE)
    if not near and len(folded) >= _SHORTEST_BEGINNING:
        begun = [name for name in words if name.startswith(folded)]
        near = begun if len(begun) == 1 else []
    return words[near[0]] if near else ""
