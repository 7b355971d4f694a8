"""Logs that were sent, kept byte for byte as they were received, beside the sessions that were made of them."""

from __future__ import annotations

from pathlib import Path

from mckenzie_tui.errors import DamagedSessionError, NewerSessionError, StorageError
from mckenzie_tui.seal import seal_of
from mckenzie_tui.sealed import from_bytes
from mckenzie_tui.session import Session
from mckenzie_tui.store.files import LARGEST_LOG, beginning, id_in_litter, is_log
from mckenzie_tui.writing import remove, write_atomically


class Received:
    """The logs of one data folder as they were received, each under the name of the session that was made of it."""

    def __init__(self, data_folder: Path) -> None:
        """Use the logs in this folder; nothing is made until something is kept."""
        self.folder = data_folder / "received"

    def path_of(self, session_file: Path) -> Path:
        """Where the log lies of which this session was made, if it was made of one."""
        return self.folder / session_file.name

    def keep(self, session_file: Path, data: bytes) -> None:
        """Keep a log as it was received; when this returns it is on the disk.

        Raises:
            NotWrittenError: it could not be written.
        """
        write_atomically(self.path_of(session_file), data)

    def forget(self, session_file: Path) -> None:
        """Remove the log of which a session was made, where there is one.

        Raises:
            NotWrittenError: it could not be removed.
        """
        if (path := self.path_of(session_file)).exists():
            remove(path)

    def names(self) -> frozenset[str]:
        """The names of the session files that were made of a log that was sent.

        Raises:
            StorageError: nobody can tell.
        """
        try:
            return frozenset(path.name for path in self.folder.iterdir() if path.suffix == ".toml")
        except FileNotFoundError:
            return frozenset()
        except OSError as error:
            raise StorageError(f"{self.folder} cannot be read: {error.strerror}") from error

    def left_over(self) -> list[Path]:
        """The logs in the folder, and what programs that were killed while writing one have left of it."""
        try:
            return sorted(path for path in self.folder.iterdir() if is_log(path) or id_in_litter(path))
        except OSError:
            return []

    def bytes_of(self, session_file: Path) -> bytes | None:
        """A log as it was received; None where it is not here.

        Raises:
            StorageError: it cannot be read.
        """
        path = self.path_of(session_file)
        try:
            return beginning(path, LARGEST_LOG + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StorageError(f"{path} cannot be read: {error.strerror or error}") from error


def unlike(copy: Session, original: bytes) -> str:
    """In what a session is not the log that was received, in a sentence without its full stop; empty where it is.

    Only the patient's code, and that it was imported, may be added to what the log said.
    """
    if copy.imported is None:
        return "it was not imported"
    if seal_of(original) != copy.imported.sha256:
        return "the log that is kept as received is not the one that it was made of"
    try:
        sent = from_bytes(original)
    except (DamagedSessionError, NewerSessionError) as error:
        return f"the log that is kept as received cannot be trusted: {error}"
    if sent.patient != copy.imported.patient:
        return "the log that was received has another code for the patient than it says"
    if sent.model_copy(update={"patient": copy.patient, "imported": copy.imported}) != copy:
        return "it says something else than the log that was received"
    return ""
