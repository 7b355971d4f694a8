"""The JSON Schema of flow files, by which editors complete and check them."""

from __future__ import annotations

from typing import Any

from mckenzie_tui import described
from mckenzie_tui.flow.schema.flow_file import INHERITED, JOINED, FlowFile

_PLACES = ["next_step", "settling"]
_EXAMPLES: dict[tuple[str, str], list[Any]] = {
    ("FlowFile", "id"): ["my-progression"],
    ("FlowFile", "version"): ["1.0.0"],
    ("FlowFile", "language"): ["en", "de", "pt-BR"],
    ("FlowFile", "licence"): ["MIT", "CC BY 4.0"],
    ("Start", "severe_pain"): [8],
    ("Step", "id"): ["press_ups"],
    ("Step", "ruled_out_by"): [["weak_bones"]],
    ("Dose", "reps"): [10],
    ("Dose", "rest_s"): [60],
    ("Dose", "hold_range_s"): [[1, 2]],
    ("Dose", "duration_range_s"): [[120, 300]],
    ("Rule", "go"): _PLACES,
    ("Question", "yes"): ["next_question", "emergency", "seek_care"],
    ("Question", "no"): ["next_question", "emergency", "seek_care"],
}


def json_schema() -> dict[str, Any]:
    """The schema of a flow file (JSON Schema 2020-12), with a description of every key in plain words."""
    schema = described.json_schema(FlowFile)
    given_by_frames = [key for key in schema["required"] if key in INHERITED]
    tables = {"FlowFile": schema, **schema["$defs"]}
    for (table, key), examples in _EXAMPLES.items():
        tables[table]["properties"][key]["examples"] = examples
    # What a frame may give need not be said.
    schema["required"] = [key for key in schema["required"] if key not in given_by_frames]
    whole = {
        key: {
            "required": tables[model.__name__].pop("required"),
            "description": schema["properties"][key]["description"],
        }
        for key, model in JOINED.items()
    }
    schema["if"] = {"required": ["frame"]}
    schema["else"] = {"required": given_by_frames, "properties": whole}
    # What another one gives that it is like need not be said.
    tables["FollowUp"]["if"] = {"required": ["like"]}
    tables["FollowUp"]["else"] = {"required": tables["FollowUp"].pop("required")}
    tables["FollowUp"]["required"] = ["id"]
    # Where something is observed nothing is done.
    tables["Step"]["required"].remove("dose")
    tables["Step"]["anyOf"] = [{"required": ["dose"]}, {"required": ["observe"]}]
    # Either repetitions or one position that is kept, or how hard a set is to be.
    ways = ("reps", "duration_s", "loads", "effort", "effort_range")
    tables["Dose"]["anyOf"] = [{"required": [key]} for key in ways]
    tables["Dose"]["not"] = {"required": ["reps", "duration_s"]}
    return for_editors(schema, "A flow of mckenzie-tui")


def for_editors(schema: dict[str, Any], title: str) -> dict[str, Any]:
    """A schema that was made from a model, in plain words, with a title."""
    plain: dict[str, Any] = _plain(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **plain, "title": title}


def _plain(part: Any) -> Any:
    """A part of the schema without what only programmers need: null, which TOML has not, and marks around words."""
    if isinstance(part, list):
        return [_plain(item) for item in part]
    if not isinstance(part, dict):
        return part
    found = {key: _plain(value) for key, value in part.items() if (key, value) != ("default", None)}
    choices = [choice for choice in found.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        del found["anyOf"]
        found = {**choices[0], **found}
    if isinstance(description := found.get("description"), str):
        found["description"] = " ".join(description.replace("``", "'").split())
    return found
