"""Counting every path of answers: held against the rules in plain code, and against walking them one by one."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from commands import Run, refused
from hypothesis import example, given, settings
from hypothesis import strategies as st
from long_flows import many_steps
from rules_oracle import ANSWERS, STEPS, expected

from mckenzie_tui.answers import Answer
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import Rule
from mckenzie_tui.walk import paths
from mckenzie_tui.walk.machine import FlowMachine, Position
from mckenzie_tui.walk.paths import Paths, Start, TooLargeError, counted, never
from mckenzie_tui.walk.simulate import begin, outcome, say, simulate
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Condition, Event, Side

ROOT = Path(__file__).parent.parent
ENDINGS = [
    *("emergency", "seek_care", "preference_found", "preference_leaning"),
    *("no_preference_found", "nothing_to_test", "noted", "stopped_worse"),
]


@pytest.fixture(scope="session")
def found(machine: FlowMachine) -> dict[Start, Paths]:
    return counted(machine)


def by_the_rules(side: str, severe: bool, so_far: tuple[str, ...] = ()) -> Iterator[dict[str, Any]]:
    """The outcome of every complete path, without the machine."""
    here = expected(side, severe, so_far)
    if here["ending"]:
        yield here
        return
    for answer in ANSWERS:
        yield from by_the_rules(side, severe, (*so_far, answer))


# The bundled flow


@pytest.mark.parametrize("severe", [False, True])
@pytest.mark.parametrize("side", Side)
def test_the_numbers_are_those_of_the_rules_path_by_path(
    found: dict[Start, Paths], flow: Flow, side: Side, severe: bool
) -> None:
    (got,) = (part for start, part in found.items() if (start.side, start.severe) == (side, severe))
    endings: Counter[str] = Counter()
    longest = 0
    reached: set[str] = set()
    for ended in by_the_rules(side, severe):
        endings[ended["ending"]] += 1
        longest = max(longest, len(ended["path"]))
        reached |= {entry["step"] for entry in ended["path"]}
    assert got.endings == endings
    assert got.count == sum(endings.values())
    assert len(got.longest) == longest
    assert never(flow, got) == (
        tuple(step for step in STEPS if step not in reached),
        tuple(ending for ending in ENDINGS if ending not in endings),
    )


def test_so_many_paths_in_all(found: dict[Start, Paths]) -> None:
    assert [part.count for part in found.values()] == [31_371, 31_371, 491, 491, 26, 26, 26, 26]


def test_the_longest_path_can_be_walked_as_it_is_told(machine: FlowMachine, found: dict[Start, Paths]) -> None:
    for start, part in found.items():
        walk = simulate(machine, start.side, start.pain, [answer for _, answer in part.longest])
        assert walk.ending
        assert [entry["step"] for entry in outcome(walk)["path"]] == [step for step, _ in part.longest]


def test_a_start_is_severe_from_what_the_flow_says(flow: Flow) -> None:
    begins = flow.file.start.model_copy(update={"severe_pain": 3})
    gentle = replace(flow, file=flow.file.model_copy(update={"start": begins}))
    assert {(start.pain, start.severe) for start in paths.starts(gentle)} == {(2, False), (3, True)}


@pytest.mark.parametrize(
    ("hurts", "severe", "pains"),
    [(None, 8, [7, 8]), (4, 8, [3, 4, 8]), (6, 4, [3, 4, 6]), (8, 8, [7, 8]), (7, 8, [6, 7, 8])],
)
def test_each_start_stands_for_the_pain_up_to_the_next(
    flow: Flow, hurts: int | None, severe: int, pains: list[int]
) -> None:
    begins = flow.file.start.model_copy(update={"severe_pain": severe, "hurts_from": hurts})
    found = paths.starts(replace(flow, file=flow.file.model_copy(update={"start": begins})))
    assert list(dict.fromkeys(start.pain for start in found)) == pains
    assert all(start.severe is (start.pain >= severe) for start in found)


# Flows of others


def one_by_one(walk: Walk) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every path from here, walked to its end: the ending and the steps that were answered."""
    if walk.ending:
        yield walk.ending.id, tuple(visit.step for visit in walk.facts.visits)
        return
    for answer in ANSWERS:
        there = say(walk, answer)
        if answer == "worsened:not_settled" and there.facts.visits[-1].settled is None:
            continue  # no rest follows: it is the same path as with worsened:settled
        yield from one_by_one(there)


def another(flow: Flow, order: tuple[int, ...], rules: list[Rule]) -> Flow:
    """A flow of some of the steps, with rules that are tried before its own."""
    steps = tuple(flow.steps[index] for index in order)
    return replace(flow, file=flow.file.model_copy(update={"steps": steps, "rules": (*rules, *flow.file.rules)}))


def strange_rules() -> st.SearchStrategy[list[Rule]]:
    said = [Event.CENTRALIZED, Event.PARTLY_CENTRALIZED, Event.UNCHANGED, Event.CANNOT, Event.WORSENED]
    said += [Event.SETTLED, Event.NOT_SETTLED]
    rule = st.builds(
        Rule,
        on=st.lists(st.sampled_from(said), min_size=1, max_size=2, unique=True).map(tuple),
        when=st.lists(st.sampled_from(Condition), max_size=2, unique=True).map(tuple),
        go=st.sampled_from(["next_step", "next_step", *ENDINGS]),
        close_directions=st.booleans(),
        why=st.just("Because."),
    )
    return st.lists(rule, max_size=4)


