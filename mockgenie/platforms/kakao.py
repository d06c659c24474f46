"""A Kakao user in the room of a channel whose skill is somebody's own."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from msgspec.structs import replace

from mockgenie.channels import Problem, Touch
from mockgenie.channels.kakao import (
    NOT_SHOWN,
    SECONDS,
    MediaKind,
    SkillSettings,
    bubbles,
    check,
    check_validated,
    contexts_of,
    payload,
    texts,
    touches,
    validated,
)
from mockgenie.platforms.callbacks import Callbacks
from mockgenie.platforms.seen import Seen
from mockgenie.platforms.user import PlatformUser
from mockgenie.platforms.webhook import Called, Webhook, around

_ALONE = "the user sees the waiting message alone"


class KakaoUser(PlatformUser):
    """A user of a skill at `url`, called as Kakao calls it.

        with KakaoUser("http://localhost:5000/query/KAKAO") as kakao:
            seen = kakao.say("안녕하세요")
            assert seen.text == "반갑습니다."
            assert not seen.problems

    `headers`: what the skill's settings have; `callback`: an address of this machine is
    offered for answers that take longer; `settings` are the
    fields of `mockgenie.channels.kakao.SkillSettings`. Contexts that answers set live on as they
    say. Raises NoSuchWebhook, and OSError where callbacks cannot be taken.
    """

    platform = "Kakao"

    def __init__(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        callback: bool = False,
        **settings: Any,
    ) -> None:
        super().__init__()
        self.settings = SkillSettings(**settings)
        self._webhook = Webhook(url, headers or {}, SECONDS)
        self._contexts: dict[str, dict[str, Any]] = {}
        self._expiry: dict[str, float] = {}
        self._callbacks = Callbacks() if callback else None

    def take_callbacks(self, callbacks: Callbacks) -> None:
        """Offer addresses for later answers, which `close` ends."""
        self.close()
        self._callbacks = callbacks

    def say(self, text: str) -> Seen:
        """Type a text and send it, or touch what has that label; what is seen then."""
        touch = self.touches.get(text)
        if touch is None:
            return self._send(text, text)
        return self._touched(touch) if touch.says is None else self._send(touch.says, text, touch)

    def send_picture(self, address: str) -> Seen:
        """Send a picture, of which the skill gets the address."""
        return self._send(address, f"(사진 {address})", media="image")

    def send_film(self, address: str) -> Seen:
        """Send a film, of which the skill gets the address."""
        return self._send(address, f"(동영상 {address})", media="video")

    def close(self) -> None:
        """Take no later answers."""
        if self._callbacks is not None:
            self._callbacks.close()
            self._callbacks = None

    def _send(
        self, text: str, shown: str, touch: Touch | None = None, media: MediaKind | None = None
    ) -> Seen:
        offered = self._callbacks if self.settings.kind == "real" else None
        callback = offered.expect() if offered else ""
        contexts = self._living()
        request = payload(text, self.settings, callback, touch, contexts, media)
        called = self._webhook.post(
            request,
            {
                "Accept": "application/json",
                "Content-Type": "application/json;charset=UTF-8",
                "X-Request-Id": str(uuid4()),
            },
        )
        seen = Seen(
            shown,
            request=request,
            status=called.status,
            took=called.took,
            sent=called.sent,
            received=called.body,
        )
        problems = around(called, self._webhook, "Kakao", NOT_SHOWN)
        if called.status != 200:
            return self._finish(seen, {}, problems)
        if not called.is_json:
            what = f'its Content-Type is "{called.content_type[:60]}", not application/json'
            problems.append(Problem("", what, "the user may see no answer", drops=False))
        if self.settings.kind == "validation":
            answer = called.read()
            problems += check_validated(answer)
            return self._finish(seen, answer, problems, validated(answer))
        return self._answered(seen, called, problems, offered)

    def _answered(
        self, seen: Seen, called: Called, problems: list[Problem], offered: Callbacks | None
    ) -> Seen:
        """What is seen of an answer, or of the one that it has promised for later."""
        problems += check(called.body)
        response = called.read()
        waiting: list[str] = []
        if isinstance(response, dict) and response.get("useCallback") is True:
            data = response.get("data")
            message = data.get("text") if isinstance(data, dict) else None
            waiting = [message] if isinstance(message, str) else []
            if offered is None:
                what = "the request has no callbackUrl to which an answer could be sent"
                problems.append(Problem("useCallback", what, NOT_SHOWN))
                response = {}
            elif (promised := offered.wait()) is None:
                what = "no answer has come to the callbackUrl within a minute"
                problems.append(Problem("useCallback", what, _ALONE))
                response = {}
            else:
                problems += check(promised)
                response = Called(body=promised).read()
        self.touches = touches(response)
        self._keep(response)
        return self._finish(seen, response, problems, [*waiting, *bubbles(response)])

    def _finish(
        self, seen: Seen, response: Any, problems: list[Problem], lines: list[str] | None = None
    ) -> Seen:
        return self._seen(
            replace(
                seen,
                lines=tuple(lines or ()),
                texts=tuple(texts(response)),
                labels=tuple(self.touches),
                problems=tuple(problems),
                response=response,
                shown=(response,) if lines else (),
            )
        )

    def _living(self) -> list[dict[str, Any]]:
        """The contexts that live, of which each utterance uses up a bit."""
        now = time.monotonic()
        for name in [name for name, end in self._expiry.items() if end <= now]:
            del self._contexts[name], self._expiry[name]
        return [*self._contexts.values()]

    def _keep(self, response: Any) -> None:
        """Let contexts live on by their lifeSpan, which every utterance uses up by one, and by
        their seconds."""
        for name, context in [*self._contexts.items()]:
            left = context["lifespan"] - 1
            self._contexts[name] = {**context, "lifespan": left}
            if left <= 0:
                self._forget(name)
        for value in contexts_of(response):
            name, span, ttl = value["name"], value["lifeSpan"], value.get("ttl")
            self._forget(name)
            if span <= 0:
                continue
            params = value.get("params")
            given = params if isinstance(params, dict) else {}
            seconds = ttl if isinstance(ttl, int) else 0
            self._contexts[name] = {
                "name": name,
                "lifespan": span,
                "ttl": seconds,
                "params": {key: {"value": one, "resolvedValue": one} for key, one in given.items()},
            }
            if seconds > 0:
                self._expiry[name] = time.monotonic() + seconds

    def _forget(self, name: str) -> None:
        self._contexts.pop(name, None)
        self._expiry.pop(name, None)
