"""What other tools have, made into domain files that people go on writing.

Each format is read by a module of its own and gives an `ImportedDomain`: the text of its
`domain.yaml`, and what was decided on the way. A further one is a further module here, and a
sub-command of `mockgenie import`.
"""

from mockgenie.importers.chatbot import chatbot_domain, misunderstood
from mockgenie.importers.har import HarTraffic, read_har
from mockgenie.importers.imported import ImportedDomain, ImportFailure
from mockgenie.importers.stub import StubDomain, stub_domains
from mockgenie.importers.training_table import TrainingRow, TrainingTable, read_training_table

__all__ = [
    "HarTraffic",
    "ImportFailure",
    "ImportedDomain",
    "StubDomain",
    "TrainingRow",
    "TrainingTable",
    "chatbot_domain",
    "misunderstood",
    "read_har",
    "read_training_table",
    "stub_domains",
]
