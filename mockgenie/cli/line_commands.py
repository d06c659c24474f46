"""Commands among the lines that somebody says: they begin with /."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple


class LineCommand(NamedTuple):
    """What a line that begins with / does: `argument` names what stands behind it, with which `run`
    has it done by whoever takes the line."""

    argument: str
    does: str
    run: Callable[[Any, str], object]


def is_command(line: str) -> bool:
    """Whether a line is a command: with // begins what is said."""
    return line.startswith("/") and not line.startswith("//")


def said(line: str) -> str:
    """What a line says that is no command."""
    return line.removeprefix("/") if line.startswith("//") else line


def unknown_command(name: str, known: Iterable[str]) -> str:
    """That there is no such command, and which may have been meant."""
    from mockgenie.source import did_you_mean

    return f"no command {name}{did_you_mean(name, known)}"


def help_text(commands: Mapping[str, LineCommand], *more: tuple[str, str]) -> str:
    """A line for each command, those that there are besides (how it is written, what it does), and
    what begins with / and is none."""
    rows = [(f"{name} {command.argument}", command.does) for name, command in commands.items()]
    rows += more
    rows.append(("//…", "says a text that begins with /"))
    width = max(len(written) for written, _ in rows)
    return "\n".join(f"{written:<{width}}  {does}" for written, does in rows)
