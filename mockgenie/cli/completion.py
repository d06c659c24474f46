"""`mockgenie completion`: what a shell needs to complete command lines of mockgenie, and the
answers to what it then asks at each press of the Tab key.

What there is to complete is read off the parsers of the commands. A shell asks by running
`mockgenie` with variables that argcomplete has chosen; only then is argcomplete imported.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

from mockgenie.cli.output import write_out

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
Print the script by which a shell completes commands, options, their values, files and the names of
domains. The line `source <(mockgenie completion bash)` in ~/.bashrc has bash read it, the same with
zsh in ~/.zshrc zsh; fish reads it from ~/.config/fish/completions/mockgenie.fish, and PowerShell by
`mockgenie completion powershell | Out-String | Invoke-Expression` in its $PROFILE.
"""

SHELLS = ("bash", "zsh", "fish", "powershell")

_ASKED = "_ARGCOMPLETE"
"""The variable by which a shell asks."""

_NAMES = ("name", "domain", "channels", "engine_domains")
"""Where the names of options and arguments are kept that are domains. `new` makes another one."""

_YAML = (".yaml", ".yml")
_ENDINGS = {
    "access_key_file": _YAML,
    "ca_file": (".pem",),
    "config": (".toml",),
    "data": (".csv", ".json", ".db", ".sqlite", ".sqlite3"),
    "faults": _YAML,
    "junit": (".xml",),
    "paths": _YAML,
}
"""What the files of some options end in; those of the others in anything."""


def add_to(commands: argparse._SubParsersAction[P]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "completion",
        help="print the script by which a shell completes command lines",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "shell",
        choices=SHELLS,
        metavar="SHELL",
        help=f"the shell: {', '.join(SHELLS)}",
    )


def run(options: argparse.Namespace) -> int:
    """Print the script."""
    from argcomplete.shell_integration import shellcode

    script = shellcode(["mockgenie"], use_defaults=False, shell=options.shell)
    return write_out(script.strip("\n") + "\n", None)


def is_asked() -> bool:
    """Whether a shell asks."""
    return _ASKED in os.environ


def answer(parser: argparse.ArgumentParser) -> None:
    """Where a shell asks, give it what the word may be that is being typed, and exit."""
    if not is_asked():
        return
    from argcomplete import autocomplete
    from argcomplete.completers import ChoicesCompleter

    for name, command in _commands_of(parser).items():
        for action in command._actions:
            if not action.choices and action.nargs != 0:
                action.completer = _completer(name, action)  # type: ignore[attr-defined]
    autocomplete(parser, always_complete_options=False, default_completer=ChoicesCompleter({}))


def _commands_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands, and those within a command, by their names."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                found |= {name: command, **_commands_of(command)}
    return found


def _completer(command: str, action: argparse.Action) -> object:
    """What completes the values of an option or an argument."""
    if action.dest in _NAMES and command != "new":
        return partial(_domain_names, command)
    if action.type is Path or action.dest == "config":
        folders = action.metavar == "DIR"
        return partial(_paths, () if folders else _ENDINGS.get(action.dest, ("",)))
    return _nothing


def _nothing(**_: object) -> Iterable[str]:
    return ()


def _paths(endings: tuple[str, ...], *, prefix: str, **_: object) -> list[str]:
    """The folders, and the files with these endings, that begin so."""
    folder, name = os.path.split(prefix)
    try:
        entries = sorted(os.scandir(os.path.expanduser(folder) or "."), key=lambda one: one.name)
    except OSError:
        return []
    found = []
    for entry in entries:
        path = os.path.join(folder, entry.name)
        if not entry.name.startswith(name) or (entry.name.startswith(".") and not name):
            continue
        if entry.is_dir():
            found.append(path + "/")
        elif entry.name.endswith(endings) and endings:
            found.append(path)
    return found


def _domain_names(
    command: str,
    *,
    parser: argparse.ArgumentParser,
    parsed_args: argparse.Namespace,
    **_: object,
) -> list[str]:
    """The names of the domains that the command works on, those that do not load as well."""
    from mockgenie.cli.configuration import given_elsewhere, options_of
    from mockgenie.cli.domains import find_places, shipped_places
    from mockgenie.cli.settings_file import OptionsError
    from mockgenie.domain import domain_files, likely_name

    places: Iterable[Path] | None = getattr(parsed_args, "domains", None)
    try:
        if not places:
            named = getattr(parsed_args, "config", None)
            places = given_elsewhere(command, None, options_of(parser), named).get("domains")
        if not places:
            own = find_places(()) if command in ("chat", "graph") else shipped_places()
            places = own.paths
        files = [file for place in places for file in domain_files(place)]
    except (OSError, OptionsError):
        return []
    return [likely_name(file) for file in files]
