"""The tests in other languages run as the page shows them, where there is what runs them.

JUnit and PHPUnit are not needed: stand-ins in `skeletons/` do what the skeletons use of them.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.clients.runtimes import java, program, run
from tests.docs.pages import ROOT, sections
from tests.docs.speakers import python_environment
from tests.support import serve

PAGE = ROOT / "docs" / "other-languages.md"
EXAMPLES = ROOT / "examples" / "testing"
STAND_INS = Path(__file__).parent / "skeletons"

Skeleton = Callable[..., subprocess.CompletedProcess[str]]


def shown() -> dict[str, str]:
    """The files of the page, by their names."""
    return {block.file: block.text for one in sections(PAGE) for block in one.blocks if block.file}


def node(folder: Path) -> list[str]:
    path = program("node")
    version = run([path, "--version"]).stdout.removeprefix("v").partition(".")[0]
    if int(version) < 18:
        pytest.skip(f"{path} is older than Node.js 18")
    return [path, "--test", str(folder / "bot.test.mjs")]


def java_with_a_stand_in(folder: Path) -> list[str]:
    start = java()
    classes = folder / "classes"
    sources = [*STAND_INS.glob("junit/**/*.java"), folder / "BotTest.java"]
    compiled = run(
        [program("javac"), "-encoding", "UTF-8", "-Xlint:all", "-Werror", "-d", str(classes)]
        + [str(source) for source in sources]
    )
    assert (compiled.returncode, compiled.stderr) == (0, "")
    return [*start, "-cp", str(classes), "RunTests", "BotTest"]


def php_with_a_stand_in(folder: Path) -> list[str]:
    path = program("php")
    linted = run([path, "-l", str(folder / "BotTest.php")])
    assert linted.returncode == 0, linted.stdout
    return [path, str(STAND_INS / "phpunit.php"), str(folder / "BotTest.php"), "BotTest"]


RUNNERS = {"Node.js": node, "Java": java_with_a_stand_in, "PHP": php_with_a_stand_in}


@pytest.fixture(params=RUNNERS)
def skeleton(request: pytest.FixtureRequest, tmp_path: Path) -> Skeleton:
    """Runs the skeleton of a language as the page shows it: `skeleton(MOCKGENIE_URL=…)`."""
    for name, text in shown().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = RUNNERS[request.param](tmp_path)

    def skeleton(**variables: str) -> subprocess.CompletedProcess[str]:
        ours = python_environment()["PYTHONPATH"]
        return run(command, tmp_path, PYTHONPATH=ours, PYTHONUTF8="1", **variables)

    return skeleton


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Where a server listens that was there before the tests."""
    with serve() as server:
        yield server.url


def test_the_page_shows_the_files_that_there_are() -> None:
    files = {path.name: path.read_text(encoding="utf-8") for path in EXAMPLES.iterdir()}
    assert shown() == files


@pytest.mark.slow
def test_a_skeleton_starts_a_server_and_passes(skeleton: Skeleton) -> None:
    result = skeleton()
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.slow
def test_a_skeleton_takes_a_server_that_runs_already(skeleton: Skeleton, url: str) -> None:
    result = skeleton(MOCKGENIE_URL=url)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.slow
def test_a_skeleton_fails_where_the_server_does_otherwise(skeleton: Skeleton) -> None:
    # Without the admin API no fault is armed; the test has to notice it.
    with serve("--admin-token", "secret") as server:
        result = skeleton(MOCKGENIE_URL=server.url)
    assert result.returncode != 0
