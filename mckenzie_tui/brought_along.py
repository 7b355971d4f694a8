"""What a session that begins is to know of those before it, so that it asks only what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mckenzie_tui.answers import Context
from mckenzie_tui.errors import StorageError
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import Window
from mckenzie_tui.following_up import LOOKS_BACK, FollowingUp
from mckenzie_tui.series import Series
from mckenzie_tui.store.store import Store


def known_to_a_new_one(store: Store, series: Series, flow: Flow, now: datetime, *, needed: bool) -> Context:
    """What a new session is to know; where nothing can be read, and need not be, all is asked anew.

    Raises:
        StorageError: the sessions cannot be looked at, and that is needed.
    """
    try:
        known = store.context(series)
        if flow.follow_up is None or not series.is_of_one_person:
            return known
        found = following_up(store, series, now, flow.follow_up.windows)
        return known.model_copy(update={"follow_up": found.due, "eased": found.eased})
    except StorageError:
        if needed:
            raise
        return Context()


def following_up(store: Store, series: Series, now: datetime, windows: Sequence[Window]) -> FollowingUp:
    """The sessions of a series that matter for what is asked about the last one.

    Raises:
        StorageError: they cannot be looked at.
    """
    recent = store.since(series, now - LOOKS_BACK)
    return FollowingUp.of((stored.session for stored in recent if stored.session is not None), now, windows)
