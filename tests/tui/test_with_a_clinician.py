"""What a therapist can do beside the person, and in a demonstration; and that nobody can do it alone at home."""

from __future__ import annotations

import json
from pathlib import Path

import log_reader
import pytest
from commands import Run
from walks import PLACES, RIGHT_LEG, answered, begun, give, no_until

from mckenzie_tui.observing import Observed
from mckenzie_tui.pace.pacer import LEAD_IN
from mckenzie_tui.report.told import step_told
from mckenzie_tui.series import Series
from mckenzie_tui.settings import Settings
from mckenzie_tui.sitting import Desk
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.messages import Said, StepChosen
from mckenzie_tui.tui.screens.step import StepScreen
from mckenzie_tui.tui.widgets.figure import Figure
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import During, EndingKind, Event, Mode, RangeOfMovement, Side
from tui.conftest import Opening
from tui.hands import Hands

CLINIC = Series(Mode.CLINIC, "p-7")
DEMO = Series(Mode.DEMO)
EVERY_KEY = [key for command in commands.WITH_SOMEBODY for key in command.keys.split(",")]


def log(desk: Desk) -> dict[str, object]:
    (path,) = desk.store.paths()
    return log_reader.document(path.read_bytes())


async def at_the_first_step(hands: Hands) -> None:
    """From the start screen: attest, mark six in the middle of the back, go on."""
    await hands.press("1", "3", "6", "enter")
    assert hands.sitting.walk.place.name == "step.prone_lying.exercise"


# Alone at home


@pytest.mark.parametrize("place", ["medical question", "exercise", "response", "settling"])
async def test_at_home_none_of_these_keys_does_anything(opened: Opening, place: str) -> None:
    async with opened(PLACES[place]) as hands:
        before = hands.sitting.session
        await hands.press(*EVERY_KEY)
        assert hands.sitting.session == before
        assert len(hands.app.screen_stack) == 2
        assert not hands.get("Banner").display


