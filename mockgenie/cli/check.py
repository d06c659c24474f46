"""`mockgenie check`: tell what is wrong with domain files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from mockgenie.cli.domains import DEFAULT_PLACES
from mockgenie.cli.output import cannot_read, counted, fail, print_json, safe, say, write_utf8

if TYPE_CHECKING:
    from mockgenie.cli.domains import Places
    from mockgenie.cli.output import Colour
    from mockgenie.source import Diagnostic

P = TypeVar("P", bound=argparse.ArgumentParser)
Writer: TypeAlias = "Callable[[Sequence[Diagnostic]], None]"

_DESCRIPTION = """
Tell everything that is wrong with domain files: why one does not load (an error), and what cannot
be meant as it is written (a warning): a task that no way leads to, a text that is never said. The
exit code is 0 where there is nothing to tell, 1 where there is, and 2 where there is no domain.
"""


def add_to(commands: argparse._SubParsersAction[P]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "check",
        help="tell what is wrong with domain files",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run)
    option = parser.add_argument
    option(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help=f"domain file, folder of a domain, or folder of domains (default: {DEFAULT_PLACES})",
    )
    option(
        "--format",
        choices=tuple(_WRITERS),
        default="text",
        help="how problems are written: for people, as JSON, or as annotations of a GitHub workflow"
        " (default: %(default)s)",
    )


def run(options: argparse.Namespace) -> int:
    """Check them all, and say what is wrong."""
    from mockgenie.cli.domains import find_places, no_domain_in

    try:
        places = find_places(options.paths)
        files = _files(places)
    except OSError as error:
        return cannot_read(error)
    if not files:
        return fail(no_domain_in(options.paths))
    if places.called:
        say(f"using {places.called}")
    problems = _problems(files)
    _WRITERS[options.format](problems)
    sys.stdout.flush()
    if options.format == "text":
        found = counted(len(problems), "problem") if problems else "no problems"
        print(f"{counted(len(files), 'file')}, {found}", file=sys.stderr, flush=True)
    return 1 if problems else 0


def _files(places: Places) -> list[Path]:
    """The domain files, each once. Raises OSError."""
    from mockgenie.domain import domain_files, each_once

    return list(each_once(path for place in places.paths for path in domain_files(place)))


def _problems(files: Sequence[Path]) -> list[Diagnostic]:
    """What is wrong with the files, one after the other."""
    from mockgenie.lint import lint_file, lint_names
    from mockgenie.source import followed

    reviewed = [lint_file(path) for path in followed(files, "checking", len(files))]
    by_file = {
        file.path: [_as_named(problem, file.path) for problem in file.diagnostics]
        for file in reviewed
    }
    for problem in lint_names(reviewed):
        by_file[problem.path].append(problem)
    return [problem for problems in by_file.values() for problem in problems]


def _as_named(problem: Diagnostic, file: Path) -> Diagnostic:
    """A problem in a data file, with its path as that of the domain file was given."""
    from msgspec.structs import replace

    folder = file.parent.resolve()
    if problem.path == file or not problem.path.is_relative_to(folder):
        return problem
    return replace(problem, path=file.parent / problem.path.relative_to(folder))


# How problems are written


def _write_text(problems: Sequence[Diagnostic]) -> None:
    from mockgenie.cli.output import Colours, Excerpts

    colours = Colours(sys.stdout)
    of_severity: dict[str, Colour] = {"error": "red", "warning": "yellow"}
    excerpts = Excerpts()
    for problem in problems:
        place = colours(f"{problem.path}:{problem.line}:{problem.column}:", "bold")
        severity = colours(f"{problem.severity}:", of_severity[problem.severity])
        code = f" [{problem.code}]" if problem.severity == "warning" else ""
        print(f"{place} {severity} {safe(problem.message)}{code}")
        for shown in excerpts.show(problem.path, problem.line, problem.column, problem.end_column):
            print(f"  {shown}")


def _write_json(problems: Sequence[Diagnostic]) -> None:
    written = [
        {
            "path": safe(one.path.as_posix()),
            "line": one.line,
            "column": one.column,
            **({"end_column": one.end_column} if one.end_column else {}),
            "severity": one.severity,
            "code": one.code,
            "message": one.message,
        }
        for one in problems
    ]
    print_json(written)


def _write_github(problems: Sequence[Diagnostic]) -> None:
    write_utf8()
    for problem in problems:
        file = safe(_escaped(problem.path.as_posix(), _IN_PROPERTY))
        place = f"file={file},line={problem.line},col={problem.column}"
        print(f"::{problem.severity} {place}::{safe(_escaped(problem.message, _IN_MESSAGE))}")


_WRITERS: dict[str, Writer] = {
    "text": _write_text,
    "json": _write_json,
    "github": _write_github,
}

_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = _IN_MESSAGE | {":": "%3A", ",": "%2C"}
"""What a workflow command cannot have as it is: in its message, in a property of it."""


def _escaped(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(char, char) for char in text)
