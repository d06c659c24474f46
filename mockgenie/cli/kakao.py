"""`mockgenie kakao`: a simulated Kakao room, in which somebody's skill is talked to."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any, TypeVar

from mockgenie.cli.output import counted, fail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockgenie.channels.kakao import Problem

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
Talk to a Kakao skill as its users do. Each line that is typed is sent to the skill as Kakao sends
it; shown are the bubbles that a user sees, and behind ?? whatever Kakao would drop or fold. With
check, what --say says is sent instead, and the exit code is 0 where every answer arrives, and 1
where one does not come, comes too late or is dropped.
"""

_USER = "나: "
_BOT = "봇: "
_INDENT = "    "


def add_to(commands: argparse._SubParsersAction[P]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "kakao",
        help="talk to a Kakao skill, and check its answers",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run)
    option = parser.add_argument
    option(
        "mode",
        nargs="?",
        choices=("check",),
        metavar="check",
        help="send what --say says, and say by the exit code how it went",
    )
    option("url", metavar="URL", help="where the skill is, as http://localhost:8000/query/KAKAO")
    option(
        "--say",
        action="append",
        metavar="TEXT",
        default=argparse.SUPPRESS,
        help="what check says; may be given several times",
    )
    option(
        "--payload",
        choices=("real", "skill-test", "validation"),
        default="real",
        help="what is sent: real traffic, the admin centre's skill-test, or the validation of a"
        " parameter (default: %(default)s)",
    )
    option("--live", action="store_true", help="the channel that all see, not the developing one")
    option(
        "--callback",
        action="store_true",
        help="offer an address for answers that take longer than 5 seconds",
    )
    option(
        "--user",
        metavar="NAME",
        default="user",
        help="who talks; each name is another user (default: %(default)s)",
    )
    option(
        "--header",
        action="append",
        metavar="NAME:VALUE",
        default=argparse.SUPPRESS,
        help="header to send, as the skill's settings have it; may be given several times",
    )


def run(options: argparse.Namespace) -> int:
    """Talk until there is nothing more to say."""
    from mockgenie.cli.kakao_skill import Skill

    if not options.url.startswith(("http://", "https://")):
        return fail(f"expected an address, as http://localhost:8000/query/KAKAO, not {options.url}")
    if options.mode is None and "say" in options:
        return fail("--say is for check: mockgenie kakao check URL --say TEXT")
    if options.mode == "check" and "say" not in options:
        return fail("check needs something to say: --say TEXT")
    headers: dict[str, str] = {}
    for given in getattr(options, "header", ()):
        name, colon, value = given.partition(":")
        if not (colon and name.strip()) or not given.isascii() or not given.isprintable():
            return fail(f"--header: expected NAME:VALUE in ASCII, not {given}")
        headers[name.strip()] = value.strip()
    skill = Skill(options.url, options.user, options.payload, options.live, headers)
    if options.callback:
        skill.offer_callbacks()
    dropped = asked = found = 0
    for text in options.say if options.mode else _typed():
        if options.mode or not sys.stdin.isatty():
            print(f"{_USER}{text}")
        problems = _show(skill, text)
        asked += 1
        found += len(problems)
        dropped += any(problem.drops for problem in problems)
    if not options.mode:
        return 0
    told = counted(found, "problem") if found else "no problem"
    print(f"{counted(asked, 'answer')}, {told}")
    return 1 if dropped else 0


def _typed() -> Iterator[str]:
    """What is typed, line by line, until there is no more."""
    while True:
        try:
            text = input(_USER if sys.stdin.isatty() else "")
        except EOFError:
            return
        if text.strip():
            yield text.strip()


def _show(skill: Any, text: str) -> list[Problem]:
    """Say a text, and show what comes; its problems."""
    lines, problems = skill.say(text)
    for number, line in enumerate(lines):
        print(f"{_INDENT if number else _BOT}{line}")
    for problem in problems:
        print(f"?? {problem}")
    sys.stdout.flush()
    return list(problems)
