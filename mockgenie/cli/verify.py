"""`mockgenie verify`: hold a server to the wire contract."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any, TypeVar

from mockgenie.cli.numbers import number
from mockgenie.cli.output import counted, fail, print_json, safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockgenie.cli.output import Colour, Colours
    from mockgenie.contract import Address, ContractCase, Difference, Outcome, Target, Verdict

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
Ask any server of the dialog API, this one or the real one, what the wire contract says, and tell
where its answers differ from it, byte for byte. Requests go out one after the other; sessions
that they open are closed. The exit code is 0 where all that could be asked agrees, 1 where
something differs, and 2 where it could not be asked.
"""

_SIGNS: dict[Verdict, tuple[str, Colour]] = {
    "agrees": ("agrees", "green"),
    "differs": ("DIFFERS", "red"),
    "not asked": ("not asked", "yellow"),
}


def add_to(commands: argparse._SubParsersAction[P]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "verify",
        help="hold a server to the wire contract",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run)
    option = parser.add_argument
    option(
        "url",
        nargs="?",
        metavar="URL",
        default=argparse.SUPPRESS,
        help="where the server is, as http://localhost:8000/Dialog",
    )
    option(
        "--access-key",
        metavar="KEY",
        default=argparse.SUPPRESS,
        help="access key to ask with, and no other; without it the server has to take any key",
    )
    option(
        "--domain",
        metavar="NAME",
        default="Weather",
        help="domain to open; what only a domain decides may be anything (default: %(default)s)",
    )
    option(
        "--envelope",
        choices=("guide", "observed", "legacy"),
        default=argparse.SUPPRESS,
        help="form that the answers have to have (default: that of the first answer)",
    )
    option(
        "--only",
        metavar="EXPRESSION",
        default=argparse.SUPPRESS,
        help="only cases with these words in their names or rows; knows and, or, not and"
        " parentheses",
    )
    option(
        "--quick",
        action="store_true",
        help="only as many cases as it takes to have one for each row of the contract",
    )
    option("-x", "--exitfirst", action="store_true", help="stop at the first difference")
    option("--list", action="store_true", help="list the cases and ask nothing")
    option("--json", action="store_true", help="print the outcome as one JSON object")
    option(
        "--timeout",
        type=number(above=0, most=3600),
        metavar="S",
        default=10,
        help="seconds that an answer may take (default: %(default)s)",
    )
    option(
        "--pause",
        type=number(least=0, most=3600),
        metavar="S",
        default=argparse.SUPPRESS,
        help="seconds between two requests (default: 0 on this machine, 0.2 elsewhere)",
    )


def run(options: argparse.Namespace) -> int:
    """Ask what can be asked, and say how it went."""
    from mockgenie.contract import Target, address_of, cases
    from mockgenie.conversations import SelectionError, select

    expression: str | None = getattr(options, "only", None)
    key: str | None = getattr(options, "access_key", None)
    try:
        wanted = (lambda _: True) if expression is None else select(expression)
    except SelectionError as error:
        return fail(f"--only {expression}: {error}")
    chosen = [case for case in cases() if wanted(" ".join((_title(case), *case.source)))]
    if not chosen:
        return fail(f"--only {expression}: no case has these words in its name or rows")
    for name, text in (("--access-key", key), ("--domain", options.domain)):
        if text is not None and (not text.strip() or text != text.strip()):
            return fail(f"{name} {text!r}: expected a text without spaces around it")
        if text is not None and not text.isprintable():
            return fail(f"{name} {text!r}: expected a text without control characters")
    url: str | None = getattr(options, "url", None)
    if url is None and not options.list:
        return fail("verify needs the URL of a server, as http://localhost:8000/Dialog")
    try:
        address = address_of(url) if url is not None else None
    except ValueError as error:
        return fail(f"{url}: {error}")
    target = Target(address.authority if address else "", options.domain, key)
    if options.list or address is None:
        return _list(_chosen(chosen, target, options), target, options)
    return _verify(chosen, address, target, options)


def _chosen(
    chosen: Sequence[ContractCase], target: Target, options: argparse.Namespace, envelope: str = ""
) -> Sequence[ContractCase]:
    """With --quick the fewest of them, else all."""
    from mockgenie.contract import fewest, why_not_applicable

    if not options.quick:
        return chosen
    envelope = envelope or getattr(options, "envelope", "")
    return fewest([case for case in chosen if not why_not_applicable(case, target, envelope)])


