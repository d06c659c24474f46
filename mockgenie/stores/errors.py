"""How a place that processes share can fail."""


class StoreUnreachable(Exception):
    """The store cannot be reached; the message says where it is, and why not."""


class StoreUnwritable(StoreUnreachable):
    """The store is there, and takes nothing: its disk is full, for example, or it may only be read;
    the message says so."""


class StoreGarbled(Exception):
    """What the store keeps is not what should be there; the message says what it is."""
