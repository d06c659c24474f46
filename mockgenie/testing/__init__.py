"""For tests: conversations with domains that have to go as they are written, and a server for the
tests of a bot.

>>> from mockgenie.testing import conversations
>>> for conversation in conversations("mydomains"):
...     conversation.check()

>>> from mockgenie.testing import serve
>>> with serve() as server:
...     server.url.endswith("/Dialog")
True

For the tests of a chat bot: users of the platforms that call it.

>>> from mockgenie.testing import KakaoUser
>>> KakaoUser("http://localhost:5000/query/KAKAO").platform
'Kakao'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockgenie.conversations import (
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
    from mockgenie.platforms import KakaoUser, NaverApi, NaverUser, Seen
    from mockgenie.testing.hosting import hosted
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
    "KakaoUser",
    "Mismatch",
    "MockServer",
    "NaverApi",
    "NaverUser",
    "ReportLine",
    "Seen",
    "Selection",
    "SelectionError",
    "Suite",
    "SuiteRun",
    "conversation_schema",
    "conversations",
    "find_suites",
    "hosted",
    "read_conversations",
    "report",
    "run_conversation",
    "run_suite",
    "select",
    "serve",
    "write_junit",
]

_LATE = {
    **dict.fromkeys(("DomainsError", "MockServer", "serve"), "mockgenie.testing.live"),
    **dict.fromkeys(("KakaoUser", "NaverApi", "NaverUser", "Seen"), "mockgenie.platforms"),
    "hosted": "mockgenie.testing.hosting",
}


def __getattr__(name: str) -> object:
    """What needs a server is imported when it is asked for: conversations do without."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LATE[name]), name)
