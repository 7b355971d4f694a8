"""Safety questions: what was taken out or made weaker, and answers that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mckenzie_tui.flow.advice.compared import Compared, warning
from mckenzie_tui.flow.arcs import NEXT_QUESTION, RETURN
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.schema import NO_FLOOR, Question, TroubleSet


def findings(compared: Compared) -> Iterator[Finding]:
    """What to think about in the questions."""
    for _, questions, model in compared.sets():
        place = compared.questions(questions)
        if model is not None:
            yield from _taken_out(compared, place, questions.questions, model.questions, "questions")
        if isinstance(questions, TroubleSet) and isinstance(model, TroubleSet):
            yield from _taken_out(compared, place, questions.more_signs, model.more_signs, "more_signs")
    yield from _stop_line(compared)
    yield from _numbness(compared)
    yield from _without_consequence(compared)
    yield from _never_shown(compared)


def _taken_out(
    compared: Compared,
    place: tuple[str, tuple[str | int, ...]],
    asked: tuple[Question, ...],
    model: tuple[Question, ...],
    key: str,
) -> Iterator[Finding]:
    own = {question.id: index for index, question in enumerate(asked)}
    endings = compared.model.endings if compared.model else {}
    for question in model:
        index = own.get(question.id)
        if index is None:
            message = f"the question '{question.id}' of the bundled set is not asked here ({question.short})"
            advice = "A sign that nobody asks for is not found. Put it back, unless you ask for it elsewhere."
            yield warning(place, message, advice, key, of_key=True)
        elif question.yes in endings and asked[index].yes not in compared.flow.endings:
            message = f"in the bundled set a yes to '{question.id}' ends the session with the advice to get help"
            advice = "Here the exercises go on after a yes. Let a yes lead to an ending again, unless you are sure."
            yield warning(place, message, advice, key, index, "yes")
        elif asked[index].clearance and not question.clearance:
            message = f"an earlier look by a clinician does not count for '{question.id}' in the bundled set"
            advice = "What is new or gets worse needs a fresh look. Take 'clearance = true' out, unless you are sure."
            yield warning(place, message, advice, key, index, "clearance", of_key=True)


_STOP = re.compile(
    r"\b(?:stops?|pause|rest|quit|halt|break off|end the set)\b|(?:\bnot|n't|\bnever) (?:go on|keep|carry|continue)"
)
_NO_STOP = re.compile(r"(?:\bnot|n't|\bnever|\bwithout|\bno need to|\bnon)[\s-]+(?:\w+\s+)?stop(?:s|ping)?\b")
_SIGN = re.compile(
    r"\b(?:pain|hurt|ache|aching|leg|wors|wrong|numb|tingl|pins|symptom|weak|dizz|strain|unwell|feel|further|farther)"
)
"""How a line says that somebody should stop, should not, and by what they notice it."""


def _stop_line(compared: Compared) -> Iterator[Finding]:
    """A stop line, in sight at every step, that names no sign to stop at. Only English is judged."""
    line = _NO_STOP.sub("", compared.flow.file.stop_line.casefold().replace("’", "'"))
    if compared.in_english and not (_STOP.search(line) and _SIGN.search(line)):
        message = "the stop line does not say when to stop"
        advice = (
            "It is in sight at every step, and the last thing that keeps somebody from harm. Name the signs, as in:"
            ' "Stop if the pain moves further down your leg"'
        )
        yield warning(("", ("stop_line",)), message, advice)


def _numbness(compared: Compared) -> Iterator[Finding]:
    """New numbness must not lead back to the exercises, whatever is answered on the way."""
    trouble = compared.flow.trouble
    by_id = {question.id: index for index, question in enumerate(trouble.questions)}
    index = by_id[trouble.new_numbness]
    seen, todo = set(), [trouble.questions[index].yes]
    while todo:
        go = todo.pop()
        if go == RETURN:
            message = "somebody with new numbness or weakness can be sent back to the exercises"
            advice = "New numbness or weakness needs a person to check it. Let every answer after it lead to an ending."
            yield warning(compared.questions(trouble), message, advice, "questions", index, "yes")
            return
        if go in by_id and go not in seen:
            seen.add(go)
            todo += [trouble.questions[by_id[go]].yes, trouble.questions[by_id[go]].no]


def _without_consequence(compared: Compared) -> Iterator[Finding]:
    flow = compared.flow
    if all(step.observe for step in flow.steps):
        return  # nothing is done, so that nothing has to be left out
    used = {name for step in flow.steps for name in step.ruled_out_by}
    used |= {precaution.when for exercise in flow.exercises.values() for precaution in exercise.precautions}
    for index, question in enumerate(flow.medical.questions):
        leads_on = {question.yes, question.no} == {NEXT_QUESTION}
        if leads_on and not question.advice and question.id not in used | {NO_FLOOR}:
            message = f"nothing follows from a yes to '{question.id}'"
            advice = (
                "People answer it for nothing. Give it an 'advice', name it in a step's 'ruled_out_by', or take it out."
            )
            yield warning(compared.questions(flow.medical), message, advice, "questions", index, "id")


def _never_shown(compared: Compared) -> Iterator[Finding]:
    """Cautions for people who never come so far, since their yes ends every session."""
    flow = compared.flow
    ends = {
        question.id for question in flow.medical.questions if question.yes in flow.endings and not question.clearance
    }
    for exercise in flow.exercises.values():
        for index, precaution in enumerate(exercise.precautions):
            if precaution.when in ends:
                message = f"this caution is never shown: a yes to '{precaution.when}' ends the session before"
                advice = "Somebody may rely on it. Take it out, or let the question go on with 'clearance' or 'advice'."
                yield warning(compared.exercise(exercise), message, advice, "precautions", index, "when")
