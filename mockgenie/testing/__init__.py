"""Conversations with domains, written beside them, that have to go as they are written.

>>> from mockgenie.testing import conversations
>>> for conversation in conversations("mydomains"):
...     conversation.check()
"""

from mockgenie.testing.cases import Case, ConversationFailed, conversations
from mockgenie.testing.coverage import Coverage
from mockgenie.testing.junit import write_junit
from mockgenie.testing.model import Conversation, ConversationError
from mockgenie.testing.reading import read_conversations
from mockgenie.testing.report import Line, report
from mockgenie.testing.running import Failure, Misfit, hold
from mockgenie.testing.schema import conversation_schema
from mockgenie.testing.selection import Selection, SelectionError, select
from mockgenie.testing.suite_runs import FileRun, Held, SuiteRun, run_suite
from mockgenie.testing.suites import Suite, find_suites

__all__ = [
    "Case",
    "Conversation",
    "ConversationError",
    "ConversationFailed",
    "Coverage",
    "Failure",
    "FileRun",
    "Held",
    "Line",
    "Misfit",
    "Selection",
    "SelectionError",
    "Suite",
    "SuiteRun",
    "conversation_schema",
    "conversations",
    "find_suites",
    "hold",
    "read_conversations",
    "report",
    "run_suite",
    "select",
    "write_junit",
]
