"""The wire contract of /Dialog as data, and what checks a server against it (see README.md here).

Nothing here uses the mock's own protocol code: `data/` and `messages` say once more, from the
guide, what is right.
"""

from mockgenie.contract.cases import (
    DOMAINS,
    ENVELOPES,
    CaseStep,
    ContractCase,
    ExpectedAnswer,
    cases,
    fewest,
    rows,
)
from mockgenie.contract.exchange import Unreachable
from mockgenie.contract.messages import body, head
from mockgenie.contract.player import Difference, first_difference, play, report
from mockgenie.contract.target import Address, Target, address_of
from mockgenie.contract.verifier import (
    AGREES,
    DIFFERS,
    NOT_ASKED,
    VERDICTS,
    Outcome,
    Stopped,
    Verdict,
    Verifier,
    why_not_applicable,
)

__all__ = [
    "AGREES",
    "DIFFERS",
    "DOMAINS",
    "ENVELOPES",
    "NOT_ASKED",
    "VERDICTS",
    "Address",
    "CaseStep",
    "ContractCase",
    "Difference",
    "ExpectedAnswer",
    "Outcome",
    "Stopped",
    "Target",
    "Unreachable",
    "Verdict",
    "Verifier",
    "address_of",
    "body",
    "cases",
    "fewest",
    "first_difference",
    "head",
    "play",
    "report",
    "rows",
    "why_not_applicable",
]
