"""Notices clients that do not understand the envelope of their answers."""

from __future__ import annotations

import logging
from collections import OrderedDict

log = logging.getLogger("mockgenie")

_ENOUGH = 2
_MOST_CLIENTS = 1_000


class EnvelopeHint:
    """Suggests the `legacy` envelope, once, where a client opens sessions and never continues them.

    A bot written between 2018 and 2022 looks for the uuid where only that envelope has it, finds
    none, and opens another session. Clients are told apart by their access keys.
    """

    def __init__(self) -> None:
        # How many sessions in a row each client has left as they were opened.
        self._left: OrderedDict[str, int] = OrderedDict()
        self._is_said = False

    def opened(self, access_key: str, envelope: str) -> None:
        """A client has opened a session, and was answered in `envelope`."""
        if self._is_said or envelope == "legacy":
            return
        before = self._left.pop(access_key, -1)
        self._left[access_key] = before + 1
        if len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        if before + 1 >= _ENOUGH:
            self._is_said = True
            self._left.clear()
            log.warning(
                "a client has opened %d sessions and continued none of them; bots written between"
                " 2018 and 2022 read --envelope legacy (answers are in the %s envelope now)",
                _ENOUGH,
                envelope,
            )

    def continued(self, access_key: str) -> None:
        """A client has made a turn in a session, or closed it."""
        if self._left:
            self._left.pop(access_key, None)
