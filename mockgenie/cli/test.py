"""`mockgenie test`: hold the conversations that stand beside domains."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mockgenie.cli.domains import DEFAULT_PLACES
from mockgenie.cli.output import cannot_read, counted, fail, safe, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mockgenie.cli.output import Colours
    from mockgenie.conversations import FileRun, Hold, Suite, SuiteRun

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
Hold the conversations that are written beside domains, and tell where one goes otherwise: those of
NAME/domain.yaml are NAME/tests/*.yaml and NAME/*.test.yaml, that of NAME.yaml is NAME.test.yaml.
With --against they are held with a server, whatever it is made of; there a file may stand alone if
its conversations say their domain.
The exit code is 0 where all of them went as written, 1 where one did not or a file does not load,
and 2 where there is nothing to test, or no server.
"""


def add_to(commands: argparse._SubParsersAction[P]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "test",
        help="hold the conversations beside domains",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run)
    option = parser.add_argument
    option(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="domain file, folder of a domain, folder of domains, or file of conversations"
        f" (default: {DEFAULT_PLACES})",
    )
    option(
        "-k",
        metavar="EXPRESSION",
        default=argparse.SUPPRESS,
        help="only conversations with these words in the names of domain, file or conversation;"
        " knows and, or, not and parentheses",
    )
    option(
        "--against",
        metavar="URL",
        default=argparse.SUPPRESS,
        help="hold them with the server at URL, as http://localhost:8000/Dialog, instead of the"
        " domains; what it does not tell (slots, acts, tasks, pictures) is not looked at",
    )
    option(
        "--access-key",
        metavar="KEY",
        default="test",
        help="access key for that server (default: %(default)s)",
    )
    option("-v", "--verbose", action="store_true", help="a line for each conversation")
    option("-x", "--exitfirst", action="store_true", help="stop at the first failure")
    option(
        "--junit",
        type=Path,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="write the outcome to FILE as well, as JUnit XML",
    )


def run(options: argparse.Namespace) -> int:
    """Hold them all, and say how they went."""
    from mockgenie.cli.domains import find_places
    from mockgenie.cli.output import Colours
    from mockgenie.conversations import NoAnswer, NoDomain, SelectionError, find_suites, select

    expression: str | None = getattr(options, "k", None)
    against: str | None = getattr(options, "against", None)
    try:
        hold = None if against is None else _holder(against, options.access_key)
        wanted = (lambda _: True) if expression is None else select(expression)
        places = find_places(options.paths)
        suites = find_suites(places.paths, alone=against is not None)
    except SelectionError as error:
        return fail(f"-k {expression}: {error}")
    except ValueError as error:
        return fail(f"--against: {error}")
    except OSError as error:
        return cannot_read(error)
    if not any(suite.files for suite in suites):
        where = places.called or ", ".join(map(str, places.paths))
        return fail(f"no conversations (NAME/tests/*.yaml or NAME.test.yaml) in {where}")
    if places.called:
        say(f"using {places.called}")
    colours = Colours(sys.stdout)
    try:
        runs = list(_runs(suites, wanted, options, colours, hold))
    except NoDomain as error:
        return fail(str(error))
    except NoAnswer as error:
        return fail(f"--against {against}: {error}")
    return _tell(runs, expression, options, colours)


def _tell(
    runs: Sequence[SuiteRun],
    expression: str | None,
    options: argparse.Namespace,
    colours: Colours,
) -> int:
    """Say how conversations went; the exit code."""
    passed = all(run.passed for run in runs)
    _show_failures(runs, colours)
    for run in runs:
        if run.coverage:
            print("\n".join(map(safe, run.coverage.lines())))
    if passed and not any(run.count for run in runs):
        return fail(f"-k {expression}: no conversation has these words in its names")
    print(colours(_summary(runs), "green" if passed else "red"), flush=True)
    return _write_junit(options, runs) or (0 if passed else 1)


def _holder(url: str, access_key: str) -> Hold:
    """What holds conversations with the server at an address. Raises ValueError."""
    from mockgenie.contract import address_of
    from mockgenie.conversations import RemoteServer

    address = address_of(url)
    return RemoteServer(address.host, address.port, access_key).hold


def _runs(
    suites: Sequence[Suite],
    wanted: Callable[[str], bool],
    options: argparse.Namespace,
    colours: Colours,
    hold: Hold | None,
) -> Iterator[SuiteRun]:
    """Hold the conversations of each suite, and show how they went. A domain without any is only
    named where it loads."""
    from mockgenie.conversations import run_suite

    for suite in suites:
        run = run_suite(suite, wanted, options.exitfirst, hold)
        if not suite.files and run.passed:
            print(safe(f"{suite.domain_file}  no conversations"))
            continue
        _show(run, colours, options.verbose)
        yield run
        if options.exitfirst and not run.passed:
            return


def _write_junit(options: argparse.Namespace, runs: Sequence[SuiteRun]) -> int:
    """Write the outcome where --junit asks for it; the exit code of a failure, 0 for none."""
    from mockgenie.conversations import write_junit

    path: Path | None = getattr(options, "junit", None)
    if path is not None:
        try:
            write_junit(path, runs)
        except OSError as error:
            return fail(f"cannot write {path}: {error.strerror}")
    return 0


def _show(run: SuiteRun, colours: Colours, verbose: bool) -> None:
    """A line for each file, with -v for each conversation."""
    if run.problems:
        print(f"{safe(str(run.suite.domain_file))}  {colours('does not load', 'red')}")
        _show_problems(run)
    for file in run.files:
        if file.problems:
            print(f"{safe(str(file.path))}  {colours('cannot be read', 'red')}")
            _show_problems(file)
        elif verbose and file.runs:
            print(safe(str(file.path)))
            for one in file.runs:
                how = colours("FAILED", "red") if one.failure else colours("ok", "green") + "    "
                print(f"  {how}  {safe(one.conversation.name)}")
        elif file.runs:
            dots = "".join(colours("F", "red") if one.failure else "." for one in file.runs)
            print(f"{safe(str(file.path))}  {dots}")
    sys.stdout.flush()


def _show_problems(run: SuiteRun | FileRun) -> None:
    for problem in run.problems:
        print(f"  {safe(str(problem))}")


def _show_failures(runs: Sequence[SuiteRun], colours: Colours) -> None:
    from mockgenie.cli.output import print_report
    from mockgenie.conversations import report

    for run in runs:
        for file in run.files:
            for failure in file.failures:
                head = f"FAILED {run.domain}: {failure.conversation.name}"
                print(f"\n{colours(head, 'bold')}")
                print_report(report(failure), colours)
    if not all(run.passed for run in runs):
        print()


def _summary(runs: Sequence[SuiteRun]) -> str:
    files = [file for run in runs for file in run.files]
    count = sum(run.count for run in runs)
    failed = sum(len(file.failures) for file in files)
    domains = sum(1 for run in runs if run.problems)
    unread = sum(1 for file in files if file.problems)
    parts = [
        counted(count, "conversation"),
        f"{failed} failed",
        *([f"{counted(domains, 'domain')} not loaded"] if domains else []),
        *([f"{counted(unread, 'file')} not read"] if unread else []),
    ]
    return ", ".join(parts)
