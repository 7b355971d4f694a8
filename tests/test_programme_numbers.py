"""Every number that the sources of the programmes give stands in a flow, and no flow gives it another or one more.

The tables are written from the articles themselves, by hand. A number that is the authors' own must be listed under
``ours``; all others must stand here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import Dose, Step
from mckenzie_tui.words import Sides

Numbers = Mapping[str, object]

EACH, TURN = {"sides": "one_then_other"}, {"sides": "in_turn"}


def ramp(reps: int, *efforts: int) -> Numbers:
    return {"loads": tuple((1, reps, effort, None) for effort in efforts)}


# "8 Strengthening and Mobility Moves to Help Ease Sciatica Pain"
EIGHT_MOVES: dict[str, Numbers] = {
    "press_ups": {"sets": 3, "reps_range": (10, 15), "hold_range_s": (1, 2)},
    "cat_cow": {"sets": 3, "reps": 10},
    "windshield_wipers": {"sets_range": (1, 3), "reps_range": (15, 20), **TURN},
    "sciatic_nerve_floss": {"sets_range": (2, 3), "reps": 10, **EACH},
    "abdominal_pushdown": {"sets_range": (2, 3), "reps_range": (12, 15), "hold_range_s": (2, 3)},
    "reverse_march": {"sets": 3, "reps_range": (8, 12), **TURN},
    "clamshell": {"sets": 3, "reps_range": (10, 15), **EACH},
    "bird_dog": {"sets_range": (2, 3), "reps_range": (6, 8), **TURN},
}

# "Sciatica Is A Real Pain In The Butt, part 2": 2-4 sets of 12-20 for all, and what stands at some
ALL: Numbers = {"sets_range": (2, 4), "reps_range": (12, 20)}
CORRECTIVE: dict[str, Numbers] = {
    "pillow_extension": {},  # gravity does it; no time is given
    "press_ups": {**ALL, "hold_range_s": (3, 5)},
    "cat_cow": ALL,
    "bird_dog": {**ALL, **TURN},
    "straight_leg_bridge": ALL,
    "reverse_hyper": {**ALL, "hold_s": 1},
    "hip_hinge_dowel": ALL,
    "deadlift": ALL,
    "butt_clench": {**ALL, "hold_range_s": (3, 5)},
    "thigh_abduction": {**ALL, **EACH},
    "hip_internal_rotation": {**ALL, **EACH},
    "banded_lateral_walk": {**ALL, **EACH},
    "glute_bridge": ALL,
    "banded_hip_thrust": ALL,
    "deep_squat": ALL,
    "posterior_tilt": {**ALL, "hold_s": 5},
    "plank": {"sets_range": (2, 4)},  # a position that is kept, for which no time is given
    "side_plank": {"sets_range": (2, 4), **EACH},
    "dead_bug": {**ALL, **TURN},
}

# "Best Sciatica Exercises", the table of symptom modification
MENU: Numbers = {"sets_range": (2, 4), "reps_range": (10, 20)}
GLIDE: Numbers = {"sets": 10, "hold_s": 5, **EACH}
SYMPTOM_MODIFICATION: dict[str, Numbers] = {
    "bird_dog": {**MENU, **TURN},
    "plank": MENU,
    "sit_up": MENU,
    "sciatic_nerve_floss": GLIDE,
    "femoral_nerve_glide": GLIDE,
    "press_ups": MENU,
    "jefferson_curl": MENU,
    "cat_cow": MENU,
    "walk": {"duration_s": 20 * 60, "times_a_day": 3},
    "stretching": {"sets": 3, "duration_s": 30},
    "yoga": {},
}

# "Best Sciatica Exercises", the first week of Denise
WALK: Numbers = {"duration_s": 25 * 60}
HOME: dict[str, dict[str, Numbers]] = {
    "day_1": {
        "goblet_good_morning": {"sets": 3, "reps": 15, "effort": 6, "slow": True},
        "goblet_squat": {**ramp(12, 5, 6, 7), "tempo": "3.1.0"},
        "feet_up_dumbbell_press": ramp(10, 5, 6, 7),
        "walk": WALK,
    },
    "day_2": {
        "cat_cow": {"sets": 3, "reps": 20},
        "single_leg_rdl": {**ramp(12, 5, 6, 7), "slow": True, **EACH},
        "seated_dumbbell_press": ramp(10, 5, 6, 7),
        "walk": WALK,
    },
    "day_3": {
        "prone_props": {"sets": 3, "reps": 10, "hold_s": 5},
        "single_leg_hip_thrust": {**ramp(12, 5, 6, 7), "slow": True, **EACH},
        "split_squat": {**ramp(12, 5, 6, 7), **EACH},
        "bench_dips": {"sets": 3, "effort": 9},
        "walk": WALK,
    },
}

# "Best Sciatica Exercises", the first week of Troy
LIGHTER = (10, 15)
GYM: dict[str, dict[str, Numbers]] = {
    "day_1": {
        "barbell_good_morning": {"sets": 3, "reps": 15, "effort": 6, "slow": True},
        "high_bar_box_squat": {**ramp(10, 5, 6, 7), "tempo": "3.1.0"},
        "belt_squat": {"loads": ((1, 5, 6, None), (1, 5, 7, None), (1, 5, 8, None), (2, 8, None, LIGHTER))},
        "feet_up_bench_press": {"loads": ((1, 6, 5, None), (1, 6, 6, None), (2, 6, 7, None))},
        "walk": WALK,
    },
    "day_2": {
        "curtsy_lunge": {"sets": 3, "reps": 12, "effort": 7, **EACH},
        "romanian_deadlift": {**ramp(12, 5, 6, 7), "slow": True},
        "seated_barbell_press": ramp(10, 5, 6, 7),
        "rear_foot_split_squat": {"sets": 3, "reps": 12, "effort": 8, **EACH},
        "walk": WALK,
    },
    "day_3": {
        "barbell_good_morning": {"sets": 3, "reps": 15, "effort": 6, "slow": True},
        "low_bar_box_squat": {**ramp(6, 5, 6, 7), "tempo": "3.1.0"},
        "leg_press": ramp(10, 6, 7, 8),
        "feet_up_bench_press": {
            "loads": ((1, 2, 5, None), (1, 2, 6, None), (1, 2, 7, None), (2, 5, None, LIGHTER)),
            "hold_s": 1,
        },
        "walk": WALK,
    },
    "day_4": {
        "leg_extension": {"sets": 3, "reps_range": (10, 15), "effort_range": (8, 9)},
        "leg_curl": {"sets": 3, "reps_range": (10, 15), "effort_range": (8, 9)},
        "back_extension": {"sets": 3, "reps_range": (12, 15), "effort_range": (6, 7), "slow": True},
        "chest_press_machine": ramp(10, 6, 7, 8),
        "upper_body_work": {"sets_range": (2, 3), "reps_range": (8, 15), "effort_range": (8, 9)},
        "walk": WALK,
    },
}

IN_ONE = {"eight-moves": EIGHT_MOVES, "corrective-by-cause": CORRECTIVE, "symptom-modification": SYMPTOM_MODIFICATION}
BY_DAY = {"graded-loading-home": HOME, "graded-loading-gym": GYM}
EVERY_STEP: list[tuple[str, str | None, str, Numbers]] = [
    *((flow, None, exercise, numbers) for flow, steps in IN_ONE.items() for exercise, numbers in steps.items()),
    *(
        (flow, day, exercise, numbers)
        for flow, days in BY_DAY.items()
        for day, steps in days.items()
        for exercise, numbers in steps.items()
    ),
]
RANGES = {"sets": "sets_range", "reps": "reps_range", "hold_s": "hold_range_s", "duration_s": "duration_range_s"}
PACING = {"move_s", "return_s", "between_sets_s", "rest_s", "ours"}


def of_the_source(flow: Flow, step: Step) -> Numbers:
    """The numbers of a step that are not the authors' own; where a range is given, it stands for its first number."""
    dose, given = step.dose, dict[str, object]()
    for key in dose.model_fields_set - PACING - set(dose.ours):
        value = getattr(dose, key)
        if RANGES.get(key) in dose.model_fields_set:
            continue
        given[key] = value
    if dose.loads:
        given["loads"] = tuple((load.sets, load.reps, load.effort, load.lighter_percent) for load in dose.loads)
    if (sides := flow.exercise_of(step.id).sides) is not None:
        given["sides"] = str(Sides(sides))
    return given


