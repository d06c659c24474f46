"""A Kakao skill: what the platform sends, of whatever age, and answers within every limit."""

from __future__ import annotations

from typing import Any

from mockgenie.channels.channel import (
    APOLOGY,
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
from mockgenie.channels.fitting import cut, split
from mockgenie.channels.kakao.parts import (
    MOST_BYTES,
    MOST_LABEL,
    MOST_LIST_ITEMS,
    MOST_OUTPUTS,
    MOST_QUICK_REPLIES,
    MOST_TEXT,
    SECONDS,
    VERSION,
)
from mockgenie.domain import Slots

_LIFE_SPAN = 5
_WAIT = "잠시만 기다려 주세요."
_MOST_TITLE = 50
_MOST_NAME = 70
"""Letters of a user's key that count; Kakao's have 70 at most."""


class KakaoChannel(Channel):
    """What Kakao calls when a user says something to a channel with a chatbot."""

    name = "KAKAO"

    def hear(self, body: bytes) -> Heard:
        """The utterance and the user of a skill payload, or of a parameter validation."""
        request = read_object(body)
        asked = object_of(request.get("userRequest"))
        if "value" in request and "userRequest" not in request:  # a parameter validation
            return Heard(None, request=request)
        text = asked.get("utterance")
        if not isinstance(text, str):
            raise NotARequest('the request has no text under "userRequest.utterance"')
        user = word_of(object_of(asked.get("user")).get("id"))[:_MOST_NAME]
        return Heard(text.strip(), user, request=request)

    def reply(self, heard: Heard, said: Said | None) -> bytes:
        """The answer: an image, texts, a list of the records that were found, quick replies,
        contexts."""
        if said is None:
            return written(_validated(heard.request))
        answer: dict[str, Any] = {
            "version": VERSION,
            "template": {"outputs": _outputs(said), "quickReplies": _quick_replies(said)},
            "context": {"values": _contexts(said)},
        }
        if not answer["template"]["quickReplies"]:
            del answer["template"]["quickReplies"]
        if not answer["context"]["values"]:
            del answer["context"]
        sent = written(answer)
        if len(sent) > MOST_BYTES:
            answer.pop("context", None)
            sent = written(answer)
        return sent

    def later(self, heard: Heard, delay: float) -> Later | None:
        """A callback, where the request has the address for one and Kakao would not wait."""
        url = word_of(object_of(heard.request.get("userRequest")).get("callbackUrl"))
        if delay < SECONDS or not is_address(url):
            return None
        data = {"text": _WAIT}
        return Later(url, written({"version": VERSION, "useCallback": True, "data": data}))


def _validated(request: dict[str, Any]) -> dict[str, Any]:
    """The answer to a parameter validation: every value is one, as it was resolved."""
    value = object_of(request.get("value"))
    resolved = value.get("resolved")
    return {
        "status": "SUCCESS",
        "value": value.get("origin") if resolved is None else resolved,
        "data": {},
    }


def _outputs(said: Said) -> list[dict[str, Any]]:
    card = _list_card(said)
    image = [{"simpleImage": {"imageUrl": said.image, "altText": ""}}]
    image = image if is_address(said.image) else []
    parts = split(said.text, MOST_TEXT, MOST_OUTPUTS - len(card) - len(image)) or [APOLOGY]
    return [*image, *({"simpleText": {"text": part}} for part in parts), *card]


def _list_card(said: Said) -> list[dict[str, Any]]:
    """A card of the records that were found, where there are several; one chooses by a touch."""
    names = [name for name in said.listed if name.strip()][:MOST_LIST_ITEMS]
    if len(names) < 2 or said.domain is None or said.session is None:
        return []
    key = said.session.listed[0]
    slot = said.domain.slots().get(key)
    title = (slot.description if slot else "") or key.rpartition(".")[2]
    items = [
        {"title": cut(name, _MOST_TITLE, "…"), "action": "message", "messageText": name}
        for name in names
    ]
    header = {"title": cut(title, _MOST_TITLE, "…")}
    return [{"listCard": {"header": header, "items": items}}]


def _quick_replies(said: Said) -> list[dict[str, str]]:
    return [
        {
            "label": cut(choice, MOST_LABEL, "…"),
            "action": "message",
            "messageText": cut(choice, MOST_TEXT),
        }
        for choice in said.choices[:MOST_QUICK_REPLIES]
    ]


def _contexts(said: Said) -> list[dict[str, Any]]:
    """What the dialog knows, as the parameters of a context with the name of the domain."""
    if said.session is None:
        return []
    slots: Slots = said.session.slots
    params = {slot: ", ".join(values) for slot, values in slots.items() if values}
    if not params:
        return []
    return [{"name": said.session.domain, "lifeSpan": _LIFE_SPAN, "params": params}]
