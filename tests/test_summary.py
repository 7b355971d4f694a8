"""Many sessions counted: steps, endings, people."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from commands import Run, refused

from mckenzie_tui.answers import Context, Done
from mckenzie_tui.sealed import to_bytes
from mckenzie_tui.session import BaseReference, FlowReference, Program, Result, Session, StepRecord
from mckenzie_tui.store.store import Store
from mckenzie_tui.summary import Came, Found, Selection, shares, summed_up
from mckenzie_tui.words import Direction, EndingKind, Mode, Response, Status

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
EVERYBODY = Selection(all_patients=True)
C, P, U, W, N = (
    Response.CENTRALIZED,
    Response.PARTLY_CENTRALIZED,
    Response.UNCHANGED,
    Response.WORSENED,
    Response.CANNOT,
)


def step(name: str, answer: Response | None = None, settled: bool | None = None, **more: object) -> StepRecord:
    told = {"directions": (Direction.EXTENSION,), **more}
    return StepRecord(id=name, title=name.title(), exercise=name, answer=answer, settled=settled).model_copy(
        update=told
    )


def held(
    patient: str | None,
    day: int,
    *steps: StepRecord,
    direction: Direction | None = None,
    kind: EndingKind | None = EndingKind.RESULT,
    **more: object,
) -> Session:
    at = START + timedelta(days=day)
    return Session(
        id=f"{patient or 'home'}{day}".replace("-", ""),
        mode=Mode.CLINIC if patient else Mode.HOME,
        patient=patient,
        status=Status.FINISHED if kind else Status.ABANDONED,
        ending=f"an_{kind}" if kind else None,
        ending_title=f"An {kind}" if kind else None,
        ending_kind=kind,
        started_at=at,
        saved_at=at,
        program=Program(version="1"),
        flow=FlowReference(id="f", version="1", sha256="0", title="F"),
        context=Context(),
        result=Result(direction=direction) if kind else None,
        steps=steps,
    ).model_copy(update=more)


def test_each_step_is_counted_by_what_the_rules_followed() -> None:
    found = summed_up(
        [
            held("p-1", 0, step("a", U), step("b", W, True), step("c", W, False), step("d", N)),
            held("p-1", 1, step("a", C, counted_answer=U), step("b", W, True, counted_settled=False), step("c", W)),
            held("p-2", 0, step("a", P), step("aa", C)),
            # Chosen and not done; done and not answered.
            held("p-2", 1, step("d", left=True), step("a", left=True, done=Done(reps=3))),
        ],
        EVERYBODY,
    )
    assert [(count.id, count.tried, dict(count.came)) for count in found.steps] == [
        ("a", 4, {Came.UNCHANGED: 2, Came.PARTLY_CENTRALIZED: 1, Came.NOT_ANSWERED: 1}),
        ("aa", 1, {Came.CENTRALIZED: 1}),
        ("b", 2, {Came.WORSENED_SETTLED: 1, Came.WORSENED_LASTING: 1}),
        ("c", 2, {Came.WORSENED_LASTING: 1, Came.WORSENED_UNKNOWN: 1}),
        ("d", 0, {Came.CANNOT: 1}),
    ]


def test_a_person_counts_once_by_the_first_session_and_once_by_all() -> None:
    sessions = [
        held("p-1", 5, step("a", C), direction=Direction.EXTENSION),
        held("p-1", 1, step("a", U)),
        held("p-2", 2, step("a", P), direction=Direction.FLEXION),
        held("p-2", 3, step("a", U), kind=EndingKind.STOP),
        held("p-3", 2, step("a", U), kind=EndingKind.EMERGENCY),
        held("p-4", 2, step("a", N)),
        held("p-5", 2, step("a", U), kind=None),
    ]
    found = summed_up(sessions, EVERYBODY)
    assert found.found(at_first=True) == Counter(
        {Found.NEITHER: 1, Found.DIRECTION_ALONE: 1, Found.NOT_TESTED: 3, Found.CENTRALIZED: 0}
    )
    assert found.found(at_first=False)[Found.CENTRALIZED] == 1
    assert found.directions(at_first=True) == Counter({Direction.FLEXION: 1})
    assert found.directions(at_first=False) == Counter({Direction.FLEXION: 1, Direction.EXTENSION: 1})
    again = summed_up(reversed(sessions), EVERYBODY)
    assert (again.people, again.endings) == (found.people, found.endings)


def test_a_session_that_does_not_look_for_a_direction_is_not_tested() -> None:
    load = step("squat", U, directions=())
    sessions = [
        held("p-1", 1, load, step("b", C, directions=())),
        held("p-2", 1, step("a", U), load),
        held("p-3", 1, step("a", P), load, direction=Direction.EXTENSION),
        held("p-4", 1, step("a", U), step("squat", N, directions=())),
    ]
    found = summed_up(sessions, EVERYBODY)
    assert {code: person.first for code, person in found.people.items()} == {
        "p-1": Found.NOT_TESTED,
        "p-2": Found.NOT_TESTED,
        "p-3": Found.NOT_TESTED,
        "p-4": Found.NEITHER,
    }
    assert not found.directions(at_first=True)
    assert not found.directions(at_first=False)


def test_demonstrations_and_other_people_never_count() -> None:
    based = FlowReference(id="hers", version="1", sha256="0", title="", based_on=BaseReference(id="f", version="1"))
    sessions = [
        held("p-1", 0),
        held("p-1", 1, mode=Mode.DEMO),
        held("p-1", 2, mode=Mode.HOME),
        held("p-2", 0, flow=based),
        held(None, 0),
        held(None, 1, mode=Mode.CLINIC),
        held(None, 2, mode=Mode.DEMO),
    ]
    for selection, number in (
        (EVERYBODY, 3),
        (Selection("p-1"), 2),
        (Selection(), 1),
        (Selection(all_patients=True, flow="f"), 3),
        (Selection(all_patients=True, flow="hers"), 1),
        (Selection(all_patients=True, since=date(2026, 3, 2)), 1),
        (Selection(all_patients=True, since=date(2026, 3, 1), until=date(2026, 3, 1)), 2),
    ):
        assert summed_up(sessions, selection).sessions == number, selection


@pytest.mark.parametrize(("tested", "told"), [(9, None), (10, 10)])
def test_no_shares_below_ten_people_who_were_tested(tested: int, told: int | None) -> None:
    found = Counter({Found.CENTRALIZED: 1, Found.NEITHER: tested - 1, Found.NOT_TESTED: 5})
    share = shares(found)
    assert (share and share[Found.CENTRALIZED]) == told


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_it_is_printed_plainly_and_fits(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    store = Store(data)
    for number in range(12):
        store.save(held(f"p-{number}", number, step("press_ups_with_hips_off_center", C if number < 3 else U)))
    (store.folder / "2026-01-01T000000Z-ffff.toml").write_bytes(b"cut")
    (store.folder / "a copy.toml").write_bytes(to_bytes(held("p-1", 1)))
    monkeypatch.setenv("COLUMNS", str(columns))
    code, out, err = run("sessions", "summary", "--all-patients")
    assert code == 0
    assert max(map(len, out.splitlines())) <= min(columns, 80)
    told = " ".join(out.split())
    assert told.startswith("12 sessions of 12 people, 2026-03-01 to 2026-03-12: 12 in the clinic.")
    assert "n = 12 tested in the first session: centralised 25 %" in told
    assert "Published: centralised 40 %, a direction, not centralised 26 %, neither about a third" in told
    assert "the numbers cannot be compared" in told
    assert "1 session cannot be read, and not counted" in err
    found = json.loads(run("sessions", "summary", "--all-patients", "--json").out)
    assert (found["sessions"], found["people"], found["unreadable"], found["steps"][0]["tried"]) == (12, 12, 1, 12)


def test_where_nothing_fits_it_says_so_and_a_range_the_wrong_way_round_is_refused(run: Run) -> None:
    code, out, err = run("sessions", "summary")
    assert (code, out) == (0, "")
    assert "--all-patients counts those with a code" in err
    assert "is before" in refused(run("sessions", "summary", "--from", "2026-03-02", "--to", "2026-03-01"))
    assert "write it as 2026-03-01" in refused(run("sessions", "summary", "--from", "yesterday"))
    refused(run("sessions", "summary", "--patient", "p-1", "--all-patients"))
