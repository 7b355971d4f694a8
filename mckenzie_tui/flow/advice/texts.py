"""Texts for patients that are hard to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mckenzie_tui.flow.advice.compared import Compared, Place, warning
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.reading import HIGHEST_GRADE, count_words, grade, hard_sentence, long_sentence
from mckenzie_tui.flow.schema import ResponseChoice, Step

_Text = tuple[Place, str]
_BEYOND_SCHOOL = 13


def findings(compared: Compared) -> Iterator[Finding]:
    """Groups of texts above the reading grade, each told of at its hardest text; and sentences far above it, or long.

    Only English is judged.
    """
    if not compared.in_english:
        return
    told = []
    for finding in _groups_too_hard(compared):
        told.append((finding.file, finding.path))
        yield finding
    for what, texts in groups(compared):
        yield from _sentences(what, [text for text in texts if text[0] not in told])


def _sentences(what: str, texts: list[_Text]) -> Iterator[Finding]:
    for place, text in texts:
        if hard := hard_sentence(text):
            sentence, found = hard
            message = (
                f"a sentence of {what} is hard to read (school grade {_in_words(found)}, {count_words(sentence)}"
                f' words): "{_short(sentence)}"'
            )
            yield warning(place, message, "Say it in two short sentences, and in plainer words.")
        elif sentence := long_sentence(text):
            message = f'a sentence of {what} has {count_words(sentence)} words: "{_short(sentence)}"'
            advice = "Somebody in pain loses the thread of it. Say it in two or three short sentences."
            yield warning(place, message, advice)


def _groups_too_hard(compared: Compared) -> Iterator[Finding]:
    for what, texts in groups(compared):
        together = grade([text for _, text in texts]) or 0
        # A hard text among plain ones is found too, where it is long enough to be judged by itself.
        alone = max((grade([text]) or 0 for _, text in texts), default=0)
        found = max(together, alone)
        if found > HIGHEST_GRADE:
            judged = alone > HIGHEST_GRADE
            place, hardest = max(texts, key=lambda text: _hardness(text[1], judged=judged))
            which = f"the texts of {what} ask" if together > HIGHEST_GRADE else f"one text of {what} asks"
            message = f'{which} for school grade {_in_words(found)}; the hardest is "{_short(hardest)}"'
            advice = "Somebody in pain should not have to read twice. Make the sentences shorter and the words plainer."
            yield warning(place, message, advice)


def _in_words(found: float) -> str:
    return f"{found:.0f}" if found < _BEYOND_SCHOOL else f"{_BEYOND_SCHOOL} or more"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def _hardness(text: str, *, judged: bool) -> float:
    """Something to rank texts by: their grade, or where all are too short for one, their words and letters."""
    if judged:
        return grade([text]) or 0
    words = text.split()
    return sum(map(len, words)) / max(1, len(words)) + 0.39 * len(words)


def groups(compared: Compared) -> Iterator[tuple[str, list[_Text]]]:
    """The texts for patients that belong together, each group under a name."""
    flow, file = compared.flow, compared.flow.file
    top: Place = ("", ())
    notices = [*_listed(top, file, "summary", "notice", "seek_help", "stop_line")]
    yield "the notices", [*notices, *_listed(("", ("start",)), file.start, "severe_note")]
    yield "the question after a step", [*_response(compared)]
    yield "the rest", [*_listed(("", ("settling",)), file.settling, "ask", "text")]
    for key in ("rules", "after_last_step"):
        yield "the reasons", [*_of_each(key, getattr(file, key), "why")]
    asked = _listed(("", ("start",)), file.start, "choose_group")
    yield "the groups", [*asked, *_of_each("groups", file.groups, "about")]
    for index, step in enumerate(file.steps):
        yield f"the step '{step.id}'", [*_of_step(("", ("steps", index)), step)]
    for index, plan in enumerate(file.plans):
        yield f"the plan '{plan.id}'", [*_listed(("", ("plans", index)), plan, "about_dose", "expect", "stop")]
    for index, ending in enumerate(file.endings):
        yield f"the ending '{ending.id}'", [*_listed(("", ("endings", index)), ending, "title", "text", "next")]
    for exercise in flow.exercises.values():
        place = compared.exercise(exercise)
        texts = [*_listed(place, exercise, "purpose", *_MOVED, "cautions")]
        for index, precaution in enumerate(exercise.precautions):
            texts += _listed((place[0], (*place[1], "precautions", index)), precaution, "text")
        for key in ("painful_left", "painful_right"):
            if (side := getattr(exercise, key)) is not None:
                texts += _listed((place[0], (*place[1], key)), side, *_MOVED)
        yield f"the exercise '{exercise.id}'", texts
    for _, questions, _ in compared.sets():
        place = compared.questions(questions)
        frame = _listed(place, questions, "intro", "changed", "clearance_ask", "unsure_hint")
        yield f"the set '{questions.id}'", [*frame]
        for index, question in enumerate(questions.questions):
            at: Place = (place[0], (*place[1], "questions", index))
            yield f"the question '{question.id}'", [*_listed(at, question, "ask", "explain", "advice")]


_MOVED = ("set_up", "on_bed", "movement", "cues")


def _response(compared: Compared) -> Iterator[_Text]:
    response = compared.flow.file.response
    yield from _listed(("", ("response",)), response, "ask", "at_rest", "ask_again")
    for key, choice in response:
        if isinstance(choice, ResponseChoice):
            yield from _listed(("", ("response", key)), choice, "label", "explain", "label_central", "explain_central")


def _of_step(place: Place, step: Step) -> Iterator[_Text]:
    """The texts that a step has of its own, beside those of its exercise."""
    file, path = place
    yield from _listed(place, step, "cues")
    if step.ready is not None:
        yield from _listed((file, (*path, "ready")), step.ready, "ask", "explain")
    for index, observation in enumerate(step.observe):
        yield from _listed((file, (*path, "observe", index)), observation, "ask", "explain")


def _of_each(key: str, parts: Sequence[object], *keys: str) -> Iterator[_Text]:
    """The texts of all parts of a list."""
    for index, part in enumerate(parts):
        yield from _listed(("", (key, index)), part, *keys)


def _listed(place: Place, part: object, *keys: str) -> Iterator[_Text]:
    file, path = place
    for key in keys:
        value = getattr(part, key)
        if isinstance(value, str):
            yield (file, (*path, key)), value
        else:
            for index, text in enumerate(value or ()):
                yield (file, (*path, key, index)), text
