"""What is built can be installed in a fresh environment and run there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SUFFIXES = (".py", ".tcss", ".html", ".css", ".js", ".svg")

pytestmark = pytest.mark.slow


def flow_files() -> set[str]:
    return {str(path.relative_to(ROOT / "flows")) for path in (ROOT / "flows").rglob("*.toml")}


def package_files() -> set[str]:
    wanted = (path for path in (ROOT / "mckenzie_tui").rglob("*") if path.suffix in SUFFIXES)
    return {str(path.relative_to(ROOT)) for path in wanted}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the source archive, and with the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
    return folder


def wheel_in(folder: Path) -> Path:
    return next(folder.glob("*.whl"))


def archive_in(folder: Path) -> Path:
    return next(folder.glob("*.tar.gz"))


def test_the_wheel_holds_the_package_with_its_flows_inside(built: Path) -> None:
    names = set(zipfile.ZipFile(wheel_in(built)).namelist())
    assert package_files() <= names
    assert {f"mckenzie_tui/flows/{name}" for name in flow_files()} <= names
    assert not [name for name in names if name.startswith(("flows/", "tests/"))]


def test_the_source_archive_holds_flows_tests_and_readme(built: Path) -> None:
    with tarfile.open(archive_in(built)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {f"flows/{name}" for name in flow_files()} <= names
    assert {"README.md", "LICENSE", "pyproject.toml", "tests/test_packaging.py"} <= names


def test_both_can_be_installed_in_a_fresh_environment_and_run(built: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    folder = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    home = tmp_path / "home"
    home.mkdir()
    surroundings = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "en_GB.UTF-8"}

    def run(*command: str, stdin: str = "") -> str:
        found = subprocess.run(
            command, cwd=home, env=surroundings, input=stdin, capture_output=True, text=True, check=False
        )
        assert found.returncode == 0, found.stdout + found.stderr
        return found.stdout

    def install(*what: str) -> None:
        command = [str(folder / "python"), "-m", "pip", "install", "--quiet", *what]
        found = subprocess.run(command, capture_output=True, text=True, check=False)
        assert found.returncode == 0, found.stdout + found.stderr

    def tried() -> None:
        program = str(folder / "mckenzie-tui")
        assert run(program, "--version").startswith("mckenzie-tui ")
        assert "lumbar-progression" in run(program, "flows", "list")
        simulated = run(program, "flows", "simulate", "lumbar-progression", "--answers", "centralized", "--json")
        assert json.loads(simulated)["ending"] == "preference_found"
        assert "999" in run(program, "--plain", stdin="yes\n")
        assert json.loads(run(program, "sessions", "list", "--json"))[0]["ending"] == "emergency"

    install(str(wheel_in(built)))
    tried()
    served = subprocess.run([folder / "mckenzie-tui", "serve"], env=surroundings, capture_output=True, check=False)
    assert (served.returncode, served.stdout) == (1, b"")
    assert b"pip install '.[serve]'" in served.stderr
    install("--force-reinstall", "--no-deps", str(archive_in(built)))
    tried()


def test_the_readme_and_the_automatic_run_use_the_same_test_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = next(line for line in readme.splitlines() if line.endswith(".venv/bin/pytest"))
    assert command in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
