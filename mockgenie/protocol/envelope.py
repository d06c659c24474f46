"""The three envelopes an answer can come in (wire contract, section 2)."""

from __future__ import annotations

from msgspec import Struct

from mockgenie.protocol.text import quote


class Envelope(Struct, frozen=True):
    """How `return_object` or `reason` is wrapped.

    `request_id`: what stands in `request_id` when the request sent none, None to leave it out;
    `echoes`: whether the request's own `request_id` comes back;
    `return_type`: the Java class name the gateway adds to a success, empty to leave it out.
    """

    name: str
    request_id: str | None
    echoes: bool
    return_type: str

    def success(self, request_id: str | None, return_object: str) -> bytes:
        """The body around `return_object`, which is JSON text.

        Raises UnicodeEncodeError where the text has a lone surrogate.
        """
        return_type = f'"return_type":{quote(self.return_type)},' if self.return_type else ""
        start = self._start(request_id)
        return f'{start}"result":0,{return_type}"return_object":{return_object}}}'.encode()

    def failure(self, request_id: str | None, reason: str) -> bytes:
        """The body of a gateway error."""
        return f'{self._start(request_id)}"result":-1,"reason":{quote(reason)}}}'.encode()

    def _start(self, request_id: str | None) -> str:
        if request_id is None or not self.echoes:
            request_id = self.request_id
        return "{" if request_id is None else f'{{"request_id":{quote(request_id)},'


ENVELOPES = {
    envelope.name: envelope
    for envelope in (
        Envelope("guide", "reserved field", True, "com.google.gson.internal.LinkedTreeMap"),
        Envelope("observed", None, True, "com.google.gson.internal.LinkedTreeMap"),
        Envelope("legacy", None, False, ""),
    )
}
"""guide: as the API guide prints it; observed: `request_id` only where the request sent one
(a sibling API of the same gateway, 2021); legacy: the short form of 2018 to 2020."""
