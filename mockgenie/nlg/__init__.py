"""What the system says: texts chosen by condition and weight, values filled in."""

from mockgenie.nlg.forms import write
from mockgenie.nlg.responder import Responder
from mockgenie.nlg.view import View

__all__ = [
    "Responder",
    "View",
    "write",
]
