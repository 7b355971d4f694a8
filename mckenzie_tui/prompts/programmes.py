"""What programmes of exercises ask beside how it is: which group, whether it is time, how hard it was, what is seen."""

from __future__ import annotations

from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.flow.schema import Group
from mckenzie_tui.pace.told import effort_in_words, rest_in_words, set_in_words
from mckenzie_tui.prompts.choices import YES_NO, Choice, Prompt
from mckenzie_tui.walk.facts import groups_open
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event


def group(walk: Walk) -> Prompt:
    """Which of the groups that were not done yet."""
    file = walk.flow.file
    groups = tuple(
        Choice(group.id, group.title, Event.CHOSE, group.id, explain=group.about or _exercises_of(walk, group))
        for group in groups_open(walk.flow, walk.facts)
    )
    why = walk.position.arc.why if walk.facts.groups and walk.position.arc else ""
    # At first it is said once more whose programme it is, and for whom.
    intro = why or file.notice
    return Prompt(PlaceKind.GROUP, file.title, "", file.start.choose_group or "", intro, "", groups)


def _exercises_of(walk: Walk, group: Group) -> str:
    steps = (step for step in walk.flow.steps if step.group == group.id)
    return f"{', '.join(walk.flow.trail_title_of(step.id) for step in steps)}."


def ready(walk: Walk) -> Prompt:
    """Whether the time for a step has come."""
    step = walk.flow.steps_by_id[walk.place.step]
    if step.ready is None:
        raise ValueError(f"nothing is asked before {step.id}")
    title = walk.flow.title_of(step.id)
    return Prompt(PlaceKind.READY, f"Before: {title}", "", step.ready.ask, "", step.ready.explain or "", YES_NO)


def effort(walk: Walk) -> Prompt:
    """How hard the set was that was just done, lightest first."""
    asked, done = walk.flow.file.effort, walk.last_set
    if asked is None or done is None:
        raise ValueError("no set was done")
    levels = (
        Choice(str(effort), f"effort {effort}: {words}", Event.RATED, effort=effort)
        for effort, words in enumerate(asked.levels, 1)
    )
    enough = Choice("enough", asked.enough, Event.ENOUGH, key="g")
    aim = f"It was to be {effort_in_words(done.effort)}." if done.effort else ""
    rest = "" if done.is_last else f"{rest_in_words(done).capitalize()}."
    return Prompt(
        PlaceKind.EFFORT,
        "How hard it was",
        set_in_words(done),
        asked.ask,
        " ".join(filter(None, (aim, rest))),
        asked.explain if done.number == 1 else "",
        (*levels, enough),
    )


def observe(walk: Walk) -> Prompt:
    """What is seen; how to look stands above the question."""
    place, flow = walk.place, walk.flow
    step = flow.steps_by_id[place.step]
    asked = step.observation(place.question)
    number = step.observe.index(asked) + 1
    exercise = flow.exercise_of(step.id)
    how = " ".join((*exercise.set_up, *exercise.movement)) if number == 1 else ""
    options = (Choice(option.id, option.label, Event.OBSERVED, option.id) for option in asked.options)
    skip = Choice("skip", "Leave this out", Event.SKIP, key="s")
    progress = f"{number} of {len(step.observe)}" if len(step.observe) > 1 else ""
    return Prompt(place.kind, flow.title_of(step.id), progress, asked.ask, how, asked.explain or "", (*options, skip))
