"""The bytes that the steps of a case describe: placeholders and escapes (see README.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from mockgenie.contract import expected as envelopes
from mockgenie.contract.cases import CaseStep, ExpectedAnswer

USUAL_HEAD = (
    "POST /Dialog HTTP/1.1",
    "Host: localhost",
    "Content-Type: application/json; charset=UTF-8",
    "Content-Length: {length}",
)
UUID = re.compile(r"\{uuid\d*\}")
EIGHTEEN = "9" * 18
END_OF_HEAD = "\r\n\r\n"
_SPACES = re.compile(r"\{spaces:(\d+)\}")
_ESCAPE = re.compile(r"\\(?:([rnt\\])|x([0-9A-Fa-f]{2})|())")
_MEANING = {"r": b"\r", "n": b"\n", "t": b"\t", "\\": b"\\"}


class RequestBytes(Struct, frozen=True):
    """A request. `interim`: what must come back between its head and its body; `one_read`: whether
    a single read must give the whole answer; `head_only`: whether the answer has no body."""

    head: bytes
    body: bytes
    interim: bytes = b""
    one_read: bool = False
    head_only: bool = False


def request(step: CaseStep, uuids: Mapping[str, str]) -> RequestBytes:
    """The request of a step, with `uuids` in place of their placeholders."""
    head, body = _head_and_body(step, uuids)
    return RequestBytes(
        head,
        body,
        unescape(step.interim or ""),
        step.one_read,
        step.answer is not None and step.answer.head_only,
    )


def _head_and_body(step: CaseStep, uuids: Mapping[str, str]) -> tuple[bytes, bytes]:
    def filled(text: str) -> str:
        text = UUID.sub(lambda found: uuids[found[0]], text)
        return _SPACES.sub(lambda found: " " * int(found[1]), text)

    if step.raw is not None:
        head, end, body = unescape(filled(step.raw)).partition(END_OF_HEAD.encode())
        return head + end, body
    if step.post is not None:
        body = filled(step.post).encode()
    else:
        body = unescape(filled(step.post_bytes or ""))
    lines = [*(USUAL_HEAD if step.head is None else step.head), "", ""]
    return "\r\n".join(lines).replace("{length}", str(len(body))).encode(), body


def answer_text(answer: ExpectedAnswer, envelope: str) -> str:
    """The exact answer, with its placeholders such as `{uuid}`."""
    if answer.raw is not None:
        return unescape(answer.raw).decode()
    body = envelopes.body(answer, envelope)
    head = envelopes.head(answer.status, body_length(body), answer.connection)
    return head if answer.head_only else head + body


def body_length(body: str) -> int:
    """The size in bytes of a body once its placeholders are uuids."""
    return len(UUID.sub(EIGHTEEN, body).encode())


def unescape(text: str) -> bytes:
    r"""The bytes that `text` describes with `\r`, `\n`, `\t`, `\\` and `\xHH`."""
    joined = text.replace("\n", "")
    parts = []
    end = 0
    for found in _ESCAPE.finditer(joined):
        if found[3] is not None:
            raise ValueError(f"unknown escape: {joined[found.start() : found.start() + 4]!r}")
        parts.append(joined[end : found.start()].encode())
        parts.append(_MEANING[found[1]] if found[1] else bytes.fromhex(found[2]))
        end = found.end()
    return b"".join([*parts, joined[end:].encode()])
