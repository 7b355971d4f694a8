"""The session line by line, as a whole: the same end as in a simulation, leaving, and taking up again."""

from __future__ import annotations

from pathlib import Path

import pytest
from clocks import Clock
from mistakes import TEXT
from test_rules import EXAMPLES, Example
from typist import SHORTEST, ByLetters, ByNumber, ByWord, lines_of, logged, typed, without_notes

from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.session import StepRecord
from mckenzie_tui.sitting import Desk
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.simulate import outcome, simulate
from mckenzie_tui.words import Event, Status

# Whole sessions


def path_entry(step: StepRecord) -> dict[str, object]:
    """A logged step as a simulation tells it."""
    settled = {} if step.settled is None else {"settled": step.settled}
    return {"step": step.id, "answer": step.answer, **settled}


@pytest.mark.parametrize("way", [ByNumber(), ByWord(), ByLetters()], ids=["numbers", "words", "letters"])
@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_the_same_answers_lead_to_the_same_end_as_in_a_simulation(
    desk: Desk, machine: FlowMachine, example: Example, way: ByNumber
) -> None:
    wanted = outcome(simulate(machine, example.side, example.pain, example.answers))
    written = typed(desk, without_notes(lines_of(machine, example, way)))
    session = logged(desk)
    assert [path_entry(step) for step in session.steps] == wanted["path"]
    assert [{"step": item.id, "reason": item.reason} for item in session.skipped] == wanted["skipped"]
    assert session.ending == wanted["ending"]
    assert (session.result.direction if session.result else None) == wanted["direction"]
    if wanted["ending"]:
        assert machine.flow.endings[wanted["ending"]].title in written


# Leaving and taking up again


@pytest.mark.parametrize("leave", [[], ["q"], ["quit"]])
def test_leaving_saves_and_says_how_to_go_on(desk: Desk, leave: list[str]) -> None:
    written = typed(desk, ["n", "n", *leave])
    assert str(desk.store.paths()[0]) in written
    assert "mckenzie-tui --plain --resume" in written
    assert len(logged(desk).answers) == 2


def test_the_name_of_the_saved_file_is_not_broken_over_two_lines(
    tmp_path: Path, catalogue: Catalogue, clock: Clock
) -> None:
    folder = tmp_path / "Application Support" / ("long " * 15).strip()
    desk = Desk(Store(folder), catalogue, clock, lambda: "1", "0")
    written = typed(desk, ["n"])
    assert str(desk.store.paths()[0]) in written


def test_after_the_ending_nothing_is_said_about_going_on(desk: Desk) -> None:
    assert "--resume" not in typed(desk, ["y", "1"])


@pytest.mark.parametrize(("first", "resume"), [([], True), (["1"], False), (["go on"], False)])
def test_taken_up_again_it_goes_on_where_it_stopped(
    desk: Desk, machine: FlowMachine, first: list[str], resume: bool
) -> None:
    lines = without_notes(lines_of(machine, SHORTEST, ByNumber()))
    typed(desk, lines[:-3])
    typed(desk, [*first, "n", *lines[-3:]], resume=resume)
    assert len(desk.store.paths()) == 1
    assert logged(desk).ending == "preference_found"


def test_taken_up_again_an_empty_line_does_not_pass_the_question_whether_anything_is_new(desk: Desk) -> None:
    typed(desk, ["n"])
    typed(desk, ["", ""], resume=True)
    assert [answer.event for answer in logged(desk).answers] == [Event.NO, Event.RESUMED]


def test_a_new_session_can_be_begun_instead(desk: Desk) -> None:
    typed(desk, ["n"])
    typed(desk, ["new", "n", "n"])
    assert [desk.store.read(path).status for path in desk.store.paths()] == [Status.IN_PROGRESS, Status.ABANDONED]


def test_leaving_at_the_choice_between_old_and_new_begins_and_closes_nothing(desk: Desk) -> None:
    typed(desk, ["n"])
    before = desk.store.paths()[0].read_bytes()
    typed(desk, ["", "perhaps"])
    assert [path.read_bytes() for path in desk.store.paths()] == [before]


def test_after_more_than_an_hour_a_new_session_begins(desk: Desk, clock: Clock) -> None:
    typed(desk, ["n"])
    clock.forward(hours=1)
    written = typed(desk, ["n"], resume=True)
    assert "too old to go on" in written
    assert [desk.store.read(path).status for path in desk.store.paths()] == [Status.IN_PROGRESS, Status.ABANDONED]


def test_a_session_of_a_flow_of_ones_own_can_be_gone_on_with(desk: Desk, tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(TEXT.replace('id = "lumbar-progression"', 'id = "mine"'), encoding="utf-8")
    typed(desk, ["n"], flow=str(own))
    typed(desk, ["1", "n", "n"], flow=str(own))
    assert len(desk.store.paths()) == 1
    assert logged(desk).flow.id == "mine"
