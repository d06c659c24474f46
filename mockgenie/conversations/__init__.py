"""Conversation tests: dialogs with a domain that have to go as they are written."""

from mockgenie.conversations.cases import (
    ConversationCase,
    ConversationFailed,
    conversations,
)
from mockgenie.conversations.coverage import Coverage
from mockgenie.conversations.fields import conversation_schema
from mockgenie.conversations.model import Conversation, ConversationError, ConversationTurn
from mockgenie.conversations.reader import read_conversations
from mockgenie.conversations.recorded import by_session, recorded, with_patterns
from mockgenie.conversations.remote import NoAnswer, RemoteServer
from mockgenie.conversations.report import report, write_junit
from mockgenie.conversations.runner import Failure, run_conversation
from mockgenie.conversations.selection import SelectionError, select
from mockgenie.conversations.suites import (
    ConversationRun,
    FileRun,
    Hold,
    NoDomain,
    Suite,
    SuiteRun,
    find_suites,
    run_suite,
)
from mockgenie.conversations.writer import write_conversation, write_conversations

__all__ = [
    "Conversation",
    "ConversationCase",
    "ConversationError",
    "ConversationFailed",
    "ConversationRun",
    "ConversationTurn",
    "Coverage",
    "Failure",
    "FileRun",
    "Hold",
    "NoAnswer",
    "NoDomain",
    "RemoteServer",
    "SelectionError",
    "Suite",
    "SuiteRun",
    "by_session",
    "conversation_schema",
    "conversations",
    "find_suites",
    "read_conversations",
    "recorded",
    "report",
    "run_conversation",
    "run_suite",
    "select",
    "with_patterns",
    "write_conversation",
    "write_conversations",
    "write_junit",
]
