"""Products of cases: what shows each case runs always, the other cells of the table with ``--long``."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any

import pytest


def only_long(*case: Any) -> Any:
    """A case that is tried with ``--long`` alone."""
    return pytest.param(*case, marks=pytest.mark.long)


def cells(*axes: Iterable[Any], always: Callable[..., bool]) -> list[Any]:
    """Every combination of cases; those that need not be tried always are tried with ``--long``."""
    return [case if always(*case) else only_long(*case) for case in itertools.product(*axes)]
