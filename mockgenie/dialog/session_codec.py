"""Sessions as they are kept where processes of other releases read them."""

from __future__ import annotations

from msgspec import msgpack

from mockgenie.dialog.session import Session

FORMAT = 1
"""The number of the form in which sessions are kept: another one when a release cannot read what
the one before it has written. Fields that are added, with a default, need none."""


class SessionCodec:
    """Writes sessions as MessagePack and reads them; `format` is the number of the form."""

    format = FORMAT

    def __init__(self) -> None:
        self._encode = msgpack.Encoder().encode
        self._decode = msgpack.Decoder(Session).decode

    def encode(self, session: Session) -> bytes:
        """The session in this form. Raises UnicodeEncodeError where something in it is no Unicode
        text: half of a surrogate pair."""
        return self._encode(session)

    def decode(self, number: int, kept: bytes) -> Session | None:
        """The session that was written. Raises ValueError where it is none."""
        return self._decode(kept)
