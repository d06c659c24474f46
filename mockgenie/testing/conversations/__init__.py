"""Conversations with domains that have to go as they are written."""

from mockgenie.testing.conversations.cases import Case, ConversationFailed, conversations
from mockgenie.testing.conversations.coverage import Coverage
from mockgenie.testing.conversations.junit import write_junit
from mockgenie.testing.conversations.model import Conversation, ConversationError
from mockgenie.testing.conversations.reader import read_conversations
from mockgenie.testing.conversations.report import Line, report
from mockgenie.testing.conversations.runner import Failure, Misfit, hold
from mockgenie.testing.conversations.schema import conversation_schema
from mockgenie.testing.conversations.selection import Selection, SelectionError, select
from mockgenie.testing.conversations.suite_runs import FileRun, Held, SuiteRun, run_suite
from mockgenie.testing.conversations.suites import Suite, find_suites

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
