"""What is shown at a step and at an ending, the same in every front end."""

from __future__ import annotations

import pytest
from walks import RIGHT_LEG, answered, at_first_step, begun, eventful, felt, no_to_all, no_until

from mckenzie_tui import cards, prompts
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import EndingKind, Event, Region


def with_a_yes(machine: FlowMachine, question: str, symptoms: Symptoms = RIGHT_LEG) -> Walk:
    """A walk at its first step, of somebody who said yes to one of the medical questions."""
    walk = no_until(begun(machine), f"question.medical.{question}").say(Event.YES)
    if Event.GO_ON in walk.events:
        walk = walk.say(Event.GO_ON)
    return no_to_all(walk).say(Event.LOCATED, symptoms=symptoms)


def at_step(walk: Walk, step: str) -> prompts.ExerciseCard:
    while walk.step is not None and walk.step.id != step:
        walk = answered(walk, Event.UNCHANGED)
    return cards.exercise_card(walk)


# A step


@pytest.mark.parametrize(
    ("symptoms", "wall"),
    [(felt(left=Region.THIGH), "right"), (felt(right=Region.THIGH), "left")],
    ids=["left", "right"],
)
def test_a_sided_step_shows_the_texts_of_the_painful_side_alone(
    machine: FlowMachine, symptoms: Symptoms, wall: str
) -> None:
    card = at_step(at_first_step(machine, symptoms), "side_glide")
    told = " ".join((card.side_note, *card.set_up, *card.movement))
    assert f"Lean your {wall} shoulder on the wall." in told
    assert {"left", "right"} - set(told.replace(",", " ").replace(".", " ").split()) == {"left", "right"} - {wall}


def test_a_step_without_sides_names_none(machine: FlowMachine) -> None:
    card = at_step(at_first_step(machine), "press_ups")
    assert card.side_note == ""
    assert card.set_up == machine.flow.exercises["press_ups"].set_up
    assert (card.number, card.of, card.dose_text) == (3, 7, "10 times")


def test_the_line_when_to_stop_stands_at_every_step(machine: FlowMachine) -> None:
    for step in machine.flow.steps:
        assert at_step(at_first_step(machine), step.id).stop_line == machine.flow.file.stop_line


def test_a_caution_for_a_yes_is_shown_only_for_that_yes_beside_the_general_ones(machine: FlowMachine) -> None:
    exercise = machine.flow.exercises["press_ups"]
    (wrist,) = (item.text for item in exercise.precautions if item.when == "arm_problem")
    warned = at_step(with_a_yes(machine, "arm_problem"), "press_ups")
    assert (warned.careful, warned.cautions) == ((wrist,), exercise.cautions)
    others = at_step(at_first_step(machine), "press_ups")
    assert (others.careful, others.cautions) == ((), exercise.cautions)


def test_who_cannot_get_down_to_the_floor_is_shown_the_bed(machine: FlowMachine) -> None:
    exercise = machine.flow.exercises["press_ups"]
    card = at_step(with_a_yes(machine, "no_floor"), "press_ups")
    assert card.on_bed
    assert card.set_up == exercise.on_bed
    assert not at_step(at_first_step(machine), "press_ups").on_bed


def test_floor_and_bed_can_be_changed_at_the_step(machine: FlowMachine) -> None:
    exercise = machine.flow.exercises["prone_lying"]
    assert cards.exercise_card(at_first_step(machine), on_bed=True).set_up == exercise.on_bed
    assert cards.exercise_card(with_a_yes(machine, "no_floor"), on_bed=False).set_up == exercise.set_up


def test_a_step_done_standing_has_no_bed(machine: FlowMachine) -> None:
    card = at_step(with_a_yes(machine, "no_floor"), "side_glide")
    assert not card.on_bed
    assert card.set_up


# An ending


def test_the_ending_names_what_helped_why_and_the_sources_with_their_titles(machine: FlowMachine) -> None:
    card = cards.ending_card(eventful(machine))
    assert card.kind is EndingKind.RESULT
    assert (
        card.suggestion
        == "What helped: Press-ups with hips off center, hips to the right (direction: lateral, to the side)."
    )
    assert card.why[0].startswith("One exercise helped in part and a later one made it worse.")
    assert len(card.why) == 1 + 5
    assert card.next
    assert card.seek_help == machine.flow.file.seek_help
    titles = [source.title for source in machine.flow.sources.values()]
    assert all(any(line.startswith(title) for title in titles) for line in card.sources)
    assert card.sources


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ((Event.TROUBLE, Event.NO, Event.YES, Event.NO), "yes to: New or worse numbness or weakness"),
        ((Event.WORSENED, Event.NOT_SETTLED) * 2, "Two exercises made it worse"),
    ],
)
def test_an_ending_that_stops_says_why_and_names_no_exercise(
    machine: FlowMachine, events: tuple[Event, ...], why: str
) -> None:
    card = cards.ending_card(answered(at_first_step(machine), *events))
    assert why in card.why[0]
    assert card.suggestion == ""


def test_every_question_has_choices_and_each_its_own_word_and_text(machine: FlowMachine) -> None:
    walk = begun(machine)
    for answer in eventful(machine).answers:
        if answer.event not in (Event.LOCATED, Event.DID) and walk.place.name == answer.place:
            choices = prompts.prompt(walk).choices if not walk.place.name.endswith("exercise") else ()
            assert len({choice.id for choice in choices}) == len({choice.label for choice in choices}) == len(choices)
        walk = walk.answer(answer)
    assert walk.ending
