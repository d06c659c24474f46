"""Understanding: from an utterance to a dialog act and the values of slots.

`pipeline` has the steps, in order; `step` says what a step is and how to add one.
"""

from mockgenie.nlu.examples import write_example
from mockgenie.nlu.patterns import PatternMatch
from mockgenie.nlu.pipeline import STEPS, Pipeline
from mockgenie.nlu.step import ItemsAre, Mention, Understanding
from mockgenie.nlu.trace import Finding, FindingKind, StepTrace

__all__ = [
    "STEPS",
    "Finding",
    "FindingKind",
    "ItemsAre",
    "Mention",
    "PatternMatch",
    "Pipeline",
    "StepTrace",
    "Understanding",
    "write_example",
]
