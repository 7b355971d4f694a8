"""Small programs that stand in for speech programs, each with one way to do well or ill."""

from __future__ import annotations

from pathlib import Path

WELL = "cat > $0.heard"
"""Keeps what it was to say beside itself."""
CRASHES = "exit 3"
HANGS = "echo $$ > $0.part; mv $0.part $0.pid; exec sleep 600"
NOISY = f"head -c 1000000 /dev/zero | tr '\\0' x; head -c 1000000 /dev/zero | tr '\\0' y >&2; {WELL}"
WITHOUT_INTERPRETER = "#!/no/such/interpreter\n"


def program(folder: Path, name: str, what: str) -> str:
    """Put a program into a folder, there to be found by its name; returns its path."""
    path = folder / name
    first = "" if what.startswith("#!") else "#!/bin/sh\nPATH=/usr/bin:/bin\n"
    path.write_text(f"{first}{what}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def heard(path: str) -> bytes:
    """What a program that does well was to say, byte for byte; nothing if it was never asked."""
    kept = Path(f"{path}.heard")
    return kept.read_bytes() if kept.exists() else b""