def step_of(flow: Flow, exercise: str, day: str | None) -> Step:
    found = [step for step in flow.steps if step.exercise == exercise and (day is None or step.group == day)]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(("name", "day", "exercise", "numbers"), EVERY_STEP, ids=lambda part: str(part)[:30])
def test_a_step_has_the_numbers_of_its_source_and_no_others(
    catalogue: Catalogue, name: str, day: str | None, exercise: str, numbers: Numbers
) -> None:
    flow = catalogue.find(name)
    assert of_the_source(flow, step_of(flow, exercise, day)) == numbers


@pytest.mark.parametrize("name", [*IN_ONE, *BY_DAY])
def test_a_flow_has_the_exercises_of_its_source_in_that_order_and_no_others(catalogue: Catalogue, name: str) -> None:
    steps = [(step.group if name in BY_DAY else None, step.exercise) for step in catalogue.find(name).steps]
    assert steps == [(day, exercise) for flow, day, exercise, _ in EVERY_STEP if flow == name]


@pytest.mark.parametrize(("name", "day", "exercise", "_numbers"), EVERY_STEP, ids=lambda part: str(part)[:30])
def test_who_begins_does_the_least_that_the_source_gives(
    catalogue: Catalogue, name: str, day: str | None, exercise: str, _numbers: Numbers
) -> None:
    dose: Dose = step_of(catalogue.find(name), exercise, day).dose
    for number, bounds in RANGES.items():
        if bounds in dose.model_fields_set and number not in dose.ours:
            assert getattr(dose, number) == getattr(dose, bounds)[0]


