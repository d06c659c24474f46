"""`mockgenie export`: a domain as another tool has it, which is GenieDialog's authoring tool."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeVar

from mockgenie.cli.output import cannot_read, counted, fail, safe

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
Write a domain as another tool has it, as far as that can hold it.
`mockgenie export FORMAT --help` tells more of a format.
"""
_OF_GENIEDIALOG = """
DIR is the folder of a domain, or its file. Writes the database that GenieDialog's authoring tool
has of a domain, and reports what its tables cannot hold. The exit code is 0 where they hold it all,
1 where something is left out, and 2 where nothing could be written.
"""


def add_to(commands: argparse._SubParsersAction[P]) -> None:
    """Add the command and its format."""
    command = commands.add_parser(
        "export", help="write a domain as another tool has it", description=_DESCRIPTION
    )
    formats = command.add_subparsers(title="formats", metavar="FORMAT", required=True)
    parser = formats.add_parser(
        "geniedialog",
        help="a database of GenieDialog's authoring tool, NAME_DB.sqlite3",
        description=_OF_GENIEDIALOG,
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="the folder of a domain, or its file"
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="the database that is written (default: the name of DIR, with _DB.sqlite3)",
    )


def run(options: argparse.Namespace) -> int:
    """Write the database."""
    from mockgenie.domain import DomainError, domain_files, name_by_place
    from mockgenie.importers.geniedialog import export_geniedialog

    place: Path = options.folder
    try:
        files = [*domain_files(place)]
    except OSError as error:
        return cannot_read(error)
    if len(files) != 1:
        return fail(f"{place} has {counted(len(files), 'domain')}; name the folder of one")
    (file,) = files
    name = name_by_place(file)
    path: Path = getattr(options, "output", None) or Path(f"{name}_DB.sqlite3")
    try:
        exported = export_geniedialog(file, path)
    except DomainError:
        return fail(f"{file} does not load; see mockgenie check {place}")
    except FileExistsError as error:
        return fail(f"{error.filename} is there already")
    except OSError as error:
        return fail(f"cannot write {error.filename or path}: {error.strerror or error}")
    rows = (f"{name} {count}" for name, count in exported.counts.items())
    print(safe(f"{path}: {', '.join(rows)}"))
    if exported.left_out:
        print("left out:")
    for one in exported.left_out:
        print(safe(f"  {one}"))
    return 1 if exported.left_out else 0
