"""Places that several processes share: what can be kept in one, whoever it is for.

Knows nothing of sessions, faults and HTTP. `connect` gives the connection to a place; what is asked
of it in the same tick of the event loop is done in one batch, and only what is done is answered.
"""

from mockgenie.stores.connection import Connection, Documents, EntryStream, StreamEntry
from mockgenie.stores.errors import StoreGarbled, StoreUnreachable, StoreUnwritable
from mockgenie.stores.opening import connect
from mockgenie.stores.place import MEMORY, PlaceError, StorePlace, place_of
from mockgenie.stores.script import Script, ScriptRunner
from mockgenie.stores.works import WorkRunner

__all__ = [
    "MEMORY",
    "Connection",
    "Documents",
    "EntryStream",
    "PlaceError",
    "Script",
    "ScriptRunner",
    "StoreGarbled",
    "StorePlace",
    "StoreUnreachable",
    "StoreUnwritable",
    "StreamEntry",
    "WorkRunner",
    "connect",
    "place_of",
]
