"""Checks of what a flow refers to: every id it names exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mckenzie_tui.flow import numbers, programmes
from mckenzie_tui.flow.arcs import CHOOSE_GROUP, NEXT_STEP
from mckenzie_tui.flow.arcs import SETTLING as SETTLING_TARGET
from mckenzie_tui.flow.findings import Checked, Finding
from mckenzie_tui.flow.flow import Flow, cited_in
from mckenzie_tui.flow.library import Library
from mckenzie_tui.flow.positions import Path
from mckenzie_tui.flow.question_references import QuestionReferences
from mckenzie_tui.flow.rule_order import answers_without_rules, never_reached, tried_in_order
from mckenzie_tui.flow.schema import (
    QUESTION_SETS,
    SEVERE_START,
    Ending,
    Exercise,
    FlowFile,
    FollowUp,
    Group,
    Plan,
    QuestionSet,
    Rule,
    Source,
    Step,
    TroubleSet,
)
from mckenzie_tui.flow.unknown import Names
from mckenzie_tui.words import EndingKind, Event, Need

_Items = Sequence[Step | Ending | Exercise | QuestionSet | FollowUp | Plan | Group | Source]


def check_references(file: FlowFile, library: Library) -> Checked:
    """Check every id that a flow file names, and join it with the library parts of those ids."""
    check = _References(file, library)
    found = tuple(check.findings())
    return Checked(found, None if found else check.joined())


class _References:
    """The checks of one flow file against what it may refer to."""

    def __init__(self, file: FlowFile, library: Library) -> None:
        self.file = file
        self.library = library
        self.own_exercises = {exercise.id: exercise for exercise in file.exercises}
        self.sets = {**library.question_sets, **{questions.id: questions for questions in file.question_sets}}
        self.sources = {**library.sources, **{source.id: source for source in file.sources}}
        self.follow_ups = {**library.follow_ups, **{part.id: part for part in file.follow_ups}}
        self.endings = {ending.id: ending for ending in file.endings}
        self.step_ids = [step.id for step in file.steps]
        self.ending_names = replace(_names("ending", self.endings, "endings", file.endings), home=("endings",))
        self.step_names = _names("step", self.step_ids, "steps", file.steps)
        exercises = dict.fromkeys((*library.exercises, *self.own_exercises))
        self.exercise_names = _names("exercise", exercises, "exercises", file.exercises)
        self.set_names = _names("question set", self.sets, "question_sets", file.question_sets)
        self.follow_up_names = _names("follow-up", self.follow_ups, "follow_ups", file.follow_ups)
        self.group_names = _names("group", [group.id for group in file.groups], "groups", file.groups)
        self.plan_names = _names("plan", [plan.id for plan in file.plans], "plans", file.plans)
        self.source_names = _names("source", self.sources, "sources", file.sources)
        self.figure_names = Names("figure", sorted(library.figures))
        medical = self.sets.get(file.start.medical)
        self.medical_names = Names("medical question", [item.id for item in medical.questions] if medical else [])

    def findings(self) -> Iterator[Finding]:
        """Everything that is wrong, in no order."""
        yield from self._start()
        for index, step in enumerate(self.file.steps):
            yield from self._step(index, step)
        for index, rule in enumerate(self.file.rules):
            yield from self._rule(("rules", index), rule, None)
        yield from self._last_rules()
        yield from answers_without_rules(self.file)
        yield from never_reached(("rules",), self.file.rules)
        yield from programmes.findings(self.file)
        for index, group in enumerate(self.file.groups):
            self._cite(("groups", index), group.sources)
        if self.file.effort is not None:
            self._cite(("effort",), self.file.effort.sources)
        self._cite(("settling",), self.file.settling.sources)
        for index, ending in enumerate(self.file.endings):
            self._cite(("endings", index), ending.sources)
            if ending.plan is not None:
                self.plan_names.name(ending.plan, ("endings", index, "plan"))
        for index, plan in enumerate(self.file.plans):
            self._cite(("plans", index), plan.sources)
        self._cite((), self.file.seek_help_sources, key="seek_help_sources")
        self._cite((), self.file.stop_line_sources, key="stop_line_sources")
        self._cite(("start",), self.file.start.severe_sources, key="severe_sources")
        yield from self._follow_up()
        for exercise in self._used_exercises():
            self._exercise(exercise)
        for names in (
            *(self.ending_names, self.step_names, self.exercise_names, self.set_names),
            *(self.source_names, self.figure_names, self.medical_names, self.follow_up_names, self.plan_names),
            self.group_names,
        ):
            yield from names.findings()
        if not self.ending_names.unknown:
            yield from self._kinds_of_endings()

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
            self.follow_ups[start.follow_up] if start.follow_up else None,
        )
        cited = set(cited_in(flow))
        named = {key: source for key, source in self.sources.items() if key in cited}
        return replace(flow, sources=named)

    def _exercise_of(self, name: str) -> Exercise | None:
        """The exercise of this id: the flow's own, else that of the library, which is read for it."""
        return self.own_exercises.get(name) or self.library.exercises.get(name)

    def _used_exercises(self) -> list[Exercise]:
        used = dict.fromkeys(step.exercise for step in self.file.steps)
        return [exercise for name in used if (exercise := self._exercise_of(name)) is not None]

    # The questions

    def _start(self) -> Iterator[Finding]:
        start = self.file.start
        self.ending_names.name(start.ask_first, ("start", "ask_first"))
        if start.no_symptoms != NEXT_STEP:
            self.ending_names.name(start.no_symptoms, ("start", "no_symptoms"), others=[NEXT_STEP])
        if start.while_it_hurts is not None:
            self.ending_names.name(start.while_it_hurts, ("start", "while_it_hurts"))
        for key in QUESTION_SETS:
            name = getattr(start, key)
            self.set_names.name(name, ("start", key))
            if name in self.sets:
                file, at = self.library.place_of("question_sets", name, self.file.question_sets)
                asked = QuestionReferences(self.sets[name], self.file, self.ending_names, self.source_names, file, at)
                yield from asked.findings()
        trouble = self.sets.get(start.trouble)
        if trouble is not None and not isinstance(trouble, TroubleSet):
            yield Finding(("start", "trouble"), f"'{start.trouble}' has no list of signs to choose from")

    # The questions about an earlier session

    def _follow_up(self) -> Iterator[Finding]:
        start = self.file.start
        if start.not_today is not None:
            self.ending_names.name(start.not_today, ("start", "not_today"))
        if start.follow_up is None:
            return
        self.follow_up_names.name(start.follow_up, ("start", "follow_up"))
        if start.not_today is None:
            message = "questions about an earlier session need a line 'not_today = …', the ending without a session"
            yield Finding(("start", "follow_up"), message)
        if start.follow_up not in self.follow_ups:
            return
        asked = self.follow_ups[start.follow_up]
        file, at = self.library.place_of("follow_ups", asked.id, self.file.follow_ups)
        self._cite(at, asked.sources, file)
        for index, window in enumerate(asked.windows):
            before = asked.windows[index - 1].until_h if index else 0
            if window.from_h >= window.until_h or window.from_h < before:
                message = "this time must begin before it ends, and after the one before it has ended"
                yield Finding((*at, "windows", index), message, "", file, of_key=True)
        for index, rule in enumerate(asked.rules):
            self._cite((*at, "rules", index), rule.sources, file)
        yield from tried_in_order((*at, "rules"), asked.rules, file)

    # The steps and what follows them

    def _step(self, index: int, step: Step) -> Iterator[Finding]:
        at: Path = ("steps", index)
        self.exercise_names.name(step.exercise, (*at, "exercise"))
        if exercise := self._exercise_of(step.exercise):
            yield from self._sides(at, step, exercise)
        if not step.observe:
            yield from numbers.findings((*at, "dose"), step.dose)
        if step.ready is not None:
            self._cite((*at, "ready"), step.ready.sources)
        for position, observation in enumerate(step.observe):
            self._cite((*at, "observe", position), observation.sources)
        if step.group is not None:
            self.group_names.name(step.group, (*at, "group"))
        for position, name in enumerate(step.ruled_out_by):
            self._medical_question((*at, "ruled_out_by", position), name)
        for position, rule in enumerate(step.rules):
            yield from self._rule((*at, "rules", position), rule, index)
        yield from never_reached((*at, "rules"), step.rules)

    @staticmethod
    def _sides(at: Path, step: Step, exercise: Exercise) -> Iterator[Finding]:
        if Need.ONE_SIDE in step.needs:
            missing = [side for side in ("left", "right") if getattr(exercise, f"painful_{side}") is None]
            if missing:
                parts = " and ".join(f"[painful_{side}]" for side in missing)
                message = f"'{exercise.id}' has no texts for a painful {' or '.join(missing)} side: it has no {parts}"
                yield Finding((*at, "exercise"), message)
        elif not (exercise.set_up and exercise.movement):
            message = f"'{exercise.id}' names a side in its texts, so this step needs the line: needs = [\"one_side\"]"
            yield Finding((*at, "needs"), message, of_key=True)

    def _exercise(self, exercise: Exercise) -> None:
        own_exercise = exercise.id in [item.id for item in self.file.exercises]
        file, at = self.library.place_of("exercises", exercise.id, self.file.exercises)
        self._cite(at, exercise.sources, file)
        if exercise.figure is not None:
            self.figure_names.name(exercise.figure, (*at, "figure"), file)
        own_questions = self.file.start.medical in [item.id for item in self.file.question_sets]
        if own_questions and not own_exercise:
            return  # a set of one's own may leave out what only the library's exercises ask for
        for index, precaution in enumerate(exercise.precautions):
            if precaution.when != SEVERE_START:
                self._medical_question((*at, "precautions", index, "when"), precaution.when, file)

    def _medical_question(self, path: Path, name: str, file: str = "") -> None:
        """Nothing is said where the set itself is not known: that is the one mistake to mend."""
        if self.file.start.medical in self.sets:
            self.medical_names.name(name, path, file)

    def _rule(self, at: Path, rule: Rule, index: int | None) -> Iterator[Finding]:
        yield from self._rule_target((*at, "go"), rule, index)
        self._cite(at, rule.sources)

    def _rule_target(self, path: Path, rule: Rule, index: int | None) -> Iterator[Finding]:
        if rule.go in self.step_ids:
            if index is None:
                yield Finding(path, "a rule for all steps cannot name one step; put it under that step")
            elif self.step_ids.index(rule.go) <= index:
                yield Finding(path, f"'{rule.go}' is not a later step; going back would make a loop without end")
        elif rule.go == SETTLING_TARGET:
            if set(rule.on) != {Event.WORSENED}:
                yield Finding(path, "'settling' can only follow 'worsened'")
        elif rule.go != NEXT_STEP:
            steps = self.step_ids[index + 1 :] if index is not None else []
            settling = [SETTLING_TARGET] if set(rule.on) == {Event.WORSENED} else []
            self.ending_names.name(rule.go, path, others=[NEXT_STEP, *settling, *steps])

    def _last_rules(self) -> Iterator[Finding]:
        rules = self.file.after_last_step
        for index, rule in enumerate(rules):
            at: Path = ("after_last_step", index)
            if rule.go != CHOOSE_GROUP:
                self.ending_names.name(rule.go, (*at, "go"))
            self._cite(at, rule.sources)
        yield from tried_in_order(("after_last_step",), rules)

    def _kinds_of_endings(self) -> Iterator[Finding]:
        kinds = {ending.kind for ending in self.file.endings}
        for kind in (EndingKind.EMERGENCY, EndingKind.CARE):
            if kind not in kinds:
                yield Finding(
                    ("endings",),
                    f'no ending has the line: kind = "{kind}". Every flow needs one such ending',
                    of_key=True,
                )

    def _cite(self, at: Path, cited: Iterable[str], file: str = "", key: str = "sources") -> None:
        self.source_names.name_all(cited, (*at, key), file)


def _names(what: str, known: Iterable[str], key: str, items: _Items) -> Names:
    """The names of one kind, with those that the flow file itself defines."""
    first = {item.id: index for index, item in reversed(list(enumerate(items)))}
    twice = {item.id: (key, index, "id") for index, item in enumerate(items) if first[item.id] != index}
    return Names(what, list(known), {name: (key, index, "id") for name, index in first.items()}, twice)
