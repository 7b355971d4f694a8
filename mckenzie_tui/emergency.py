"""Whom to call in an emergency, and when."""

from __future__ import annotations

import re

CALL_NOW_IF = (
    "new numbness between your legs or around your bottom",
    "new trouble with bladder or bowel",
    "new symptoms or weakness in both legs, a very weak leg, or a foot that drops",
    "chest pain, feeling faint, or short of breath",
    "a bad accident or fall",
)
"""What "something is wrong" shows where no session is going on."""

ANYTHING_ELSE = "Anything else that worries you: call your doctor or physical therapist today."

EVERYWHERE = "112"
"""Reaches help in all of the European Union, and from mobile phones in many other countries."""

_NUMBERS = {
    "911": "US CA MX PR PH CR PA SV EC UY DO",
    "999": "GB HK MY BD KE BH QA AE",
    "000": "AU",
    "111": "NZ",
    "119": "JP KR TW",
    "120": "CN",
    "995": "SG",
    "192": "BR",
    "131": "CL",
    "123": "CO EG",
    "107": "AR",
    "1669": "TH",
    "115": "VN",
    "101": "IL",
    "113": "NO",
}
_BY_REGION = {region: number for number, regions in _NUMBERS.items() for region in regions.split()}


def guessed_emergency_number(locale_name: str) -> str:
    """The number to call for an ambulance where this locale (``en_GB.UTF-8``) is spoken.

    A guess from general knowledge: it is always shown together with "or your local number".
    """
    region = re.match(r"^[a-zA-Z]{2,3}[_-]([A-Za-z]{2})\b", locale_name)
    return _BY_REGION.get(region[1].upper(), EVERYWHERE) if region else EVERYWHERE
