"""Text from outside, made safe to be shown."""

from __future__ import annotations


def printable(text: str) -> str:
    """A text with a blank for every character that could steer a terminal or hide what is written; lines stay lines."""
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)
