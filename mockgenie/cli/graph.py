"""`mockgenie graph`: draw the task graph of a domain."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mockgenie.cli.domains import add_domains_option
from mockgenie.cli.output import cannot_read, fail, say, write_out

if TYPE_CHECKING:
    from mockgenie.domain import Domain

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
Draw the task graph of a domain: a box for each task, with what it fills and looks up; an arrow for
each way, with the dialog acts that open it and, in brackets, its condition; a dashed one where the
system takes it by itself. Mermaid is what GitHub and editors draw in Markdown, DOT what Graphviz
reads; SVG is drawn here, and any browser shows it.
"""


def add_to(commands: argparse._SubParsersAction[P]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "graph",
        help="draw the task graph of a domain",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run)
    option = parser.add_argument
    option("name", metavar="NAME", help="the domain to draw")
    add_domains_option(parser)
    option(
        "--format",
        choices=tuple(_WRITERS),
        help="how it is written (default: what the name of FILE ends in, else mermaid)",
    )
    option(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="write it to FILE (default: standard output)",
    )


def run(options: argparse.Namespace) -> int:
    """Draw it."""
    from mockgenie.cli.domains import Shelf, library_with
    from mockgenie.domain import DomainError

    output: Path | None = options.output
    written = options.format or _ENDINGS.get(output.suffix.lower() if output else "")
    if written is None:
        endings = ", ".join(ending for ending in _ENDINGS if ending)
        return fail(f"{output}: give --format, or a name that ends in {endings}")
    try:
        library = library_with(getattr(options, "domains", ()), options.name)
    except OSError as error:
        return cannot_read(error, "domains: ")
    shelf = Shelf(library)
    found = shelf.engine(options.name)
    if found is None:
        return fail(shelf.unknown(options.name))
    if isinstance(found, DomainError):
        for diagnostic in found.diagnostics:
            say(str(diagnostic))
        return 1
    return write_out(_WRITERS[written](found.domain), output)


def _mermaid(domain: Domain) -> str:
    from mockgenie.drawing import graph_of, write_mermaid

    return write_mermaid(graph_of(domain))


def _dot(domain: Domain) -> str:
    from mockgenie.drawing import graph_of, write_dot

    return write_dot(graph_of(domain))


def _svg(domain: Domain) -> str:
    from mockgenie.drawing import graph_of, lay_out, write_svg

    return write_svg(lay_out(graph_of(domain)))


_WRITERS: dict[str, Callable[[Domain], str]] = {"mermaid": _mermaid, "dot": _dot, "svg": _svg}
_ENDINGS = {
    "": "mermaid",
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".dot": "dot",
    ".gv": "dot",
    ".svg": "svg",
}
"""The format of a file by the ending of its name; "" without a file."""