def _verify(
    chosen: Sequence[ContractCase], address: Address, target: Target, options: argparse.Namespace
) -> int:
    """Ask them, one after the other."""
    from mockgenie.cli.output import Colours
    from mockgenie.contract import DIFFERS, NOT_ASKED, Stopped, Unreachable, Verifier

    colours = Colours(sys.stdout)
    verifier = Verifier(address, target, options.timeout, getattr(options, "pause", None))
    outcomes: list[Outcome] = []
    stopped = ""
    envelope: str = getattr(options, "envelope", "")
    try:
        found = verifier.probe()
        envelope = envelope or found
        if not options.json:
            print(safe(f"{address.url}  domain {target.domain}, envelope {envelope}"))
        for case in _chosen(chosen, target, options, envelope):
            outcomes.append(verifier.check(case, envelope))
            if not options.json:
                _show(outcomes[-1], colours)
            if options.exitfirst and outcomes[-1].verdict == DIFFERS:
                break
    except (Stopped, Unreachable) as error:
        stopped = str(error)
    differs = any(outcome.verdict == DIFFERS for outcome in outcomes)
    asked = any(outcome.verdict != NOT_ASKED for outcome in outcomes)
    if options.json:
        print_json(
            outcomes_as_json(address, target, envelope, outcomes, verifier.requests, stopped)
        )
    else:
        for outcome in outcomes:
            if outcome.difference is not None:
                _show_difference(outcome.case, outcome.difference, colours)
        if outcomes:
            summary = _summary(outcomes, verifier.requests)
            print(colours(summary, "red" if differs else "green"), flush=True)
    if stopped:
        return fail(stopped)
    if not asked:
        return fail("nothing of this could be asked of the server")
    return 1 if differs else 0


def _show(outcome: Outcome, colours: Colours) -> None:
    sign, colour = _SIGNS[outcome.verdict]
    case = outcome.case
    reason = f": {safe(outcome.reason)}" if outcome.reason else ""
    rows = colours(f"[{', '.join(case.source)}]", "dim")
    print(f"{colours(f'{sign:<9}', colour)}  {_title(case)}  {rows}{reason}", flush=True)


def _show_difference(case: ContractCase, difference: Difference, colours: Colours) -> None:
    from mockgenie.cli.output import print_report
    from mockgenie.contract import report, rows

    says = rows()
    print(f"\n{colours(f'DIFFERS {_title(case)}', 'bold')}")
    for row in case.source:
        print(f"  {row}: {says[row]}")
    print_report(report(difference), colours)
    print()


def _list(chosen: Sequence[ContractCase], target: Target, options: argparse.Namespace) -> int:
    """The cases, each with the requests it makes or why it cannot be asked."""
    from mockgenie.contract import why_not_applicable

    envelope = getattr(options, "envelope", "")
    entries = [(case, why_not_applicable(case, target, envelope)) for case in chosen]
    if options.json:
        print_json([case_as_json(case, reason=reason) for case, reason in entries])
        return 0
    for case, reason in entries:
        how = f"not asked: {reason}" if reason else counted(case.requests, "request")
        print(f"{_title(case)}  [{', '.join(case.source)}]  {how}")
    askable = [case for case, reason in entries if not reason]
    requests = sum(case.requests for case in askable)
    asking = f"{len(askable)} to be asked with {counted(requests, 'request')}"
    print(f"{counted(len(entries), 'case')}, {asking}")
    return 0


def _title(case: ContractCase) -> str:
    return f"{case.file}: {case.name}"


def _summary(outcomes: Sequence[Outcome], requests: int) -> str:
    from mockgenie.contract import AGREES, DIFFERS, NOT_ASKED

    count = {verdict: sum(one.verdict == verdict for one in outcomes) for verdict in _SIGNS}
    return (
        f"{counted(len(outcomes), 'case')}: {count[AGREES]} agree, {count[DIFFERS]} differ,"
        f" {count[NOT_ASKED]} not asked; {counted(requests, 'request')}"
    )


def outcomes_as_json(
    address: Address,
    target: Target,
    envelope: str,
    outcomes: Sequence[Outcome],
    requests: int,
    stopped: str,
) -> dict[str, Any]:
    """How the cases went, and what was asked; `stopped`: why it ended early."""
    from mockgenie.contract import VERDICTS

    verdicts = [outcome.verdict for outcome in outcomes]
    return {
        "url": address.url,
        "domain": target.domain,
        "envelope": envelope,
        "requests": requests,
        "stopped": stopped,
        **{verdict.replace(" ", "_"): verdicts.count(verdict) for verdict in VERDICTS},
        "cases": [
            case_as_json(
                one.case, one.difference, outcome=one.verdict.replace(" ", "_"), reason=one.reason
            )
            for one in outcomes
        ],
    }


def case_as_json(
    case: ContractCase, difference: Difference | None = None, **more: str
) -> dict[str, Any]:
    """A case, and what differs: bytes that are not UTF-8 are `\\xHH` in the texts."""
    content: dict[str, Any] = {
        "file": case.file,
        "name": case.name,
        "rows": list(case.source),
        "requests": case.requests,
        **more,
    }
    if difference is not None:
        from mockgenie.contract import first_difference

        expected, got = difference.expected, difference.got
        content["difference"] = {
            "request": difference.step,
            "what": difference.what,
            "sent": _text(difference.sent.head + difference.sent.body),
            "expected": _text(expected),
            "got": _text(got),
            "where": first_difference(expected, got) if expected != got else "",
        }
    return content


def _text(content: bytes) -> str:
    return content.decode("utf-8", "backslashreplace")
