"""The rules of the lumbar progression, walked through the machine that its flow file becomes."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from rules_oracle import ANSWERS, STEPS, expected

import mckenzie_tui.walk.machine
from mckenzie_tui.errors import UsageError
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.simulate import begin, outcome, say, simulate
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Side

FLOW_FILE = Path(__file__).parent.parent / "flows" / "lumbar-progression.toml"
ORDER = list(STEPS)
SIGNS = {"!emergency": "emergency", "!seek_care": "seek_care"}


@pytest.fixture(scope="session")
def flow() -> Flow:
    return Catalogue().find("lumbar-progression")


@pytest.fixture(scope="session")
def machine(flow: Flow) -> FlowMachine:
    return FlowMachine(flow)


# Examples


class Example(NamedTuple):
    """A walk to its end, or to a step that waits; `ends` holds the parts of the outcome that the example is about."""

    side: Side
    answers: list[str]
    ends: dict[str, Any]
    pain: int = 5


def skipped(reason: str, *steps: str) -> list[dict[str, str]]:
    return [{"step": step, "reason": reason} for step in steps]


EXAMPLES = {
    "the first step centralizes": Example(
        Side.RIGHT,
        ["centralized"],
        {"ending": "preference_found", "direction": "extension", "steps": ["prone_lying"], "skipped": []},
    ),
    "a sided step names its primary direction": Example(
        Side.RIGHT,
        ["unchanged"] * 4 + ["centralized"],
        {"ending": "preference_found", "direction": "lateral", "steps": ORDER[:5]},
    ),
    "worse but settled goes on in the same direction": Example(
        Side.RIGHT,
        ["worsened:settled", "centralized"],
        {"ending": "preference_found", "direction": "extension", "steps": ["prone_lying", "prone_props"]},
    ),
    "a lasting worsening closes the direction": Example(
        Side.RIGHT,
        ["worsened:not_settled", "unchanged"],
        {
            "ending": None,
            "direction": None,
            "steps": ["prone_lying", "side_glide"],
            "skipped": skipped("direction_closed", "prone_props", "press_ups", "press_ups_hips_off_center"),
            "next": "flexion_rotation",
        },
    ),
    "in the middle the sided steps are passed over": Example(
        Side.CENTRAL,
        ["worsened:not_settled", "centralized"],
        {
            "ending": "preference_found",
            "direction": "flexion",
            "steps": ["prone_lying", "lumbar_flexion"],
            "skipped": skipped("direction_closed", "prone_props", "press_ups")
            + skipped("needs_one_side", "press_ups_hips_off_center", "side_glide", "flexion_rotation"),
        },
    ),
    "partly better and nothing more": Example(
        Side.LEFT,
        ["unchanged", "partly_centralized"] + ["unchanged"] * 5,
        {"ending": "preference_leaning", "direction": "extension", "steps": ORDER},
    ),
    "partly better, then a lasting worsening": Example(
        Side.RIGHT,
        ["partly_centralized", "worsened:not_settled"],
        {"ending": "preference_leaning", "direction": "extension", "skipped": []},
    ),
    "a lasting worsening at the last step": Example(
        Side.RIGHT,
        ["unchanged"] * 6 + ["worsened:not_settled"],
        {"ending": "stopped_worse", "direction": None, "steps": ORDER},
    ),
    "a second lasting worsening": Example(
        Side.RIGHT,
        ["worsened:not_settled"] * 2,
        {"ending": "stopped_worse", "direction": None, "steps": ["prone_lying", "side_glide"]},
    ),
    "nothing makes a difference": Example(
        Side.RIGHT,
        ["unchanged"] * 7,
        {"ending": "no_preference_found", "direction": None, "steps": ORDER, "skipped": []},
    ),
    "strong pain at the start": Example(
        Side.RIGHT,
        ["partly_centralized", "unchanged"],
        {"ending": "seek_care", "direction": None, "steps": ["prone_lying", "prone_props"], "skipped": []},
        pain=9,
    ),
}
every_example = pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES.keys())


def seen(walk: Walk, example: Example) -> dict[str, Any]:
    """The parts of a walk's outcome that the example names."""
    got = outcome(walk)
    got["steps"] = [entry["step"] for entry in got["path"]]
    return {part: got[part] for part in example.ends}


