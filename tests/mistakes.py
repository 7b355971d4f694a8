"""Mistakes that a person may make in a flow file, and the problem that each must be named by."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from mckenzie_tui.errors import Problem

TEXT = (Path(__file__).parent.parent / "flows" / "lumbar-progression.toml").read_text(encoding="utf-8")

LYING = '[[steps]]\nid = "prone_lying"\n'
PROPS = '[[steps]]\nid = "prone_props"\n'
GLIDE = '[[steps]]\nid = "side_glide"\n'
SETTLED_RULE = TEXT[TEXT.index('[[rules]]\non = ["settled"]') : TEXT.index('[[rules]]\non = ["not_settled"]')]
EVERY_ANSWER = '"centralized", "partly_centralized", "unchanged", "worsened", "cannot", "settled", "not_settled"'


def own_rule(on: str, go: str) -> str:
    """A rule of one step, to stand before the next step."""
    return f'[[steps.rules]]\non = [{on}]\ngo = "{go}"\nwhy = "Because."\n\n'


def an_ending(name: str) -> str:
    return f'[[endings]]\nid = "{name}"\nkind = "stop"\ntitle = "{name}"\ntext = ["So."]\nnext = ["So."]\n\n'


class Mistake(NamedTuple):
    """One edit of the flow file, and the problem that it makes."""

    old: str
    """Stands in the file once."""
    new: str
    key: str
    """The key of the problem."""
    says: str
    """Stands in its message."""
    meant: str = ""
    at: str = ""
    """Stands in the edited file once, where the line of the problem begins; empty: `new` does."""


def typing_error(old: str, key: str, right: str, wrong: str, *, says: str = "") -> Mistake:
    """One word of a line misspelt."""
    return Mistake(old, old.replace(right, wrong), key, says or wrong, right)


UNKNOWN_WORDS = {
    "key": typing_error("severe_pain = 8", "start.sever_pain", "severe_pain", "sever_pain", says="not a known key"),
    "key in a dose": Mistake(
        "duration_s = 120", "duraton_s = 120", "steps[2].dose.duraton_s", "not a known key", "duration_s"
    ),
    "ending": typing_error('go = "preference_found"', "rules[1].go", "preference_found", "preference_fuond"),
    "last ending": typing_error(
        'go = "no_preference_found"', "after_last_step[5].go", "no_preference_found", "no_prefrence_found"
    ),
    "exercise": typing_error('exercise = "prone_props"', "steps[2].exercise", "prone_props", "prone_prop"),
    "direction": typing_error(
        '["rotation", "flexion"]', "steps[6].directions[1]", "rotation", "rotaton", says="one of"
    ),
    "condition": typing_error(
        'when = ["no_step_tried"]', "after_last_step[4].when[1]", "no_step_tried", "no_step_tired", says="one of"
    ),
    "answer": typing_error('on = ["cannot"]', "rules[4].on[1]", "cannot", "canot", says="one of"),
    "question set": typing_error('= "both_legs_marked"', "start.both_legs", "both_legs_marked", "both_leg_marked"),
    "medical question": typing_error(
        '["flexion"]\nruled_out_by = ["weak_bones"]', "steps[7].ruled_out_by", "weak_bones", "weak_bone"
    )._replace(at='ruled_out_by = ["weak_bone"]'),
    "source": typing_error(
        'sources = ["okta_neuroactive"]', "after_last_step[2].sources", "okta_neuroactive", "okta_neuractive"
    ),
    "source of a rule": typing_error(
        'sources = ["sears_progression", "donelson_1990"]\n\n[[rules]]',
        "rules[1].sources",
        "donelson_1990",
        "donelson_1909",
    ),
    "source of an ending": typing_error(
        'sources = ["edge_traffic_light", "chan_2013"]', "endings[7].sources", "chan_2013", "chan_2031"
    ),
    "nothing near it": Mistake(
        'sources = ["okta_neuroactive"]', 'sources = ["zzz"]', "after_last_step[2].sources", "'zzz' is not known"
    ),
}

WRONG_VALUES = {
    "a number in quotes": Mistake(
        "duration_s = 120", 'duration_s = "120"', "steps[2].dose.duration_s", "whole number, without quotes"
    ),
    "no list": Mistake('on = ["cannot"]', 'on = "cannot"', "rules[4].on", "list"),
    "nothing at all": Mistake("duration_s = 180", "duration_s = 0", "steps[1].dose.duration_s", "1"),
    "a key left out": Mistake(
        'title = "Enough for today"\n', "", "endings[7].title", "missing", at='[[endings]]\nid = "stopped_worse"'
    ),
    "repetitions and a time": Mistake(
        "[steps.dose]\nduration_s = 120", "[steps.dose]\nreps = 3\nduration_s = 120", "steps[2].dose", "not both"
    ),
    "neither of them": Mistake(
        "[steps.dose]\nduration_s = 120", "[steps.dose] # none", "steps[2].dose", "either 'reps' or 'duration_s'"
    ),
    "what steers a terminal": Mistake('"Lumbar progression"', '"Lumbar\\u001b[2J"', "title", "U+001B"),
    "what turns the writing": Mistake('"Enough for today"', '"Enough\u202e today"', "endings[7].title", "U+202E"),
    "a text too long": Mistake('"Enough for today"', f'"{"long " * 121}"', "endings[7].title", "600"),
}

WRONG_WAYS = {
    "a step twice": Mistake('id = "prone_props"\n', 'id = "prone_lying" # !\n', "steps[2].id", "twice"),
    "an ending twice": Mistake('id = "stopped_worse"', 'id = "preference_found" # !', "endings[7].id", "twice"),
    "an ending that nothing leads to": Mistake(
        "# The endings.\n\n", f"# The endings.\n\n{an_ending('lonely')}", "endings[1]", "never", at=an_ending("lonely")
    ),
    "an answer that leads nowhere": Mistake(SETTLED_RULE, "", "steps[1]", "'settled' leads nowhere", at=LYING),
    "the last rule on a condition": Mistake(
        '[[after_last_step]]\ngo = "no_preference_found"',
        '[[after_last_step]]\nwhen = ["severe_start"]\ngo = "no_preference_found"',
        "after_last_step[5]",
        "must hold always",
    ),
    "a rule below one that always holds": Mistake(
        '[[after_last_step]]\nwhen = ["no_step_tried"]',
        "[[after_last_step]]",
        "after_last_step[4]",
        "never reached",
        at='[[after_last_step]]\ngo = "nothing_to_test"',
    ),
    "a rule below one that always holds for its answers": Mistake(
        'on = ["not_settled"]\nwhen = ["too_much_pain"]',
        'on = ["not_settled"]',
        "rules[8]",
        "never reached",
        at='[[rules]]\non = ["not_settled"]\nwhen = ["lasting_worsening_before"]',
    ),
    "a loop": Mistake(
        GLIDE, own_rule('"unchanged"', "prone_props") + GLIDE, "steps[4].rules[1].go", "loop", at='go = "prone_props"'
    ),
    "a step without end": Mistake(
        GLIDE,
        own_rule('"unchanged"', "press_ups_hips_off_center") + GLIDE,
        "steps[4].rules[1].go",
        "loop",
        at='go = "press_ups_hips_off_center"',
    ),
    "one step in a rule for all": Mistake(
        '["cannot"]\ngo = "next_step"',
        '["cannot"]\ngo = "side_glide"',
        "rules[4].go",
        "under that step",
        at='go = "side_',
    ),
    "settling for what did not worsen": Mistake(
        'on = ["unchanged"]\ngo = "next_step"',
        'on = ["unchanged"]\ngo = "settling" # !',
        "rules[3].go",
        "only follow 'worsened'",
        at='go = "settling" # !',
    ),
    "one side where any may come": Mistake(
        'directions = ["lateral"]\nneeds = ["one_side"]',
        'directions = ["lateral"]',
        "steps[5].needs",
        "one_side",
        at=GLIDE,
    ),
    "no ending for an emergency": Mistake(
        'kind = "emergency"', 'kind = "stop" # !', "endings", "every flow needs one", at='[[endings]]\nid = "emergency"'
    ),
    "a step that no answer leads to": Mistake(
        PROPS, own_rule(EVERY_ANSWER, "stopped_worse") + PROPS, "steps[2]", "never be reached", at=PROPS
    ),
}
MISTAKES = UNKNOWN_WORDS | WRONG_VALUES | WRONG_WAYS


def edited(*mistakes: Mistake) -> str:
    text = TEXT
    for mistake in mistakes:
        assert text.count(mistake.old) == 1, f"not one place to edit: {mistake.old}"
        text = text.replace(mistake.old, mistake.new)
    return text


def line_of(text: str, needle: str) -> int:
    assert text.count(needle) == 1, f"not one place: {needle}"
    return text.count("\n", 0, text.index(needle)) + 1


def fits(problem: Problem, mistake: Mistake, text: str) -> bool:
    place = (problem.key, problem.line, problem.meant)
    return mistake.says in problem.message and place == (
        mistake.key,
        line_of(text, mistake.at or mistake.new),
        mistake.meant,
    )
