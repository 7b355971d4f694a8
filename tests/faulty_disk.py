"""A disk that counts every file operation of the program, fails at one of them, and knows what a power failure leaves.

It stands under the program: in place of the functions of ``os``, ``io`` and ``fcntl`` that files are worked with. An
audit hook of the interpreter, which sees every file that is opened, made, renamed or removed, notes what goes past it.
"""

from __future__ import annotations

import errno
import fcntl
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

AUDITED = (
    *("open", "fcntl.flock", "os.chmod", "os.chown", "os.link", "os.listdir", "os.mkdir", "os.remove", "os.rename"),
    *("os.rmdir", "os.scandir", "os.symlink", "os.truncate", "os.utime"),
)
"""The events of the interpreter that tell of work with files."""
ON_PATHS = ("chmod", "listdir", "lstat", "mkdir", "open", "rename", "replace", "rmdir", "scandir", "stat", "unlink")
ON_HANDLES = ("close", "fchmod", "fstat", "fsync", "ftruncate")
SILENT = ("lstat", "stat", "listdir", "scandir", "fstat")
"""Operations that change nothing."""


class Gone(BaseException):
    """The program was killed; nothing that it would still do reaches the disk."""


@dataclass(frozen=True)
class Fault:
    """What goes wrong, and from where on."""

    error: int = 0
    """The number of the error; 0 for the end of the program."""
    lasting: bool = False
    """Whether everything after it fails as well."""
    torn: bool = False
    """Whether half of what was to be written is written first; only a write can be torn."""

    @property
    def kills(self) -> bool:
        return self.error == 0

    def __str__(self) -> str:
        told = errno.errorcode[self.error] if self.error else "killed"
        return told + " for good" * self.lasting + " after half of it" * self.torn


_watched: list[Disk] = []


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    for disk in _watched:
        if event in AUDITED and not disk.working and disk.concerns(arguments[0]):
            disk.escaped.append((event, str(arguments[0])))


sys.addaudithook(_audit)


