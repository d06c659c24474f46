"""A server in the process of a test: what `serve` starts, and what tests may ask of it."""

from mockgenie.journal import transcript
from mockgenie.server import Domains, DomainsError
from mockgenie.testing.live.conversation_view import ConversationView
from mockgenie.testing.live.journal import JournalView
from mockgenie.testing.live.server import ArmedFault, MockServer
from mockgenie.testing.live.serving import serve
from mockgenie.testing.live.sessions import SessionsView, SessionView
from mockgenie.testing.live.told import begin, told

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
