"""Looking back over few and over very many sessions."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from many_sessions import fill
from measured import Measured, beside, in_turn, took
from onlooker import Onlooker
from starting import OUR_FIRST_SCREEN, OURS

from mckenzie_tui.history.look import look_back
from mckenzie_tui.series import AT_HOME
from mckenzie_tui.store.store import Store
from mckenzie_tui.summary import Selection, summed_up

FEW, TENFOLD, SOME, MANY = 10, 100, 1_000, 10_000
"""Sessions that there are."""
UP_TO = (FEW, TENFOLD, SOME)
"""The same where all of each log is read, which takes its time."""
READ = 1_000
"""Sessions of which all are read."""


def measured(rounds: int) -> Iterator[Measured]:
    """The first page of the list, and reading all there is."""
    with TemporaryDirectory() as folder:
        homes = {count: Path(folder) / f"{count}" for count in (FEW, TENFOLD, SOME, MANY)}
        for count, home in homes.items():
            fill(home / "data", count, datetime.now(UTC).date())
        few, *more = in_turn(rounds, *(lambda home=home: _first_page(home) for home in homes.values()))
        for count, pages in zip((TENFOLD, SOME, MANY), more, strict=True):
            most = 1.2 if count == MANY else None
            yield beside(f"start to the first page of {count:,} sessions", pages, f"of {FEW}", few, most=most)
        yield from _all_read(homes[SOME] / "data", max(3, rounds // 3))
        yield from _growth(homes, max(3, rounds // 3))


def _first_page(home: Path) -> float:
    """Milliseconds from the start of the program until the newest sessions are listed."""
    with Onlooker(OURS, home) as program:
        program.until_written(OUR_FIRST_SCREEN[0])
        program.answer("6", "Earlier sessions")
        program.watch(0.5)
        return program.shown_at("Earlier sessions", "1 20", "9 20") * 1000


def _all_read(data: Path, rounds: int) -> Iterator[Measured]:
    now = datetime.now(UTC)
    summed, looked, bare = in_turn(
        rounds,
        lambda: took(lambda: _sum_up(data)),
        lambda: took(lambda: look_back(Store(data), AT_HOME, now, most=READ)),
        lambda: took(lambda: _read_barely(Store(data).paths())),
    )
    yield beside(f"summary of {READ:,} sessions", summed, "bare `tomllib` of them", bare, most=1.5)
    yield beside(f"trend of {READ:,} sessions", looked, "bare `tomllib` of them", bare, most=1.5)


def _growth(homes: dict[int, Path], rounds: int) -> Iterator[Measured]:
    """How the time of one session grows with their number."""

    def each(count: int, work: Callable[[Store], object]) -> float:
        return took(lambda: work(Store(homes[count] / "data"))) / count * 1000

    works: dict[str, Callable[[Store], object]] = {
        "finding what is unfinished": lambda store: store.unfinished(),
        "listing the names": lambda store: store.names(),
    }
    for what, work in works.items():
        found = in_turn(rounds, *(lambda count=count, work=work: each(count, work) for count in homes))
        for count, values in list(zip(homes, found, strict=True))[1:]:
            yield beside(f"{what}, each of {count:,}", values, f"each of {FEW}", found[0], unit="µs")
    summed = in_turn(rounds, *(lambda c=count: took(lambda: _sum_up(homes[c] / "data")) / c for count in UP_TO))
    for count, values in zip(UP_TO[1:], summed[1:], strict=True):
        yield beside(f"summary, each of {count:,}", values, f"each of {FEW}", summed[0])


def _sum_up(data: Path) -> None:
    sessions = (stored.session for stored in Store(data).originals())
    summed_up(filter(None, sessions), Selection())


def _read_barely(paths: Iterable[Path]) -> None:
    for path in paths:
        tomllib.loads(path.read_text(encoding="utf-8"))
