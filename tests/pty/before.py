"""What there is before the program starts: a session that was begun, and the kind of function that starts it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from terminal import Terminal
from walks import sat

from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.sitting import Desk
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.walk import Walk

Start = Callable[..., Terminal]


def begun_before(home: Path, walk: Walk) -> None:
    """Leave a session behind that came as far as this walk, as of now."""
    desk = Desk(
        Store(home / "data"),
        Catalogue(),
        lambda: datetime.now().astimezone().replace(microsecond=0),
        lambda: "0badcafe",
        "0",
    )
    sat(desk, walk)
