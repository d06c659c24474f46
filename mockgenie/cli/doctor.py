"""`mockgenie doctor`: look at this machine, and say what stands in the way."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from mockgenie.cli.numbers import number
from mockgenie.cli.output import Colours, counted, print_json, safe, shown

if TYPE_CHECKING:
    from mockgenie.cli.doctor_checks import MachineCheck, Observation, State
    from mockgenie.cli.output import Colour

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
Look at what mockgenie needs and what can stand in its way: versions, folders, the port, proxies,
names, the envelope, optional packages. A line tells what is found, and what to do about it. The
exit code is 0 where there is no problem, and 1 where there is one.
"""

NAMES = (
    "version", "python", "packages", "extras", "folders", "options", "writing", "port", "proxies",
    "hosts", "envelope", "bots", "isolate",
)  # fmt: skip
"""The checks, in their order."""

_WIDTH = max(map(len, NAMES))


def add_to(commands: argparse._SubParsersAction[P]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "doctor",
        help="say what stands in the way on this machine",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run)
    option = parser.add_argument
    option(
        "checks",
        nargs="*",
        type=_check,
        metavar="CHECK",
        help=f"what is looked at: {', '.join(NAMES)} (default: everything)",
    )
    option(
        "--port",
        type=number(is_whole=True, least=1, most=65535),
        default=8000,
        metavar="PORT",
        help="the port of the server (default: %(default)s)",
    )
    option("--json", action="store_true", help="print the findings as one JSON object")


def run(options: argparse.Namespace) -> int:
    """Look, and say what was found."""
    from mockgenie.cli.doctor_checks import Machine

    machine = Machine(port=options.port)
    wanted = options.checks or NAMES
    known = checks()
    found = [
        (name, finding) for name in NAMES if name in wanted for finding in known[name](machine)
    ]
    problems = sum(finding.state == "problem" for _, finding in found)
    if options.json:
        print_json({"ok": not problems, "findings": [_told(*one) for one in found]})
    else:
        colours = Colours(sys.stdout)
        for name, finding in found:
            print(_line(colours, name, finding), flush=True)
        print(counted(problems, "problem") if problems else "no problems", file=sys.stderr)
    return 1 if problems else 0


def checks() -> Mapping[str, MachineCheck]:
    """The checks by their names."""
    from mockgenie.cli import doctor_checks, doctor_network

    return {**doctor_checks.CHECKS, **doctor_network.CHECKS}


def _told(name: str, finding: Observation) -> dict[str, str]:
    return {
        "check": name,
        "state": finding.state,
        "found": finding.found,
        "advice": finding.advice,
    }


_COLOURS: dict[State, Colour] = {"ok": "green", "note": "yellow", "problem": "red"}


def _line(colours: Colours, name: str, finding: Observation) -> str:
    state = "PROBLEM" if finding.state == "problem" else finding.state
    advice = f": {finding.advice}" if finding.advice else ""
    mark = colours(f"{state:7}", _COLOURS[finding.state])
    return f"{mark}  {name:{_WIDTH}}  {safe(finding.found + advice)}"


def _check(text: str) -> str:
    from mockgenie.source import did_you_mean

    if text in NAMES:
        return text
    near = did_you_mean(text, NAMES) or f" (choose from {', '.join(NAMES)})"
    raise argparse.ArgumentTypeError(f"no check {shown(text)}{near}")
