"""The file in which options stand: `mockgenie.toml`, or `[tool.mockgenie]` of a pyproject.toml."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mockgenie.source import Diagnostic, Mistake

_OWN_FILE = "mockgenie.toml"
_PROJECT_FILE = "pyproject.toml"
_WITHIN_PROJECT = ("tool", "mockgenie")
_LARGEST = 1_000_000
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")


class OptionsError(Exception):
    """What is wrong with options: in the file, in the environment, in a file that one names, or
    between them; `problems` has a line for each."""

    def __init__(self, problems: Iterable[object]) -> None:
        self.problems = tuple(map(str, problems))
        super().__init__("\n".join(self.problems))


class SettingsFile:
    """Tables of options, by command, and the place of each key in their file."""

    def __init__(self, path: Path, text: str, tables: Mapping[str, Any]) -> None:
        self.path = path
        self.tables = tables
        self._text = text

    def wrong(self, mistake: Mistake, *keys: str) -> Diagnostic:
        """What is wrong with what stands under the keys, at its line."""
        within = _WITHIN_PROJECT if self.path.name == _PROJECT_FILE else ()
        return mistake.at(self.path, *_place(self._text, (*within, *keys)))


def find_settings_file(folder: Path) -> SettingsFile | None:
    """The nearest file in the folder and those above it, as far as that of the repository; None
    where there is none. Raises OptionsError where it cannot be read."""
    for place in _upwards(folder):
        for name in (_OWN_FILE, _PROJECT_FILE):
            path = place / name
            if path.is_file() and (found := _read(path, optional=name == _PROJECT_FILE)):
                return found
        if (place / ".git").exists():
            break
    return None


def read_settings_file(path: Path) -> SettingsFile:
    """The file at a path. Raises OptionsError where it cannot be read."""
    found = _read(path)
    assert found
    return found


def _upwards(folder: Path) -> Iterator[Path]:
    """The folder and those above it; named from it, so that messages can be read."""
    try:
        above = len(folder.resolve().parents)
    except OSError:  # the current folder is gone, which the command itself tells
        above = 0
    for depth in range(above + 1):
        yield folder.joinpath(*[".."] * depth)


def _read(path: Path, *, optional: bool = False) -> SettingsFile | None:
    """`optional`: a pyproject.toml without a table of its own is not meant."""
    from mockgenie.source import mistake

    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            wrong = mistake("too-large", what="a file of options", most=_LARGEST)
            raise OptionsError([wrong.at(path)])
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise OptionsError([mistake("cannot-read", reason=reason).at(path)]) from None
    except UnicodeDecodeError:
        if optional and b"mockgenie" not in content:
            return None
        raise OptionsError([mistake("not-utf8").at(path)]) from None
    if optional and "mockgenie" not in text:
        return None
    tables = _parsed(path, text)
    if path.name != _PROJECT_FILE:
        return SettingsFile(path, text, tables)
    for key in _WITHIN_PROJECT:
        tables = tables.get(key, {}) if isinstance(tables, dict) else {}
    if tables or not optional:
        return SettingsFile(path, text, tables if isinstance(tables, dict) else {})
    return None


def _parsed(path: Path, text: str) -> dict[str, Any]:
    from mockgenie.source import mistake

    try:
        return _loads(text)
    except ValueError as error:
        problem = str(error)
        place = _PLACE.search(problem)
        line, column = map(int, place.groups()) if place else (text.count("\n") + 1, 1)
        problem = problem[: place.start()] if place else problem
        wrong = mistake("toml-syntax", problem=problem)
        raise OptionsError([wrong.at(path, line, column)]) from None


def _loads(text: str) -> dict[str, Any]:
    # Late: most who start a command have no such file.
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    tables: dict[str, Any] = tomllib.loads(text)
    return tables


def _place(text: str, keys: Sequence[str]) -> tuple[int, int]:
    """Line and column at which a key is given its value.

    Parsers of TOML do not tell. So the fewest lines are looked for with which the key is there: the
    last statement of them is its own.
    """
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if keys[-1] in line), 0)
    complete = first
    for end in range(first + 1, len(lines) + 1):
        try:
            beginning = _loads("\n".join(lines[:end]))
        except ValueError:
            continue
        if _has(beginning, keys):
            named = (number for number in range(complete, end) if keys[-1] in lines[number])
            number = next(named, complete)
            return number + 1, lines[number].find(keys[-1]) + 1 or 1
        complete = end
    return 1, 1


def _has(tables: Any, keys: Sequence[str]) -> bool:
    for key in keys:
        if not isinstance(tables, dict) or key not in tables:
            return False
        tables = tables[key]
    return True
