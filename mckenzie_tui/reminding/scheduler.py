"""The line that has a computer's own scheduler remind of the sets, for people who prefer that to a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from mckenzie_tui.reminding.occasions import SET_TITLE


@dataclass(frozen=True)
class SchedulerLine:
    """A line for a scheduler; somebody has to put it there."""

    line: str
    put: str
    """Where it is put, as what one does: ``Add this line to ...``."""
    removed: str
    """How it is taken out again."""


def scheduler_line(platform: str, times: Sequence[time], *, notifies: bool) -> SchedulerLine:
    """The line that reminds at these times of each day.

    Args:
        platform: as ``sys.platform`` names it.
        times: at least one; each as many whole hours after the one before.
        notifies: whether this system has ``notify-send``, where a desktop may show messages by it.
    """
    if platform == "win32":
        return _windows(times)
    hours = ",".join(str(at.hour) for at in times)
    when = f"{times[0].minute} {hours} * * *"
    put, removed = "Add this line to the file that 'crontab -e' opens", "take it out there again"
    if platform == "darwin":
        return SchedulerLine(f"{when} osascript -e 'display notification \"{SET_TITLE}\"'", put, removed)
    if notifies:
        # A scheduler does not know the desktop of whoever is logged in.
        desktop = "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/$(id -u)/bus"
        return SchedulerLine(f"{when} {desktop} notify-send '{SET_TITLE}'", put, removed)
    return SchedulerLine(f"{when} echo '{SET_TITLE}'", f"{put}; it sends you a mail", removed)


def _windows(times: Sequence[time]) -> SchedulerLine:
    shown = f"powershell -WindowStyle Hidden -Command (New-Object -ComObject WScript.Shell).Popup('{SET_TITLE}')"
    line = f'schtasks /Create /F /TN "{SET_TITLE}" /SC DAILY /ST {times[0]:%H:%M}'
    if len(times) > 1:
        # A minute more, so that the last one is not left out.
        between, whole = times[1].hour - times[0].hour, times[-1].hour - times[0].hour
        line += f" /RI {60 * between} /DU {whole:04d}:01"
    return SchedulerLine(f'{line} /TR "{shown}"', "Run this once", f'run schtasks /Delete /TN "{SET_TITLE}"')
