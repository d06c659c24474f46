"""What `mockgenie verify --json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockgenie.contract import Address, ContractCase, Difference, Outcome, Target


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


def print_json(content: object) -> None:
    """Print it, indented, in one go."""
    import json

    print(json.dumps(content, ensure_ascii=False, indent=2), flush=True)
