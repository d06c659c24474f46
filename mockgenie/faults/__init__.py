"""What goes wrong on purpose: faults, which requests they strike, and what they do.

Knows the documented errors and the condition language; nothing of sockets.
"""

from mockgenie.faults.armed import Armed, FaultError, Faults, Strike
from mockgenie.faults.errors import ERRORS, DocumentedError, error_text, find_error
from mockgenie.faults.fault import EFFECTS, FACTS, Facts, Fault, Spread, as_fault
from mockgenie.faults.on_request import HEADER, PREFIX, requested_fault

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
    "Spread",
    "Strike",
    "as_fault",
    "error_text",
    "find_error",
    "requested_fault",
]
