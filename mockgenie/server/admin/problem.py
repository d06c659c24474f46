"""What is wrong with a request, as the admin API tells it (RFC 9457)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus

import msgspec
from aiohttp import web
from msgspec import UNSET, Struct, UnsetType

CONTENT_TYPE = "application/problem+json"
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What every response of the admin API has."""

_NO_HTTP = 400
_BYTES = re.compile(r"""(?:bytearray\()?b(['"]).*""")
"""Where the parser shows bytes, as Python writes them."""


class ProblemDetails(Struct, frozen=True):
    """Why a request is refused.

    `type`: about:blank, for `status` says what kind of problem it is; `title`: that status in
    words; `detail`: what is wrong and what would be right; `where`: the field that is wrong, as
    `body.delay.uniform` or `query.limit`.
    """

    type: str
    title: str
    status: int
    detail: str
    where: str | UnsetType = UNSET


class Refused(Exception):
    """A request that gets `problem`, and `headers` beside the usual ones."""

    def __init__(
        self, status: int, detail: str, where: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        title = HTTPStatus(status).phrase
        self.problem = ProblemDetails("about:blank", title, status, detail, where or UNSET)
        self.headers = headers or {}


def problem_response(refused: Refused) -> web.Response:
    """The response to a request that is refused; it closes the connection."""
    response = web.Response(
        status=refused.problem.status,
        body=msgspec.json.encode(refused.problem),
        headers={**HEADERS, "Content-Type": CONTENT_TYPE, **refused.headers},
    )
    response.force_close()
    return response


def malformed(complaint: str) -> web.Response:
    """The response to what is no HTTP, as the parser says it."""
    first, *_ = (complaint or "that is no HTTP").splitlines()
    said = _BYTES.sub("", first).rstrip(" :")
    return problem_response(Refused(_NO_HTTP, said or "that is no HTTP"))