@every_example
def test_examples(machine: FlowMachine, example: Example) -> None:
    assert seen(simulate(machine, example.side, example.pain, example.answers), example) == example.ends


def test_the_path_says_what_was_answered_and_whether_it_settled(machine: FlowMachine) -> None:
    walk = simulate(machine, Side.LEFT, 5, ["cannot", "worsened:settled", "worsened:not_settled", "worsened"])
    assert outcome(walk) == {
        "flow": "lumbar-progression",
        "path": [
            {"step": "prone_lying", "answer": "cannot"},
            {"step": "prone_props", "answer": "worsened", "settled": True},
            {"step": "press_ups", "answer": "worsened", "settled": False},
            {"step": "side_glide", "answer": "worsened"},
        ],
        "skipped": skipped("direction_closed", "press_ups_hips_off_center"),
        "next": "settling",
        "ending": None,
        "direction": None,
    }


# Every walk there is

SIDED = {
    "preference_found": 6274,
    "preference_leaning": 19802,
    "no_preference_found": 3509,
    "stopped_worse": 1785,
    "nothing_to_test": 1,
}
UNSIDED = {
    "preference_found": 98,
    "preference_leaning": 233,
    "no_preference_found": 119,
    "stopped_worse": 40,
    "nothing_to_test": 1,
}
# By hand: centralized, or worse for good, ends at the first step; each of the other four leaves six at the second.
SEVERE = {"preference_found": 1 + 4, "stopped_worse": 1 + 3, "seek_care": 1 + 4 * 4}
every_start = pytest.mark.parametrize(
    ("side", "pain", "endings"),
    [
        (Side.LEFT, 5, SIDED),
        (Side.RIGHT, 5, SIDED),
        (Side.BOTH, 5, UNSIDED),
        (Side.CENTRAL, 5, UNSIDED),
        *((side, 8, SEVERE) for side in Side),
    ],
)


def rule(side: Side, pain: int, answers: tuple[str, ...]) -> dict[str, Any]:
    """The outcome that the rules ask for."""
    said = expected(side.value, pain >= 8, answers)
    return {"flow": "lumbar-progression"} | {part: value for part, value in said.items() if part != "allowed"}


def by_the_rules(side: Side, pain: int, so_far: tuple[str, ...] = ()) -> Iterator[str]:
    """The ending of every complete walk, without the machine."""
    if ending := rule(side, pain, so_far)["ending"]:
        yield ending
        return
    for answer in ANSWERS:
        yield from by_the_rules(side, pain, (*so_far, answer))


