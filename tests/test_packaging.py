"""What is built to be installed: the sdist has the whole tree, the wheel all that runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_string
from email.message import Message
from pathlib import Path

import pytest

from tests.support import PATIENCE

pytestmark = pytest.mark.slow  # builds both

ROOT = Path(__file__).parents[1]
# What is in a checkout, and in no archive: whatever is made anew.
MADE = re.compile(r"(^|/)(__pycache__|\.git|\.venv|\.[a-z]+_cache|\.hypothesis|build|dist)(/|$)")
FOLDERS = ("mockgenie", "domains", "tests", "examples", "bench", "deploy", "docs", ".ci", ".github")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel and an sdist of this tree."""
    pytest.importorskip("hatchling", reason="what is built is built by hatchling")
    folder = tmp_path_factory.mktemp("dist")
    result = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE * 3,
    )
    assert result.returncode == 0, result.stderr
    return folder


def wheel(built: Path) -> zipfile.ZipFile:
    (path,) = built.glob("*.whl")
    return zipfile.ZipFile(path)


def metadata(built: Path) -> Message:
    with wheel(built) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
        return message_from_string(archive.read(name).decode("utf-8"))


def files(folder: str) -> set[str]:
    """The files of a folder of the tree, by their paths from its top."""
    paths = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    named = (path.relative_to(ROOT).as_posix() for path in paths)
    return {name for name in named if not MADE.search(name)}


def test_the_sdist_has_the_tree(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {name for folder in FOLDERS for name in files(folder)}
    wanted |= {one.name for one in ROOT.glob("*.md")} | {"LICENSE", "Dockerfile"}
    wanted |= {"pyproject.toml", "compose.yaml", ".dockerignore"}
    assert sorted(wanted - names - {"examples/python/weather.sqlite3"}) == []


def test_the_wheel_has_what_runs_and_nothing_else(built: Path) -> None:
    with wheel(built) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    shipped = {name.replace("domains/", "mockgenie/shipped/", 1) for name in files("domains")}
    assert names == files("mockgenie") | shipped
    assert "mockgenie/py.typed" in names


def test_the_metadata_say_what_an_index_shows(built: Path) -> None:
    told = metadata(built)
    assert told["Name"] == "mockgenie"
    assert told["Requires-Python"] == ">=3.10"
    assert told["License-Expression"] == "MIT AND MPL-2.0"
    assert told.get_all("License-File") == ["LICENSE"]
    assert told["Description-Content-Type"] == "text/markdown"
    classifiers = told.get_all("Classifier") or []
    assert {"Typing :: Typed", "Framework :: Pytest"} <= {*classifiers}
    assert not any(one.startswith("License ::") for one in classifiers)  # the expression says it
    assert {"redis", "tls", "xlsx", "test", "dev"} <= {*(told.get_all("Provides-Extra") or [])}


def test_the_archives_pass_the_check_of_an_index(built: Path) -> None:
    pytest.importorskip("twine", reason="the check is that of twine")
    paths = [str(path) for path in built.iterdir()]
    checked = subprocess.run(
        [sys.executable, "-m", "twine", "check", "--strict", *paths],
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_ci_has_the_archives_checked() -> None:
    assert "twine check --strict" in (ROOT / ".ci" / "run").read_text("utf-8")
