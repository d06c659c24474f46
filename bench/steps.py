"""What each step of understanding is good for: the conversations that go wrong without it.

Every conversation test of the given domains is run with each step left out in turn. A step without
which all of them still go as they are written has nothing to show for itself there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

# The mockgenie of this checkout, whether or not one is installed.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mockgenie.conversations import (
    Conversation,
    find_suites,
    read_conversations,
    run_conversation,
)
from mockgenie.dialog import Engine
from mockgenie.domain import Domain, load_domain, shipped_folder
from mockgenie.nlu import STEPS

Tests = Sequence[tuple[Domain, Sequence[Conversation]]]


def tests_of(places: Sequence[Path]) -> Tests:
    """The domains at `places`, each with its conversations."""
    found = []
    for suite in find_suites(places):
        domain = load_domain(suite.domain_file)
        conversations = [
            conversation
            for file in suite.files
            for conversation in read_conversations(file, domain)
        ]
        found.append((domain, conversations))
    return found


def failures(tests: Tests, without: Collection[str]) -> list[str]:
    """The conversations that go wrong without some steps, as "Hotel: the title"."""
    return [
        f"{domain.name}: {conversation.name}"
        for domain, conversations in tests
        for engine in (Engine(domain, without=without),)
        for conversation in conversations
        if run_conversation(engine, conversation) is not None
    ]


def main() -> int:
    """Print a row for each step."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "places",
        nargs="*",
        type=Path,
        default=[shipped_folder()],
        help="domain files or folders with their tests (default: those that ship)",
    )
    parser.add_argument("--step", action="append", help="only this step, and what goes wrong")
    parser.add_argument("--quick", action="store_true", help="only the first domain")
    parser.add_argument("--json", action="store_true", help="print JSON in place of a table")
    options = parser.parse_args()
    known = [name for name, _ in STEPS]
    if unknown := [name for name in options.step or () if name not in known]:
        parser.error(f"unknown step {unknown[0]}; there are {', '.join(known)}")
    tests = tests_of(options.places)
    tests = tests[:1] if options.quick else tests
    wrong = set(failures(tests, ()))
    rows = {
        name: [one for one in failures(tests, (name,)) if one not in wrong]
        for name in options.step or known
    }
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    total = sum(len(conversations) for _, conversations in tests)
    print(f"Of {total} conversations go wrong without")
    for name, found in rows.items():
        print(f"  {name:<16} {len(found):>4}")
        for one in found if options.step else ():
            print(f"    {one}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
