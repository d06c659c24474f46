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
    ConversationCase,
    ConversationError,
    ConversationFailed,
    conversations,
)

if TYPE_CHECKING:
    from mockgenie.platforms import KakaoUser, NaverApi, NaverUser, Seen
    from mockgenie.testing.errors import ERRORS, ErrorText
    from mockgenie.testing.hosting import hosted
    from mockgenie.testing.live import DomainsError, MockServer, serve

__all__ = [
    "ERRORS",
    "ConversationCase",
    "ConversationError",
    "ConversationFailed",
    "DomainsError",
    "ErrorText",
    "KakaoUser",
    "MockServer",
    "NaverApi",
    "NaverUser",
    "Seen",
    "conversations",
    "hosted",
    "serve",
]

_LATE = {
    **dict.fromkeys(("DomainsError", "MockServer", "serve"), "mockgenie.testing.live"),
    **dict.fromkeys(("KakaoUser", "NaverApi", "NaverUser", "Seen"), "mockgenie.platforms"),
    **dict.fromkeys(("ERRORS", "ErrorText"), "mockgenie.testing.errors"),
    "hosted": "mockgenie.testing.hosting",
}


def __getattr__(name: str) -> object:
    """What needs a server is imported when it is asked for: conversations do without."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LATE[name]), name)
