"""A server in the process of a test: what `serve` starts, and what tests may ask of it."""

from mockgenie.journal import transcript
from mockgenie.server import Domains, DomainsError
from mockgenie.testing.live.journal import ConversationView, JournalView, begin, told
from mockgenie.testing.live.server import ArmedFault, MockServer, serve
from mockgenie.testing.live.sessions import SessionsView, SessionView

__all__ = [
    "ArmedFault",
    "ConversationView",
    "Domains",
    "DomainsError",
    "JournalView",
    "MockServer",
    "SessionView",
    "SessionsView",
    "begin",
    "serve",
    "told",
    "transcript",
]
