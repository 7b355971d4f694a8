"""Checks of what a question set refers to: where its answers lead, and what they need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mckenzie_tui.flow.arcs import NEXT_QUESTION, RETURN, SETTLING
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.positions import Path
from mckenzie_tui.flow.schema import FlowFile, Question, QuestionSet, TroubleSet
from mckenzie_tui.flow.unknown import Names
from mckenzie_tui.words import EndingKind


@dataclass(frozen=True)
class QuestionReferences:
    """The checks of one question set that a flow asks."""

    questions: QuestionSet
    flow: FlowFile
    endings: Names
    sources: Names
    file: str
    """The library file in which it stands; empty for the flow file itself."""
    at: Path
    """Where it stands there."""

    def findings(self) -> Iterator[Finding]:
        """What is wrong in it."""
        ids = [question.id for question in self.questions.questions]
        for index, question in enumerate(self.questions.questions):
            here = (*self.at, "questions", index)
            if ids.index(question.id) != index:
                yield Finding((*here, "id"), f"the question '{question.id}' stands in this set twice", "", self.file)
            for key in ("yes", "no", "yes_outside_a_step"):
                if (go := getattr(question, key)) is not None:
                    yield from self._target((*here, key), question, go)
            yield from self._yes(here, question)
            self.sources.name_all(question.sources, (*here, "sources"), self.file)
        if isinstance(self.questions, TroubleSet):
            for index, sign in enumerate(self.questions.more_signs):
                self.sources.name_all(sign.sources, (*self.at, "more_signs", index, "sources"), self.file)
            asked = Names("question of this set", ids)
            asked.name(self.questions.new_numbness, (*self.at, "new_numbness"), self.file)
            yield from asked.findings()

    def _yes(self, here: Path, question: Question) -> Iterator[Finding]:
        """What a yes leads to, and what is then asked or shown."""
        ids = [other.id for other in self.questions.questions]
        helping = [ending.id for ending in self.flow.endings if ending.kind is EndingKind.EMERGENCY]
        emergency = self.questions.id == self.flow.start.emergency
        known = question.yes in (NEXT_QUESTION, *ids, *self.endings.known)
        if emergency and helping and known and question.yes not in helping:
            message = "a yes to this question must lead to an ending of the kind 'emergency'"
            yield Finding((*here, "yes"), message, f'yes = "{helping[0]}"', self.file)
        if question.clearance and self.questions.clearance_ask is None:
            message = "this question asks for clearance, but its set has no line 'clearance_ask = …'"
            yield Finding((*here, "clearance"), message, "", self.file)
        if question.clearance and question.advice:
            message = "this question has both 'clearance' and 'advice'; only one of them can follow a yes"
            yield Finding((*here, "advice"), message, "", self.file)

    def _target(self, path: Path, question: Question, go: str) -> Iterator[Finding]:
        ids = [other.id for other in self.questions.questions]
        later = ids[ids.index(question.id) + 1 :]
        others = [NEXT_QUESTION, *later]
        if isinstance(self.questions, TroubleSet):
            others += [RETURN, SETTLING]
        if go in ids and go not in later:
            message = f"'{go}' is not a later question; going back would make a loop without end"
            yield Finding(path, message, "", self.file)
        elif go not in others:
            self.endings.name(go, path, self.file, others=others)
