"""Options that need not be typed: those of the environment, and of a file beside the domains.

What the options are, their types and limits are those of the command line: they are read off its
parser. An option on the command line counts first, then its variable, then the file.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockgenie.cli.output import say, shown
from mockgenie.cli.settings_file import (
    OptionsError,
    SettingsFile,
    find_settings_file,
    read_settings_file,
)

if TYPE_CHECKING:
    from mockgenie.source import Diagnostic

PREFIX = "MOCKGENIE_"
"""What the variables of the environment begin with."""

_CONFIG = "MOCKGENIE_CONFIG"
_NO_FILE = "none"
_EVERYWHERE = "domains"
"""What may stand above the tables: it is for every command that works on domains."""

_PLACES = ("host", "port", "domains")
VARIABLES_OF_TESTS = ("host", "port")
"""The options whose variables the plugin of pytest reads."""

_OF_A_TEST = (*_PLACES, "access_key_file")
"""What a server in a test takes besides its settings."""

_NEAR = 0.85
_FROM_KUBERNETES = re.compile(r"(tcp|udp)://")
"""What a cluster gives as MOCKGENIE_PORT to whatever runs beside a service named mockgenie."""

_WORDS = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off"), False),
}

_Options = Mapping[str, argparse.Action]


def add_config_option(parser: argparse.ArgumentParser) -> None:
    """Add `--config FILE`."""
    parser.add_argument(
        "--config",
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="file with options, none for no file (default: mockgenie.toml, or pyproject.toml with"
        " [tool.mockgenie], in the current folder or the nearest above it)",
    )


def variable_of(option: str) -> str:
    """The variable of an option that is named without its dashes."""
    return PREFIX + option.upper().replace("-", "_")


def complete(
    parser: argparse.ArgumentParser,
    command: str,
    tables: Collection[str],
    options: argparse.Namespace,
    parse: Callable[[], argparse.Namespace],
) -> argparse.Namespace:
    """The options of a command, with what the command line leaves open.

    `parser` is that of the command, `parse` has it read the command line, `tables` are the tables
    that a file may have. Raises OptionsError.
    """
    known = options_of(parser)
    given = given_elsewhere(command, tables, known, getattr(options, "config", None))
    if not given:
        return options
    for action in known.values():
        if action.dest in given:
            action.default = argparse.SUPPRESS
    options = parse()
    for name, value in given.items():
        if name not in options:
            setattr(options, name, value)
    return options


def given_elsewhere(
    command: str, tables: Collection[str] | None, known: _Options, named: str | None
) -> dict[str, Any]:
    """What the file, which may be `named`, and the environment give a command, by where the
    options are kept. Raises OptionsError."""
    file = settings_file(Path(), named)
    given: dict[str, Any] = {}
    problems: list[str] = []
    if file is not None:
        given, problems = from_file(file, command, tables, known)
        if given and not problems:
            say(f"using the options in {file.path}")
    if command == "serve":
        of_environment, wrong = from_environment(known)
        given, problems = {**given, **of_environment}, problems + wrong
        _warn_of_unknown(known)
    if problems:
        raise OptionsError(problems)
    return given


def options_for_tests(folder: Path) -> dict[str, Any]:
    """The keywords that a server of the pytest plugin gets from the table [pytest] of the nearest
    file, and from MOCKGENIE_HOST and MOCKGENIE_PORT; `domains` among them. Raises
    OptionsError."""
    from mockgenie.cli.serve_options import add_options, given_settings
    from mockgenie.server import Settings

    parser = argparse.ArgumentParser()
    add_options(parser)
    known = {
        name: action
        for name, action in options_of(parser).items()
        if action.dest in (*_OF_A_TEST, *Settings.__struct_fields__)
    }
    file = settings_file(folder)
    given, problems = from_file(file, "pytest", None, known) if file else ({}, [])
    named, wrong = from_environment({name: known[name] for name in VARIABLES_OF_TESTS})
    if problems or wrong:
        raise OptionsError(problems + wrong)
    given |= named
    settings = given_settings(argparse.Namespace(**given))
    return {name: given[name] for name in _PLACES if name in given} | settings


def settings_file(folder: Path, named: str | None = None) -> SettingsFile | None:
    """The file that is `named`, or that MOCKGENIE_CONFIG names, or else the nearest one. Raises
    OptionsError."""
    named = named or os.environ.get(_CONFIG)
    if named == _NO_FILE:
        return None
    return read_settings_file(Path(named)) if named else find_settings_file(folder)


def options_of(parser: argparse.ArgumentParser) -> dict[str, argparse.Action]:
    """What may be given elsewhere, by its name: that of the option without its dashes, or of an
    argument that may be left out."""
    found = {}
    for action in parser._actions:
        long = next((one[2:] for one in action.option_strings if one.startswith("--")), "")
        if not action.option_strings and action.nargs in ("?", "*") and not action.choices:
            long = action.dest
        if long and long not in ("help", "config"):
            found[long] = action
    return found


def from_file(
    file: SettingsFile, command: str, tables: Collection[str] | None, options: _Options
) -> tuple[dict[str, Any], list[str]]:
    """The options that a file gives a command, by where they are kept; and what is wrong in it, a
    line for each problem. `tables`: those that it may have, None for any."""
    from mockgenie.source import did_you_mean, mistake

    problems: list[Diagnostic] = []

    def report(problem: str, *keys: str) -> None:
        problems.append(file.wrong(mistake("bad-option", problem=problem), *keys))

    for name, table in file.tables.items():
        if name == _EVERYWHERE:
            continue
        if tables is not None and name not in tables:
            known = [*tables, _EVERYWHERE]
            report(f'unknown table "{name}"{did_you_mean(name, known)}', name)
        elif not isinstance(table, dict):
            report(f"{name} has to be a table of options, as [{name}]", name)
    written: dict[str, tuple[tuple[str, ...], Any]] = {}
    shared = next((one for one in (_EVERYWHERE, "paths") if one in options), "")
    if shared and _EVERYWHERE in file.tables:
        written[shared] = (_EVERYWHERE,), file.tables[_EVERYWHERE]
    own = file.tables.get(command, {})
    for name, value in own.items() if isinstance(own, dict) else ():
        if name in options:
            written[name] = (command, name), value
        else:
            hint = did_you_mean(name, options)
            report(f'unknown option "{name}" of {command}{hint}', command, name)
    given = {}
    for name, (keys, value) in written.items():
        try:
            given[options[name].dest] = _value(options[name], value, file.path.parent)
        except argparse.ArgumentTypeError as error:
            report(f"{keys[-1]}: {error}", *keys)
    return given, [str(one) for one in sorted(problems, key=lambda one: (one.line, one.column))]


def from_environment(options: _Options) -> tuple[dict[str, Any], list[str]]:
    """The options that the environment gives; and what is wrong in it."""
    given, problems = {}, []
    for name, action in options.items():
        variable = variable_of(name)
        text = os.environ.get(variable)
        if text is None or (name == "port" and _FROM_KUBERNETES.match(text)):
            continue
        if not text and name != "admin-token":  # that an empty one protects nothing is told
            continue
        try:
            given[action.dest] = _value(action, _from_text(action, text), Path())
        except argparse.ArgumentTypeError as error:
            problems.append(f"{variable}: {error}")
    return given, problems


def _warn_of_unknown(options: _Options) -> None:
    """Tell of variables that are close to those of options. Others are not ours to judge: bots and
    clusters have some that begin in the same way."""
    known = {variable_of(name).removeprefix(PREFIX) for name in options} | {"CONFIG"}
    unknown = sorted(
        name.removeprefix(PREFIX)
        for name in os.environ
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in known
    )
    if not unknown:
        return
    from difflib import get_close_matches

    for name in unknown:
        if close := get_close_matches(name, known, 1, _NEAR):
            say(f"WARNING: {PREFIX}{name} is no option; did you mean {PREFIX}{close[0]}?")


def _from_text(action: argparse.Action, text: str) -> Any:
    """What a variable says: folders are separated as in PATH, other values by spaces."""
    if action.nargs == 0:
        if (word := text.strip().lower()) in _WORDS:
            return _WORDS[word]
        raise argparse.ArgumentTypeError(f"expected 1 or 0, not {shown(text)}")
    if _takes_several(action):
        parts = text.split(os.pathsep) if action.type is Path else text.split()
        return [one for one in parts if one]
    return text


def _takes_several(action: argparse.Action) -> bool:
    return action.nargs == "*" or isinstance(action, argparse._AppendAction)


def _value(action: argparse.Action, given: Any, folder: Path) -> Any:
    """The value of an option, as the command line would read it; paths are those of the folder.
    Raises ArgumentTypeError."""
    if action.nargs == 0:
        if not isinstance(given, bool):
            raise argparse.ArgumentTypeError(f"expected true or false, not {_written(given)}")
        return action.const if given else action.default
    if _takes_several(action):
        several = given if isinstance(given, list) else [given]
        return [_one(action, one, folder) for one in several]
    return _one(action, given, folder)


def _one(action: argparse.Action, given: Any, folder: Path) -> Any:
    if isinstance(given, bool) or not isinstance(given, (str, int, float)):
        raise argparse.ArgumentTypeError(f"expected a text or a number, not {_written(given)}")
    text = str(given)
    if action.type is Path:
        return folder / text
    if (in_folder := getattr(action.type, "in_folder", None)) is not None:
        return in_folder(text, folder)
    if action.choices is not None and text not in action.choices:
        choices = ", ".join(action.choices)
        raise argparse.ArgumentTypeError(f"expected one of {choices}, not {shown(text)}")
    if not callable(action.type):
        return text
    try:
        return action.type(text)
    except argparse.ArgumentTypeError:
        raise
    except (TypeError, ValueError):
        raise argparse.ArgumentTypeError(f"{shown(text)} is no such value") from None


def _written(given: Any) -> str:
    """A value as a file has it, for a message."""
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, (list, dict)):
        return "a list" if isinstance(given, list) else "a table"
    return shown(given) if isinstance(given, str) else str(given)
