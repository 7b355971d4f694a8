"""Keeps the search for garbage short: as long as it looks through all that was loaded, a figure stands still."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

TIMES = 3
"""So many full searches come until what a session needs is loaded: two at the start, one as it begins."""
_ALL = 2
"""The generation of a full search."""


@contextmanager
def what_is_loaded_looked_through_once(times: int = TIMES) -> Iterator[None]:
    """Leave what the first full searches found in use out of later ones.

    A full search of modules, models, stylesheets and flows takes some 80 ms, and one comes every ten seconds while a
    figure moves. What is made later is looked through as ever.

    Args:
        times: after so many full searches nothing more is left out.
    """
    left = times

    def after(phase: str, info: dict[str, int]) -> None:
        nonlocal left
        if left and phase == "stop" and info["generation"] == _ALL:
            gc.freeze()
            left -= 1

    gc.callbacks.append(after)
    try:
        yield
    finally:
        gc.callbacks.remove(after)
        gc.unfreeze()
