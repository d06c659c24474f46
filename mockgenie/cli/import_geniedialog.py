"""`mockgenie import geniedialog`: a domain of a database of GenieDialog's authoring tool."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mockgenie.cli.output import cannot_make, counted, fail, safe

if TYPE_CHECKING:
    from mockgenie.importers.geniedialog import ImportedFolder

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
FILE is the database of a domain of GenieDialog's authoring tool, NAME_DB.sqlite3, or the text
export of its scenarios, NAME.txt. Makes the folder DIR with domain.yaml, the records and
conversations that test it, and reports what was decided and what is left open. The exit code is 0
where nothing is, 1 where something is, and 2 where nothing could be made.
"""


def add_to(formats: argparse._SubParsersAction[P]) -> None:
    """Add the format and its options."""
    parser = formats.add_parser(
        "geniedialog",
        help="a domain of GenieDialog's authoring tool, NAME_DB.sqlite3",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="the database, or the text export of scenarios"
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="the folder that is made, whose name is that of the domain (default: the name of"
        " FILE without its ending and _DB)",
    )


def run(options: argparse.Namespace) -> int:
    """Make the domain."""
    from mockgenie.importers import ImportFailure
    from mockgenie.importers.geniedialog import import_geniedialog

    file: Path = options.file
    name = file.stem.removesuffix("_DB") or file.stem
    folder: Path = getattr(options, "output", None) or Path(name)
    try:
        imported = import_geniedialog(file, folder)
    except ImportFailure as failure:
        return fail(str(failure))
    except OSError as error:
        return cannot_make(error, folder)
    for line in _report(file, imported):
        print(safe(line))
    return 1 if imported.open_points else 0


def _report(file: Path, imported: ImportedFolder) -> Iterator[str]:
    """What was read, decided, left open and made."""
    read = (counted(number, what) for what, number in imported.counts.items() if number)
    yield f"{file}: {', '.join(read).replace('classs', 'classes')}"
    yield from (f"  {decision}" for decision in imported.decisions)
    if imported.open_points:
        yield f"{counted(len(imported.open_points), 'open point')}:"
        yield from (f"  {point}" for point in imported.open_points)
    for path in imported.files:
        told = ""
        if path.name == "scenarios.yaml":
            told = f": {imported.passed} of {imported.scenarios} scenarios go as they are written"
        yield f"{path}{told}"
    shown = imported.folder.as_posix()
    yield "Next:"
    yield f"  mockgenie check {shown}"
    if imported.passed:
        yield f"  mockgenie test {shown}"
    yield f"  mockgenie chat {imported.folder.resolve().name} --domains {shown}"
