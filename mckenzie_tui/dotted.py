"""Finds dotted keys with too many parts, for which the TOML parser takes time and memory by their square."""

from __future__ import annotations

import re

DEEPEST_KEY = 8
"""Parts of one dotted key that are read."""

# All of these take what they find and never give it back, so that no text makes them slow.
_QUOTED = re.compile(r"""\"(?:[^"\\\n]++|\\.)*+\"|'[^'\n]*+'""")
_DEEP_KEY = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{DEEPEST_KEY}}}")


def line_with_too_deep_a_key(text: str) -> int | None:
    """The first line, counted from 1, with a key of more than ``DEEPEST_KEY`` parts; None where there is none."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.count(".") >= DEEPEST_KEY and _DEEP_KEY.search(_QUOTED.sub("q", line)):
            return number
    return None
