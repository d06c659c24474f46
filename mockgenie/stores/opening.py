"""Which connection a place has; what it needs is imported when there is one."""

from __future__ import annotations

from mockgenie.stores.connection import Connection
from mockgenie.stores.place import PlaceError, StorePlace


def connect(place: StorePlace) -> Connection:
    """The connection to a place that processes share, which does not connect yet.

    Raises PlaceError where a library is missing for it, and for the memory of a process, which
    nobody shares.
    """
    if place.kind == "sqlite":
        from mockgenie.stores.sqlite import SqliteConnection

        return SqliteConnection(place)
    if place.kind == "redis":
        try:
            from mockgenie.stores.redis import RedisConnection
        except ImportError as error:
            library = (error.name or "").split(".")[0]
            if library not in ("redis", "hiredis"):
                raise
            how = 'pip install "mockgenie[redis]"'
            raise PlaceError(
                f"{place.shown}: the library {library} is not installed ({how})"
            ) from None
        return RedisConnection(place)
    raise PlaceError("the memory of a process is shared with nobody")
