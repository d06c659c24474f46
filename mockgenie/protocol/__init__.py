"""The /Dialog protocol alone: requests read and checked, answers written.

Knows nothing of domains, sessions or sockets.
"""

from mockgenie.protocol.errors import (
    EngineError,
    EngineRefusal,
    GatewayError,
    GatewayRefusal,
    Refusal,
)
from mockgenie.protocol.request import (
    Call,
    CloseDialog,
    DataRecord,
    Dialog,
    OpenDialog,
    Request,
    read_call,
)
from mockgenie.protocol.response import (
    CONTINUE,
    ENVELOPES,
    Envelope,
    closed,
    data_requested,
    failed,
    head,
    spoken,
)

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
