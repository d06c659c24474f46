"""mockgenie's plugin for a pytest that is run by a test, installed or not."""

from __future__ import annotations

import re
from importlib.metadata import entry_points
from pathlib import Path

import mockgenie

TREE = Path(mockgenie.__file__).parents[1]
WITHOUT_SLOW_PLUGINS = ("-p", "no:schemathesis", "-p", "no:hypothesispytest")
"""Options of pytest that leave out what such runs need not, and would import for seconds."""


def is_installed() -> bool:
    """Whether every pytest of this Python finds the plugin by itself."""
    return any(one.name == "mockgenie" for one in entry_points(group="pytest11"))


def command_line() -> tuple[str, ...]:
    """The options by which a pytest of this Python has the plugin, and starts soon."""
    ours = () if is_installed() else ("-p", "mockgenie.pytest_plugin")
    return (*ours, *WITHOUT_SLOW_PLUGINS)


def install(folder: Path) -> None:
    """Make `folder` one in which Python finds mockgenie's plugin as if it were installed there."""
    project = (TREE / "pyproject.toml").read_text("utf-8")
    declared = re.search(r"^\[project\.entry-points\.pytest11\]\n(\w+) = \"(.+)\"$", project, re.M)
    assert declared
    metadata = folder / "mockgenie-0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: mockgenie\nVersion: 0\n")
    (metadata / "entry_points.txt").write_text(f"[pytest11]\n{declared[1]} = {declared[2]}\n")
