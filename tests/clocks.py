"""A clock that a test sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone


@dataclass
class Clock:
    """A clock that a test sets; each look moves it on by a second, so that no two times are the same."""

    time: datetime = datetime(2026, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=2)))

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time

    def forward(self, **time: float) -> None:
        self.time += timedelta(**time)