class Disk:
    """The files below one folder."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, *, syncs: bool = False) -> None:
        """Stand under this folder; it must exist, and lasts.

        Args:
            root: the folder.
            monkeypatch: undoes it all.
            syncs: whether syncing reaches the system too, which takes its time.
        """
        self.root = str(root)
        self.done: list[str] = []
        """The operations since the last ``plan``, in order."""
        self.fault: Fault | None = None
        self.at = 0
        """The operation that the fault comes at, from 1."""
        self.struck = False
        self.gone = False
        self.working = False
        self.escaped: list[tuple[str, str]] = []
        self.written = 0
        self._syncs = syncs
        self._tears = False
        self._dead: list[int] = []
        self._handles: dict[int, str] = {}
        self._lasting_bytes: dict[int, bytes] = {}
        self._lasting_names: dict[str, dict[str, bytes | None]] = {self.root: {}}
        self._real = {name: getattr(os, name) for name in (*ON_PATHS, *ON_HANDLES, "write", "read", "fdopen")}
        self._opened, self._flocked = io.open, fcntl.flock
        for name in ON_PATHS:
            monkeypatch.setattr(os, name, self._on_path(name))
        for name in ON_HANDLES:
            monkeypatch.setattr(os, name, self._on_handle(name))
        monkeypatch.setattr(os, "fdopen", self._fdopen)
        monkeypatch.setattr(io, "open", self._open)
        monkeypatch.setattr(fcntl, "flock", self._flock)
        _watched.append(self)

    def plan(self, fault: Fault | None = None, at: int = 0) -> None:
        """Count anew, and fail at this operation; without a fault all goes well."""
        while self._dead:
            self._really(lambda: self._real["close"](self._dead.pop()))
        self.done, self.fault, self.at, self.struck, self.gone, self._tears = [], fault, at, False, False, False

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let the test itself look at the files, uncounted."""
        before, self.working = self.working, True
        try:
            yield
        finally:
            self.working = before

    def remove(self) -> None:
        """Stand aside for good."""
        self.plan()
        _watched.remove(self)

    def concerns(self, subject: object) -> bool:
        """Whether a path or a handle is one of this disk."""
        if isinstance(subject, int):
            return subject in self._handles
        try:
            path = os.fsdecode(os.fspath(subject))  # type: ignore[call-overload]
        except TypeError:
            return False
        return path == self.root or path.startswith(self.root + os.sep)

    # One operation

    def _operation(self, told: str, work: Callable[[], Any]) -> Any:
        if self.gone:
            raise Gone
        self.done.append(told)
        if self._tears or (self.fault and self.fault.torn and told == "write" and len(self.done) == self.at):
            return self._torn(work)
        if self._strikes:
            self._strike(told, work)
        return self._really(work)

    @property
    def _strikes(self) -> bool:
        if self.fault is None:
            return False
        return len(self.done) == self.at or (self.fault.lasting and self.struck)

    def _strike(self, told: str, work: Callable[[], Any]) -> None:
        fault = self.fault
        assert fault is not None
        self.struck = True
        if fault.kills:
            self._die()
        if told == "close":
            self._really(work)  # whatever closing says, the handle is no more
        raise OSError(fault.error, os.strerror(fault.error))

    def _torn(self, work: Callable[[], Any]) -> Any:
        """Write half of it, and fail at the other half."""
        if not self._tears:
            self._tears, self.struck = True, True
            return self._really(lambda: work(half=True))  # type: ignore[call-arg]
        self._tears = False
        self._strike("write", work)
        return None

    def _die(self) -> None:
        """The end of the program: the system takes back its handles, and with them its locks."""
        self.gone = True
        nothing = self._really(lambda: self._real["open"](os.devnull, os.O_RDWR))
        for handle, path in self._handles.items():
            # The number stays taken: a lock of the dead program still closes it, and must not close another's file.
            os.dup2(nothing, handle)
            if not path.endswith(".lock"):
                self._dead.append(handle)
        self._real["close"](nothing)
        self._handles.clear()
        raise Gone

    def _really(self, work: Callable[[], Any]) -> Any:
        with self.aside():
            return work()

    # In place of the functions of the system

    def _on_path(self, name: str) -> Callable[..., Any]:
        real = self._real[name]

        def on_path(path: Any = ".", *arguments: Any, **named: Any) -> Any:
            if self.working or not self.concerns(path):
                return real(path, *arguments, **named)
            if isinstance(path, int):
                return self._operation(name, lambda: real(path, *arguments, **named))
            return self._operation(name, lambda: self._worked(name, path, real, arguments, named))

        return on_path

    def _worked(self, name: str, path: Any, real: Callable[..., Any], arguments: Any, named: Any) -> Any:
        is_new = name == "open" and not Path(path).exists()
        found = real(path, *arguments, **named)
        if name == "open":
            self._handles[found] = os.fsdecode(path)
            if is_new:
                self._lasting_bytes.pop(self._real["fstat"](found).st_ino, None)
        return found

    def _on_handle(self, name: str) -> Callable[..., Any]:
        real = self._real[name]

        def on_handle(handle: int, *arguments: Any) -> Any:
            if self.working or handle not in self._handles:
                if self.gone and handle not in self._handles and name == "close":
                    return None  # the system has closed it
                return real(handle, *arguments)
            return self._operation(name, lambda: self._handled(name, handle, real, arguments))

        return on_handle

    def _handled(self, name: str, handle: int, real: Callable[..., Any], arguments: Any) -> Any:
        path = self._handles[handle]
        if name == "close":
            del self._handles[handle]
        if name == "fsync":
            if Path(path).is_dir():
                self._lasting_names[path] = self._now_in(path)
            else:
                self._lasting_bytes[self._real["fstat"](handle).st_ino] = Path(path).read_bytes()
            return real(handle) if self._syncs else None
        return real(handle, *arguments)

    def _flock(self, handle: int, how: int) -> None:
        if self.working or handle not in self._handles:
            return self._flocked(handle, how)
        return self._operation("flock", lambda: self._flocked(handle, how))  # type: ignore[no-any-return]

    def _fdopen(self, handle: int, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        if handle not in self._handles:
            return self._real["fdopen"](handle, mode, *arguments, **named)
        if mode == "rb":
            return io.BufferedReader(Handle(self, handle))
        assert mode == "wb", mode
        return self._operation("fdopen", lambda: io.BufferedWriter(Handle(self, handle)))

    def _open(self, path: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        if self.working or not self.concerns(path):
            return self._opened(path, mode, *arguments, **named)
        assert mode == "rb", mode
        return io.BufferedReader(Handle(self, os.open(path, os.O_RDONLY | os.O_CLOEXEC)))

    def write(self, handle: int, data: Any) -> int:
        """Write to a file, as its buffer asks for it."""
        if self.gone:
            return len(data)  # a buffer that is thrown away with its program

        def work(*, half: bool = False) -> int:
            count = int(self._real["write"](handle, bytes(data)[: len(data) // 2 or 1] if half else bytes(data)))
            self.written += count
            return count

        return int(self._operation("write", work))

    def read(self, handle: int, count: int) -> bytes:
        """Read from a file."""
        return bytes(self._operation("read", lambda: self._real["read"](handle, count)))

    # What a power failure leaves

    def _now_in(self, folder: str) -> dict[str, bytes | None]:
        """What is in a folder now, each file with the bytes that last; None for a folder."""
        return {
            path.name: None if path.is_dir() else self._lasting_bytes.get(path.stat().st_ino, b"lost")
            for path in self._really(lambda: list(Path(folder).iterdir()))
        }

    def after_a_power_failure(self, folder: Path) -> list[dict[str, bytes]]:
        """The logs that may be found in a folder then: as it was synced last, and with all names that it has now."""
        lasting = self._lasting_names.get(str(folder), {})
        above = [folder, *(parent for parent in folder.parents if self.concerns(parent) and str(parent) != self.root)]
        if any(each.name not in self._lasting_names.get(str(each.parent), {}) for each in above):
            lasting = {}
        now = self._really(lambda: self._now_in(str(folder)) if folder.is_dir() else {})
        return [
            {name: data or b"" for name, data in names.items() if name.endswith(".toml")} for names in (lasting, now)
        ]


class Handle(io.RawIOBase):
    """An open file, each of whose operations is one of the disk."""

    def __init__(self, disk: Disk, handle: int) -> None:
        self._disk, self._handle = disk, handle

    def fileno(self) -> int:
        return self._handle

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return self._disk.write(self._handle, data)

    def readinto(self, buffer: Any) -> int:
        data = self._disk.read(self._handle, len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            super().close()
            if not self._disk.gone:
                os.close(self._handle)
