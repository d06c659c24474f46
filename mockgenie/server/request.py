"""A request as it comes in over HTTP."""

from __future__ import annotations

from msgspec import Struct

from mockgenie.server.answer import Answer


class Request(Struct, gc=False):
    """A request as far as it has been read.

    `raw`: its bytes, in the pieces in which they came, `followed` of them after the first piece;
    `framing`: the headers that say how long the body is; `announced`: what Content-Length says;
    `pieces` of the body, `length` bytes in all; `refusal`: what is answered whatever else comes;
    `whole`: nothing is missing.
    """

    raw: list[bytes] = []
    method: bytes = b""
    target: bytes = b""
    authorization: str = ""
    fault: str = ""
    framing: bytes = b""
    announced: int = 0
    expects_continue: bool = False
    head_only: bool = False
    keep_alive: bool = False
    has_head: bool = False
    pieces: list[bytes] = []
    length: int = 0
    followed: int = 0
    refusal: Answer | None = None
    whole: bool = False

    @property
    def body(self) -> bytes:
        """The body, unpacked if it came in chunks."""
        return b"".join(self.pieces)