def by_the_machine(walk: Walk, so_far: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every walk from here, finished or not: the answers and the outcome."""
    here = outcome(walk)
    yield so_far, here
    if here["ending"] is None:
        for answer in ANSWERS:
            yield from by_the_machine(say(walk, answer), (*so_far, answer))


@every_start
def test_the_rules_give_so_many_walks(side: Side, pain: int, endings: dict[str, int]) -> None:
    assert Counter(by_the_rules(side, pain)) == endings


@every_start
def test_every_walk_follows_the_rules(machine: FlowMachine, side: Side, pain: int, endings: dict[str, int]) -> None:
    counted: Counter[str] = Counter()
    different = []
    for answers, got in by_the_machine(begin(machine, side, pain)):
        if got["ending"]:
            counted[got["ending"]] += 1
        if got != (wanted := rule(side, pain, answers)):
            different.append((answers, got, wanted))
    assert counted == endings
    assert different[:1] == [], f"{len(different)} walks differ; the first one is shown"


def test_so_many_walks_in_all() -> None:
    assert sum(SIDED.values()) == 31_371
    assert sum(UNSIDED.values()) == 491
    assert sum(SEVERE.values()) == 26


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize(("pain", "severe"), [(0, False), (7, False), (8, True), (10, True)])
def test_pain_is_severe_from_eight_on(machine: FlowMachine, side: Side, pain: int, severe: bool) -> None:
    got = outcome(simulate(machine, side, pain, ["unchanged", "unchanged"]))
    assert (got["next"], got["ending"]) == ((None, "seek_care") if severe else ("press_ups", None))


# Something is wrong, at any step


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_ends_the_walk_at_every_step(machine: FlowMachine, side: Side, sign: str) -> None:
    answers: list[str] = []
    waited = []
    while step := outcome(simulate(machine, side, 5, answers))["next"]:
        waited.append(step)
        ended = outcome(simulate(machine, side, 5, [*answers, sign]))
        assert ended == rule(side, 5, (*answers, sign))
        assert (ended["ending"], ended["next"], ended["direction"]) == (SIGNS[sign], None, None)
        assert [entry["step"] for entry in ended["path"]] == waited[:-1]

        resting = say(simulate(machine, side, 5, [*answers, "worsened"]), sign)
        assert outcome(resting)["ending"] == SIGNS[sign]
        answers.append("unchanged")
    assert waited == [step for step, (_, one_side) in STEPS.items() if side.one_sided or not one_side]


# Nothing but the machine computes the next step


class DoingNothing:
    """Takes every call, gives itself back, and moves nothing."""

    def __init__(self, *_: object, **__: object) -> None: ...

    def __getattr__(self, _: str) -> DoingNothing:
        return self

    def __getitem__(self, _: object) -> DoingNothing:
        return self

    def __call__(self, *_: object, **__: object) -> DoingNothing:
        return self


def attempt(walk: Callable[[], Walk], example: Example) -> dict[str, Any] | None:
    """What the example names, or None where the walk cannot be made at all."""
    try:
        return seen(walk(), example)
    except Exception:
        return None


@every_example
def test_no_example_holds_without_the_machine(flow: Flow, example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mckenzie_tui.walk.machine, "Machine", DoingNothing)

    def walk() -> Walk:
        return simulate(FlowMachine(flow), example.side, example.pain, example.answers)

    assert attempt(walk, example) != example.ends


@every_example
@pytest.mark.parametrize("stops", [False, True])
def test_no_example_holds_once_the_machine_stops(
    flow: Flow, example: Example, stops: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As above, but the machine works until the first step waits: so it is the steps that need it.
    stopped = False
    real = mckenzie_tui.walk.machine.Machine

    class Stopping:
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            self.real = real(*args, **kwargs)

        def __getattr__(self, name: str) -> object:
            return getattr(DoingNothing() if stopped else self.real, name)

    monkeypatch.setattr(mckenzie_tui.walk.machine, "Machine", Stopping)
    start = begin(FlowMachine(flow), example.side, example.pain)
    assert outcome(start)["next"] == "prone_lying"
    stopped = stops

    def walk() -> Walk:
        here = start
        for answer in example.answers:
            here = say(here, answer)
        return here

    assert (attempt(walk, example) != example.ends) is stops


# The rules stand in the flow file: an edit of it is enough


def edited(folder: Path, text: str) -> FlowMachine:
    path = folder / "edited.toml"
    path.write_text(text, encoding="utf-8")
    return FlowMachine(Catalogue().find(str(path)))


def test_swapping_two_steps_is_an_edit_of_the_file(tmp_path: Path) -> None:
    text = FLOW_FILE.read_text(encoding="utf-8")
    starts = [text.index(f'[[steps]]\nid = "{step}"\n') for step in ORDER[:3]]
    lying, props = (text[start:end] for start, end in itertools.pairwise(starts))
    machine = edited(tmp_path, text[: starts[0]] + props + lying + text[starts[2] :])

    assert outcome(begin(machine, Side.RIGHT, 5))["next"] == "prone_props"
    after_all = outcome(simulate(machine, Side.RIGHT, 5, ["unchanged"] * 7))
    assert [entry["step"] for entry in after_all["path"]] == ["prone_props", "prone_lying", *ORDER[2:]]
    closed = outcome(simulate(machine, Side.RIGHT, 5, ["worsened:not_settled"]))
    assert closed["skipped"] == skipped("direction_closed", "prone_lying", *ORDER[2:4])
    assert closed["next"] == "side_glide"


def test_stopping_at_the_first_lasting_worsening_is_an_edit_of_the_file(tmp_path: Path) -> None:
    text = FLOW_FILE.read_text(encoding="utf-8")
    going_on = 'on = ["not_settled"]\ngo = "next_step"\nclose_directions = true\n'
    assert text.count(going_on) == 1
    machine = edited(tmp_path, text.replace(going_on, 'on = ["not_settled"]\ngo = "stopped_worse"\n'))

    stopped = outcome(simulate(machine, Side.RIGHT, 5, ["unchanged", "worsened:not_settled"]))
    assert (stopped["ending"], stopped["next"], stopped["skipped"]) == ("stopped_worse", None, [])
    assert [entry["step"] for entry in stopped["path"]] == ["prone_lying", "prone_props"]
    settled = outcome(simulate(machine, Side.RIGHT, 5, ["unchanged", "worsened:settled"]))
    assert settled["next"] == "press_ups"
    leaning = outcome(simulate(machine, Side.RIGHT, 5, ["partly_centralized", "worsened:not_settled"]))
    assert leaning["ending"] == "preference_leaning"


# Answers that do not fit


@pytest.mark.parametrize("misfit", ["better", "settled", "not_settled", "worsened:perhaps", "emergency", ""])
@pytest.mark.parametrize("first", ["unchanged", "worsened:not_settled"])
def test_a_misfit_is_named_with_its_position_and_what_was_allowed(
    machine: FlowMachine, first: str, misfit: str
) -> None:
    with pytest.raises(UsageError) as error:
        simulate(machine, Side.RIGHT, 5, [first, misfit])
    message = str(error.value)
    assert "answer 2" in message
    listed = set(message.replace(",", " ").split())
    assert expected("right", False, (first,))["allowed"] <= listed


@pytest.mark.parametrize(
    ("misspelt", "meant"), [("centralised", "centralized"), ("worsened:setled", "worsened:settled"), ("worsened", "")]
)
def test_a_misspelt_answer_is_answered_with_the_right_one(machine: FlowMachine, misspelt: str, meant: str) -> None:
    with pytest.raises(UsageError) as error:
        simulate(machine, Side.RIGHT, 5, [misspelt, "unchanged"])
    assert re.findall(r"Did you mean '(.+)'", str(error.value)) == ([meant] if meant else [])


@every_example
@pytest.mark.parametrize("more", ["unchanged", "worsened", "!emergency"])
def test_nothing_can_be_said_after_the_ending(machine: FlowMachine, example: Example, more: str) -> None:
    answers = [*example.answers, *(["centralized"] if example.ends["ending"] is None else [])]
    with pytest.raises(UsageError, match=f"answer {len(answers) + 1}"):
        simulate(machine, example.side, example.pain, [*answers, more])


@pytest.mark.parametrize("sign", SIGNS)
def test_nothing_can_be_said_after_a_sign(machine: FlowMachine, sign: str) -> None:
    with pytest.raises(UsageError, match="answer 2"):
        simulate(machine, Side.RIGHT, 5, [sign, "unchanged"])


def test_worsened_alone_fits_only_as_the_last(machine: FlowMachine) -> None:
    waiting = outcome(simulate(machine, Side.RIGHT, 5, ["unchanged", "worsened"]))
    assert waiting == rule(Side.RIGHT, 5, ("unchanged", "worsened"))
    assert waiting["next"] == "settling"
    for after in ("unchanged", "settled", "worsened"):
        with pytest.raises(UsageError, match=r"answer 2.*worsened:settled, worsened:not_settled"):
            simulate(machine, Side.RIGHT, 5, ["unchanged", "worsened", after])
