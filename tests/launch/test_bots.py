"""Bots in several languages, with the real address in their sources, run as they are."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mockgenie.launch import why_not_isolated
from tests.clients.runtimes import environment, java, php_with_curl, program
from tests.docs.speakers import python_environment
from tests.support import PATIENCE

pytestmark = pytest.mark.slow

BOTS = Path(__file__).parent / "bots"
TEXT = "서울 내일 날씨 알려줘"
GREETING = "안녕하세요. 전국 날씨를 알려 드리는 날씨 도우미입니다."
CONVERSATION = f"{GREETING}\n내일 서울의 날씨는 맑음, 기온은 3도에서 13도입니다.\nend\n"

# What a compiler takes on a busy machine is not what is tested.
COMPILING = 5 * PATIENCE


def run(*arguments: str | Path) -> tuple[int, str]:
    """The exit code of `mockgenie run --new ARGUMENTS`, which has to be 0, and what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "mockgenie", "run", "--new", *map(str, arguments)],
        env=python_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=COMPILING,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.returncode, done.stdout


def python_bot(folder: Path) -> list[str]:
    return [sys.executable, str(BOTS / "bot.py")]


def java_bot(folder: Path) -> list[str]:
    return [*java(), str(BOTS / "Bot.java")]


def php_bot(folder: Path) -> list[str]:
    return [php_with_curl(), str(BOTS / "bot.php")]


def node_bot(folder: Path) -> list[str]:
    return [program("node"), str(BOTS / "bot.js")]


def cpp_bot(folder: Path) -> list[str]:
    return [compiled(folder, "g++", "bot.cpp", "-lcurl")]


def compiled(folder: Path, compiler: str, source: str, *options: str) -> str:
    """The path of a program; skips the test where it cannot be compiled."""
    path = folder / "bot"
    done = subprocess.run(
        [program(compiler), "-o", str(path), str(BOTS / source), *options],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=COMPILING,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"{compiler} cannot make {source}: {done.stderr.splitlines()[0]}")
    return str(path)


@pytest.mark.parametrize("bot", [python_bot, java_bot, php_bot, node_bot, cpp_bot])
def test_a_bot_of_each_language_of_the_guide(bot: object, tmp_path: Path) -> None:
    assert callable(bot)
    assert run("--quiet", "--", *bot(tmp_path), TEXT) == (0, CONVERSATION)


# In a view of its own


@functools.cache
def reason() -> str:
    return why_not_isolated()


@pytest.fixture
def isolated() -> None:
    """Skips the test where there is no view of its own for a command."""
    if reason():
        pytest.skip(f"--isolate: {reason()}")


@pytest.mark.usefixtures("isolated")
@pytest.mark.parametrize("options", [[], ["-static"]], ids=["dynamic", "static"])
def test_a_program_that_heeds_nothing_is_isolated(options: list[str], tmp_path: Path) -> None:
    bot = compiled(tmp_path, "gcc", "sockets.c", *options)
    code, printed = run("--isolate", "--", bot)
    assert (code, GREETING in printed) == (0, True)


@pytest.mark.usefixtures("isolated")
def test_a_static_program_of_go_is_isolated(tmp_path: Path) -> None:
    path = tmp_path / "bot"
    built = subprocess.run(
        [program("go"), "build", "-o", str(path), str(BOTS / "bot.go")],
        env=environment(CGO_ENABLED="0", GOCACHE=str(tmp_path / "cache"), GO111MODULE="off"),
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=2 * COMPILING,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    code, printed = run("--isolate", "--", path)
    assert (code, GREETING in printed) == (0, True)


@pytest.mark.usefixtures("isolated")
@pytest.mark.parametrize("bot", [python_bot, java_bot])
def test_a_bot_with_a_runtime_is_isolated(bot: object, tmp_path: Path) -> None:
    assert callable(bot)
    assert run("--quiet", "--isolate", "--", *bot(tmp_path), TEXT) == (0, CONVERSATION)


@pytest.mark.usefixtures("isolated")
def test_several_addresses_are_isolated() -> None:
    source = (
        "import http.client\n"
        "for host, port in (('dialog.example', 8000), ('aiopen.etri.re.kr', 8000),"
        " ('dialog.example', 9999)):\n"
        "    connection = http.client.HTTPConnection(host, port)\n"
        "    connection.request('GET', '/')\n"
        "    print(connection.getresponse().status)\n"
    )
    places = ("--host", "dialog.example:8000", "--host", "dialog.example:9999")
    printed = run("--isolate", *places, "--", sys.executable, "-c", source)
    assert printed == (0, "404\n404\n404\n")


@pytest.mark.usefixtures("isolated")
def test_the_rest_of_the_view_is_as_outside(tmp_path: Path) -> None:
    before = Path("/etc/hosts").read_text(encoding="utf-8")
    source = (
        "import os; print(os.getcwd(), os.getuid(), os.environ.get('http_proxy'));"
        "open('made', 'w').close();"
        "print([line.split()[1] for line in open('/etc/hosts') if 'aiopen' in line])"
    )
    command = ["-m", "mockgenie", "run", "--new", "--quiet", "--isolate", "--"]
    done = subprocess.run(
        [sys.executable, *command, sys.executable, "-c", source],
        env=python_environment(),
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert done.stdout == f"{tmp_path} {os.getuid()} None\n['aiopen.etri.re.kr']\n"
    assert (tmp_path / "made").exists()
    assert Path("/etc/hosts").read_text(encoding="utf-8") == before
