"""The `mockgenie` command. One module for each of its commands, imported when it runs."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import NoReturn

from mockgenie import __version__
from mockgenie.cli import completion, configuration
from mockgenie.cli.output import safe, say
from mockgenie.cli.progress import shown_progress
from mockgenie.cli.settings_file import OptionsError

_COMMANDS = {
    "serve": "serve",
    "run": "run",
    "chat": "chat",
    "new": "new",
    "import": "importing",
    "export": "exporting",
    "test": "test",
    "check": "check",
    "graph": "graph",
    "schema": "schema",
    "verify": "verify",
    "kakao": "kakao",
    "naver": "naver",
    "doctor": "doctor",
    "completion": "completion",
}
"""The commands, each with its module."""

_WITHOUT_CONFIGURATION = ("new", "import", "export", "schema", "doctor", "completion")
"""Commands that are run once: nobody types their options again."""

_CONFIGURABLE = tuple(name for name in _COMMANDS if name not in _WITHOUT_CONFIGURATION)
_TABLES = (*_CONFIGURABLE, "pytest")
"""What a file of options may have a table for."""

_OWN_OPTIONS = ("--help", "--version")


class _CommandParser(argparse.ArgumentParser):
    """Says in one line what is wrong with the command line, what was probably meant, and where to
    read on."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, safe(f"{self.prog}: error: {message}; see {self.prog} --help") + "\n")

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Refuse what is unknown here, where the options of the command are known."""
        options, unknown = super().parse_known_args(args, namespace)
        if unknown:
            written = (one for action in self._actions for one in action.option_strings)
            known = [one for one in written if one.startswith("--")]
            wrong = next((one for one in unknown if one.startswith("--")), "")
            near = _nearest(wrong.partition("=")[0], known)
            self.error(f"unrecognized arguments: {' '.join(unknown)}{near}")
        return options, unknown


def _misspelt(word: str) -> str:
    """What is wrong with the first word of a command line, "" for nothing."""
    if word.startswith("-"):
        near = _nearest(word, _OWN_OPTIONS)
        return (
            f"unrecognized arguments: {word}{near}"
            if near and not any(one.startswith(word) for one in _OWN_OPTIONS)
            else ""
        )
    if word in _COMMANDS:
        return ""
    near = _nearest(word, _COMMANDS) or f" (choose from {', '.join(_COMMANDS)})"
    return f'no command "{word}"{near}'


def _nearest(word: str, known: Iterable[str]) -> str:
    """`, did you mean "x"?` where a known word is close to one that is none, else ""."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), 1)
    return f', did you mean "{close[0]}"?' if close else ""


_NOBODY_READS = (errno.EPIPE, errno.EINVAL)
"""What the system says of an output that was closed; EINVAL is Windows."""

_INTERRUPTED = 130
"""What shells expect of a command that Ctrl-C has ended."""

_EPILOG = "`mockgenie COMMAND --help` tells more of a command."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code: 0, or 2 where it could not be done as asked."""
    _prepare_outputs()
    parser = _CommandParser(
        prog="mockgenie",
        description="A mock of ETRI's GenieDialog dialog API, faithful to the byte.",
        epilog=_EPILOG,
    )
    parser.add_argument("--version", action="version", version=f"mockgenie {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    given = sys.argv[1:] if arguments is None else list(arguments)
    is_named = given and given[0] in _COMMANDS and not completion.is_asked()
    for name in given[:1] if is_named else _COMMANDS:  # to import them all takes its time
        import_module(f"mockgenie.cli.{_COMMANDS[name]}").add_to(commands)
        if name in _CONFIGURABLE:
            configuration.add_config_option(commands.choices[name])
    completion.answer(parser)
    try:
        try:
            if given and (problem := _misspelt(given[0])):
                parser.error(problem)
            options = parser.parse_args(given)
            if given[0] in _CONFIGURABLE:
                options = configuration.complete(
                    commands.choices[given[0]],
                    given[0],
                    _TABLES,
                    options,
                    lambda: parser.parse_args(given),
                )
        finally:
            sys.stdout.flush()  # --help and --version end here
        with shown_progress():
            code: int = options.run(options)
        sys.stdout.flush()
    except OptionsError as error:
        for problem in error.problems:
            say(problem)
        return 2
    except KeyboardInterrupt:
        return _INTERRUPTED
    except MemoryError:
        print("mockgenie: the system has no memory left for this", file=sys.stderr, flush=True)
        return 2
    except OSError as error:
        if error.errno not in (*_NOBODY_READS, errno.ENOSPC):
            raise
        # What is left of it is not tried again at the end.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        if error.errno in _NOBODY_READS:
            return 1
        print(f"mockgenie: cannot write: {error.strerror}", file=sys.stderr, flush=True)
        return 2
    return code


def _prepare_outputs() -> None:
    """Have outputs that take whatever is written to them."""
    # Started without an output (a service, `>&-`) Python has None for it.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # A console that has no Korean letters shows "?" for them instead of failing.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
