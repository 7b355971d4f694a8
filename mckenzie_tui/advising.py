"""The advice that the program gives by itself, beside that of flows: each sentence with the sources it rests on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Advice:
    """What a person is advised to do."""

    say: str
    sources: tuple[str, ...]
    """Ids of ``flows/library/sources.toml``."""


WORSE_THAN_AT_THE_START = Advice(
    "By what you marked it is worse now than at the start. Rest until it is as before. "
    "If it is not by tomorrow, call your doctor or physical therapist.",
    ("edge_traffic_light", "dickson_sciatica"),
)
LESS_TODAY = Advice(
    "Less than usual today, as it was worse after the last time.",
    ("dickson_sciatica",),
)
CHECKED_FIRST = Advice("If nobody has checked you since, do that first.", ("finucane_2020",))
ANYTHING_ELSE = Advice(
    "Anything else that worries you: call your doctor or physical therapist today.", ("sheffield_back_pain",)
)
AFTER_A_STOP = Advice(
    "No exercises for today. If it stays worse, ask a doctor or physical therapist.",
    ("edge_traffic_light", "chan_2013"),
)
MORE_THAN_AT_FIRST = Advice("Please show this to a physical therapist.", ("chan_2013", "dickson_sciatica"))
WHILE_IT_LEAVES_THE_LEG = Advice(
    "While pain leaves the leg, the back may ache more for a time. Show it to a physical therapist all the same.",
    ("donelson_1990", "authors"),
)
CALL_NOW_IF = (
    Advice(
        "new numbness between your legs or around your bottom",
        ("bmj_cauda_equina", "norfolk_back_pain", "healthify_sciatica"),
    ),
    Advice("new trouble with bladder or bowel", ("bmj_cauda_equina", "norfolk_back_pain", "healthify_sciatica")),
    Advice(
        "new symptoms or weakness in both legs, a very weak leg, or a foot that drops",
        ("norfolk_back_pain", "sheffield_back_pain", "lothian_refhelp"),
    ),
    Advice("chest pain, feeling faint, or short of breath", ("sheffield_back_pain",)),
    Advice("a bad accident or fall", ("sheffield_back_pain", "dickson_sciatica")),
)
"""The signs for which help is called at once, where no session is going on."""
ALL = (
    *(WORSE_THAN_AT_THE_START, LESS_TODAY, CHECKED_FIRST, ANYTHING_ELSE, AFTER_A_STOP),
    *(MORE_THAN_AT_FIRST, WHILE_IT_LEAVES_THE_LEG, *CALL_NOW_IF),
)
