"""What a flow file and the library may say: frozen models that refuse unknown keys, one module for each part."""

from mckenzie_tui.flow.schema.doses import Dose, Effort, Load
from mckenzie_tui.flow.schema.editors import json_schema
from mckenzie_tui.flow.schema.exercises import SEVERE_START, Calls, Exercise, Precaution, SideTexts
from mckenzie_tui.flow.schema.flow_file import (
    INHERITED,
    JOINED,
    QUESTION_SETS,
    EffortQuestion,
    Ending,
    FlowFile,
    Plan,
    Start,
)
from mckenzie_tui.flow.schema.follow_ups import FollowUp, FollowUpRule, Window
from mckenzie_tui.flow.schema.pages import Page, Section
from mckenzie_tui.flow.schema.personas import Persona, PersonasFile
from mckenzie_tui.flow.schema.questions import NO_FLOOR, Question, QuestionSet, TroubleSet, of_its_kind
from mckenzie_tui.flow.schema.responses import ResponseChoice, ResponseQuestion, Settling
from mckenzie_tui.flow.schema.sources import Source, SourcesFile
from mckenzie_tui.flow.schema.steps import Group, LastRule, Observation, Option, Ready, Rule, Step
from mckenzie_tui.flow.schema.texts import (
    FLOW_ID,
    LONGEST_LIST,
    LONGEST_TEXT,
    FlowId,
    Id,
    Model,
    Text,
    Texts,
    Version,
    at_most,
)

__all__ = [
    "FLOW_ID",
    "INHERITED",
    "JOINED",
    "LONGEST_LIST",
    "LONGEST_TEXT",
    "NO_FLOOR",
    "QUESTION_SETS",
    "SEVERE_START",
    "Calls",
    "Dose",
    "Effort",
    "EffortQuestion",
    "Ending",
    "Exercise",
    "FlowFile",
    "FlowId",
    "FollowUp",
    "FollowUpRule",
    "Group",
    "Id",
    "LastRule",
    "Load",
    "Model",
    "Observation",
    "Option",
    "Page",
    "Persona",
    "PersonasFile",
    "Plan",
    "Precaution",
    "Question",
    "QuestionSet",
    "Ready",
    "ResponseChoice",
    "ResponseQuestion",
    "Rule",
    "Section",
    "Settling",
    "SideTexts",
    "Source",
    "SourcesFile",
    "Start",
    "Step",
    "Text",
    "Texts",
    "TroubleSet",
    "Version",
    "Window",
    "at_most",
    "json_schema",
    "of_its_kind",
]
