"""The /Dialog protocol alone: requests read and checked, answers written.

Knows nothing of domains, sessions or sockets.
"""

from mockgenie.protocol.envelope import ENVELOPES, Envelope
from mockgenie.protocol.errors import EngineError, GatewayError
from mockgenie.protocol.head import CONTINUE, head
from mockgenie.protocol.refusal import EngineRefusal, GatewayRefusal, Refusal
from mockgenie.protocol.request import (
    Call,
    CloseDialog,
    DataRecord,
    Dialog,
    OpenDialog,
    Request,
    read_call,
)
from mockgenie.protocol.results import closed, data_requested, failed, spoken

__all__ = [
    "CONTINUE",
    "ENVELOPES",
    "Call",
    "CloseDialog",
    "DataRecord",
    "Dialog",
    "EngineError",
    "EngineRefusal",
    "Envelope",
    "GatewayError",
    "GatewayRefusal",
    "OpenDialog",
    "Refusal",
    "Request",
    "closed",
    "data_requested",
    "failed",
    "head",
    "read_call",
    "spoken",
]
