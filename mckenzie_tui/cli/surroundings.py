"""What the program finds around it: folders, settings, time, terminal. The only place that asks for them."""

from __future__ import annotations

import argparse
import os
import select
import shutil
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mckenzie_tui import __version__
from mckenzie_tui.errors import StorageError
from mckenzie_tui.serving import DRIVER

if TYPE_CHECKING:
    from mckenzie_tui.flow.catalogue import Catalogue
    from mckenzie_tui.pace.stopwatch import Monotonic
    from mckenzie_tui.settings import Settings
    from mckenzie_tui.sitting import Desk
    from mckenzie_tui.sound.speakers import Speaker
    from mckenzie_tui.sound.voice import Voice

DATA_DIR_VARIABLE = "MCKENZIE_TUI_DATA_DIR"
PROGRAM = "mckenzie-tui"


@dataclass(frozen=True)
class Folders:
    """Where things are kept."""

    data: Path
    """Holds ``sessions/`` and ``flows/``."""
    settings: Path
    """The settings file."""


def folders(options: argparse.Namespace) -> Folders:
    """The folders by ``--data-dir``, else by the environment, else where this system keeps such things."""
    named = options.data_dir or os.environ.get(DATA_DIR_VARIABLE)
    if named:
        data = Path(named).expanduser()
        return Folders(data, data / "settings.toml")
    import platformdirs

    return Folders(
        Path(platformdirs.user_data_dir("mckenzie-tui", appauthor=False)),
        Path(platformdirs.user_config_dir("mckenzie-tui", appauthor=False)) / "settings.toml",
    )


def settings(file: Path) -> Settings:
    """The settings in force; a file that cannot be read is named, and does not stop anybody."""
    from mckenzie_tui.emergency import guessed_emergency_number
    from mckenzie_tui.settings import Settings, read_settings

    guessed = Settings(emergency_number=guessed_emergency_number(_locale_name()), colours=many_colours())
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return guessed
    except (OSError, UnicodeDecodeError):
        return guessed.with_problem(_CANNOT_BE_READ)
    # Most people have no such file, and the first screen waits for this.
    import tomllib

    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return guessed.with_problem(_CANNOT_BE_READ)
    return read_settings(document, guessed)


_CANNOT_BE_READ = "the file cannot be read"


def keep_settings(file: Path, changed: Settings, keys: Iterable[str]) -> None:
    """Write what a person has changed into the settings file, and leave everything else that stands there.

    Args:
        file: the settings file.
        changed: the settings in force.
        keys: those that the person changed.

    Raises:
        StorageError: it could not be written; or it could not be read, and is left as it is.
    """
    from mckenzie_tui.settings import edited
    from mckenzie_tui.writing import write_atomically

    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"{file} cannot be read, and is left as it is") from error
    try:
        new = edited(text, changed.in_file(keys))
    except ValueError as error:
        raise StorageError(f"{file} has a mistake in it, and is left as it is") from error
    write_atomically(file, new.encode())


def _locale_name() -> str:
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((name for name in names if name), "")


def catalogue(data: Path) -> Catalogue:
    """The flows that come with the program, and those in the data folder."""
    from mckenzie_tui.flow.catalogue import Catalogue
    from mckenzie_tui.flow.folders import OWN_FLOWS

    return Catalogue(own=data / OWN_FLOWS)


def handouts(options: argparse.Namespace) -> Path | None:
    """The folder in which people look for files they are to send: that for downloads, which no cloud copies.

    None where there is none, or where all is to be kept in a folder that was named.
    """
    if options.data_dir or os.environ.get(DATA_DIR_VARIABLE):
        return None
    import platformdirs

    found = Path(platformdirs.user_downloads_dir())
    with suppress(OSError):
        return found if found.is_dir() else None
    return None


def desk(data: Path, handouts: Path | None = None) -> Desk:
    """The store, flows, clock and ids of this machine."""
    from mckenzie_tui.sitting import Desk
    from mckenzie_tui.store.store import Store

    return Desk(Store(data), catalogue(data), now, new_id, __version__, handouts)


def speakers() -> tuple[Speaker, ...]:
    """The speech programs of this machine, the best one first."""
    from mckenzie_tui.sound.speakers import speakers

    return speakers(sys.platform, shutil.which)


def voice(clock: Monotonic) -> Voice:
    """A voice that speaks by the programs of this machine, and measures by this clock how long they take."""
    from mckenzie_tui.sound.process import start_process
    from mckenzie_tui.sound.voice import Voice

    return Voice(speakers(), clock, start_process)


def wait_for_line(seconds: float) -> bool:
    """Wait so long, or until there is a line to be read; where waiting for one is not possible (Windows), so long."""
    if os.name != "posix":
        time.sleep(seconds)
        return False
    ready, _, _ = select.select([sys.stdin], [], [], seconds)
    return bool(ready)


def now() -> datetime:
    """The present time, to the second, with its offset from UTC."""
    return datetime.now().astimezone().replace(microsecond=0)


def local_time(shown: datetime) -> datetime:
    """The moment at which the clocks of this place show a time that comes without an offset, summer time included."""
    return shown.astimezone()


def shows_notifications() -> bool:
    """Whether this system has the program by which a desktop shows a message."""
    return shutil.which("notify-send") is not None


def new_id() -> str:
    """A session id: eight letters and digits that say nothing about anybody."""
    return os.urandom(4).hex()


def program() -> list[str]:
    """The words that start this program again from the same shell: as it was called, where its name alone would not."""
    called = sys.argv[0]
    name = Path(called).stem
    if name == "__main__":
        return [sys.orig_argv[0], "-m", "mckenzie_tui"]
    found = shutil.which(PROGRAM)
    if name != PROGRAM or (found is not None and _same_file(found, called)):
        return [PROGRAM]
    return [called]


def _same_file(one: str, other: str) -> bool:
    with suppress(OSError):
        return Path(one).samefile(other)
    return False


def has_terminal() -> bool:
    """Whether a full screen can be drawn and keys be read; the screen is drawn through standard error."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def is_served() -> bool:
    """Whether the full screen is drawn for a page in a browser, through pipes, and not on a terminal."""
    return os.environ.get("TEXTUAL_DRIVER") == DRIVER


def ring() -> None:
    """Ring the bell of the terminal, where there is one."""
    if sys.stdout is not None and sys.stdout.isatty():
        with suppress(OSError):
            print("\a", end="", flush=True)


def tell(*lines: str, wrong: bool = False) -> None:
    """Print lines where somebody may still read them, to standard error what is ``wrong``."""
    target = sys.stderr if wrong else sys.stdout
    try:
        for line in lines if target is not None else ():
            print(line, file=target)
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except OSError:
        write_no_more()


def write_no_more() -> None:
    """Give up what cannot be written or nobody reads; otherwise it would be tried, and complained of, at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):
            stream.flush()
        # A stream that is none, or no file, has nothing to give up.
        with suppress(AttributeError, OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def columns() -> int:
    """How many characters fit into a line of the terminal; 80 where there is none."""
    return shutil.get_terminal_size().columns


def many_colours() -> bool:
    """Whether the terminal shows many colours, and they are wanted (https://no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    name = os.environ.get("TERM", "")
    return not (name.startswith(_FEW_COLOURS) or name.endswith(("-m", "-mono", "-16color", "-8color")))


_FEW_COLOURS = ("linux", "vt1", "vt2", "ansi", "cons25")
"""The names of terminals with sixteen colours at most."""


def simple_terminal() -> bool:
    """Whether the terminal can only print lines."""
    return os.environ.get("TERM", "") in ("", "dumb") and os.name == "posix"