async def test_at_home_help_does_not_tell_of_them(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.press("?")
        assert commands.DONE.text in hands.flat
        assert commands.GO_TO_STEP.text not in hands.flat


# In the clinic


async def test_a_session_in_the_clinic_says_so_and_is_logged_with_the_code(opened: Opening, desk: Desk) -> None:
    async with opened(series=CLINIC) as hands:
        assert "clinic · patient p-7" in hands.flat
        await hands.press("1")
        assert "CLINIC · patient p-7" in hands.said("Banner")
    written = log(desk)
    assert (written["mode"], written["patient"]) == ("clinic", "p-7")


async def test_a_therapist_attests_in_one_key_that_all_was_asked(opened: Opening) -> None:
    async with opened(series=CLINIC) as hands:
        await hands.press("1", "a")
        assert hands.sitting.walk.place.name == "where_it_hurts"


async def test_what_was_seen_is_asked_after_the_exercise_and_logged(opened: Opening, desk: Desk) -> None:
    async with opened(series=CLINIC) as hands:
        await at_the_first_step(hands)
        await hands.press("d")
        assert "During: lying prone" in hands.flat
        assert "steps" not in log(desk)
        await hands.press("5", "6", "8", "g")
        assert hands.sitting.walk.place.name == "step.prone_lying.after"
        await hands.press("enter", "enter")
    (step,) = log(desk)["steps"]  # type: ignore[misc]
    assert step["during"] == ["decreases", "centralising"]
    assert step["range_of_movement"] == "increased"


async def test_nothing_need_be_said_of_what_was_seen(opened: Opening, desk: Desk) -> None:
    async with opened(series=CLINIC) as hands:
        await at_the_first_step(hands)
        await hands.press("d", "enter", "enter", "enter")
    (step,) = log(desk)["steps"]  # type: ignore[misc]
    assert "during" not in step


@pytest.mark.parametrize(
    "sets", [(*"d5d5d", "8", "g", "5"), (*"d5dg", "8", "g")], ids=["to the last one", "ended early"]
)
async def test_of_sets_done_one_by_one_it_is_asked_once_what_they_did(
    opened: Opening, desk: Desk, sets: tuple[str, ...]
) -> None:
    async with opened(series=CLINIC, flow_name="graded-loading-home") as hands:
        await hands.press("1", "a", "3", "3", "enter", "1", "x")
        assert hands.sitting.walk.place.name == "step.goblet_squat.exercise"
        for key in sets:
            if key == "d":
                await hands.press("space")
                await hands.pass_time(LEAD_IN + 20)
            await hands.press(key)
        assert hands.sitting.walk.place.name == "step.goblet_squat.after"
        await hands.press("enter", "enter")
    step = log(desk)["steps"][-1]  # type: ignore[index]
    assert (step["id"], step["range_of_movement"]) == ("goblet_squat", "increased")


async def test_something_wrong_comes_before_what_was_seen(opened: Opening) -> None:
    async with opened(series=CLINIC) as hands:
        await at_the_first_step(hands)
        await hands.press("d", "!")
        assert hands.sitting.walk.place.name == "trouble"


async def test_answers_are_put_in_clinical_words_and_back_in_plain_ones(opened: Opening) -> None:
    async with opened(series=CLINIC) as hands:
        await at_the_first_step(hands)
        assert hands.said("#heading").startswith("lying prone")
        await hands.press("d", "enter", "enter")
        assert "Increased, produced or peripheralised" in hands.flat
        assert "Verdict: no effect" in hands.flat
        await hands.press("o")
        assert "Increased, produced or peripheralised" not in hands.flat
        assert hands.said("#heading").split(" · ")[1] == "Prone lying"


async def test_against_the_rules_a_reason_is_asked_for_and_logged(opened: Opening, desk: Desk) -> None:
    async with opened(series=CLINIC) as hands:
        await at_the_first_step(hands)
        # Marked as ten: worse than the six before, so it waits to settle.
        await hands.press("d", "enter", "0", "enter")
        assert hands.sitting.walk.place.name == "step.prone_lying.settling"
        await hands.press("e", "3")
        assert hands.said("#explain").startswith("Against the rules: The last exercise made it worse")
        await hands.press("enter", " ", "enter")
        assert hands.sitting.walk.place.name == "step.prone_lying.settling"
        await hands.press(*"hands on", "enter")
        assert hands.sitting.walk.place.name == "step.press_ups.exercise"
        await hands.press("x")
    last = log(desk)["steps"][-1]  # type: ignore[index]
    assert (last["id"], last["chosen"], last["reason"]) == ("press_ups", True, "hands on")
    assert "not_settled" in last["against"]


async def test_where_nothing_speaks_against_it_one_key_goes_there(opened: Opening) -> None:
    async with opened(series=CLINIC) as hands:
        await at_the_first_step(hands)
        await hands.press("e", "2")
        assert hands.sitting.walk.place.name == "step.prone_props.exercise"


async def test_before_anybody_knows_where_it_hurts_it_says_so(opened: Opening) -> None:
    async with opened(series=CLINIC) as hands:
        await hands.press("1", "e")
        assert "First the questions" in hands.flat
        assert hands.sitting.walk.answers == ()


async def test_where_somebody_has_to_look_first_no_step_is_offered(opened: Opening, machine: FlowMachine) -> None:
    clinic = begun(machine, mode=Mode.CLINIC)
    located = clinic.say(Event.ATTEST).say(Event.LOCATED, symptoms=RIGHT_LEG)
    for walk in (
        located.say(Event.TROUBLE).say(Event.YES, item="bladder"),
        no_until(clinic, "question.medical.cancer").say(Event.YES).say(Event.NO),
    ):
        assert walk.ending is not None
        assert walk.ending.kind in (EndingKind.EMERGENCY, EndingKind.CARE)
        await no_step_is_offered(opened, walk)


async def no_step_is_offered(opened: Opening, walk: Walk) -> None:
    async with opened(series=CLINIC) as hands:
        await hands.press("1")
        give(hands.sitting, walk)
        hands.app._show_place()
        await hands.settle()
        stack = list(hands.app.screen_stack)
        await hands.press("e")
        assert "Somebody has to look at this first." in hands.flat
        assert hands.app.screen_stack == stack


async def test_an_answer_that_does_not_fit_is_refused_and_ends_nothing(opened: Opening) -> None:
    async with opened(series=CLINIC) as hands:
        await at_the_first_step(hands)
        before = hands.sitting.session
        hands.screen.post_message(Said(StepChosen("no_such_step"), hands.screen))
        await hands.settle()
        assert "That cannot be done here." in hands.flat
        assert hands.sitting.session == before


async def test_why_a_step_is_against_the_rules_is_read_in_full_while_the_reason_is_typed(
    opened: Opening, machine: FlowMachine
) -> None:
    walk = begun(machine, mode=Mode.CLINIC).say(Event.ATTEST).say(Event.LOCATED, symptoms=RIGHT_LEG)
    stopped = answered(walk, *[Event.WORSENED, Event.NOT_SETTLED] * 2)
    assert stopped.ending is not None
    async with opened(series=CLINIC, size=(40, 15)) as hands:
        await hands.press("1")
        give(hands.sitting, stopped)
        hands.app._show_place()
        await hands.press("e", "1", "enter")
        assert "Go to Prone lying?" in hands.flat
        assert hands.said("#explain").endswith("Answered: worse, and it stayed worse.")
        assert hands.said("#asked").endswith("escape back to the steps.")
        assert "Why?" in hands.said("Input")
        await hands.press("escape")
        assert "Go to which step?" in hands.flat


async def test_an_unfinished_session_in_the_clinic_is_not_offered_at_home(opened: Opening, desk: Desk) -> None:
    async with opened(series=CLINIC) as hands:
        await hands.press("1", "n")
        hands.app.keeping.leave()
    async with opened() as hands:
        assert hands.rows("ChoiceList")[0] == "1 Begin a session: it hurts now"
    async with opened(series=CLINIC) as hands:
        assert hands.rows("ChoiceList")[0].startswith("1 Go on")
    assert len(desk.store.paths()) == 1


# Ticks


def test_no_effect_goes_with_nothing_else() -> None:
    seen = Observed().ticked(During.PRODUCES).ticked(During.INCREASES)
    assert seen.during == (During.PRODUCES, During.INCREASES)
    assert seen.ticked(During.NO_EFFECT).during == (During.NO_EFFECT,)
    assert seen.ticked(During.NO_EFFECT).ticked(During.ABOLISHES).during == (During.ABOLISHES,)


def test_the_range_is_one_thing_and_apart_from_the_symptoms() -> None:
    seen = Observed().ticked(During.NO_EFFECT).ticked(RangeOfMovement.SAME)
    assert (seen.during, seen.range_of_movement) == ((During.NO_EFFECT,), RangeOfMovement.SAME)
    assert seen.ticked(RangeOfMovement.LESS).range_of_movement is RangeOfMovement.LESS
    assert seen.ticked(RangeOfMovement.SAME).range_of_movement is None


# In a demonstration


async def test_a_demonstration_begins_at_once_and_writes_nothing(opened: Opening, desk: Desk, data: Path) -> None:
    async with opened(series=DEMO) as hands:
        assert "DEMO: nothing is saved" in hands.said("Banner")
        await hands.press("a", "6", "enter", "d", "enter", "enter")
        assert hands.sitting.walk.place.name == "step.prone_props.exercise"
    assert desk.store.paths() == []
    assert not data.exists()


async def test_a_demonstration_from_the_start_screen_touches_no_session(opened: Opening, desk: Desk) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.press("b")
        hands.app._leave_session()
        await hands.settle()
        (path,) = desk.store.paths()
        before = path.read_bytes()
        await hands.press("end", "enter")
        assert "DEMO: nothing is saved" in hands.said("Banner")
        await hands.press("n", "e", "4", "x")
        assert desk.store.paths() == [path]
        assert path.read_bytes() == before


async def test_any_step_is_shown_from_the_first_question(opened: Opening) -> None:
    async with opened(series=DEMO) as hands:
        await hands.press("n", "n", "e", "8")
        assert hands.sitting.walk.place.name == "step.flexion_rotation.exercise"
        assert "pain on the right" in hands.said("#heading")
        await hands.press("e", "7")
        assert hands.sitting.walk.place.name == "step.side_glide.exercise"
        assert "right shoulder at wall" in hands.said("#heading")


@pytest.mark.parametrize("keys", [[], ["a"], ["a", "left", "5"], ["n", "n", "n"]], ids=str)
async def test_to_look_at_the_steps_changes_nothing(opened: Opening, keys: list[str]) -> None:
    async with opened(series=DEMO) as hands:
        await hands.press(*keys)
        before, screen = hands.sitting.session, hands.text
        await hands.press("e", "escape")
        assert hands.sitting.session == before
        assert hands.text == screen


async def test_what_is_marked_goes_before_the_example(opened: Opening) -> None:
    async with opened(series=DEMO) as hands:
        await hands.press("a", "down", "left", "4")
        (mark,) = hands.sitting.chart.marks
        assert mark.side is Side.LEFT
        await hands.press("b", "e", "3")
        assert hands.place == "step.press_ups.exercise"
        assert hands.sitting.walk.facts.symptoms == Symptoms.of([mark])
        await hands.press("b", "b")
        assert hands.place == "where_it_hurts"
        assert hands.sitting.chart.marks == (mark,)


async def test_that_the_rules_have_stopped_it_is_told_in_a_demonstration_too(opened: Opening) -> None:
    async with opened(series=DEMO) as hands:
        await hands.press("y", "e")
        assert hands.said("#explain") == "Against the rules: The rules have stopped this session."
        # Nobody who watches is to think that it simply goes on from there.
        await hands.press("3", "enter")
        assert hands.place == "ending.emergency"
        await hands.press(*"show")
        await hands.press("enter")
        assert hands.place == "step.press_ups.exercise"


async def test_in_a_demonstration_a_step_is_chosen_also_while_something_is_wrong(opened: Opening) -> None:
    async with opened(series=DEMO) as hands:
        await hands.press("e", "3", "!", "e", "7")
        assert hands.place == "step.side_glide.exercise"


async def test_an_answer_is_undone_and_another_one_tried(opened: Opening) -> None:
    async with opened(series=DEMO) as hands:
        await hands.press("e", "3", "d", "enter", "3")
        assert hands.sitting.walk.place.name == "step.press_ups_hips_off_center.exercise"
        await hands.press("b", "1", "1")
        assert hands.sitting.walk.ending is None or hands.sitting.walk.ending.id == "preference_found"


async def test_time_runs_as_fast_as_wanted(opened: Opening) -> None:
    async with opened(series=DEMO) as hands:
        await hands.press("e", "3", ">", ">", ">")
        assert "time ×15" in hands.said("Banner")
        await hands.press(">")
        assert "time ×15" in hands.said("Banner")
        clock = hands.app._clock
        before = clock()
        hands.seconds.now += 0.05
        assert clock() - before == pytest.approx(0.75)
        await hands.press("<", "<", "<", "<")
        assert "time" not in hands.said("Banner")


async def test_the_rule_that_led_here_is_named(opened: Opening) -> None:
    async with opened(series=DEMO) as hands:
        await hands.press("e", "1", "d", "enter", "3", "i")
        assert "Where it stands Prone props, step 2 of 7" in hands.flat
        assert 'by the rule for "unchanged" (third of [[rules]])' in hands.flat
        await hands.press("escape")
        assert hands.sitting.walk.place.name == "step.prone_props.exercise"


async def test_a_demonstration_is_logged_where_that_is_wanted(opened: Opening, desk: Desk, run: Run) -> None:
    async with opened(series=DEMO) as hands:
        await hands.press("e", "3", "l", "enter")
        assert desk.store.paths() == []
        await hands.press("l", "y")
        assert "Saved as far as it went" in hands.flat
    assert log(desk)["mode"] == "demo"
    code, out, _ = run("sessions", "list", "--json")
    assert code == 0
    assert [entry["mode"] for entry in json.loads(out)] == ["demo"]
    async with opened() as hands:
        assert hands.rows("ChoiceList")[0] == "1 Begin a session: it hurts now"


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_the_banner_fits_and_says_what_it_is(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(series=DEMO, size=size) as hands:
        await hands.press("e", "3", ">")
        (banner,) = hands.said("Banner").splitlines()
        assert banner.startswith("DEMO: nothing is saved")
        assert " e " in banner
        assert len(banner) <= size[0] - 2


async def test_the_banner_lies_over_what_is_opened_from_a_demonstration(opened: Opening) -> None:
    async with opened(series=DEMO) as hands:
        await hands.press("e", "3")
        for key in ("e", "i", "l"):
            await hands.press(key)
            assert hands.said("Banner").startswith("DEMO: nothing is saved"), key
            await hands.press("escape")


async def test_the_tenth_step_of_a_list_has_a_key(opened: Opening) -> None:
    async with opened(series=DEMO) as hands:
        await hands.press("a", "c", "enter", "e")
        assert [row.split(maxsplit=1)[0] for row in hands.rows("ChoiceList")][-1] == "0"
        await hands.press("0")
        assert hands.sitting.walk.place.name == "step.lumbar_flexion.exercise"


async def test_a_patient_sees_no_session_of_another(opened: Opening) -> None:
    async with opened(series=CLINIC) as hands:
        await hands.press("1", "n")
        hands.app._leave_session()
        await hands.settle()
        await hands.press("7")
        assert len(hands.rows("ChoiceList")) == 2
    async with opened(series=Series(Mode.CLINIC, "p-8")) as hands:
        await hands.press("6")
        assert "There are no sessions yet." in hands.flat


async def test_help_in_a_demonstration_promises_no_saving(opened: Opening) -> None:
    async with opened(series=DEMO) as hands:
        await hands.press("?")
        assert "nothing of it is saved" in hands.flat
        assert "Every answer is saved" not in hands.flat


# Notes


async def test_escape_clears_a_note_and_nothing_else(opened: Opening) -> None:
    async with opened(series=CLINIC) as hands:
        await hands.press("1", "n", "e")
        assert "First the questions" in hands.flat
        await hands.press("escape")
        assert "First the questions" not in hands.flat
        assert len(hands.sitting.walk.answers) == 1
        await hands.press("escape")
        assert len(hands.sitting.walk.answers) == 0


async def test_what_the_note_says_of_a_key_is_what_is_recorded(opened: Opening) -> None:
    async with opened(series=CLINIC) as hands:
        await at_the_first_step(hands)
        await hands.press("enter")
        assert "x if you can't do it" in hands.said("Toast")
        assert "leave it out" not in hands.said("Toast")
        await hands.press("x")
        (visit,) = hands.sitting.walk.facts.visits
        assert step_told(visit, central=False) == "not possible for you"


async def test_a_note_goes_with_the_place_it_was_said_at(opened: Opening) -> None:
    async with opened(series=CLINIC) as hands:
        await at_the_first_step(hands)
        await hands.press("enter")
        assert "You have not begun" in hands.flat
        await hands.press("x")
        assert "You have not begun" not in hands.flat


async def test_a_warning_stays_when_the_place_changes(opened: Opening) -> None:
    async with opened(series=CLINIC) as hands:
        await at_the_first_step(hands)
        hands.app.notify("The voice fails.", severity="warning")
        await hands.press("x")
        assert "The voice fails." in hands.flat


async def test_a_figure_without_room_leaves_the_text_and_a_word_on_why(opened: Opening) -> None:
    async with opened(series=CLINIC, size=(40, 15)) as hands:
        await at_the_first_step(hands)
        await hands.press("f", "escape", "f")
        assert "No room for the figure here: it needs a larger window." in hands.flat
        assert not hands.get(Figure).region
        await hands.press("escape")
        assert "Lie on your" in hands.said("#text")


# The other side


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
@pytest.mark.parametrize("terms", [[], ["o"]], ids=["plain", "clinical"])
async def test_the_heading_says_that_it_is_for_the_other_side(
    opened: Opening, size: tuple[int, int], terms: list[str]
) -> None:
    async with opened(series=DEMO, size=size) as hands:
        await hands.press(*terms, "e", "5")
        assert "other side: as for pain on the left" in hands.said("#heading")
        await hands.press("d", "enter")
        assert "other side: as for pain on the left" in hands.said("#heading")


async def test_a_long_clinical_name_leaves_room_for_step_and_side(opened: Opening) -> None:
    async with opened(series=DEMO) as hands:
        await hands.press("o", "e", "4")
        heading = hands.said("#heading")
        assert "hips off center)" in heading
        assert "step 4 of 7" in heading
        assert "pain on the right" in heading


# Settings


@pytest.mark.parametrize("onward", [["2"], ["1", "n"]], ids=["another session", "the same one later"])
async def test_what_keys_change_in_the_clinic_holds_for_this_session_alone(opened: Opening, onward: list[str]) -> None:
    kept: list[tuple[str, ...]] = []
    async with opened(series=CLINIC, keep_settings=lambda _, keys: kept.append(tuple(keys))) as hands:
        await at_the_first_step(hands)
        await hands.press("k", "-", "t", "z", "m")
        assert hands.app._settings.changed_since(Settings()) == {"count", "holds", "theme", "text", "figures"}
        assert kept == []
        # What is set on the screen for it is kept, and nothing else with it.
        await hands.press("s", "1", "escape")
        assert kept == [("sound",)]
        hands.app._leave_session()
        await hands.settle()
        await hands.press(*onward)
        assert hands.app._settings.changed_since(Settings()) == {"sound"}
        if isinstance(hands.screen, StepScreen):
            assert hands.screen._pacer.settings == hands.app._settings
        assert isinstance(hands.screen, StepScreen) is (onward == ["1", "n"])
