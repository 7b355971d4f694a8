"""What a flow file and the library may say: frozen models that refuse unknown keys, one module for each part."""

from mckenzie_tui.flow.schema.editors import json_schema
from mckenzie_tui.flow.schema.exercises import Calls, Exercise, Precaution, SideTexts
from mckenzie_tui.flow.schema.flow_file import Ending, FlowFile, Start
from mckenzie_tui.flow.schema.questions import NO_FLOOR, Question, QuestionSet, TroubleSet
from mckenzie_tui.flow.schema.responses import ResponseChoice, ResponseQuestion, Settling
from mckenzie_tui.flow.schema.sources import Source, SourcesFile
from mckenzie_tui.flow.schema.steps import Dose, LastRule, Rule, Step
from mckenzie_tui.flow.schema.texts import LONGEST_LIST, LONGEST_TEXT, Id, Text, Texts, at_most

__all__ = [
    "LONGEST_LIST",
    "LONGEST_TEXT",
    "NO_FLOOR",
    "Calls",
    "Dose",
    "Ending",
    "Exercise",
    "FlowFile",
    "Id",
    "LastRule",
    "Precaution",
    "Question",
    "QuestionSet",
    "ResponseChoice",
    "ResponseQuestion",
    "Rule",
    "Settling",
    "SideTexts",
    "Source",
    "SourcesFile",
    "Start",
    "Step",
    "Text",
    "Texts",
    "TroubleSet",
    "at_most",
    "json_schema",
]
