"""The command lines that the examples' READMEs promise, and what it takes to run them."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clients.runtimes import environment, java, program, run

ROOT = Path(__file__).parents[2]
ENGLISH = ROOT / "examples" / "README.md"
KOREAN = ROOT / "examples" / "README.ko.md"
HEADING_OR_BLOCK = re.compile(
    r"^## (?P<heading>[^\n]+)$|^```sh\n(?P<block>.*?)^```$", re.MULTILINE | re.DOTALL
)
TALK = re.compile(r"^```text\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
EXTERNAL_DATA = "external_data"
"""The heading above the bot that has its own records."""
NEEDS_LIBRARIES = "#include <curl/curl.h>\n#include <json/json.h>\nint main() {}\n"


def command_lines(readme: Path) -> dict[str, list[str]]:
    """The lines of the shell blocks under each heading."""
    lines: dict[str, list[str]] = {}
    heading = ""
    for match in HEADING_OR_BLOCK.finditer(readme.read_text(encoding="utf-8")):
        if match["heading"]:
            heading = match["heading"]
        else:
            lines.setdefault(heading, []).extend(match["block"].splitlines())
    return lines


def conversations(readme: Path) -> list[list[str]]:
    """The lines of each conversation that is shown."""
    return [block.split("\n") for block in TALK.findall(readme.read_text(encoding="utf-8"))]


COMMAND_LINES = command_lines(ENGLISH)


def command(language: str, top: Path) -> list[str]:
    """The README's command for `language`, ready to run in `top`, which holds examples/.

    Skips the test when this machine cannot run it.
    """
    *build, line = COMMAND_LINES[language]
    first, *arguments = shlex.split(line)
    if build:
        compile_cpp(build, top)
        return [str(top / first), *arguments]
    if first == "java":
        java()
    return [program(first), *arguments]


def compile_cpp(lines: list[str], top: Path) -> None:
    """Run the README's compile lines; skips without the compiler or the libraries."""
    if sys.platform == "win32":
        pytest.skip("the compile line needs a POSIX shell")
    compiler = program("g++")
    program("pkg-config")
    flags = shell("pkg-config --cflags --libs jsoncpp libcurl", top)
    if flags.returncode:
        pytest.skip(f"no libcurl or JsonCpp for development: {flags.stderr.strip()}")
    check = top / "check.cpp"
    check.write_text(NEEDS_LIBRARIES, encoding="utf-8")
    compiled = run(
        [compiler, "-std=c++17", "-o", str(top / "check"), str(check), *shlex.split(flags.stdout)]
    )
    if compiled.returncode:
        pytest.skip(f"libcurl or JsonCpp do not compile: {compiled.stderr.splitlines()[0]}")
    for line in lines:
        result = shell(line, top)
        assert (result.returncode, result.stderr) == (0, ""), result.stderr


def shell(line: str, top: Path) -> subprocess.CompletedProcess[str]:
    """Run a line as a user would type it at the top of the repository."""
    return subprocess.run(
        line,
        shell=True,
        cwd=top,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def copy_of_examples(top: Path) -> Path:
    """The folder `top` with examples/ in it, so that nothing is built inside the repository."""
    shutil.copytree(ROOT / "examples", top / "examples")
    return top
