"""The /Dialog protocol alone: requests read and checked, answers written.

Knows nothing of domains, sessions or sockets.
"""

from mockgenie.wire.envelope import ENVELOPES, Envelope
from mockgenie.wire.errors import EngineError, GatewayError
from mockgenie.wire.head import CONTINUE, head
from mockgenie.wire.refusal import EngineRefusal, GatewayRefusal, Refusal
from mockgenie.wire.request import Call, CloseDialog, Dialog, OpenDialog, Record, Request, read_call
from mockgenie.wire.results import closed, data_requested, failed, spoken

__all__ = [
    "CONTINUE",
    "ENVELOPES",
    "Call",
    "CloseDialog",
    "Dialog",
    "EngineError",
    "EngineRefusal",
    "Envelope",
    "GatewayError",
    "GatewayRefusal",
    "OpenDialog",
    "Record",
    "Refusal",
    "Request",
    "closed",
    "data_requested",
    "failed",
    "head",
    "read_call",
    "spoken",
]
