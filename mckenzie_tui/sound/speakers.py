"""The speech programs that are known, as data, and which of them are there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

_WINDOWS = (
    "Add-Type -AssemblyName System.Speech; "
    # Read as UTF-8 whatever the console is set to.
    "$text = (New-Object IO.StreamReader([Console]::OpenStandardInput(), [Text.Encoding]::UTF8)).ReadToEnd(); "
    "(New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak($text)"
)


@dataclass(frozen=True)
class Speaker:
    """A program that says what stands on its standard input; a text is never among its arguments."""

    name: str
    command: tuple[str, ...]
    """The program and its options."""
    lead: str = ""
    """Put before each text."""
    hush: tuple[str, ...] = ()
    """A command that silences, given a blank, what goes on although the program itself was killed."""


_SPEECH_DISPATCHER = Speaker(
    "spd-say",
    # Of the priorities only "text" lets the next text cut off the one before.
    ("spd-say", "--wait", "--pipe-mode", "--priority", "text"),
    # At the beginning of its input "!-!" is a command.
    lead=" ",
    # Its daemon speaks on without it.
    hush=("spd-say", "--pipe-mode", "--priority", "text"),
)

_KNOWN = {
    "win32": (Speaker("powershell", ("powershell", "-NoProfile", "-NonInteractive", "-Command", _WINDOWS)),),
    "darwin": (Speaker("say", ("say", "-f", "-")),),
}
"""By the system's name; on every other one these:"""
_ELSEWHERE = (
    _SPEECH_DISPATCHER,
    Speaker("espeak-ng", ("espeak-ng", "--stdin")),
    Speaker("espeak", ("espeak", "--stdin")),
)


def speakers(system: str, which: Callable[[str], str | None]) -> tuple[Speaker, ...]:
    """The programs that are there, the best one first, each with its full path.

    Args:
        system: as in ``sys.platform``.
        which: finds a program's path by its name, as ``shutil.which`` does.
    """
    found = []
    for speaker in _KNOWN.get(system, _ELSEWHERE):
        path = which(speaker.name)
        if path is not None:
            command, hush = ((path, *command[1:]) if command else () for command in (speaker.command, speaker.hush))
            found.append(replace(speaker, command=command, hush=hush))
    return tuple(found)
