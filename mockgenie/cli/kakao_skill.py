"""Somebody's skill, called as Kakao calls it."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from mockgenie.channels.kakao import (
    MOST_BYTES,
    SECONDS,
    Problem,
    bubbles,
    check,
    contexts_of,
    payload,
    quick_replies,
)

if TYPE_CHECKING:
    from mockgenie.cli.kakao_callback import Callbacks

_NOT_SHOWN = "the user sees no answer, or the fallback of the block"
_STATUSES = ("SUCCESS", "FAIL", "ERROR", "IGNORE")


class Skill:
    """A skill, and what has been said to it: quick replies can be touched by their label, and the
    contexts that answers set live on as long as they say."""

    def __init__(self, url: str, user: str, kind: Any, live: bool, headers: dict[str, str]) -> None:
        self._url = url
        self._user = user
        self._kind = kind
        self._live = live
        self._headers = headers
        self._replies: dict[str, tuple[str, dict[str, Any]]] = {}
        self._contexts: dict[str, dict[str, Any]] = {}
        self._callbacks: Callbacks | None = None
        # The skill stands where it says, not behind a proxy.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def offer_callbacks(self) -> None:
        """Offer with each text an address for an answer that comes later."""
        from mockgenie.cli.kakao_callback import Callbacks

        self._callbacks = Callbacks()

    def say(self, text: str) -> tuple[list[str], list[Problem]]:
        """Say a text, or touch the quick reply of that label; what a user sees, and what is wrong
        with the answer."""
        touched = self._replies.get(text)
        said, extra = (text, None) if touched is None else touched
        contexts = [*self._contexts.values()]
        callback = self._callbacks.expect() if self._callbacks else ""
        request = payload(said, self._user, self._kind, self._live, callback, extra, contexts)
        began = time.monotonic()
        answer, problem = self._call(request)
        took = time.monotonic() - began
        if took > SECONDS:
            what = f"it came after {took:.1f} seconds, of {SECONDS:g} that Kakao waits"
            return [], [Problem("", what, _NOT_SHOWN, int(SECONDS))]
        if answer is None:
            return [], [problem] if problem else []
        if self._kind == "validation":
            return _validated(answer)
        problems = [*([problem] if problem else []), *check(answer)]
        response = _read(answer)
        waiting: list[str] = []
        if response.get("useCallback") is True:
            data = response.get("data")
            message = data.get("text") if isinstance(data, dict) else None
            waiting = [message] if isinstance(message, str) else []
            response, more = self._follow(callback)
            problems += more
        self._replies = quick_replies(response)
        self._keep_contexts(response)
        return [*waiting, *bubbles(response)], problems

    def _follow(self, callback: str) -> tuple[dict[str, Any], list[Problem]]:
        """The answer that was promised for later, and what is wrong with it."""
        if self._callbacks is None or not callback:
            what = "the request has no callbackUrl to which an answer could be sent"
            return {}, [Problem("useCallback", what, _NOT_SHOWN)]
        answer = self._callbacks.wait()
        if answer is None:
            what = "no answer has come to the callbackUrl within a minute"
            return {}, [Problem("useCallback", what, "the user sees the waiting message alone")]
        return _read(answer), check(answer)

    def _call(self, request: dict[str, Any]) -> tuple[bytes | None, Problem | None]:
        """The body of the answer, None where there is none, and what is wrong around it."""
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json;charset=UTF-8",
            "X-Request-Id": str(uuid4()),
            **self._headers,
        }
        body = json.dumps(request, ensure_ascii=False).encode("utf-8", "replace")
        asked = urllib.request.Request(self._url, body, headers)
        try:
            with self._opener.open(asked, timeout=SECONDS) as answer:
                kind = answer.headers.get("Content-Type", "")
                status = answer.status
                content: bytes = answer.read(MOST_BYTES * 4)
        except urllib.error.HTTPError as error:
            error.close()
            return None, Problem("", f"its status is {error.code}, not 200", _NOT_SHOWN)
        except TimeoutError:
            return None, None  # the time says it
        except (OSError, ValueError) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                return None, None
            reason = getattr(error, "reason", None) or error
            return None, Problem("", f"the skill cannot be reached: {reason}", _NOT_SHOWN)
        if status != 200:
            return content, Problem("", f"its status is {status}, not 200", _NOT_SHOWN)
        if "json" not in kind.lower():
            what = f'its Content-Type is "{kind[:60]}", not application/json'
            return content, Problem("", what, "the user may see no answer", drops=False)
        return content, None

    def _keep_contexts(self, response: dict[str, Any]) -> None:
        """Let contexts live on by their lifeSpan, which every utterance uses up by one."""
        for name in tuple(self._contexts):
            self._contexts[name]["lifespan"] -= 1
            if self._contexts[name]["lifespan"] <= 0:
                del self._contexts[name]
        for value in contexts_of(response):
            name, span = value["name"], value["lifeSpan"]
            self._contexts.pop(name, None)
            if span > 0:
                params = value.get("params")
                given = params if isinstance(params, dict) else {}
                self._contexts[name] = {
                    "name": name,
                    "lifespan": span,
                    "ttl": value.get("ttl") or 0,
                    "params": {
                        key: {"value": one, "resolvedValue": one} for key, one in given.items()
                    },
                }


def _validated(answer: bytes) -> tuple[list[str], list[Problem]]:
    """The answer to the validation of a parameter."""
    response = _read(answer)
    status = response.get("status")
    if status not in _STATUSES:
        what = f"it has to be one of {', '.join(_STATUSES)}"
        return [], [Problem("status", what, "the parameter is not filled")]
    shown = [f"{status} {response.get('value', '')}".strip()]
    if isinstance(response.get("message"), str):
        shown.append(response["message"])
    return shown, []


def _read(answer: bytes) -> dict[str, Any]:
    try:
        found = json.loads(answer.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
