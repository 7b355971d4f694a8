"""A part that is like another one: only what differs stands in its file, and the rest is taken from that one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.near import nearest

LIKE = "like"
"""The key by which a part names the other one."""


def whole(
    tables: Mapping[str, Any], known: Collection[str], find: Callable[[str], Mapping[str, Any]]
) -> tuple[dict[str, Any], list[Finding]]:
    """A follow-up with what the one that it is like, and the one that this is like, adds; and a name that is unknown.

    Args:
        tables: what stands in its own file; a key that is no name is left to be told.
        known: the ids of those there are.
        find: gives the tables of one of these.
    """
    found: list[Finding] = []
    joined, like = dict(tables), tables.get(LIKE)
    seen: set[str] = set()
    while isinstance(like, str) and like not in seen:
        seen.add(like)
        if like not in known and joined.get(LIKE) == like:
            near = nearest(like, known)
            listed = "" if near else f". What may stand here: {', '.join(known)}"
            found.append(Finding((LIKE,), f"there is no follow-up called '{like}' in the library{listed}", near))
            # Whichever was meant has every line, so that none is said to be missing.
            like = near or next(iter(known), "")
        if like not in known:
            break
        other = find(like)
        joined, like = {**other, **joined}, other.get(LIKE)
    return joined, found
