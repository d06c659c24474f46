"""What is wrong with a request, as the admin API tells it (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from msgspec import UNSET, Struct, UnsetType

CONTENT_TYPE = "application/problem+json"


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
