"""How fast and how small the program is, beside yardsticks that are measured in the same run.

``python tests/benchmarks`` prints a table and writes ``benchmark.json``. It judges nothing: no build fails by it.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "pty")]

import keys  # noqa: E402
import looking_back  # noqa: E402
import resting  # noqa: E402
import saving  # noqa: E402
import starting  # noqa: E402
import walking  # noqa: E402
from measured import Measured, table  # noqa: E402

PARTS: dict[str, Callable[[int], Iterator[Measured]]] = {
    "starting": starting.measured,
    "keys": keys.measured,
    "resting": resting.measured,
    "saving": saving.measured,
    "looking_back": looking_back.measured,
    "walking": walking.measured,
}
README = HERE.parents[1] / "README.md"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"


def main() -> None:
    """Measure what the arguments say."""
    asked = argparse.ArgumentParser(prog="python tests/benchmarks", description=__doc__)
    asked.add_argument("parts", nargs="*", metavar="PART", help=f"what to measure (all): {', '.join(PARTS)}")
    asked.add_argument("--rounds", type=int, default=9, help="how often each is measured (9)")
    asked.add_argument("--json", type=Path, default=Path("benchmark.json"), help="where to (benchmark.json)")
    asked.add_argument("--readme", action="store_true", help="put the table into README.md as well")
    said = asked.parse_args()
    if unknown := set(said.parts) - set(PARTS):
        asked.error(f"there is no part {', '.join(sorted(unknown))}")
    found: list[Measured] = []
    for name in said.parts or PARTS:
        sys.stderr.write(f"{name} …\n")
        found += PARTS[name](said.rounds)
    lines = table(found)
    sys.stdout.write("\n".join(lines) + "\n")
    about = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "python": platform.python_version()}
    rows = {**about, "machine": platform.machine(), "rounds": said.rounds, "measured": [one.row() for one in found]}
    said.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    if said.readme:
        before, rest = README.read_text(encoding="utf-8").split(BEGIN)
        _, after = rest.split(END)
        README.write_text(before + BEGIN + "\n".join(lines) + "\n" + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
