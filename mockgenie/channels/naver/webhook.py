"""A Naver TalkTalk webhook: events as the platform sends them, and events as answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mockgenie.channels.channel import (
    ApiAnswer,
    Channel,
    Heard,
    Later,
    NotARequest,
    Said,
    is_address,
    object_of,
    read_object,
    word_of,
    written,
)
from mockgenie.channels.fitting import cut
from mockgenie.channels.naver.check_buttons import (
    MOST_BUTTONS,
    MOST_CODE,
    MOST_QUICK_TITLE,
    MOST_TITLE,
)
from mockgenie.channels.naver.send_api import EVENTS, IMAGES, image_uploaded, sent

_MOST_TEXT = 10_000
_MOST_DESCRIPTION = 1000


class NaverChannel(Channel):
    """What TalkTalk calls; an answer is the event that is to be sent, or `{}` for none.

    `send_to`: the address of a send API to which answers go instead, "" for none; `key`: what is
    given there as Authorization, and has to be given to the send API that is here, "" for any.
    """

    name = "NAVER"
    api_paths = (EVENTS, IMAGES)

    def __init__(self, send_to: str = "", key: str = "") -> None:
        self._send_to = send_to
        self._key = key

    def hear(self, body: bytes) -> Heard:
        """What a `send` event says: a text, a button, the address of an
        image, the words of a card. All other events say nothing; an `echo` is what the partner
        has said, and while `standby` a person answers."""
        request = read_object(body)
        event, user = request.get("event"), word_of(request.get("user"))
        if not isinstance(event, str):
            raise NotARequest('the request has no "event"')
        if not user:
            raise NotARequest('the request has no "user"')
        if event != "send" or request.get("standby") is True:
            return Heard(None, user, leaves=event == "leave", request=request)
        return Heard(_text(request), user, request=request)

    def reply(self, heard: Heard, said: Said | None) -> bytes:
        """A text with quick replies, or a card where there is an image, or buttons whose titles are
        longer."""
        if said is None:
            return written({})
        return written(send_event(heard.user, said))

    def later(self, heard: Heard, delay: float) -> Later | None:
        """By the send API, where there is one: the response to the webhook is then empty."""
        if not self._send_to:
            return None
        return Later(self._send_to, written({}), {"Authorization": self._key})

    def api(self, path: str, body: bytes, headers: Mapping[str, str]) -> ApiAnswer:
        """What the send API answers to an event, or to the address of an image."""
        given = (headers.get("Authorization", ""), headers.get("Content-Type", ""))
        answering = image_uploaded if path == IMAGES else sent
        return answering(body, *given, self._key)


def send_event(user: str, said: Said) -> dict[str, Any]:
    """The event with which something is said to a user."""
    choices = [choice for choice in said.choices if choice.strip()][:MOST_BUTTONS]
    event: dict[str, Any] = {"event": "send", "user": user}
    has_image = is_address(said.image)
    is_card = has_image or any(len(choice) > MOST_QUICK_TITLE for choice in choices)
    if is_card and len(said.text) <= _MOST_DESCRIPTION:
        card: dict[str, Any] = {"description": said.text}
        if has_image:
            card["image"] = {"imageUrl": said.image}
        if choices:
            card["buttonList"] = _buttons(choices, MOST_TITLE)
        return {**event, "compositeContent": {"compositeList": [card]}}
    content: dict[str, Any] = {"text": cut(said.text, _MOST_TEXT, "…")}
    if choices:
        content["quickReply"] = {"buttonList": _buttons(choices, MOST_QUICK_TITLE)}
    return {**event, "textContent": content}


def _buttons(choices: list[str], most: int) -> list[dict[str, Any]]:
    return [
        {
            "type": "TEXT",
            "data": {"title": cut(choice, most, "…"), "code": cut(choice, MOST_CODE)},
        }
        for choice in choices
    ]


def _text(request: dict[str, Any]) -> str:
    content = object_of(request.get("textContent"))
    if content:
        text, code = word_of(content.get("text")), word_of(content.get("code"))
        # The title of a button of ours may be cut; its code has all of it.
        return code if code and text.endswith("…") else text
    if image := word_of(object_of(request.get("imageContent")).get("imageUrl")):
        return image
    card = object_of(request.get("compositeContent")).get("compositeList")
    first = object_of(card[0]) if isinstance(card, list) and card else {}
    words = (word_of(first.get(name)) for name in ("title", "description"))
    return " ".join(filter(None, words))
