"""How a place that processes share can fail."""


class StoreUnreachable(Exception):
    """The store cannot be reached, or takes nothing: the message says where it is, and why not."""


class StoreGarbled(Exception):
    """What the store keeps is not what should be there; the message says what it is."""
