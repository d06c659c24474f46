"""What goes wrong on purpose: faults, which requests they strike, and what they do.

Knows the documented errors and the condition language; nothing of sockets.
"""

from mockgenie.faults.armed import (
    HEADER,
    PREFIX,
    Armed,
    FaultError,
    Faults,
    FaultsState,
    Strike,
    requested_fault,
)
from mockgenie.faults.fault import (
    EFFECTS,
    ERRORS,
    FACTS,
    DocumentedError,
    Facts,
    Fault,
    Spread,
    as_fault,
    error_text,
    find_error,
    method_of,
)

__all__ = [
    "EFFECTS",
    "ERRORS",
    "FACTS",
    "HEADER",
    "PREFIX",
    "Armed",
    "DocumentedError",
    "Facts",
    "Fault",
    "FaultError",
    "Faults",
    "FaultsState",
    "Spread",
    "Strike",
    "as_fault",
    "error_text",
    "find_error",
    "method_of",
    "requested_fault",
]
