"""Sessions that nobody is talking in at the moment, as bytes."""

from __future__ import annotations

import zlib
from typing import Generic, TypeVar

from msgspec import msgpack

S = TypeVar("S")

_LARGE = 640
"""Bytes of MessagePack from which they are compressed: with its uuid, its access key and its place
in a table, a session of fewer takes less than a kibibyte."""
_COMPRESSED = b"\x78"
"""The first byte of what zlib has written. MessagePack has a number of it, and no struct."""


class Packing(Generic[S]):
    """Sessions of one `kind`, a struct, as bytes and back."""

    def __init__(self, kind: type[S]) -> None:
        self._write = msgpack.Encoder().encode_into
        self._buffer = bytearray()
        self._decode = msgpack.Decoder(kind).decode

    def packed(self, session: S) -> S | bytes:
        """The session as bytes, or as it is where something in it cannot be written: half of a
        surrogate pair, a number of more than 64 bits."""
        try:
            self._write(session, self._buffer)
        except (UnicodeEncodeError, OverflowError):
            return session
        # Exactly as many bytes as there are: the encoder's own have room for half as many again.
        written = bytes(self._buffer)
        return zlib.compress(written, 1) if len(written) > _LARGE else written

    def unpacked(self, kept: S | bytes) -> S:
        """The session of which `packed` has made something."""
        if not isinstance(kept, bytes):
            return kept
        return self._decode(zlib.decompress(kept) if kept.startswith(_COMPRESSED) else kept)
