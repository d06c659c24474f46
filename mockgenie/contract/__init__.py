"""The wire contract of /Dialog as data, and whoever holds a server to it (README.md beside this).

Nothing here asks the mock's own protocol code what is right: `data/` and `envelopes` have it
written down once more, from the guide.
"""

from mockgenie.contract.address import Address, address_of
from mockgenie.contract.applicability import not_askable
from mockgenie.contract.cases import DOMAINS, ENVELOPES, Answer, Case, Step, cases, rows
from mockgenie.contract.exchange import Unreachable
from mockgenie.contract.expected import body, head
from mockgenie.contract.player import Difference, Undecided, play
from mockgenie.contract.quick import fewest
from mockgenie.contract.report import report
from mockgenie.contract.target import Elsewhere
from mockgenie.contract.verifier import (
    AGREES,
    DIFFERS,
    KINDS,
    NOT_ASKED,
    Asker,
    Kind,
    Outcome,
    Stopped,
)

__all__ = [
    "AGREES",
    "DIFFERS",
    "DOMAINS",
    "ENVELOPES",
    "KINDS",
    "NOT_ASKED",
    "Address",
    "Answer",
    "Asker",
    "Case",
    "Difference",
    "Elsewhere",
    "Kind",
    "Outcome",
    "Step",
    "Stopped",
    "Undecided",
    "Unreachable",
    "address_of",
    "body",
    "cases",
    "fewest",
    "head",
    "not_askable",
    "play",
    "report",
    "rows",
]