def test_the_posture_check_has_no_numbers_as_its_source_has_none(catalogue: Catalogue) -> None:
    for step in catalogue.find("posture-check").steps:
        assert not step.dose.model_fields_set
        assert step.observe


PRESS_UPS = {
    "lumbar-progression": (1, 10, None),
    "eight-moves": (3, 10, 1),
    "corrective-by-cause": (2, 12, 3),
    "symptom-modification": (2, 10, None),
}


def test_press_ups_are_one_exercise_with_the_dose_of_each_flow(catalogue: Catalogue) -> None:
    found = {}
    exercises = []
    for listed in catalogue.listed():
        assert listed.flow is not None
        for step in listed.flow.steps:
            if step.exercise == "press_ups":
                found[listed.name] = (step.dose.sets, step.dose.reps, step.dose.hold_s)
                exercises.append(listed.flow.exercise_of(step.id))
    assert found == PRESS_UPS
    assert all(exercise is exercises[0] for exercise in exercises)


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from texts_in(part) if key not in ("author", "sources") else ()
    elif isinstance(value, list):
        for part in value:
            yield from texts_in(part)
    elif isinstance(value, str) and " " in value:
        yield value


def test_what_an_exercise_says_stands_in_its_file_alone() -> None:
    folder = Path(__file__).parents[1] / "flows"
    files = {file.relative_to(folder).as_posix(): tomllib.loads(file.read_text()) for file in folder.rglob("*.toml")}
    exercises = [tables for name, tables in files.items() if name.startswith("library/exercises/")]
    told = {text for tables in exercises for text in texts_in(tables)}
    others = [name for name in files if not name.startswith(("library/exercises/", "library/figures/"))]
    assert len(exercises) > len(others)
    assert [(name, text) for name in others for text in texts_in(files[name]) if text in told] == []
    movements = [tuple(tables.get("movement") or tables["painful_left"]["movement"]) for tables in exercises]
    assert len(set(movements)) == len(movements)
