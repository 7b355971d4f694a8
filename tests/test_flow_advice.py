"""What is legal but unwise is a warning with its place, its reason and what to do; the bundled flows have none."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from mistakes import GLIDE, LAST_DOSE, PROPS, TEXT, line_of
from test_texts import GROUPS
from test_texts import grade as grade_by_dictionary
from test_texts import syllables as syllables_by_dictionary

from mckenzie_tui.errors import Problem
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.load import advised
from mckenzie_tui.flow.reading import grade, hard_sentence, syllables

DOSE = f"{LAST_DOSE}# What follows an answer."
"""The dose of the last step, and what stands below it."""
LIBRARY = Path(__file__).parent.parent / "flows" / "library"
MINE = TEXT.replace('id = "lumbar-progression"', 'id = "mine"')
HARD = "Centralization constitutes a favourable prognostic indicator notwithstanding methodological heterogeneity."


def own_set(name: str) -> str:
    """A question set of the library as a part of the flow file."""
    text = (LIBRARY / "questions" / f"{name}.toml").read_text(encoding="utf-8")
    return "[[question_sets]]\n" + text.replace("[[questions]]", "[[question_sets.questions]]")


def own_exercise(name: str) -> str:
    """An exercise of the library as a part of the flow file."""
    text = (LIBRARY / "exercises" / f"{name}.toml").read_text(encoding="utf-8")
    return "[[exercises]]\n" + re.sub(r"^(\[+)(?=\w)", r"\1exercises.", text, flags=re.MULTILINE)


def question(name: str, sets: str) -> str:
    """One question of such a part."""
    (found,) = re.findall(rf'\[\[question_sets\.questions\]\]\nid = "{name}"\n(?:.+\n)+', sets)
    return str(found)


MEDICAL = own_set("medical")
EMERGENCY = own_set("emergency")
OWN_EXERCISE = """[[exercises]]
id = "own"
title = "Own"
clinical_name = "own"
purpose = "It bends your back."
set_up = ["Stand."]
movement = ["Bend."]
cautions = ["Slowly."]
"""
COMPLETE = OWN_EXERCISE + 'figure = "press_ups"\ncalls = { out = "bend" }\nsources = ["sears_progression"]\n'
HIPS = own_exercise("press_ups_hips_off_center")
FIRST_STEP = '[[steps]]\nid = "prone_lying"\nexercise = "prone_lying"\n'
LONG_PLAIN = (
    "Now push your chest up, as slow as you can, and go up as far as it feels good, and then let it all sag, and come"
    " back down on the bed to rest."
)
STOP_LINE = "Stop if the pain moves further down your leg, or if anything feels wrong."
LONG_QUESTION = (
    "Has the intensity or distribution of your radicular symptoms returned to its previous baseline presentation"
    " following the recommended positional recovery?"
)


LASTING = 'on = ["not_settled"]\nwhen = ["lasting_worsening_before"]\ngo = "{}"\n'
"""A rule for a second lasting worsening."""


class Unwise(NamedTuple):
    """An edit of a flow that has no warnings, and the one that it brings."""

    old: str
    new: str
    key: str
    says: str
    at: str = ""
    """Stands once in the edited file, where the warning is; empty: ``new`` does."""


def added(part: str, key: str, says: str, at: str) -> Unwise:
    return Unwise(TEXT[-40:], f"{TEXT[-40:]}\n{part}", key, says, at)


UNWISE = {
    "another direction than the exercise has": Unwise(
        'exercise = "press_ups"\ndirections = ["extension"]',
        'exercise = "press_ups"\ndirections = ["flexion"]',
        "steps[3].directions",
        "it is for extension",
        'directions = ["flexion"]\n\n[steps.dose]\nreps = 10',
    ),
    "the direction again": Unwise(
        "close_directions = true\n",
        "",
        "rules[13].go",
        "same direction is offered again",
        'go = "next_step"\nwhy = "It stayed worse',
    ),
    "no stop at the second": Unwise(
        '[[rules]]\non = ["not_settled"]\nwhen = ["lasting_worsening_before"]\ngo = "stopped_worse"\n',
        '[[rules]]\non = ["not_settled"]\nwhen = ["lasting_worsening_before"]\ngo = "next_step"\n'
        "close_directions = true # !\n",
        "rules[8].on",
        "second lasting worsening does not end",
        'on = ["not_settled"]\nwhen = ["lasting_worsening_before"]',
    ),
    "too much pain": Unwise(
        'when = ["too_much_pain"]\ngo = "stopped_worse"',
        'when = ["too_much_pain"]\ngo = "no_preference_found"',
        "rules[7].when",
        "too much pain",
        'when = ["too_much_pain"]',
    ),
    "no rest": Unwise(
        'on = ["worsened"]\ngo = "settling"',
        'on = ["worsened"]\ngo = "next_step"',
        "rules[5].go",
        "without a rest",
        'go = "next_step"\nwhy = "It got worse',
    ),
    "worse, and told that it helped": Unwise(
        'on = ["worsened"]\ngo = "settling"',
        'on = ["worsened"]\ngo = "preference_found" # !',
        "rules[5].go",
        "as if an exercise had helped",
        'go = "preference_found" # !',
    ),
    "worse, and nothing to compare": Unwise(
        'on = ["worsened"]\ngo = "settling"',
        'on = ["worsened"]\ngo = "nothing_to_test" # !',
        "rules[5].go",
        "a worsening ends with 'Nothing to compare today', as if nothing had happened",
        'go = "nothing_to_test" # !',
    ),
    "settled, and told that it helped": Unwise(
        'on = ["settled"]\ngo = "next_step"',
        'on = ["settled"]\ngo = "preference_leaning" # !',
        "rules[6].go",
        "a worsening that settled ends with 'One direction helped in part', as if an exercise had helped",
        'go = "preference_leaning" # !',
    ),
    **{
        f"worse twice, and {ending}": Unwise(
            LASTING.format("stopped_worse"),
            LASTING.format(ending),
            "rules[8].go",
            "a second lasting worsening ends with",
            LASTING.format(ending).splitlines()[-1] + '\nwhy = "Two exercises',
        )
        for ending in ("preference_found", "preference_leaning", "no_preference_found", "noted")
    },
    "worse twice, under a step": Unwise(
        GLIDE,
        f'[[steps.rules]]\n{LASTING.format("noted")}why = "Because."\n\n{GLIDE}',
        "steps[4].rules[1].go",
        "a second lasting worsening ends with 'Thank you, that is noted'",
        'go = "noted"\nwhy',
    ),
    "worse twice, below a rule that is taken before": Unwise(
        'on = ["not_settled"]\nwhen = ["lasting_worsening_before"]\n',
        'on = ["not_settled"]\nwhen = ["lasting_worsening_before", "week_without_change"]\n',
        "rules[13].on",
        "a second lasting worsening does not end",
        'on = ["not_settled"]\ngo = "next_step"',
    ),
    "worse at the last step": Unwise(
        'when = ["lasting_worsening_at_this_step"]\ngo = "stopped_worse"',
        'when = ["lasting_worsening_at_this_step"]\ngo = "no_preference_found" # !',
        "after_last_step[1].go",
        "as if nothing had happened",
        'go = "no_preference_found" # !',
    ),
    "severe and sent home": Unwise(
        'when = ["severe_start"]\ngo = "seek_care"',
        'when = ["severe_start"]\ngo = "no_preference_found" # !',
        "after_last_step[5].go",
        "severe pain",
        'go = "no_preference_found" # !',
    ),
    "weak bones": Unwise(
        'directions = ["flexion"]\nruled_out_by = ["weak_bones"]\n',
        'directions = ["flexion"]\n',
        "steps[7].ruled_out_by",
        "'weak_bones'",
        '[[steps]]\nid = "lumbar_flexion"',
    ),
    "sixty repetitions": Unwise(
        DOSE, DOSE.replace("reps = 10", "reps = 60"), "steps[7].dose.reps", "60 repetitions", "reps = 60"
    ),
    "ten minutes held": Unwise(
        DOSE,
        DOSE.replace("hold_s = 2\nhold_range_s = [1, 2]", "hold_s = 600"),
        "steps[7].dose.hold_s",
        "600 seconds",
        "hold_s = 600",
    ),
    "half an hour": Unwise(
        "duration_s = 180\nduration_range_s = [120, 300]",
        "duration_s = 1800\nduration_range_s = [120, 1800]",
        "steps[1].dose.duration_s",
        "1800 seconds",
        "duration_s = 1800",
    ),
    "no rest before the question": Unwise(
        DOSE,
        DOSE.replace("rest_s = 60", "rest_s = 1"),
        "steps[7].dose.rest_s",
        "only 1 second is there to rest",
        "rest_s = 1\n",
    ),
    "little rest before the question": Unwise(
        DOSE,
        DOSE.replace("rest_s = 60", "rest_s = 20"),
        "steps[7].dose.rest_s",
        "only 20 seconds are there to rest",
        "rest_s = 20\n",
    ),
    "a number that is not the source's": Unwise(
        DOSE, DOSE.replace("reps = 10", "reps = 12"), "steps[7].dose.reps", "'ours'", "reps = 12"
    ),
    "a short rest": Unwise("duration_s = 300\n", "duration_s = 60 # !\n", "settling.duration_s", "60 seconds"),
    "hardly any rest": Unwise("duration_s = 300\n", "duration_s = 1 # !\n", "settling.duration_s", "1 second is short"),
    "severe at ten": Unwise("severe_pain = 8", "severe_pain = 10", "start.severe_pain", "only pain of 10"),
    "severe at one": Unwise(
        "severe_pain = 8", "severe_pain = 1\n", "start.severe_pain", "pain of 1 out of 10", "severe_pain = 1\n"
    ),
    "an exercise unused": added(COMPLETE, "exercises[1].id", "'own' is not used", 'id = "own"'),
    "a source unused": added(
        '[[sources]]\nid = "mine"\ntitle = "A"\nauthor = "B"\npublisher = "C"\n',
        "sources[1].id",
        "'mine' is not used",
        'id = "mine"\ntitle = "A"',
    ),
    "a set unused": added(
        EMERGENCY.replace('id = "emergency"\n', 'id = "other"\n', 1),
        "question_sets[1].id",
        "'other' is not used",
        'id = "other"',
    ),
    "an emergency sign taken out": added(
        EMERGENCY.replace(question("bladder", EMERGENCY), ""),
        "question_sets[1].questions",
        "'bladder' of the bundled set",
        '[[question_sets.questions]]\nid = "saddle_numbness"',
    ),
    "a question on health taken out": added(
        MEDICAL.replace(question("cancer", MEDICAL), ""),
        "question_sets[1].questions",
        "'cancer' of the bundled set",
        '[[question_sets.questions]]\nid = "fever"',
    ),
    "a yes that goes on": added(
        MEDICAL.replace(
            question("fever", MEDICAL),
            question("fever", MEDICAL).replace('"seek_care"', '"next_question" # !') + 'advice = "See a doctor."\n',
        ),
        "question_sets[1].questions[1].yes",
        "a yes to 'fever' ends the session",
        'yes = "next_question" # !',
    ),
    "clearance for what must be looked at anew": added(
        MEDICAL.replace(question("fever", MEDICAL), question("fever", MEDICAL) + "clearance = true # !\n"),
        "question_sets[1].questions[1].clearance",
        "does not count for 'fever'",
        "clearance = true # !",
    ),
    "a question for nothing": added(
        MEDICAL + '\n[[question_sets.questions]]\nid = "tea"\nask = "Do you drink tea?"\nshort = "Tea"\n',
        "question_sets[1].questions[22].id",
        "nothing follows from a yes to 'tea'",
        'id = "tea"',
    ),
    "an ending that leaves one alone": Unwise(
        TEXT[TEXT.rindex("next = [") : TEXT.rindex("sources = [")], "next = []\n", "endings[8].next", "what to do now"
    ),
    "an ending that does not say what it means": Unwise(
        TEXT[TEXT.index('text = [\n    "It got worse today') : TEXT.rindex("next = [")],
        "text = []\n",
        "endings[8].text",
        "what it means",
    ),
    "no word on when to seek help": Unwise(
        TEXT[TEXT.index("seek_help = [") : TEXT.index("[start]")],
        "seek_help = []\n\n",
        "seek_help",
        "when to seek help",
        "seek_help = []",
    ),
    "a hard text": Unwise(
        '"It got worse today, and it stayed worse. So we stop here."',
        f'"{HARD} {HARD}"',
        "endings[8].text[1]",
        "ask for school grade",
    ),
    "one long hard question": Unwise(
        'ask = "How is it now, at rest, compared with before this exercise?"',
        f'ask = "{LONG_QUESTION}"',
        "response.ask",
        "a sentence of the question after a step is hard to read (school grade 13 or more, 20 words)",
    ),
    "a stop line that goes on": Unwise(
        STOP_LINE, "Keep going.", "stop_line", "does not say when to stop", "Keep going."
    ),
    "a long plain sentence": added(
        own_exercise("press_ups").replace("Slowly push your chest up with your arms.", LONG_PLAIN),
        "exercises[1].movement[1]",
        "a sentence of the exercise 'press_ups' has 34 words",
        LONG_PLAIN,
    ),
    "a long sentence in a step": Unwise(
        FIRST_STEP,
        f'{FIRST_STEP}cues = ["{LONG_PLAIN}"]\n',
        "steps[1].cues[1]",
        "a sentence of the step 'prone_lying' has 34 words",
        LONG_PLAIN,
    ),
    "a long question before a step": Unwise(
        FIRST_STEP,
        f'{FIRST_STEP}ready = {{ ask = "{LONG_PLAIN}" }}\n',
        "steps[1].ready.ask",
        "a sentence of the step 'prone_lying' has 34 words",
        LONG_PLAIN,
    ),
    "an exercise under another id": added(
        own_exercise("press_ups").replace('id = "press_ups"', 'id = "press_up"'),
        "exercises[1].id",
        "'press_ups' of the library stands in its place, and the words here count for nothing",
        'id = "press_up"\ntitle',
    ),
    "questions under another id": added(
        EMERGENCY.replace('id = "emergency"\n', 'id = "urgent"\n', 1),
        "question_sets[1].id",
        "'emergency' of the library stands in its place",
        'id = "urgent"',
    ),
    "hips to the wrong side": added(
        HIPS.replace("Shift your hips to the right. Leave them there.", "Move your hips over to the left.", 1),
        "exercises[1].painful_left.set_up[2]",
        'this does not fit what painful_right says: "Shift your hips to the left. Leave them there"',
        "Move your hips over to the left.",
    ),
    "the wrong side of the other one": added(
        HIPS.replace('side_note = "hips to the left"', 'side_note = "hips to the right" # !'),
        "exercises[1].painful_right.side_note",
        'this does not fit what painful_left says: "hips to the right"',
        'side_note = "hips to the right" # !',
    ),
    "more to do on one side": added(
        HIPS.replace('    "Check now and then: are your hips still to the right?",\n', ""),
        "exercises[1].painful_left.cues",
        "1 under painful_left and 2 under painful_right",
        'cues = [\n    "Let your arms do',
    ),
    "the same name": Unwise('id = "mine"', 'id = "lumbar-progression"', "id", "is called the same"),
}


def warned(catalogue: Catalogue, path: Path, text: str) -> list[Problem]:
    path.write_text(text, encoding="utf-8")
    bundled = [item.flow for item in catalogue.listed() if item.flow]
    return advised(catalogue.find(str(path)), catalogue.library, bundled)


def test_the_bundled_flows_have_no_warnings(catalogue: Catalogue, tmp_path: Path) -> None:
    for flow_id in catalogue.ids:
        flow = catalogue.find(flow_id)
        assert advised(flow, catalogue.library, [flow]) == []
    assert warned(catalogue, tmp_path / "mine.toml", TEXT) == []
    assert warned(catalogue, tmp_path / "mine.toml", f"{MINE}\n{MEDICAL}\n{EMERGENCY}") == []


@pytest.mark.parametrize("name", UNWISE)
def test_what_is_unwise_is_one_warning_with_its_place_its_reason_and_what_to_do(
    catalogue: Catalogue, tmp_path: Path, name: str
) -> None:
    unwise, path = UNWISE[name], tmp_path / "mine.toml"
    # A title of its own, so that the flow also differs where only its name does not.
    start = MINE.replace('title = "Lumbar progression"', 'title = "Mine"')
    assert start.count(unwise.old) == 1, "not one place to edit"
    text = start.replace(unwise.old, unwise.new)
    (found,) = warned(catalogue, path, text)
    assert (found.file, found.key, found.line) == (str(path), unwise.key, line_of(text, unwise.at or unwise.new))
    assert unwise.says in found.message
    assert found.warns
    assert len(re.findall(r"[.:?](?= |$)", found.advice)) >= 1
    assert 30 < len(found.advice) < 200


def test_an_exercise_that_made_it_worse_is_not_to_be_named_as_what_helped(catalogue: Catalogue, tmp_path: Path) -> None:
    named = MINE.replace('names = "best_step"\nplan = "usual"', 'names = "this_step"\nplan = "usual"')
    assert named != MINE
    text = named.replace('on = ["worsened"]\ngo = "settling"', 'on = ["worsened"]\ngo = "preference_found"')
    (found,) = warned(catalogue, tmp_path / "mine.toml", text)
    assert "the exercise that made it worse is named as what helped" in found.message


@pytest.mark.parametrize("ending", ["stopped_worse", "seek_care", "emergency"])
def test_stopping_at_the_first_worsening_is_no_reason_to_warn(
    catalogue: Catalogue, tmp_path: Path, ending: str
) -> None:
    going_on = 'on = ["not_settled"]\ngo = "next_step"\nclose_directions = true\n'
    text = MINE.replace(going_on, f'on = ["not_settled"]\ngo = "{ending}"\n')
    last = text.index('[[after_last_step]]\nwhen = ["lasting_worsening_at_this_step"]')
    without_last = text[:last] + text[text.index("[[after_last_step]]", last + 1) :]
    at_once = MINE.replace('on = ["worsened"]\ngo = "settling"', f'on = ["worsened"]\ngo = "{ending}"')
    for edited in (text, without_last, at_once):
        assert edited != MINE
        assert warned(catalogue, tmp_path / "mine.toml", edited) == []


def test_nothing_comes_before_the_first_step(catalogue: Catalogue, tmp_path: Path) -> None:
    stop = '[[steps.rules]]\non = ["not_settled"]\nwhen = ["too_much_pain"]\ngo = "stopped_worse"\nwhy = "Because."\n\n'
    going_on = '[[steps.rules]]\non = ["not_settled"]\ngo = "next_step"\nclose_directions = true\nwhy = "Because."\n\n'
    first, later = (MINE.replace(step, f"{stop}{going_on}{step}") for step in (PROPS, GLIDE))
    assert warned(catalogue, tmp_path / "mine.toml", first) == []
    (found,) = warned(catalogue, tmp_path / "mine.toml", later)
    assert found.message == "a second lasting worsening does not end the session"


def test_a_rule_that_is_taken_before_the_stop_is_warned_of(catalogue: Catalogue, tmp_path: Path) -> None:
    second = MINE[MINE.index("[[rules]]\n" + LASTING.format("stopped_worse")) :].split("\n\n")[0] + "\n\n"
    below = MINE.index('[[rules]]\non = ["not_settled"]\ngo = "next_step"')
    text = (MINE[:below] + second + MINE[below:]).replace(second, "", 1)
    (found,) = warned(catalogue, tmp_path / "mine.toml", text)
    assert found.key == "rules[11].go"
    assert "a second lasting worsening ends with 'One direction helped in part'" in found.message


@pytest.mark.parametrize(
    ("line", "says_when"),
    [
        ("Stop at any sharp pain.", True),
        ("Don't go on if your leg gets worse.", True),
        ("Pause when it feels wrong.", True),
        ("Do not stop if the pain moves further down your leg.", False),
        ("Never stop, whatever the pain.", False),
        ("Stop after ten.", False),
    ],
)
def test_a_stop_line_says_when_to_stop(catalogue: Catalogue, tmp_path: Path, line: str, says_when: bool) -> None:
    text = MINE.replace(STOP_LINE, line)
    assert (warned(catalogue, tmp_path / "mine.toml", text) == []) is says_when
    assert warned(catalogue, tmp_path / "mine.toml", text.replace('language = "en"', 'language = "de"')) == []


def test_both_sides_may_be_reworded_alike(catalogue: Catalogue, tmp_path: Path) -> None:
    hips = re.sub(r"Shift your hips to the (\w+)\.", r"All right now: move your hips over to the \1!", HIPS)
    assert hips != HIPS
    assert warned(catalogue, tmp_path / "mine.toml", f"{MINE}\n{hips}") == []
    capitals = HIPS.replace("Shift your hips to the right. Leave", "Shift your hips to the RIGHT, leave", 1)
    assert warned(catalogue, tmp_path / "mine.toml", f"{MINE}\n{capitals}") == []


def test_an_exercise_that_lacks_something_is_told_of_each(catalogue: Catalogue, tmp_path: Path) -> None:
    text = MINE.replace('exercise = "lumbar_flexion"', 'exercise = "own"') + "\n" + OWN_EXERCISE
    found = warned(catalogue, tmp_path / "mine.toml", text)
    assert [problem.key for problem in found] == [f"exercises[1].{key}" for key in ("figure", "calls", "sources")]
    assert {problem.line for problem in found} == {line_of(text, "[[exercises]]")}


def test_a_rule_for_all_steps_is_told_of_once(catalogue: Catalogue, tmp_path: Path) -> None:
    text = MINE.replace("close_directions = true\n", "")
    assert len(warned(catalogue, tmp_path / "mine.toml", text)) == 1


def test_only_english_is_judged_by_its_grade(catalogue: Catalogue, tmp_path: Path) -> None:
    unwise = UNWISE["a hard text"]
    text = MINE.replace(unwise.old, unwise.new).replace('language = "en"', 'language = "de"')
    assert warned(catalogue, tmp_path / "mine.toml", text) == []


def test_one_hard_text_among_plain_ones_is_found(catalogue: Catalogue, tmp_path: Path) -> None:
    hard = "Your symptoms partially centralized following repeated extension. Proceeding with additional mechanical "
    hard += "examination potentially demonstrates supplementary improvement of the identified presentation."
    text = MINE.replace("It helped in part, so the next exercise may help more.", hard)
    (found,) = warned(catalogue, tmp_path / "mine.toml", text)
    assert found.key == "rules[2].why"
    assert "one text of the reasons asks for school grade 13 or more" in found.message


# The reading grade


def test_syllables_are_those_of_the_dictionary_for_nearly_every_word_of_the_program() -> None:
    words = set(re.findall(r"[a-z']+", " ".join(text for group in GROUPS.values() for text in group).lower()))
    wrong = {word for word in words if syllables(word) != syllables_by_dictionary(word)}
    assert len(wrong) < len(words) / 30, sorted(wrong)


@pytest.mark.parametrize("name", GROUPS)
def test_the_grade_is_near_that_with_a_dictionary(name: str) -> None:
    found = grade(GROUPS[name])
    assert found is None or abs(found - grade_by_dictionary(GROUPS[name])) < 1


def test_one_sentence_is_judged_by_itself_from_some_length_on() -> None:
    sentence, found = hard_sentence(f"Please rest. {LONG_QUESTION} Thank you.") or ("", 0)
    assert sentence == LONG_QUESTION.rstrip("?")
    assert found > 13
    assert hard_sentence(HARD) is None
    assert hard_sentence("Do you have a problem with a shoulder or a wrist that makes it hard to push up?") is None


def test_a_short_text_has_no_grade() -> None:
    assert grade([HARD]) is None
    assert (grade([HARD, "It got worse today. It stayed worse, so this is enough for now."]) or 0) > 12
