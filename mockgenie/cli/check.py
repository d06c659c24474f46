"""`mockgenie check`: tell what is wrong with domain files."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from mockgenie.cli.messages import fail

if TYPE_CHECKING:
    from mockgenie.cli.colours import Colour
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
        help="domain file, folder of a domain, or folder of domains (default: the current folder"
        " where it has domains, else the domains that come with mockgenie)",
    )
    option(
        "--format",
        choices=tuple(_WRITERS),
        default="text",
        help="how problems are told: for people, as JSON, or as annotations of a GitHub workflow"
        " (default: %(default)s)",
    )


def run(options: argparse.Namespace) -> int:
    """Check them all, and say what is wrong."""
    from mockgenie.domain import each_once
    from mockgenie.lint import lint_file, lint_names

    try:
        files = list(each_once(_files(options.paths)))
    except OSError as error:
        return fail(f"cannot read {error.filename}: {error.strerror}")
    if not files:
        folders = ", ".join(map(str, options.paths))
        return fail(f"no domain (NAME.yaml or NAME/domain.yaml) in {folders}")
    reviewed = [lint_file(path) for path in files]
    by_file = {
        file.path: [_as_named(told, file.path) for told in file.diagnostics] for file in reviewed
    }
    for told in lint_names(reviewed):
        by_file[told.path].append(told)
    problems = [told for file in by_file.values() for told in file]
    try:
        _WRITERS[options.format](problems)
        sys.stdout.flush()
    except BrokenPipeError:  # nobody reads on
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if options.format == "text":
        found = _counted(len(problems), "problem") if problems else "no problems"
        print(f"{_counted(len(files), 'file')}, {found}", file=sys.stderr, flush=True)
    return 1 if problems else 0


def _files(places: Sequence[Path]) -> list[Path]:
    """The domain files. Raises OSError."""
    from mockgenie.domain import domain_files, shipped_folder

    if places:
        return [path for place in places for path in domain_files(place)]
    shipped = shipped_folder()
    if shipped.is_relative_to(Path.cwd()):
        shipped = shipped.relative_to(Path.cwd())
    return list(domain_files(Path())) or list(domain_files(shipped))


def _as_named(told: Diagnostic, file: Path) -> Diagnostic:
    """A problem in a data file, with its path as that of the domain file was given."""
    from msgspec.structs import replace

    folder = file.parent.resolve()
    if told.path == file or not told.path.is_relative_to(folder):
        return told
    return replace(told, path=file.parent / told.path.relative_to(folder))


# How problems are told


def _write_text(problems: Sequence[Diagnostic]) -> None:
    from mockgenie.cli.colours import Colours
    from mockgenie.cli.excerpts import Excerpts
    from mockgenie.source.excerpt import printable

    colours = Colours(sys.stdout)
    of_severity: dict[str, Colour] = {"error": "red", "warning": "yellow"}
    excerpts = Excerpts()
    for told in problems:
        place = colours(printable(f"{told.path}:{told.line}:{told.column}:"), "bold")
        severity = colours(f"{told.severity}:", of_severity[told.severity])
        code = f" [{told.code}]" if told.severity == "warning" else ""
        print(f"{place} {severity} {printable(told.message)}{code}")
        for shown in excerpts.show(told.path, told.line, told.column, told.end_column):
            print(f"  {shown}")


def _write_json(problems: Sequence[Diagnostic]) -> None:
    import json

    _speak_utf8()
    told = [
        {
            "path": one.path.as_posix(),
            "line": one.line,
            "column": one.column,
            **({"end_column": one.end_column} if one.end_column else {}),
            "severity": one.severity,
            "code": one.code,
            "message": one.message,
        }
        for one in problems
    ]
    print(json.dumps(told, ensure_ascii=False, indent=2))


def _write_github(problems: Sequence[Diagnostic]) -> None:
    _speak_utf8()
    for told in problems:
        file = _escaped(told.path.as_posix(), _IN_PROPERTY)
        place = f"file={file},line={told.line},col={told.column}"
        print(f"::{told.severity} {place}::{_escaped(told.message, _IN_MESSAGE)}")


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


def _speak_utf8() -> None:
    """What programs read is UTF-8, whatever the console speaks."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
