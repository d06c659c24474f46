"""`mockgenie chat`: talk to a domain, in this process."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mockgenie.cli.domains import add_domains_option
from mockgenie.cli.numbers import number
from mockgenie.cli.output import cannot_read, fail, say, shown

if TYPE_CHECKING:
    from mockgenie.cli.domains import Shelf
    from mockgenie.cli.lines import ChatLines
    from mockgenie.cli.talk import Talk

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
Talk to a domain in this terminal; no server is needed. What is not a terminal gives and gets plain
lines, an utterance each. A line that begins with / is a command: /help lists them.
"""


_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def add_to(commands: argparse._SubParsersAction[P]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "chat",
        help="talk to a domain, here and now",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run)
    option = parser.add_argument
    option(
        "name",
        nargs="?",
        metavar="NAME",
        help="the domain to talk to; without it you are asked, by name or number, unless there is"
        " only one",
    )
    add_domains_option(parser)
    option(
        "--access-method",
        choices=("internal_data", "external_data"),
        help="where records come from: the domain's own, or what the client sends, which is what"
        " you type behind /data (default: internal_data, with --external external_data)",
    )
    option(
        "--external",
        action="store_true",
        help="play the bot of external_data: show what is asked for, and answer with the records"
        " that fit, by itself",
    )
    option(
        "--data",
        type=Path,
        metavar="FILE",
        help="what --external answers with, which it implies: a .csv, .json or SQLite file with a"
        " column for each slot (default: the domain's own records)",
    )
    option(
        "--today",
        type=_day,
        metavar="DATE",
        default=argparse.SUPPRESS,
        help="the day it is, as 2026-11-22 (default: today in Korea)",
    )
    option(
        "--seed",
        type=number(is_whole=True, least=0),
        metavar="N",
        default=0,
        help="what the choice among several wordings depends on (default: %(default)s)",
    )
    option(
        "--trace",
        action="store_true",
        help="show under each turn what was understood, and why",
    )


def run(options: argparse.Namespace) -> int:
    """Talk until the lines end."""
    from mockgenie.cli.console import open_lines
    from mockgenie.cli.domains import Shelf, library_with, no_domain_in
    from mockgenie.domain import DomainError

    if problem := _misfit(options):
        return fail(problem)
    try:
        library = library_with(getattr(options, "domains", ()), options.name)
    except OSError as error:
        return cannot_read(error, "domains: ")
    if not library.editions:
        return fail(no_domain_in(options.domains))
    shelf = Shelf(library)
    try:
        lines = open_lines()
        name: str | None = options.name or _chosen(shelf, lines)
        if name is None:  # left without choosing
            return 0
        found = shelf.engine(name)
        if found is None:
            return fail(shelf.unknown(name))
        if isinstance(found, DomainError):
            for diagnostic in found.diagnostics:
                say(str(diagnostic))
            return 1
        return _talk(shelf, lines, options).run(found)
    except KeyboardInterrupt:
        return 0


def _talk(shelf: Shelf, lines: ChatLines, options: argparse.Namespace) -> Talk:
    from mockgenie.cli.talk import ChatSettings, Talk
    from mockgenie.server import Clock

    day: date | None = getattr(options, "today", None)
    external = options.external or options.data is not None
    settings = ChatSettings(
        "external_data" if external else options.access_method or "internal_data",
        (lambda: day) if day else Clock().today,
        options.seed,
        options.trace,
        external,
        options.data,
    )
    return Talk(shelf, lines, settings)


def _misfit(options: argparse.Namespace) -> str:
    """What in the options about records cannot be; "" for nothing."""
    if options.data is not None:
        from mockgenie.domain import record_file_problem

        if problem := record_file_problem(options.data):
            return f"--data: {problem}"
    elif not options.external:
        return ""
    if options.access_method == "internal_data":
        return "--external means external_data; leave out --access-method internal_data"
    return ""


def _chosen(shelf: Shelf, lines: ChatLines) -> str | None:
    """The only domain, or the one that is chosen; None where the lines end before."""
    names = list(shelf.editions)
    if len(names) == 1:
        return names[0]
    lines.show(shelf.listed())
    while True:
        line = lines.read(
            "NAME or number: ",
            lambda begun: (name for name in names if name.startswith(begun)),
            remember=False,
        )
        if line is None:
            return None
        name = shelf.chosen(line.strip())
        if not lines.interactive or shelf.engine(name) is not None:
            return name
        if name:
            lines.note(shelf.unknown(name))


def _day(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"a day is written 2026-11-22, not {shown(text)}")
