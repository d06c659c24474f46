"""The other languages' runtimes on this machine: found, or the test is skipped saying why."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import PATIENCE

# What would lead a client away from the loopback, or add lines of its own to stderr.
UNWANTED = re.compile(r"(?i).*_proxy|_?JAVA_(TOOL_)?OPTIONS|JDK_JAVA_OPTIONS|MOCKGENIE_.*")


def environment(**variables: str) -> dict[str, str]:
    """This process's environment for a client that reads its arguments as UTF-8."""
    kept = {name: value for name, value in os.environ.items() if not UNWANTED.fullmatch(name)}
    # `python` is the interpreter that runs the tests, whatever else is on PATH.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    kept |= {"PATH": path, "NODE_NO_WARNINGS": "1"}
    if sys.platform != "win32":
        kept["LC_ALL"] = "C.UTF-8"
    return kept | variables


def run(
    command: list[str], cwd: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run one client to its end; stdout and stderr as text."""
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )


def program(name: str) -> str:
    """The path of `name`; skips the test when it is not on PATH."""
    path = shutil.which(name, path=environment()["PATH"])
    if path is None:
        pytest.skip(f"no `{name}` on PATH")
    return path


@functools.cache
def why_not_java(java: str) -> str | None:
    """Why `java FILE.java` cannot run, or None when it can."""
    modules = run([java, "--list-modules"])  # unknown to Java 8, and to a stub without a JDK
    version = re.search(r"^java\.base@(\d+)", modules.stdout, re.MULTILINE)
    if modules.returncode or not version or int(version[1]) < 11:
        return f"{java} is not Java 11 or later"
    if "jdk.compiler" not in modules.stdout:
        return f"{java} has no compiler (a JRE, not a JDK)"
    return None


def java() -> list[str]:
    """The start of a command that runs a Java source file; skips without a JDK 11 or later."""
    path = program("java")
    if reason := why_not_java(path):
        pytest.skip(reason)
    return [path, "-Dfile.encoding=UTF-8"]


@functools.cache
def has_php_curl(php: str) -> bool:
    return run([php, "-r", 'exit(extension_loaded("curl") ? 0 : 1);']).returncode == 0


def php_with_curl() -> str:
    """PHP's path; skips without PHP or without its curl extension."""
    path = program("php")
    if not has_php_curl(path):
        pytest.skip(f"{path} has no curl extension")
    return path
