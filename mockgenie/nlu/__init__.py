"""Understanding: from an utterance to a dialog act and the values of slots."""

from mockgenie.nlu.classifier import Performed
from mockgenie.nlu.examples import write_example
from mockgenie.nlu.extractors import Mention
from mockgenie.nlu.pipeline import Understander, Understanding

__all__ = [
    "Mention",
    "Performed",
    "Understander",
    "Understanding",
    "write_example",
]
