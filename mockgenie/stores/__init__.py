"""Places that several processes share: what can be kept in one, whoever it is for.

Knows nothing of sessions, faults and HTTP. `connect` gives the connection to a place; what is asked
of it in the same tick of the event loop is done in one batch, and only what is done is answered.
"""

from mockgenie.stores.connection import Connection, Documents, EntryStream, StreamEntry
from mockgenie.stores.errors import StoreGarbled, StoreUnreachable
from mockgenie.stores.opening import connect
from mockgenie.stores.place import MEMORY, PlaceError, StorePlace, place_of

__all__ = [
    "MEMORY",
    "Connection",
    "Documents",
    "EntryStream",
    "PlaceError",
    "StoreGarbled",
    "StorePlace",
    "StoreUnreachable",
    "StreamEntry",
    "connect",
    "place_of",
]
