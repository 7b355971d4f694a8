"""The programmes beside the progression: their groups, sets by effort, questions of readiness and observations."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import log_reader
import pytest
from clocks import Clock
from commands import Run
from programmes import MILD, WAYS, at, at_the_end, through
from remembering import Remembering
from typist import logged, typed
from walks import felt, sat

from mckenzie_tui import cards, prompts
from mckenzie_tui.answers import Context, Done
from mckenzie_tui.choosing import choosable
from mckenzie_tui.errors import NotAllowedError
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.graph.mermaid import mermaid
from mckenzie_tui.graph.outline import outline
from mckenzie_tui.graph.picture import picture
from mckenzie_tui.graph.taken import taken
from mckenzie_tui.importing import sides_before
from mckenzie_tui.inside import inside
from mckenzie_tui.replay import Outcome, replay
from mckenzie_tui.report.lines import session_lines
from mckenzie_tui.report.trail import Mark as RowMark
from mckenzie_tui.report.trail import trail
from mckenzie_tui.report.why import why
from mckenzie_tui.reports.first import look_at_first
from mckenzie_tui.reports.page.document import page
from mckenzie_tui.reports.table import table
from mckenzie_tui.reports.text import text
from mckenzie_tui.session import Session
from mckenzie_tui.settings import Amount, Settings
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.symptoms import Mark, Symptoms
from mckenzie_tui.tui.places import Pacing
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.simulate import allowed, simulate
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Kind, Mode, Objection, PassedOver, Region, Side, Sides

ROOT = Path(__file__).parent.parent
every_way = pytest.mark.parametrize(("name", "group"), WAYS)


def machine_of(catalogue: Remembering, name: str) -> FlowMachine:
    return catalogue.machine_of(catalogue.find(name))


def lines_for(walk: Walk, said: tuple[Event, dict[str, object]]) -> Sequence[str]:
    """What is typed for an answer."""
    event, details = said
    match event:
        case Event.LOCATED if walk.place.kind is PlaceKind.WHERE_IT_HURTS:
            return "right calf", "3", "no"
        case Event.LOCATED:
            return ("",)
        case Event.DID:
            return ("done",)
        case Event.UNCHANGED:
            return "", ""
        case Event.YES | Event.NO:
            return (event.value,)
        case _:
            given = {"item": None, "effort": None} | details
            choices = prompts.prompt(walk).choices
            chosen = next(n for n, each in enumerate(choices, 1) if (each.item, each.effort) == tuple(given.values()))
            return (str(chosen),)


def line_by_line(desk: Desk, catalogue: Remembering, name: str, group: str | None) -> Session:
    lines = [line for walk, said in through(machine_of(catalogue, name), group) for line in lines_for(walk, said)]
    typed(desk, lines, flow=name)
    return logged(desk)


@every_way
def test_a_programme_is_walked_line_by_line_to_its_end(
    desk: Desk, catalogue: Remembering, name: str, group: str | None
) -> None:
    session = line_by_line(desk, catalogue, name, group)
    walk = at_the_end(machine_of(catalogue, name), group)
    assert session.ending == (walk.ending and walk.ending.id)
    assert session.ending in ("done", "none_helped", "noted")
    assert [step.id for step in session.steps] == [visit.step for visit in walk.facts.visits]
    assert [(seen.step, seen.observation) for seen in session.observations or ()] == [
        (seen.step, seen.observation) for seen in walk.facts.observed
    ]
    # That the log follows from its answers is tested after every test.


@every_way
def test_the_reports_tell_of_everything_that_was_done_and_seen(
    desk: Desk, catalogue: Remembering, name: str, group: str | None
) -> None:
    session = line_by_line(desk, catalogue, name, group)
    for told in ("\n".join(session_lines(session)), text([session])):
        flat = " ".join(told.split())
        assert all(title in flat for title in session.groups or ())
        assert all(seen.asked in flat and seen.seen in flat for seen in session.observations or ())
        assert flat.count("RPE") + flat.count("set 1:") == sum(bool(step.sets) for step in session.steps)
    for number, step in enumerate(session.steps, 1):
        assert f"{number}. {step.title}:" in "\n".join(session_lines(session))


@every_way
def test_the_questions_of_safety_come_first(catalogue: Remembering, name: str, group: str | None) -> None:
    machine = machine_of(catalogue, name)
    flow = machine.flow
    asked = [walk.place.question for walk, _ in through(machine, group) if walk.place.kind is PlaceKind.QUESTION]
    assert asked == [question.id for part in (flow.emergency, flow.medical) for question in part.questions]


def start_of(catalogue: Remembering, name: str, symptoms: Symptoms) -> Walk:
    walk = at(machine_of(catalogue, name), PlaceKind.WHERE_IT_HURTS)
    return walk.say(Event.LOCATED, symptoms=symptoms)


# Who begins


@pytest.mark.parametrize("name", ["graded-loading-home", "graded-loading-gym"])
@pytest.mark.parametrize(("pain", "may"), [(3, True), (4, False), (10, False)])
def test_building_up_is_not_begun_while_it_hurts(catalogue: Remembering, name: str, pain: int, may: bool) -> None:
    walk = start_of(catalogue, name, felt(right=Region.LOWER_LEG, pain=pain))
    assert (walk.place.kind is PlaceKind.GROUP) is may
    assert may or (walk.ending is not None and walk.ending.id == "not_while_it_hurts")


NUMB = Mark(region=Region.FOOT, side=Side.RIGHT, kind=Kind.NUMBNESS)
RIGHT_SIX = felt(right=Region.LOWER_LEG, pain=6)
IN_BOTH_LEGS = felt(left=Region.LOWER_LEG, right=Region.LOWER_LEG, pain=6)


def not_new_and_cleared(walk: Walk) -> Walk:
    """The walk after the questions about both legs, where these are asked."""
    while walk.place.kind is PlaceKind.QUESTION:
        new = walk.flow.both_legs.questions[0].id
        walk = walk.say(Event.NO if walk.place.question == new else Event.YES)
    return walk


@pytest.mark.parametrize(
    "symptoms",
    [RIGHT_SIX, RIGHT_SIX.model_copy(update={"marks": (*RIGHT_SIX.marks, NUMB)}), IN_BOTH_LEGS],
    ids=["in one leg", "with numbness", "in both legs"],
)
def test_the_pain_is_why_it_is_not_begun(catalogue: Remembering, symptoms: Symptoms) -> None:
    walk = start_of(catalogue, "graded-loading-home", symptoms)
    walk = not_new_and_cleared(walk)
    assert walk.ending is not None
    assert walk.ending.id == "not_while_it_hurts"
    assert why(walk)[0] == "You marked pain of 6. These exercises are not begun with pain of 4 or more."


def test_numbness_alone_in_both_legs_is_why_it_is_not_begun(catalogue: Remembering) -> None:
    numb = (NUMB, NUMB.model_copy(update={"side": Side.LEFT}))
    walk = start_of(catalogue, "graded-loading-home", Symptoms(marks=numb))
    walk = not_new_and_cleared(walk)
    assert walk.ending is not None
    assert why(walk)[0] == "You marked numbness, and no pain. These exercises cannot be judged by that."


def test_moves_can_be_done_by_somebody_who_feels_nothing(catalogue: Remembering) -> None:
    walk = start_of(catalogue, "eight-moves", Symptoms())
    assert walk.place.name == "step.press_ups.exercise"


def test_who_feels_nothing_is_told_of_no_side(catalogue: Remembering, desk: Desk, run: Run) -> None:
    walk = start_of(catalogue, "eight-moves", Symptoms())
    assert cards.heading_of_step(walk)[-1] == "no pain at the start"
    (told,) = taken(picture(walk.machine), walk).told[picture(walk.machine).at["where_it_hurts"]]
    assert told == "no pain at the start"
    sitting = Sitting.begin(desk, "eight-moves", Mode.CLINIC, patient="p-7")
    sitting.answer(Event.ATTEST)
    sitting.answer(Event.LOCATED, symptoms=Symptoms())
    sitting.close()
    assert sides_before(desk.store, "p-7") == {}
    assert json.loads(run("sessions", "list", "--json").out)[0]["side"] is None
    assert log_reader.document(sitting.path.read_bytes())["baseline"]["side"] == "central"


def test_numbness_alone_is_for_a_person_to_look_at(catalogue: Remembering) -> None:
    walk = start_of(catalogue, "eight-moves", Symptoms(marks=(NUMB,)))
    assert walk.ending is not None
    assert walk.ending.id == "seek_care"


@pytest.mark.parametrize(
    ("name", "group", "offered"),
    [
        ("corrective-by-cause", "disc", ["pillow_extension", "cat_cow"]),
        ("corrective-by-cause", "piriformis", ["butt_clench"]),
        ("symptom-modification", "general", ["walk", "stretching"]),
    ],
)
def test_in_severe_pain_only_the_gentlest_are_offered(
    catalogue: Remembering, name: str, group: str, offered: list[str]
) -> None:
    walk = start_of(catalogue, name, felt(right=Region.LOWER_LEG, pain=8)).say(Event.CHOSE, item=group)
    seen = []
    while walk.ending is None:
        seen += [walk.place.step] if walk.place.kind is PlaceKind.EXERCISE else []
        walk = walk.say(Event.YES if walk.place.kind is PlaceKind.READY else Event.CANNOT)
    assert (seen, walk.ending.id) == (offered, "seek_care")


@pytest.mark.parametrize("both_legs", [False, True])
def test_in_severe_pain_nobody_is_asked_for_a_group_where_none_has_anything_to_offer(
    catalogue: Remembering, tmp_path: Path, both_legs: bool
) -> None:
    bundled = (ROOT / "flows" / "corrective-by-cause.toml").read_text(encoding="utf-8")
    file = tmp_path / "mine.toml"
    file.write_text(bundled.replace("offered_at_severe_start = true\n", ""), encoding="utf-8")
    machine = FlowMachine(catalogue.find(str(file)))
    left = Region.LOWER_LEG if both_legs else None
    for pain in (7, 8):
        start = at(machine, PlaceKind.WHERE_IT_HURTS)
        walk = start.say(Event.LOCATED, symptoms=felt(left=left, right=Region.LOWER_LEG, pain=pain))
        while walk.place.kind is PlaceKind.QUESTION:
            walk = walk.say(Event.NO if walk.place.question == "new" else Event.YES)
        assert (walk.place.kind is PlaceKind.GROUP) is (pain == 7)
    assert walk.ending is not None
    assert (walk.ending.id, why(walk)) == ("seek_care", (walk.flow.file.after_last_step[0].why,))
    assert simulate(machine, Side.BOTH if both_legs else Side.RIGHT, 8, []).ending == walk.ending
    assert "severe pain at the start" in "\n".join(outline(picture(machine), 80, taken(picture(machine), walk)))


def test_in_severe_pain_nobody_is_to_round_the_back(catalogue: Remembering) -> None:
    walk = start_of(catalogue, "corrective-by-cause", felt(right=Region.LOWER_LEG, pain=8))
    walk = walk.say(Event.CHOSE, item="disc").say(Event.YES).say(Event.CANNOT)
    assert any("flat" in line for line in cards.exercise_card(walk).careful)
    mild = at(machine_of(catalogue, "eight-moves"), PlaceKind.READY).say(Event.YES)
    assert mild.place.step == "cat_cow"
    assert not cards.exercise_card(mild).careful


# Readiness


def test_a_no_leaves_the_step_out_and_says_why(catalogue: Remembering) -> None:
    walk = at(machine_of(catalogue, "eight-moves"), PlaceKind.READY)
    assert walk.place.step == "cat_cow"
    later = walk.say(Event.NO)
    assert later.place.name == "step.windshield_wipers.exercise"
    assert later.facts.skipped == (("cat_cow", PassedOver.NOT_YET),)
    assert "Left out (by what you said before it): Cat-cow." in cards.exercise_card(later).because


def test_the_deadlift_comes_after_a_couple_of_weeks_and_the_dead_bug_last(catalogue: Remembering) -> None:
    flow = catalogue.find("corrective-by-cause")
    by_group = {group.id: [step for step in flow.steps if step.group == group.id] for group in flow.file.groups}
    assert [step.id for step in by_group["disc"]][:2] == ["pillow_extension", "press_ups"]
    last = {group: steps[-1] for group, steps in by_group.items()}
    assert (last["disc"].id, last["third"].id, by_group["third"][0].id) == ("deadlift", "dead_bug", "posterior_tilt")
    assert "couple of weeks" in (last["disc"].ready.ask if last["disc"].ready else "")
    assert "strong enough" in (last["third"].ready.ask if last["third"].ready else "")


def test_the_end_does_not_say_that_all_was_done_where_some_was_not(catalogue: Remembering) -> None:
    walk = at(machine_of(catalogue, "eight-moves"), PlaceKind.READY).say(Event.NO)
    while walk.ending is None:
        walk = walk.say(Event.NO if walk.place.kind is PlaceKind.READY else Event.CANNOT)
    assert walk.ending.id == "done"
    assert why(walk)[0] == "You came to the end of the exercises for today."


# Groups


def test_only_the_steps_of_the_group_that_was_chosen_are_done(catalogue: Remembering) -> None:
    walk = at_the_end(machine_of(catalogue, "graded-loading-home"), "day_2")
    assert {walk.flow.steps_by_id[visit.step].group for visit in walk.facts.visits} == {"day_2"}
    assert walk.facts.skipped == ()
    assert cards.heading_of_step(at(walk.machine, PlaceKind.EXERCISE, "day_2"))[1] == "step 1 of 4"


def test_the_group_question_is_marked_as_here_also_while_something_is_wrong(catalogue: Remembering) -> None:
    walk = at(machine_of(catalogue, "graded-loading-home"), PlaceKind.GROUP)
    assert [row.title for row in trail(walk) if row.mark is RowMark.HERE] == ["What to do"]
    assert trail(walk.say(Event.TROUBLE)) == trail(walk)


def test_a_group_that_is_none_cannot_be_chosen(catalogue: Remembering) -> None:
    walk = at(machine_of(catalogue, "graded-loading-home"), PlaceKind.GROUP)
    with pytest.raises(NotAllowedError):
        walk.say(Event.CHOSE, item="day_9")


def test_where_one_kind_does_not_help_another_one_is_offered_and_none_twice(catalogue: Remembering) -> None:
    machine = machine_of(catalogue, "symptom-modification")
    offers = [
        [choice.item for choice in prompts.prompt(walk).choices]
        for walk, _ in through(machine, "nerve_glides")
        if walk.place.kind is PlaceKind.GROUP
    ]
    assert offers == [
        ["trunk", "nerve_glides", "repeated_motions", "general"],
        ["trunk", "repeated_motions", "general"],
        ["repeated_motions", "general"],
        ["general"],
    ]
    assert at_the_end(machine).ending == machine.flow.endings["none_helped"]


def test_a_group_in_which_nothing_applies_is_simulated_to_its_end(catalogue: Remembering, tmp_path: Path) -> None:
    bundled = (ROOT / "flows" / "symptom-modification.toml").read_text(encoding="utf-8")
    trunk = bundled[
        bundled.index('[[steps]]\nid = "bird_dog"') : bundled.index('[[steps]]\nid = "sciatic_nerve_floss"')
    ]
    sided = trunk[: trunk.index('[[steps]]\nid = "plank"')].replace('"bird_dog"', '"side_glide"')
    sided = sided.replace('group = "trunk"', 'group = "trunk"\nneeds = ["one_side"]')
    last = '[[after_last_step]]\nwhen = ["groups_left"]\ngo = "choose_group"'
    file = tmp_path / "mine.toml"
    text = bundled.replace(trunk, sided).replace(last, '[[after_last_step]]\nwhen = ["severe_start"]\ngo = "seek_care"')
    file.write_text(text, encoding="utf-8")
    machine = FlowMachine(catalogue.find(str(file)))
    assert allowed(simulate(machine, Side.CENTRAL, 3, []), last=True)[:1] == ("group:trunk",)
    ended = simulate(machine, Side.CENTRAL, 3, ["group:trunk"])
    assert (ended.ending, allowed(ended, last=True)) == (machine.flow.endings["none_helped"], ())


def test_what_eases_is_kept(catalogue: Remembering) -> None:
    walk = at(machine_of(catalogue, "symptom-modification"), PlaceKind.RESPONSE, "general").say(Event.UNCHANGED)
    walk = walk.say(Event.DID).say(Event.LOCATED, symptoms=felt(right=Region.BUTTOCK_HIP, pain=3))
    walk = walk.say(Event.PARTLY_CENTRALIZED)
    assert walk.ending is not None
    assert (walk.ending.id, walk.best_step, walk.direction) == ("keep_it", "stretching", None)
    assert cards.ending_card(walk).suggestion == "What helped: A stretch of your choice."


# Sets and effort


def at_the_squat(catalogue: Remembering) -> Walk:
    walk = at(machine_of(catalogue, "graded-loading-home"), PlaceKind.RESPONSE, "day_1").say(Event.UNCHANGED)
    assert walk.place.name == "step.goblet_squat.exercise"
    return walk


def test_each_set_is_told_with_its_effort_and_asked_about(catalogue: Remembering) -> None:
    walk, told = at_the_squat(catalogue), []
    while walk.place.kind is PlaceKind.EXERCISE:
        told.append(cards.exercise_card(walk).set_text)
        walk = walk.say(Event.DID, done=Done(sets=1, reps=12, whole=True))
        assert walk.place.kind is PlaceKind.EFFORT
        walk = walk.say(Event.RATED, effort=6)
    assert [line.partition(" (")[0] for line in told] == [
        f"Set {number} of 3: 12 times, effort {effort}" for number, effort in ((1, 5), (2, 6), (3, 7))
    ]
    assert walk.place.kind is PlaceKind.AFTER
    assert walk.facts.done == Done(sets=3, reps=36, whole=True)


def test_between_sets_it_is_told_how_long_to_rest(desk: Desk, catalogue: Remembering) -> None:
    walk, cards_shown, asked = at_the_squat(catalogue), [], []
    while walk.place.kind is PlaceKind.EXERCISE:
        cards_shown.append(cards.exercise_card(walk))
        walk = walk.say(Event.DID)
        asked.append(prompts.prompt(walk).intro)
        walk = walk.say(Event.RATED, effort=6)
    before = "Rest for 1 minute 30 seconds before this set."
    assert [card.rest_first for card in cards_shown] == ["", before, before]
    assert [card.then for card in cards_shown] == [
        *("Then say how hard it was, and rest for 1 minute 30 seconds before the next set.",) * 2,
        "Then say how hard it was, and rest for 1 minute.",
    ]
    assert asked == [
        "It was to be effort 5. Rest for 1 minute 30 seconds before the next set.",
        "It was to be effort 6. Rest for 1 minute 30 seconds before the next set.",
        "It was to be effort 7.",
    ]
    assert cards.chart_card(walk).rest_s == 60
    lines = []
    for before_it, said in through(walk.machine, "day_1"):
        lines += lines_for(before_it, said)
    flat = " ".join(typed(desk, lines, flow=walk.flow.id).split())
    assert flat.count(f"{before} Set 2 of 3: 12 times, effort 6") == 1
    assert flat.count("Then say how hard it was, and rest for 1 minute.") > 1


def test_an_exercise_that_is_not_done_set_by_set_tells_of_the_rest_after_it_alone(catalogue: Remembering) -> None:
    card = cards.exercise_card(at(machine_of(catalogue, "eight-moves"), PlaceKind.EXERCISE))
    assert (card.rest_first, card.then) == ("", "Then rest for 1 minute.")


@pytest.mark.parametrize(("effort", "said"), [(4, "lighter"), (5, ""), (6, "harder"), (10, "harder")])
def test_the_next_set_follows_from_how_hard_the_last_one_was(catalogue: Remembering, effort: int, said: str) -> None:
    walk = at_the_squat(catalogue).say(Event.DID).say(Event.RATED, effort=effort)
    asked = walk.flow.file.effort
    assert asked is not None
    careful = cards.exercise_card(walk).careful
    assert careful == ((getattr(asked, said),) if said else ())


def test_that_answer_and_chart_differed_is_said_once(catalogue: Remembering) -> None:
    walk = at(machine_of(catalogue, "graded-loading-home"), PlaceKind.RESPONSE, "day_1")
    walk = walk.say(Event.CENTRALIZED).say(Event.CENTRALIZED)
    assert walk.place.name == "step.goblet_squat.exercise"
    (differed,) = (line for line in cards.exercise_card(walk).because if "did not agree" in line)
    again = walk.say(Event.DID).say(Event.RATED, effort=5)
    assert differed not in cards.exercise_card(again).because


def test_enough_ends_an_exercise_early(catalogue: Remembering) -> None:
    walk = at_the_squat(catalogue).say(Event.DID, done=Done(sets=1, reps=12, whole=True)).say(Event.ENOUGH)
    assert walk.place.kind is PlaceKind.AFTER
    assert walk.facts.done == Done(sets=1, reps=12, whole=False)


def test_the_line_of_a_level_has_the_number_of_its_effort(catalogue: Remembering) -> None:
    asked = prompts.prompt(at(machine_of(catalogue, "graded-loading-home"), PlaceKind.EFFORT, "day_1"))
    assert [choice.effort for choice in asked.choices[:10]] == list(range(1, 11))
    assert asked.choices[7].label == "effort 8: two more should have been fine"


def test_what_was_felt_before_the_first_set_is_what_counts(catalogue: Remembering) -> None:
    walk = at_the_squat(catalogue).say(Event.DID).say(Event.RATED, effort=5)
    marked = walk.say(Event.RELOCATE)
    assert marked.place.kind is PlaceKind.AFTER
    assert marked.facts.charts.before == MILD


def test_the_log_has_each_set_beside_what_it_was_to_be(desk: Desk, catalogue: Remembering) -> None:
    session = line_by_line(desk, catalogue, "graded-loading-gym", "day_1")
    assert session.groups == ("Day 1",)
    belt = next(step for step in session.steps if step.id == "belt_squat")
    assert [(each.wanted, each.reps) for each in belt.sets or ()] == [
        *(((effort, effort), 5) for effort in (6, 7, 8)),
        *((None, 8),) * 2,
    ]


@pytest.mark.parametrize(
    ("amount", "dose"), [(Amount.LEAST, (2, 12)), (Amount.MIDDLE, (3, 16)), (Amount.MOST, (4, 20))]
)
def test_a_person_may_do_more_within_what_the_source_gives(
    catalogue: Remembering, amount: Amount, dose: tuple[int, int]
) -> None:
    walk = at(machine_of(catalogue, "corrective-by-cause"), PlaceKind.EXERCISE, "piriformis")
    card = cards.exercise_card(walk, Settings(amount=amount))
    assert (card.dose.sets, card.dose.reps) == dose
    assert card.dose_text.endswith("(2 to 4 sets, 12 to 20 times is fine)")


@pytest.mark.parametrize(("amount", "reps"), [(Amount.LEAST, 10), (Amount.MIDDLE, 12), (Amount.MOST, 15)])
def test_each_set_is_shown_counted_and_logged_as_the_person_wants_it(
    desk: Desk, catalogue: Remembering, amount: Amount, reps: int
) -> None:
    name, settings = "graded-loading-gym", Settings(amount=amount)
    machine = machine_of(catalogue, name)
    walk = at(machine, PlaceKind.EXERCISE, "day_4")
    card = cards.exercise_card(walk, settings)
    assert walk.place.step == "leg_extension"
    assert card.set_text.startswith(f"Set 1 of 3: {reps} times")
    assert card.dose_text.startswith(f"3 sets of {reps} times")
    assert card.dose.reps == Pacing(lambda: 0.0).of(walk, settings).dose.reps == reps
    lines = []
    for before, said in through(machine, "day_4"):
        lines += lines_for(before, said)
        if before.place.kind is PlaceKind.EXERCISE:
            break
    typed(desk, lines, flow=name, amount=amount)
    done = logged(desk).answers[-1].done
    assert done is not None
    assert (done.reps, done.whole) == (reps, True)


def test_a_counted_set_goes_back_to_fewer_where_the_person_wants_fewer_again(catalogue: Remembering) -> None:
    walk = at(machine_of(catalogue, "graded-loading-gym"), PlaceKind.EXERCISE, "day_4")
    pacing = Pacing(lambda: 0.0)
    reps = [pacing.of(walk, Settings(amount=amount)).dose.reps for amount in (Amount.MOST, Amount.LEAST)]
    assert reps == [15, 10]


# Observations


def test_what_is_seen_is_noted_and_nothing_follows(desk: Desk, catalogue: Remembering) -> None:
    session = line_by_line(desk, catalogue, "posture-check", None)
    assert [seen.option for seen in (session.observations or ())[:4]] == ["left", "left", "forward", "flat"]
    assert len(session.observations or ()) == 12
    assert (session.ending, session.steps, session.plan) == ("noted", (), None)
    assert session.result is not None
    assert session.result.direction is None


def test_what_cannot_be_seen_is_left_out(catalogue: Remembering) -> None:
    walk = at(machine_of(catalogue, "posture-check"), PlaceKind.OBSERVE)
    with pytest.raises(NotAllowedError):
        walk.say(Event.OBSERVED, item="upside_down")
    assert walk.say(Event.SKIP).place.step == "rotation"


def test_a_step_of_which_nothing_was_noted_is_left_out_in_the_trail(catalogue: Remembering) -> None:
    walk = at(machine_of(catalogue, "posture-check"), PlaceKind.OBSERVE)
    step, title = walk.place.step, walk.flow.trail_title_of(walk.place.step)
    while walk.place.step == step:
        walk = walk.say(Event.SKIP)
    (row,) = (row for row in trail(walk) if row.title == title)
    assert (row.mark, row.note) == (RowMark.LEFT_OUT, "left out")


def test_how_to_look_stands_above_the_first_question_of_a_step(catalogue: Remembering) -> None:
    asked = prompts.prompt(at(machine_of(catalogue, "posture-check"), PlaceKind.OBSERVE))
    assert "hip bones" in asked.intro
    assert [choice.id for choice in asked.choices] == ["left", "level", "right", "unsure", "skip"]


# From outside

ONE_WAY_EACH = list(dict(reversed(WAYS)).items())


@pytest.mark.parametrize(("name", "group"), ONE_WAY_EACH)
def test_the_way_is_drawn_with_its_end_marked(catalogue: Remembering, name: str, group: str | None) -> None:
    machine = machine_of(catalogue, name)
    ended = at_the_end(machine, group)
    for detail in (False, True):
        drawn = picture(machine, detail=detail)
        way = taken(drawn, ended)
        assert drawn.at[ended.place.name] == way.here
        assert "This session, in order" in "\n".join(outline(drawn, 80, way))
        assert len(mermaid(drawn, way).splitlines()) > len(drawn.boxes)


@pytest.mark.parametrize(("name", "group"), ONE_WAY_EACH)
def test_every_kind_of_place_is_told_from_inside(catalogue: Remembering, name: str, group: str | None) -> None:
    kinds = {walk.place.kind: walk for walk, _ in through(machine_of(catalogue, name), group)}
    for walk in kinds.values():
        told = dict(inside(walk, 80))
        assert told["Where it stands"]
        assert told["Where each answer leads from here"]


# The day after


def begun_the_day_after(desk: Desk, catalogue: Remembering, clock: Clock, said: Event) -> Sitting:
    name = "graded-loading-home"
    before = Sitting.begin(desk, name)
    for _, (event, details) in through(machine_of(catalogue, name), "day_1"):
        before.answer(event, **details)
    before.close()
    clock.forward(hours=24)
    sitting = Sitting.begin(desk, name)
    assert sitting.walk.place.kind is PlaceKind.SINCE_NEW
    sitting.answer(Event.NO)
    sitting.answer(said)
    sitting.answer(Event.LOCATED, symptoms=MILD)
    return sitting


def test_a_load_that_was_too_much_is_answered_by_range_exercise_weight_or_sets(
    desk: Desk, catalogue: Remembering, clock: Clock
) -> None:
    sitting = begun_the_day_after(desk, catalogue, clock, Event.STILL_WORSE)
    asked = prompts.prompt(sitting.walk)
    assert all(word in asked.ask for word in ("range", "exercise", "weight", "sets"))
    sitting.answer(Event.GO_ON)
    sitting.answer(Event.YES)
    while sitting.walk.place.kind in (PlaceKind.QUESTION, PlaceKind.CHANGED):
        sitting.answer(Event.NO)
    sitting.answer(Event.LOCATED, symptoms=MILD)
    sitting.answer(Event.CHOSE, item="day_2")
    sitting.answer(Event.CANNOT)
    card = cards.exercise_card(sitting.walk)
    assert card.title == "Single-leg hinge"
    assert card.set_text.startswith("Set 1 of 3: 6 times on each side, effort 5")


def test_a_load_that_was_tolerable_is_done_again_as_it_was(desk: Desk, catalogue: Remembering, clock: Clock) -> None:
    sitting = begun_the_day_after(desk, catalogue, clock, Event.SAME)
    assert sitting.walk.place.kind is PlaceKind.SINCE_NOW
    assert sitting.walk.facts.dose_percent == 100


# With a therapist


def test_going_to_a_step_of_another_day_goes_on_with_that_day(catalogue: Remembering) -> None:
    machine = machine_of(catalogue, "graded-loading-gym")
    walk = Walk.begin(machine, Mode.CLINIC).say(Event.ATTEST).say(Event.LOCATED, symptoms=MILD)
    walk = walk.say(Event.CHOSE, item="day_2").say(Event.CANNOT).say(Event.GO_TO, item="high_bar_box_squat")
    assert cards.heading_of_step(walk)[1] == "step 2 of 5"
    walk = walk.say(Event.CANNOT)
    assert (walk.place.step, walk.facts.groups) == ("belt_squat", ("day_2", "day_1"))


def attested(machine: FlowMachine, symptoms: Symptoms) -> Walk:
    return Walk.begin(machine, Mode.CLINIC).say(Event.ATTEST).say(Event.LOCATED, symptoms=symptoms)


@pytest.mark.parametrize(
    ("pain", "against"),
    [
        (3, ()),
        (4, (Objection.HURTS_TOO_MUCH,)),
        (6, (Objection.HURTS_TOO_MUCH,)),
        (9, (Objection.SEVERE_START, Objection.HURTS_TOO_MUCH)),
    ],
)
def test_pain_that_keeps_a_flow_from_being_begun_speaks_against_each_of_its_steps(
    desk: Desk, catalogue: Remembering, pain: int, against: tuple[Objection, ...]
) -> None:
    machine = machine_of(catalogue, "graded-loading-gym")
    walk = attested(machine, felt(right=Region.LOWER_LEG, pain=pain))
    if pain < 4:
        walk = walk.say(Event.CHOSE, item="day_1")
    assert {offer.against for offer in choosable(walk)} == {against}
    chosen = walk.say(Event.GO_TO, item="high_bar_box_squat", note="light" if against else "")
    # It stands against the next one as well, whatever has been done by then.
    assert {offer.against for offer in choosable(chosen)} == {against}
    session = sat(desk, chosen.say(Event.CANNOT)).session
    assert session.steps[0].against == (against or None)
    told = "\n".join((*session_lines(session), text([session])))
    assert ("chosen against the rules" in told) is bool(against)


def test_a_no_to_the_question_before_a_step_speaks_against_that_step_alone(desk: Desk, catalogue: Remembering) -> None:
    machine = machine_of(catalogue, "eight-moves")
    walk = attested(machine, MILD)
    while walk.place.kind is not PlaceKind.READY:
        walk = walk.say(Event.CANNOT)
    step = walk.place.step
    # While it is asked nobody has said no.
    assert not [offer for offer in choosable(walk) if offer.against]
    walk = walk.say(Event.NO)
    assert {offer.step: offer.against for offer in choosable(walk) if offer.against} == {step: (Objection.NOT_YET,)}
    session = sat(desk, walk.say(Event.GO_TO, item=step, note="with me").say(Event.CANNOT)).session
    assert (session.steps[-1].against, session.steps[-1].reason) == ((Objection.NOT_YET,), "with me")
    assert "not the time for it yet" in "\n".join(session_lines(session))
    assert "not ready, by the answer" in " ".join(text([session]).split())


@pytest.mark.parametrize("name", ["eight-moves", "corrective-by-cause"])
def test_a_step_that_a_clinician_goes_to_is_asked_about_first_where_it_is_always_asked_about(
    catalogue: Remembering, name: str
) -> None:
    machine = machine_of(catalogue, name)
    start = attested(machine, MILD)
    steps = [step for step in machine.flow.steps if step.ready is not None]
    assert steps
    for step in steps:
        here = start.say(Event.CHOSE, item=step.group) if machine.flow.file.start.choose_group else start
        walk = here.say(Event.GO_TO, item=step.id)
        assert (walk.place.kind, walk.place.step) == (PlaceKind.READY, step.id)
        done = walk.say(Event.YES)
        assert (done.place.kind, done.place.step) == (PlaceKind.EXERCISE, step.id)
        left = walk.say(Event.NO)
        assert left.place.step != step.id
        assert (step.id, PassedOver.NOT_YET) in left.facts.skipped
        # The answer is known now: going there all the same is the clinician's decision, with a reason.
        again = left.say(Event.GO_TO, item=step.id, note="with me")
        assert (again.place.kind, again.place.step) == (PlaceKind.EXERCISE, step.id)
        assert again.facts.chosen is not None
        assert again.facts.chosen.against == (Objection.NOT_YET,)


@pytest.mark.parametrize(("written", "same"), [(None, True), ((Objection.PRECAUTION,), False)])
def test_a_log_from_before_the_pain_at_the_start_was_held_against_a_step_is_borne_out(
    desk: Desk, catalogue: Remembering, written: tuple[Objection, ...] | None, same: bool
) -> None:
    machine = machine_of(catalogue, "graded-loading-gym")
    walk = attested(machine, felt(right=Region.LOWER_LEG, pain=6)).say(Event.GO_TO, item="high_bar_box_squat")
    session = sat(desk, walk.say(Event.CANNOT)).session
    assert replay(session, machine, session.program.version).outcome is Outcome.SAME
    then = session.model_copy(update={"steps": (session.steps[0].model_copy(update={"against": written}),)})
    found = replay(then, machine, session.program.version)
    assert found.outcome is (Outcome.SAME if same else Outcome.DIFFERS)


def test_what_nobody_counted_is_not_told_as_ended_early(desk: Desk, catalogue: Remembering) -> None:
    name = "graded-loading-home"
    sitting = Sitting.begin(desk, name)
    for walk, (event, details) in through(machine_of(catalogue, name), "day_1"):
        sitting.answer(event, **({} if walk.place.step == "goblet_squat" and event is Event.DID else details))
    squat = next(step for step in sitting.session.steps if step.id == "goblet_squat")
    assert squat.done is None
    assert [each.reps for each in squat.sets or ()] == [None] * 3
    told = "\n".join(session_lines(sitting.session))
    assert "set 1: not counted, effort 5, was to be 5" in told


def test_a_step_that_was_ended_before_its_last_set_says_so(desk: Desk, catalogue: Remembering) -> None:
    name = "graded-loading-home"
    sitting = Sitting.begin(desk, name)
    for walk, (event, details) in through(machine_of(catalogue, name), "day_1"):
        if walk.place.kind is PlaceKind.EFFORT and walk.place.step == "goblet_squat":
            break
        sitting.answer(event, **details)
    sitting.answer(Event.ENOUGH)
    sitting.answer(Event.LOCATED, symptoms=MILD)
    sitting.answer(Event.UNCHANGED)
    assert "stopped after 1 of 3 sets" in "\n".join(session_lines(sitting.session))
    assert "stopped after 1 of 3 sets" in " ".join(text([sitting.session]).split())


def after_some_sets_of(desk: Desk, catalogue: Remembering, step: str, sets: int) -> Sitting:
    """A session on the fourth day in which so many sets of a step were done."""
    name = "graded-loading-gym"
    sitting = Sitting.begin(desk, name)
    for walk, (event, details) in through(machine_of(catalogue, name), "day_4"):
        if walk.place.kind is PlaceKind.EFFORT and walk.place.step == step and len(walk.facts.sets) == sets:
            break
        sitting.answer(event, **details)
    sitting.answer(Event.ENOUGH)
    sitting.answer(Event.LOCATED, symptoms=MILD)
    sitting.answer(Event.UNCHANGED)
    return sitting


@pytest.mark.parametrize(("sets", "whole"), [(1, False), (2, True)])
def test_of_a_range_the_fewest_sets_are_all_that_was_to_be_done(
    desk: Desk, catalogue: Remembering, sets: int, whole: bool
) -> None:
    session = after_some_sets_of(desk, catalogue, "upper_body_work", sets).session
    step = session.steps[-1]
    assert (step.id, step.sets_planned, step.done and step.done.whole) == ("upper_body_work", 2, whole)
    for told in ("\n".join(session_lines(session)), text([session])):
        assert ("stopped after 1 of 2 sets" in told, "ended early" in told) == (not whole, not whole)


def test_of_a_range_of_sets_one_more_may_be_done(desk: Desk, catalogue: Remembering) -> None:
    walk = after_some_sets_of(desk, catalogue, "upper_body_work", 2).walk.back().back().back()
    assert prompts.prompt(walk).progress == "set 2 of 2 to 3"
    assert prompts.prompt(walk).intro.endswith("Rest for 1 minute 30 seconds before another set, if you do one.")
    walk = walk.say(Event.RATED, effort=8)
    card = cards.exercise_card(walk)
    assert card.set_text == "Set 3 of 3: 8 times, effort 8 to 9"
    assert walk.say(Event.DID, done=Done(sets=1, reps=8, whole=True)).say(Event.RATED, effort=8).facts.done == Done(
        sets=3, reps=8 + 2 * 10, whole=True
    )


@pytest.mark.parametrize("whole", [True, False])
def test_a_log_that_counts_on_the_most_sets_of_a_range_is_borne_out(
    desk: Desk, catalogue: Remembering, whole: bool
) -> None:
    session = after_some_sets_of(desk, catalogue, "upper_body_work", 2).session
    machine = machine_of(catalogue, session.flow.id)
    last = session.steps[-1]
    assert last.done is not None
    done = last.done.model_copy(update={"whole": whole})
    then = last.model_copy(update={"sets_planned": 3, "done": done})
    session = session.model_copy(update={"steps": (*session.steps[:-1], then)})
    found = replay(session, machine, session.program.version)
    assert found.outcome is (Outcome.DIFFERS if whole else Outcome.SAME)


def test_a_therapist_is_shown_a_set_that_was_far_above_its_aim(desk: Desk, catalogue: Remembering) -> None:
    name = "graded-loading-home"
    for hard, told in ((7, 0), (8, 1), (10, 1)):
        sitting = Sitting.begin(desk, name, context=Context())
        for walk, (event, details) in through(machine_of(catalogue, name), "day_1"):
            first = walk.place.name == "step.goblet_good_morning.effort" and len(walk.facts.sets) == 1
            sitting.answer(event, **({"effort": hard} if first else details))
        lines = [line for line in look_at_first(sitting.session) if line.startswith("Far above its aim")]
        assert len(lines) == told
        assert all("set 1, RPE" in line and "aim 6" in line for line in lines)


def test_what_was_counted_of_some_sets_is_told_beside_what_was_not(desk: Desk) -> None:
    sitting = with_a_therapist_at_the_box_squat(desk)
    for done in ({"done": Done(sets=0, reps=4, seconds=20)}, {}, {"done": Done(sets=0, reps=1, seconds=5)}):
        sitting.answer(Event.DID, **done)
        sitting.answer(Event.RATED, effort=8)
    sitting.answer(Event.LOCATED, symptoms=MILD)
    sitting.answer(Event.UNCHANGED)
    session = sitting.session
    told = "\n".join(session_lines(session))
    assert "done, but not every set was counted by the program" in told
    assert "not counted by the program" not in told.replace("not every set", "")
    for line in ("set 1: 4 repetitions, effort 8", "set 2: not counted, effort 8", "set 3: 1 repetition, effort 8"):
        assert line in told
    short = "(set 1: 4 reps; set 2: not counted; set 3: 1 rep) (RPE 8, 8, 8"
    assert short in " ".join(text([session]).split())
    assert short in page([session])
    assert b",,,,,4; not counted; 1,8; 8; 8," in table([session])


def test_repetitions_of_sides_that_come_one_after_the_other_are_told_as_those_of_both(desk: Desk) -> None:
    sitting = with_a_therapist_at_the_box_squat(desk)
    one_after_the_other = next(
        step.id
        for step in sitting.walk.flow.steps
        if sitting.walk.flow.exercise_of(step.id).sides is Sides.ONE_THEN_OTHER and step.dose.by_effort
    )
    sitting.answer(Event.GO_TO, item=one_after_the_other)
    for done in ({"done": Done(sets=0, reps=14)}, {}):
        sitting.answer(Event.DID, **done)
        sitting.answer(Event.RATED, effort=8)
    assert "set 1: 14 repetitions, both sides together, effort 8" in "\n".join(session_lines(sitting.session))
    assert "(set 1: 14 reps on both sides together; set 2: not counted)" in " ".join(text([sitting.session]).split())


# What was begun and not answered


def with_a_therapist_at_the_box_squat(desk: Desk) -> Sitting:
    sitting = Sitting.begin(desk, "graded-loading-gym", Mode.CLINIC, patient="em-2")
    sitting.answer(Event.ATTEST)
    sitting.answer(Event.LOCATED, symptoms=MILD)
    sitting.answer(Event.CHOSE, item="day_1")
    sitting.answer(Event.CANNOT)
    assert sitting.walk.place.name == "step.high_bar_box_squat.exercise"
    return sitting


@pytest.mark.parametrize("counted", [True, False])
def test_sets_that_were_done_stand_in_the_reports_before_the_exercise_is_answered(desk: Desk, counted: bool) -> None:
    sitting = with_a_therapist_at_the_box_squat(desk)
    for effort in (5, 7):
        sitting.answer(Event.DID, **({"done": Done(sets=1, reps=10, whole=True)} if counted else {}))
        sitting.answer(Event.RATED, effort=effort)
    session = sitting.session
    _, squat = session.steps
    assert [(each.reps, each.effort) for each in squat.sets or ()] == [
        (10 if counted else None, 5),
        (10 if counted else None, 7),
    ]
    told = "\n".join(session_lines(session))
    assert f"2. {squat.title}: not answered" in told
    assert "begun: 2 of 3 sets" in told
    assert ("begun: 20 repetitions" in told) == counted
    assert not {"ended early", "stopped after"} & set(told.split())
    much = "20 reps, begun" if counted else "(dose not counted)"
    for needed in (much, "(RPE 5, 7; aim 5, 6; begun: 2 of 3 sets)"):
        assert needed in " ".join(text([session]).split())
    assert b",5; 7," in table([session])
    assert replay(session, sitting.walk.machine, session.program.version).outcome is Outcome.SAME


def test_a_log_in_which_no_begun_step_stands_is_borne_out(desk: Desk) -> None:
    sitting = with_a_therapist_at_the_box_squat(desk)
    sitting.answer(Event.DID)
    session = sitting.session.model_copy(update={"steps": sitting.session.steps[:1]})
    assert replay(session, sitting.walk.machine, session.program.version).outcome is Outcome.SAME
