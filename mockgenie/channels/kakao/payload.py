"""What Kakao sends to a skill when a user says something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from mockgenie.channels.bubbles import Touch

PayloadKind: TypeAlias = Literal["real", "skill-test", "validation"]
MediaKind: TypeAlias = Literal["image", "video"]

FALLBACK_BLOCK = "폴백 블록"
BOT_ID = "64a0000000000000000000b1"
_BLOCK_ID = "64a0000000000000000000c1"
_SKILL = "64a0000000000000000000d1"
_TEST_ID = "a" * 24
_KEY_LETTERS = 66
_SHORT_KEY_LETTERS = 12
_TYPED = "TEXT_INPUT"
_UPLOADED = "IMAGE_UPLOAD"


class SkillSettings(Struct, frozen=True):
    """How Kakao calls a skill: for whom, on which channel, from which block.

    `user`: the name of who talks, each one another user. `kind`: `real` traffic, the admin
    centre's `skill-test`, or the `validation` of a parameter. `live`: the channel that all see,
    otherwise the developing one. `block`: the name of the block that calls; `params`: values of
    its parameters. `friend`: the user has added the channel; `app`: the bot has an app key, so the
    user is known by an appUserId as well.
    """

    user: str = "user"
    kind: PayloadKind = "real"
    live: bool = False
    block: str = FALLBACK_BLOCK
    params: Mapping[str, str] = {}
    friend: bool = True
    app: bool = False


def user_key(name: str) -> str:
    """The key by which a bot knows a user: 66 hexadecimal digits."""
    digits = sha256(name.encode("utf-8", "replace")).hexdigest() * 2
    return digits[:_KEY_LETTERS]


def payload(
    text: str,
    settings: SkillSettings = SkillSettings(),  # noqa: B008 (it is immutable)
    callback: str = "",
    touch: Touch | None = None,
    contexts: Sequence[dict[str, Any]] = (),
    media: MediaKind | None = None,
) -> dict[str, Any]:
    """What Kakao sends to a skill for a text.

    `callback`: the address for a later answer, "" for none. `touch`: what was touched, None for
    what is typed; `contexts`: those that answers have set and that live on. `media`: the text is
    the address of a picture or a film that the user has sent.
    """
    if settings.kind == "skill-test":
        return _skill_test(text, settings)
    if settings.kind == "validation":
        return _validation(text, settings)
    content = touch.content if touch else {}
    block = {"id": _BLOCK_ID, "name": settings.block}
    if touch and touch.content.get("blockId"):
        block = {"id": touch.content["blockId"], "name": settings.block}
    params: dict[str, Any] = {"surface": "Kakaotalk.plusfriend"}
    if media:
        params["media"] = {"type": media, "url": text}
    trigger = touch.kind if touch else _UPLOADED if media else _TYPED
    return {
        "bot": _bot(settings),
        "intent": {**block, "extra": {"reason": {"code": 1, "message": "OK"}}},
        "action": {
            "id": _SKILL,
            "name": "모의 스킬",
            **_parameters(settings),
            "clientExtra": content.get("extra") or {},
        },
        "userRequest": {
            "block": block,
            "user": _user(settings),
            "utterance": text,
            "params": params,
            **({"callbackUrl": callback} if callback else {}),
            "lang": "ko",
            "timezone": "Asia/Seoul",
        },
        "contexts": [*contexts],
        "flow": {"lastBlock": block, "trigger": {"type": trigger, "referrerBlock": block}},
    }


def _validation(text: str, settings: SkillSettings) -> dict[str, Any]:
    return {
        "isInSlotFilling": False,
        "utterance": text,
        "value": {"origin": text, "resolved": text},
        "params": {"surface": "Kakaotalk.plusfriend"},
        "bot": _bot(settings),
        "user": _user(settings),
        "lang": "ko",
        "timezone": "Asia/Seoul",
    }


def _skill_test(text: str, settings: SkillSettings) -> dict[str, Any]:
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
        "bot": {"id": BOT_ID, "name": "봇 이름"},
        "action": {
            "name": "모의 스킬",
            "clientExtra": None,
            "id": _SKILL,
            **_parameters(settings),
        },
    }


def _bot(settings: SkillSettings) -> dict[str, Any]:
    return {"id": BOT_ID if settings.live else f"{BOT_ID}!", "name": "모의 봇"}


def _user(settings: SkillSettings) -> dict[str, Any]:
    key = user_key(settings.user)
    short = key[:_SHORT_KEY_LETTERS]
    properties: dict[str, Any] = {
        "botUserKey": key,
        **({"isFriend": True} if settings.friend else {}),
        "plusfriendUserKey": short,
        "bot_user_key": key,
        "plusfriend_user_key": short,
    }
    if settings.app:
        number = str(int(key[:8], 16))
        properties |= {
            "appUserStatus": "REGISTERED",
            "app_user_status": "REGISTERED",
            "appUserId": number,
            "app_user_id": number,
        }
    return {"id": key, "type": "botUserKey", "properties": properties}


def _parameters(settings: SkillSettings) -> dict[str, Any]:
    """The values of a block's parameters, short and in detail."""
    return {
        "params": dict(settings.params),
        "detailParams": {
            name: {"origin": value, "value": value, "groupName": ""}
            for name, value in settings.params.items()
        },
    }
