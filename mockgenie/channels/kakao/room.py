"""A simulated chat room: what Kakao sends when a user says something, and what the user sees."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Literal, TypeAlias

from mockgenie.channels.channel import object_of, word_of
from mockgenie.channels.kakao.parts import FOLDED_TEXT

PayloadKind: TypeAlias = Literal["real", "skill-test", "validation"]

_BOT = "64a0000000000000000000b1"
_BLOCK = {"id": "64a0000000000000000000c1", "name": "폴백 블록"}
_SKILL = "64a0000000000000000000d1"
_TEST_ID = "a" * 24
_KEY_LETTERS = 66
_SHORT_KEY_LETTERS = 12
_MOST_PARTS = 100


def user_key(name: str) -> str:
    """The key by which a bot knows a user: 66 hexadecimal digits."""
    digits = sha256(name.encode("utf-8", "replace")).hexdigest() * 2
    return digits[:_KEY_LETTERS]


def payload(
    text: str,
    user: str = "user",
    kind: PayloadKind = "real",
    live: bool = False,
    callback: str = "",
    extra: dict[str, Any] | None = None,
    contexts: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """What Kakao sends to a skill when `user` says a text.

    `kind`: `real` traffic, the admin centre's `skill-test`, or the `validation` of a parameter.
    `live`: the channel that all see, otherwise the developing one. `callback`: the address for a
    later answer, "" for none. `extra`: of the button that was pressed; `contexts`: those that
    answers have set and that live on.
    """
    if kind == "skill-test":
        return _skill_test(text)
    key = user_key(user)
    short = key[:_SHORT_KEY_LETTERS]
    properties = {
        "botUserKey": key,
        "isFriend": True,
        "plusfriendUserKey": short,
        "bot_user_key": key,
        "plusfriend_user_key": short,
    }
    bot = {"id": _BOT if live else f"{_BOT}!", "name": "모의 봇"}
    who = {"id": key, "type": "botUserKey", "properties": properties}
    surface = {"surface": "Kakaotalk.plusfriend"}
    if kind == "validation":
        return {
            "isInSlotFilling": False,
            "utterance": text,
            "value": {"origin": text, "resolved": text},
            "params": surface,
            "bot": bot,
            "user": who,
            "lang": "ko",
            "timezone": "Asia/Seoul",
        }
    asked = {
        "block": _BLOCK,
        "user": who,
        "utterance": text,
        "params": surface,
        **({"callbackUrl": callback} if callback else {}),
        "lang": "ko",
        "timezone": "Asia/Seoul",
    }
    trigger = "TEXT_INPUT" if extra is None else "QUICKREPLY_BUTTON_MESSAGE"
    return {
        "bot": bot,
        "intent": {**_BLOCK, "extra": {"reason": {"code": 1, "message": "OK"}}},
        "action": {
            "id": _SKILL,
            "name": "모의 스킬",
            "params": {},
            "detailParams": {},
            "clientExtra": extra or {},
        },
        "userRequest": asked,
        "contexts": contexts or [],
        "flow": {"lastBlock": _BLOCK, "trigger": {"type": trigger, "referrerBlock": _BLOCK}},
    }


def _skill_test(text: str) -> dict[str, Any]:
    return {
        "intent": {"id": _TEST_ID, "name": "블록 이름"},
        "userRequest": {
            "timezone": "Asia/Seoul",
            "params": {"ignoreMe": "true"},
            "block": {"id": _TEST_ID, "name": "블록 이름"},
            "utterance": text,
            "lang": None,
            "user": {"id": "123456", "type": "accountId", "properties": {}},
        },
        "bot": {"id": _BOT, "name": "봇 이름"},
        "action": {
            "name": "모의 스킬",
            "clientExtra": None,
            "params": {},
            "id": _SKILL,
            "detailParams": {},
        },
    }


def bubbles(response: object) -> Iterator[str]:
    """What a user sees of an answer, line by line: texts, cards, and in brackets what can be
    touched. Whatever is not as it should be is passed over; `check` tells."""
    template = object_of(object_of(response).get("template"))
    for output in _objects(template.get("outputs")):
        for kind, content in output.items():
            yield from _card(kind, object_of(content))
    labels = [word_of(one.get("label")) for one in _objects(template.get("quickReplies"))]
    if labels:
        yield _touchable(labels)


def quick_replies(response: object) -> dict[str, tuple[str, dict[str, Any]]]:
    """What each quick reply of an answer says when it is touched, and its `extra`, by label."""
    template = object_of(object_of(response).get("template"))
    return {
        word_of(one.get("label")): (
            word_of(one.get("messageText")) or word_of(one.get("label")),
            object_of(one.get("extra")),
        )
        for one in _objects(template.get("quickReplies"))
    }


def contexts_of(response: object) -> list[dict[str, Any]]:
    """The contexts that an answer sets, each with a `name` and a `lifeSpan`."""
    context = object_of(object_of(response).get("context"))
    return [
        one
        for one in _objects(context.get("values"))
        if isinstance(one.get("name"), str) and isinstance(one.get("lifeSpan"), int)
    ]


def _card(kind: str, card: dict[str, Any]) -> Iterator[str]:
    if kind == "simpleText":
        text = word_of(card.get("text"))
        yield from text[:FOLDED_TEXT].split("\n")
        if len(text) > FOLDED_TEXT:
            yield "[전체 보기]"
        return
    if kind == "carousel":
        inner = word_of(card.get("type"))
        for item in _objects(card.get("items")):
            yield from _card(inner, item)
        return
    for name in ("imageUrl", "thumbnail", "thumbnails"):
        for image in _images(card.get(name)):
            yield f"(사진 {image})"
    head = object_of(card.get("header")) or object_of(card.get("head"))
    for text in (word_of(head.get("title")), word_of(card.get("title"))):
        if text:
            yield f"<{text}>"
    if text := word_of(card.get("description")):
        yield from text.split("\n")
    if isinstance(card.get("price"), int):
        reduced = card.get("discountedPrice")
        yield f"{reduced if isinstance(reduced, int) else card['price']:,}원"
    for item in _objects(card.get("items")) + _objects(card.get("itemList")):
        texts = (word_of(item.get(name)) for name in ("title", "description"))
        yield "- " + "  ".join(filter(None, texts))
    labels = [word_of(one.get("label")) for one in _objects(card.get("buttons"))]
    if labels:
        yield _touchable(labels)


def _images(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if found := one if isinstance(one, str) else word_of(object_of(one).get("imageUrl")):
            yield found


def _objects(value: object) -> list[dict[str, Any]]:
    """The objects in a list; none of anything else."""
    found = value[:_MOST_PARTS] if isinstance(value, list) else []
    return [one for one in found if isinstance(one, dict)]


def _touchable(labels: list[str]) -> str:
    return " ".join(f"[{label}]" for label in labels)
