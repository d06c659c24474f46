"""Has schemathesis ask the admin API for a minute: what its OpenAPI document allows, and what not.

Every answer has to be one that the document tells. `pip install -e ".[dev]"` has schemathesis.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from itertools import count
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.core import NotSet
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import positive_data_acceptance

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench.attack.target import HOST, Target, served, verdict

_AT_ONCE = 5
"""Requests of each operation before the next one has its turn."""


class Attack:
    """Asks for each operation in turn."""

    def __init__(self, target: Target) -> None:
        self.problems: list[str] = []
        self.asked: Counter[str] = Counter()
        self._url = f"http://{HOST}:{target.port}"
        schema = schemathesis.openapi.from_url(f"{self._url}/__mockgenie/openapi.json")
        self._operations = [one.ok() for one in schema.get_all_operations()]

    def go_on(self, until: float) -> None:
        """Ask until the clock is there."""
        for number in count():
            for operation in self._operations:
                for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                    if time.monotonic() > until:
                        return
                    self._ask(operation, mode, number)

    def _ask(self, operation: Any, mode: GenerationMode, number: int) -> None:
        # Not every text is a condition, a fault or a moment, and no schema can say which ones are.
        excluded = [positive_data_acceptance]

        @seed(number)
        @settings(
            max_examples=_AT_ONCE,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(mode))
        def answered(case: Any) -> None:
            # Whoever waits has an answer at once.
            if operation.label.startswith("POST") and operation.label.endswith("/journal/wait"):
                if isinstance(case.body, dict):
                    case.body["timeout"] = 0.0
                elif isinstance(case.body, NotSet):
                    case.body, case.media_type = {"timeout": 0.0}, "application/json"
                case.query = {}
            elif operation.label.endswith("/journal/wait"):
                case.query = {**(case.query or {}), "timeout": "0"}
            elif operation.label.endswith("/events"):
                case.query = {**(case.query or {}), "seconds": "0.01"}
            self.asked[operation.label] += 1
            case.call_and_validate(excluded_checks=excluded)

        try:
            answered()
        except (Exception, FailureGroup) as error:
            # An operation that takes nothing has nothing to be wrong.
            if type(error).__name__ not in ("Unsatisfiable", "SkipTest"):
                # What did not fail again has its reason within.
                reasons = getattr(error, "exceptions", (error,))
                self.problems += [f"{operation.label}: {one}" for one in reasons]


def main() -> int:
    """Attack for a while; the exit code is 1 where something did not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0, help="(default: %(default)s)")
    options = parser.parse_args()
    with served("--quiet") as target:
        attack = Attack(target)
        before = target.memory()
        attack.go_on(time.monotonic() + options.seconds)
        print(f"{attack.asked.total():,} requests of {len(attack.asked)} operations")
        if before:
            print(f"memory {target.memory() / 1e6:.1f} MB, {before / 1e6:.1f} MB at the beginning")
        return verdict(attack.problems, target.said())


if __name__ == "__main__":
    sys.exit(main())
