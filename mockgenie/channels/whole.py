"""A JSON object that comes in pieces: when it is whole."""

from __future__ import annotations

import re

_MARKS = re.compile(rb'[{}\[\]]|"')
_IN_A_STRING = re.compile(rb'\\.?|"', re.DOTALL)


class ObjectReader:
    """Collects the pieces of a request that nothing frames: it is whole where its first brace is
    closed. Each piece is looked at once, however many there are.

    What does not begin with a brace is whole as it comes.
    """

    def __init__(self) -> None:
        self.body = bytearray()
        """What has come."""
        self._at = 0
        self._depth = 0
        self._in_string = False

    def take(self, piece: bytes) -> bool:
        """Whether the request is whole now."""
        self.body += piece
        if not self._depth and not self.body.lstrip().startswith(b"{"):
            return bool(self.body.strip())
        while found := self._next():
            if self._in_string:
                if found[0] == b"\\":  # what it stands before has not come
                    return False
                self._in_string = found[0] != b'"'
            elif found[0] == b'"':
                self._in_string = True
            else:
                self._depth += 1 if found[0] in b"{[" else -1
                if self._depth <= 0:
                    return True
            self._at = found.end()
        self._at = len(self.body)
        return False

    def _next(self) -> re.Match[bytes] | None:
        marks = _IN_A_STRING if self._in_string else _MARKS
        return marks.search(self.body, self._at)