WORSE_TWICE = [
    Rule(on=(Event.NOT_SETTLED,), when=(Condition.LASTING_WORSENING_BEFORE,), go="stopped_worse", why="Because."),
    Rule(on=(Event.NOT_SETTLED,), go="next_step", why="Because."),
]
"""A lasting worsening closes nothing here, and still counts when the next one comes."""


@settings(max_examples=30, deadline=None)
@example(order=(0, 1, 2), rules=WORSE_TWICE)
@given(order=st.permutations(range(7)).map(lambda order: tuple(order[:3])), rules=strange_rules())
def test_whatever_the_rules_the_numbers_are_those_of_walking_one_by_one(
    flow: Flow, order: tuple[int, ...], rules: list[Rule]
) -> None:
    machine = FlowMachine(another(flow, order, rules))
    for start, got in counted(machine).items():
        walks = list(one_by_one(begin(machine, start.side, start.pain)))
        assert got.endings == Counter(ending for ending, _ in walks)
        assert got.steps == {step for _, steps in walks for step in steps}
        assert len(got.longest) == max(len(steps) for _, steps in walks)


def test_where_no_rest_follows_a_worsening_it_is_one_path(flow: Flow) -> None:
    goes_on = Rule(on=(Event.WORSENED,), go="next_step", why="Because.")
    (got, *_) = counted(FlowMachine(another(flow, (0,), [goes_on]))).values()
    assert got.count == 5


def test_a_long_flow_is_counted_without_walking_its_paths(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "long.toml"
    path.write_text(many_steps(24), encoding="utf-8")
    started = time.monotonic()
    code, out, _ = run("flows", "simulate", str(path), "--all", "--json")
    assert code == 0
    assert json.loads(out)["starts"][0]["paths"] > 4**24
    assert time.monotonic() - started < 20


def test_a_flow_that_is_too_large_to_count_is_told_in_one_sentence(
    run: Run, machine: FlowMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "MOST_POSITIONS", 20)
    with pytest.raises(TooLargeError):
        counted(machine)
    message = refused(run("flows", "simulate", "lumbar-progression", "--all"), code=1)
    assert "too large to count" in message
    assert len(message.splitlines()) == 1


# The command


def test_all_paths_are_printed_with_what_is_counted_and_what_is_not(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    code, out, err = run("flows", "simulate", "lumbar-progression", "--all")
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 80
    words = " ".join(out.split())
    assert "A share is a share of these paths. It is NOT a share of people" in words
    assert "(!emergency, !seek_care), which can end a session at every step" in words
    assert "Pain of 7 or less, on the left or on the right: 31,371 paths each 63.1 % 19,802 One direction" in words
    assert "Knees to chest: moved all the way up, or went away (centralized)" in words
    assert "Pain of 7 or less, on both sides or in the middle: 491 paths each" in words
    assert "Pain of 8 or more, wherever it is: 26 paths each" in words
    assert "<0.1 % 1 Nothing to compare today (nothing_to_test)" in words
    assert "Steps never reached: Press-ups with hips off center (press_ups_hips_off_center), Side glide" in words
    never = "Please get help now (emergency), Thank you, that is noted (noted)"
    assert f"Endings that no path reaches, from any start: {never} (what" in words


def test_as_json_every_start_stands_by_itself(run: Run) -> None:
    found = json.loads(run("flows", "simulate", "lumbar-progression", "--all", "--json").out)
    assert set(found["words"]) == set(ANSWERS)
    assert (found["steps_never_reached"], found["endings_never_reached"]) == ([], ["emergency", "noted"])
    severe = found["starts"][-1]
    assert (severe["side"], severe["pain"], severe["severe"], severe["paths"]) == ("central", 8, True, 26)
    assert severe["endings"][0] == {"ending": "seek_care", "paths": 17, "share": 17 / 26}
    assert [entry["step"] for entry in severe["longest"]] == ["prone_lying", "prone_props"]
    for start in found["starts"]:
        assert sum(entry["paths"] for entry in start["endings"]) == start["paths"]


def test_only_one_way_to_simulate_can_be_asked_for(run: Run) -> None:
    assert "--all" in refused(run("flows", "simulate", "lumbar-progression", "--answers", "", "--all"))


def test_what_is_the_same_to_come_is_walked_once(machine: FlowMachine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every path walked by itself would ask the machine some hundred thousand times."""
    asked = 0
    step = FlowMachine.step

    def counting(machine: FlowMachine, position: Position, answer: Answer) -> Position:
        nonlocal asked
        asked += 1
        return step(machine, position, answer)

    monkeypatch.setattr(FlowMachine, "step", counting)
    counted(machine)
    assert asked < 5_000


def test_the_readme_has_the_numbers(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = run("flows", "simulate", "lumbar-progression", "--all").out
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first = out.index("Pain of 7 or less, on the left")
    assert out[first : out.index("  Longest path")] in readme
