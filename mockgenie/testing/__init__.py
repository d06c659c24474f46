"""For tests: conversations with domains that have to go as they are written, and a server for the
tests of a bot.

>>> from mockgenie.testing import conversations
>>> for conversation in conversations("mydomains"):
...     conversation.check()

>>> from mockgenie.testing import serve
>>> with serve() as server:
...     server.url.endswith("/Dialog")
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockgenie.testing.conversations import (
    Conversation,
    ConversationCase,
    ConversationError,
    ConversationFailed,
    ConversationRun,
    Coverage,
    Failure,
    FileRun,
    Mismatch,
    ReportLine,
    Selection,
    SelectionError,
    Suite,
    SuiteRun,
    conversation_schema,
    conversations,
    find_suites,
    read_conversations,
    report,
    run_conversation,
    run_suite,
    select,
    write_junit,
)

if TYPE_CHECKING:
    from mockgenie.testing.live import DomainsError, MockServer, serve

__all__ = [
    "Conversation",
    "ConversationCase",
    "ConversationError",
    "ConversationFailed",
    "ConversationRun",
    "Coverage",
    "DomainsError",
    "Failure",
    "FileRun",
    "Mismatch",
    "MockServer",
    "ReportLine",
    "Selection",
    "SelectionError",
    "Suite",
    "SuiteRun",
    "conversation_schema",
    "conversations",
    "find_suites",
    "read_conversations",
    "report",
    "run_conversation",
    "run_suite",
    "select",
    "serve",
    "write_junit",
]

_LIVE = ("DomainsError", "MockServer", "serve")


def __getattr__(name: str) -> object:
    """What has the server is imported when it is asked for: conversations do without."""
    if name not in _LIVE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from mockgenie.testing import live

    return getattr(live, name)
