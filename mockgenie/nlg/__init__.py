"""What the system says: texts chosen by condition and weight, values filled in."""

from mockgenie.nlg.forms import write
from mockgenie.nlg.responder import Responder
from mockgenie.nlg.view import NOTHING_FOUND, FoundRecords, View, view_of

__all__ = [
    "NOTHING_FOUND",
    "FoundRecords",
    "Responder",
    "View",
    "view_of",
    "write",
]
