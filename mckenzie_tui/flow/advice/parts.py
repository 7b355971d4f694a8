"""Parts that lack something, that nothing uses, or that are taken for others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mckenzie_tui.flow.advice.compared import Compared, warning
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.flow import cited_in
from mckenzie_tui.flow.near import nearest
from mckenzie_tui.flow.schema import QUESTION_SETS, Exercise, QuestionSet, Source


def findings(compared: Compared) -> Iterator[Finding]:
    """What to think about in the parts of a flow."""
    yield from _exercises(compared)
    yield from _unused(compared)
    yield from _silent(compared)
    yield from _taken_for_another(compared)


def _exercises(compared: Compared) -> Iterator[Finding]:
    counted = {step.exercise for step in compared.flow.steps if step.dose.reps is not None}
    for exercise in compared.flow.exercises.values():
        place = compared.exercise(exercise)
        if exercise.figure is None and compared.library.exercises.get(exercise.id) != exercise:
            message = f"the exercise '{exercise.id}' has no figure"
            advice = "A picture shows in a moment what words take long to say. Add a line 'figure = …' if one fits."
            yield warning(place, message, advice, "figure", of_key=True)
        if exercise.id in counted and "calls" not in exercise.model_fields_set:
            message = (
                f"the exercise '{exercise.id}' has no calls, so the usual ones are heard: \"{exercise.calls.out}\""
            )
            advice = 'Whoever lies face down only hears the program. Add: calls = { out = "…", back = "…" }.'
            yield warning(place, message, advice, "calls", of_key=True)
        if not exercise.sources:
            message = f"the exercise '{exercise.id}' names no source"
            advice = "Nobody can look up where it comes from. Add a line 'sources = […]', your own notes included."
            yield warning(place, message, advice, "sources", of_key=True)


def _unused(compared: Compared) -> Iterator[Finding]:
    flow, file = compared.flow, compared.flow.file
    used = {
        "exercises": {step.exercise for step in flow.steps},
        "question_sets": {getattr(file.start, key) for key in QUESTION_SETS},
        "sources": set(cited_in(flow)),
    }
    words = {
        "exercises": ("exercise", "No step uses it", "Name it in a step, or take it out."),
        "question_sets": (
            "question set",
            "[start] does not name it",
            "So it is never asked. Name it there, or take it out.",
        ),
        "sources": ("source", "Nothing cites it", "Readers cannot tell what it stands for. Cite it, or take it out."),
    }
    for key, names in used.items():
        what, why, advice = words[key]
        for index, part in enumerate(getattr(file, key)):
            if part.id not in names:
                message = f"the {what} '{part.id}' is not used: {why[0].lower()}{why[1:]}"
                if taken := _taken_instead(compared, key, part, names):
                    message = (
                        f"the {what} '{part.id}' is not used: '{taken}' of the library stands in its place, and the "
                        "words here count for nothing"
                    )
                    advice = f'Its id seems to have been changed. Write: id = "{taken}".'
                yield warning(("", (key, index)), message, advice, "id")


def _taken_instead(compared: Compared, key: str, part: Exercise | QuestionSet | Source, used: set[str]) -> str:
    """The part of the library that a flow takes where one of its own, of nearly that id or title, was meant to be."""
    if isinstance(part, Source):
        return ""
    library: Mapping[str, Exercise | QuestionSet] = getattr(compared.library, key)
    own = {other.id for other in getattr(compared.flow.file, key)}
    shared = {name: library[name] for name in library if name in used - own}
    same = (name for name, other in shared.items() if other.title == part.title)
    return next(same, "") or nearest(part.id, shared)


def _silent(compared: Compared) -> Iterator[Finding]:
    file = compared.flow.file
    if not file.seek_help:
        advice = "Whoever gets worse at home must know when to call. Put the sentences of the bundled flow back."
        yield warning(("", ("seek_help",)), "no ending says when to seek help", advice)
    for index, ending in enumerate(file.endings):
        if not ending.text:
            message = f"the ending '{ending.id}' does not say what it means"
            advice = "The person sees its title alone. Add at least one sentence under 'text'."
            yield warning(("", ("endings", index)), message, advice, "text")
        if not ending.next:
            message = f"the ending '{ending.id}' does not say what to do now"
            advice = "The person is left alone with it. Add at least one sentence under 'next'."
            yield warning(("", ("endings", index)), message, advice, "next")


def _taken_for_another(compared: Compared) -> Iterator[Finding]:
    flow = compared.flow
    for other in compared.bundled:
        same = (other.id, other.file.version) == (flow.id, flow.file.version)
        if same and other.sha256 != flow.sha256:
            message = f"this flow differs from the bundled '{other.id}' {other.file.version}, and is called the same"
            advice = "No log can tell which one was walked. Give it an 'id', a 'title' and a 'version' of its own."
            yield warning(("", ("id",)), message, advice)
