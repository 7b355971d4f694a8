"""Checks of what a flow refers to: every id it names exists, and every answer has a rule."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence

from mckenzie_tui.flow.arcs import ANSWERS_WITH_RULES, NEXT_QUESTION, NEXT_STEP, RETURN
from mckenzie_tui.flow.arcs import SETTLING as SETTLING_TARGET
from mckenzie_tui.flow.findings import Checked, Finding
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.library import Library
from mckenzie_tui.flow.positions import Path
from mckenzie_tui.flow.schema import (
    Dose,
    Ending,
    Exercise,
    FlowFile,
    LastRule,
    Question,
    QuestionSet,
    Rule,
    Settling,
    Source,
    Step,
    TroubleSet,
)
from mckenzie_tui.words import EndingKind, Event, Need


def check_references(file: FlowFile, library: Library) -> Checked:
    """Check every id that a flow file names, and join it with the library parts of those ids."""
    check = _References(file, library)
    found = tuple(check.findings())
    return Checked(found, None if found else check.joined())


class _References:
    """The checks of one flow file against what it may refer to."""

    def __init__(self, file: FlowFile, library: Library) -> None:
        self.file = file
        self.exercises = {**library.exercises, **{exercise.id: exercise for exercise in file.exercises}}
        self.sets = {**library.question_sets, **{questions.id: questions for questions in file.question_sets}}
        self.sources = {**library.sources, **{source.id: source for source in file.sources}}
        self.figures = library.figures
        self.endings = [ending.id for ending in file.endings]
        self.step_ids = [step.id for step in file.steps]

    @property
    def _emergency_endings(self) -> list[str]:
        return [ending.id for ending in self.file.endings if ending.kind is EndingKind.EMERGENCY]

    def findings(self) -> Iterator[Finding]:
        """Everything that is wrong, in no order."""
        yield from self._repeated_ids()
        yield from self._start()
        yield from self._endings()
        for index, step in enumerate(self.file.steps):
            yield from self._step(index, step)
        for index, rule in enumerate(self.file.rules):
            yield from self._rule(("rules", index), rule, None)
        yield from self._last_rules()
        yield from self._answers_without_rules()
        yield from self._never_reached(("rules",), self.file.rules)
        yield from self._cited(("settling",), self.file.settling.sources)
        for exercise in self._used_exercises():
            yield from self._exercise(exercise)

    def joined(self) -> Flow:
        """The flow with its library parts; only when nothing was found."""
        start = self.file.start
        trouble = self.sets[start.trouble]
        if not isinstance(trouble, TroubleSet):
            raise TypeError(start.trouble)
        flow = Flow(
            self.file,
            {exercise.id: exercise for exercise in self._used_exercises()},
            self.sets[start.emergency],
            self.sets[start.medical],
            self.sets[start.both_legs],
            trouble,
            self.sources,
            "",
        )
        cited = set(_all_cited(flow))
        named = {key: source for key, source in self.sources.items() if key in cited}
        return Flow(**{**vars(flow), "sources": named})

    def _used_exercises(self) -> list[Exercise]:
        used = dict.fromkeys(step.exercise for step in self.file.steps)
        return [self.exercises[name] for name in used if name in self.exercises]

    def _repeated_ids(self) -> Iterator[Finding]:
        lists: dict[str, Sequence[Step | Ending | Exercise | QuestionSet | Source]] = {
            "steps": self.file.steps,
            "endings": self.file.endings,
            "exercises": self.file.exercises,
            "question_sets": self.file.question_sets,
            "sources": self.file.sources,
        }
        for key, items in lists.items():
            seen: set[str] = set()
            for index, item in enumerate(items):
                if item.id in seen:
                    yield Finding((key, index, "id"), f"'{item.id}' is used twice; each id must be its own")
                seen.add(item.id)

    def _start(self) -> Iterator[Finding]:
        start = self.file.start
        for key in ("emergency", "medical", "both_legs", "trouble"):
            name = getattr(start, key)
            if name not in self.sets:
                yield self._unknown(("start", key), "a question set", name, self.sets)
            else:
                yield from self._question_set(("start", key), self.sets[name])
        trouble = self.sets.get(start.trouble)
        if trouble is not None and not isinstance(trouble, TroubleSet):
            yield Finding(("start", "trouble"), f"'{start.trouble}' has no list of signs to choose from")
        if isinstance(trouble, TroubleSet):
            asked = [question.id for question in trouble.questions]
            if trouble.new_numbness not in asked:
                yield self._unknown(("start", "trouble"), "a question of the set", trouble.new_numbness, asked)
        for key in ("no_symptoms", "ask_first"):
            if (go := getattr(start, key)) not in self.endings:
                yield self._unknown(("start", key), "an ending", go, self.endings)
        emergency = self.sets.get(start.emergency)
        for question in emergency.questions if emergency else ():
            if question.yes not in self._emergency_endings:
                yield Finding(
                    ("start", "emergency"), f"a yes to '{question.id}' must lead to an ending of kind 'emergency'"
                )

    def _endings(self) -> Iterator[Finding]:
        kinds = {ending.kind for ending in self.file.endings}
        for kind in (EndingKind.EMERGENCY, EndingKind.CARE):
            if kind not in kinds:
                yield Finding(("endings",), f"no ending of kind '{kind}': every flow needs one")
        for index, ending in enumerate(self.file.endings):
            yield from self._cited(("endings", index), ending.sources)

    def _question_set(self, at: Path, questions: QuestionSet) -> Iterator[Finding]:
        ids = [question.id for question in questions.questions]
        for index, question in enumerate(questions.questions):
            name = f"question '{questions.id}.{question.id}'"
            if ids.index(question.id) != index:
                yield Finding(at, f"{name} stands there twice")
            for key in ("yes", "no", "yes_outside_a_step"):
                go = getattr(question, key)
                if go is not None:
                    yield from self._question_target(at, f"{name}: {key}", questions, question, go)
            if question.clearance and questions.clearance_ask is None:
                yield Finding(at, f"{name} asks for clearance, but the set has no 'clearance_ask'")
            if question.clearance and question.advice:
                yield Finding(at, f"{name} has both 'clearance' and 'advice'; only one can follow a yes")
            yield from self._cited(at, question.sources)

    def _question_target(
        self, at: Path, name: str, questions: QuestionSet, question: Question, go: str
    ) -> Iterator[Finding]:
        ids = [other.id for other in questions.questions]
        later = ids[ids.index(question.id) + 1 :]
        known = [NEXT_QUESTION, *self.endings, *later]
        if isinstance(questions, TroubleSet):
            known += [RETURN, SETTLING_TARGET]
        if go in ids and go not in later:
            yield Finding(at, f"{name} leads back to '{go}', which would make a loop")
        elif go not in known:
            yield self._unknown(at, f"{name}: a place to go to", go, known)

    def _step(self, index: int, step: Step) -> Iterator[Finding]:
        at: Path = ("steps", index)
        exercise = self.exercises.get(step.exercise)
        if exercise is None:
            yield self._unknown((*at, "exercise"), "an exercise", step.exercise, self.exercises)
        else:
            yield from self._sides(at, step, exercise)
        yield from self._dose((*at, "dose"), step.dose)
        for name in step.ruled_out_by:
            yield from self._medical_question((*at, "ruled_out_by"), "a medical question", name)
        for position, rule in enumerate(step.rules):
            yield from self._rule((*at, "rules", position), rule, index)
        yield from self._never_reached((*at, "rules"), step.rules)

    @staticmethod
    def _dose(at: Path, dose: Dose) -> Iterator[Finding]:
        if (dose.reps is None) == (dose.duration_s is None):
            yield Finding(at, "needs either 'reps' or 'duration_s', and not both")
        for number in dose.ours:
            if getattr(dose, number) is None:
                yield Finding((*at, "ours"), f"'{number}' is marked as ours, but the dose does not have it")
        for key, value, bounds in (
            ("hold_range_s", dose.hold_s, dose.hold_range_s),
            ("duration_range_s", dose.duration_s, dose.duration_range_s),
        ):
            name = key.replace("_range", "")
            if bounds is not None and value is None:
                yield Finding((*at, key), f"there is a range, but no '{name}'")
            elif bounds is not None and value is not None and not bounds[0] <= value <= bounds[1]:
                yield Finding((*at, key), f"'{name}' ({value}) must lie between the two, the lesser one first")

    def _sides(self, at: Path, step: Step, exercise: Exercise) -> Iterator[Finding]:
        missing = [side for side in ("left", "right") if getattr(exercise, f"painful_{side}") is None]
        if Need.ONE_SIDE in step.needs:
            for side in missing:
                yield Finding(
                    (*at, "exercise"),
                    f"'{exercise.id}' has no text for a painful {side} side ('painful_{side}')",
                )
        elif not (exercise.set_up and exercise.movement):
            yield Finding((*at, "needs"), f"'{exercise.id}' names a side in its texts, so the step needs 'one_side'")

    def _exercise(self, exercise: Exercise) -> Iterator[Finding]:
        own = [item.id for item in self.file.exercises]
        at: Path = ("exercises", own.index(exercise.id)) if exercise.id in own else ("steps",)
        yield from self._cited(at, exercise.sources)
        if exercise.figure is not None and exercise.figure not in self.figures:
            yield self._unknown(at, f"exercise '{exercise.id}': a figure", exercise.figure, self.figures)
        for precaution in exercise.precautions:
            yield from self._medical_question(at, f"exercise '{exercise.id}': a medical question", precaution.when)

    def _medical_question(self, at: Path, what: str, name: str) -> Iterator[Finding]:
        """Nothing is said where the set itself is not known: that is the one mistake to mend."""
        medical = self.sets.get(self.file.start.medical)
        asked = [question.id for question in medical.questions] if medical else [name]
        if name not in asked:
            yield self._unknown(at, what, name, asked)

    def _rule(self, at: Path, rule: Rule, index: int | None) -> Iterator[Finding]:
        for event in rule.on:
            if event not in ANSWERS_WITH_RULES:
                known = ", ".join(ANSWERS_WITH_RULES)
                yield Finding((*at, "on"), f"'{event}' has no rules; an answer is one of: {known}")
        yield from self._rule_target(at, rule, index)
        yield from self._cited(at, rule.sources)

    def _rule_target(self, at: Path, rule: Rule, index: int | None) -> Iterator[Finding]:
        if rule.go in self.step_ids:
            if index is None:
                yield Finding((*at, "go"), "a rule for all steps cannot name one step; put it under that step")
            elif self.step_ids.index(rule.go) <= index:
                yield Finding((*at, "go"), f"'{rule.go}' is not a later step, which would make a loop")
        elif rule.go == SETTLING_TARGET:
            if set(rule.on) != {Event.WORSENED}:
                yield Finding((*at, "go"), "'settling' can only follow 'worsened'")
        elif rule.go != NEXT_STEP and rule.go not in self.endings:
            known = [NEXT_STEP, SETTLING_TARGET, *self.endings, *self.step_ids]
            yield self._unknown((*at, "go"), "a place to go to", rule.go, known)

    def _last_rules(self) -> Iterator[Finding]:
        rules = self.file.after_last_step
        for index, rule in enumerate(rules):
            at: Path = ("after_last_step", index)
            if rule.go not in self.endings:
                yield self._unknown((*at, "go"), "an ending", rule.go, self.endings)
            yield from self._cited(at, rule.sources)
            if not rule.when and index < len(rules) - 1:
                yield Finding(at, "always holds, so the rules below it are never reached")
        if rules[-1].when:
            yield Finding(("after_last_step", len(rules) - 1), "the last one must hold always; leave out its 'when'")

    def _answers_without_rules(self) -> Iterator[Finding]:
        """An answer without a rule that always holds can lead nowhere."""
        general = {event for rule in self.file.rules if not rule.when for event in rule.on}
        for index, step in enumerate(self.file.steps):
            own = {event for rule in step.rules if not rule.when for event in rule.on}
            for event in ANSWERS_WITH_RULES:
                if event not in general | own:
                    yield Finding(
                        ("steps", index),
                        f"the answer '{event}' leads nowhere: it needs a rule without 'when'",
                    )

    def _never_reached(self, at: Path, rules: Iterable[Rule]) -> Iterator[Finding]:
        taken: set[Event] = set()
        for index, rule in enumerate(rules):
            if taken >= set(rule.on):
                yield Finding((*at, index), "is never reached: a rule above it always holds for its answers")
            if not rule.when:
                taken |= set(rule.on)

    def _cited(self, at: Path, cited: Iterable[str]) -> Iterator[Finding]:
        for name in cited:
            if name not in self.sources:
                yield self._unknown((*at, "sources"), "a source", name, self.sources)

    @staticmethod
    def _unknown(path: Path, what: str, name: str, known: Iterable[str]) -> Finding:
        near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
        return Finding(path, f"{what} called '{name}' is not known", near[0] if near else "")


def _all_cited(flow: Flow) -> Iterator[str]:
    file = flow.file
    parts: list[Exercise | Rule | LastRule | Ending | Settling | Question] = [
        *flow.exercises.values(),
        *file.rules,
        *file.after_last_step,
        *file.endings,
        file.settling,
    ]
    for step in file.steps:
        parts += step.rules
    for questions in (flow.emergency, flow.medical, flow.both_legs, flow.trouble):
        parts += questions.questions
    parts += flow.trouble.more_signs
    for part in parts:
        yield from part.sources
