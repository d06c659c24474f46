"""Pictures fetched as TalkTalk fetches them: of three formats, not too large, in time."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from mockgenie.channels import Problem
from mockgenie.channels.naver import pictures_in

SECONDS = 10.0
"""Within which a picture has to have come."""
MOST_BYTES = 20_000_000

_FORMATS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
"""What files of JPG, PNG and GIF begin with."""
_PIECE = 65_536
_EFFECT = "there is no picture"


class Spoilt(Struct, frozen=True):
    """Why a picture cannot be shown: the result code of the API, and what is wrong."""

    code: str
    what: str
    limit: int | None = None


def fetched(address: str) -> Spoilt | None:
    """What is wrong with the picture at an address of http or https; None for nothing."""
    began = time.monotonic()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    size, head = 0, b""
    try:
        with opener.open(address, timeout=SECONDS) as answer:
            while piece := answer.read1(_PIECE):
                size += len(piece)
                head = (head + piece)[:16] if len(head) < 16 else head
                if size > MOST_BYTES:
                    told = f"it has more than {MOST_BYTES:,} bytes"
                    return Spoilt("IMG-03", told, MOST_BYTES)
                if time.monotonic() - began > SECONDS:
                    return _late()
    except urllib.error.HTTPError as error:
        error.close()
        return Spoilt("IMG-99", f"its status is {error.code}, not 200")
    except TimeoutError:
        return _late()
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        if isinstance(reason, TimeoutError):
            return _late()
        return Spoilt("IMG-99", f"it cannot be fetched: {reason}")
    if not head.startswith(_FORMATS):
        return Spoilt("IMG-01", "it is no JPG, PNG or GIF")
    return None


def spoilt_in(event: object) -> Iterator[Problem]:
    """What is wrong with the pictures of an event."""
    for path, address in pictures_in(event):
        if (spoilt := fetched(address)) is not None:
            yield Problem(path, spoilt.what, _EFFECT, spoilt.limit)


def problem_of(spoilt: Spoilt) -> Problem:
    """What is wrong with a picture that was to be uploaded."""
    return Problem("imageUrl", spoilt.what, _EFFECT, spoilt.limit)


def refusal(spoilt: Spoilt) -> dict[str, Any]:
    """What the API answers to its upload."""
    message = "이미지 업로드 실패"
    return {"success": False, "resultCode": spoilt.code, "resultMessage": message}


def _late() -> Spoilt:
    return Spoilt("IMG-02", f"it has not come within {SECONDS:g} seconds", int(SECONDS))
