"""Skill payloads of every age, with invented ids."""

from __future__ import annotations

from typing import Any

USER = "f" * 66
_BLOCK = {"id": "64a0000000000000000000c1", "name": "폴백 블록"}


def payload(text: str = "안녕", **asked: Any) -> dict[str, Any]:
    """What Kakao sends when a user says something."""
    return {
        "bot": {"id": "64a0000000000000000000b1!", "name": "모의 봇"},
        "intent": {**_BLOCK, "extra": {"reason": {"code": 1, "message": "OK"}}},
        "action": {
            "id": "64a0000000000000000000d1",
            "name": "모의 스킬",
            "params": {},
            "detailParams": {},
            "clientExtra": {},
        },
        "userRequest": {
            "block": _BLOCK,
            "user": {"id": USER, "type": "botUserKey", "properties": {"isFriend": True}},
            "utterance": text,
            "params": {"surface": "Kakaotalk.plusfriend"},
            "lang": "ko",
            "timezone": "Asia/Seoul",
            **asked,
        },
        "contexts": [],
    }


OF_EVERY_AGE: dict[str, dict[str, Any]] = {
    "real": payload(),
    "with flow": {**payload(), "flow": {"trigger": {"type": "QUICKREPLY_BUTTON_MESSAGE"}}},
    "with a callback": payload(callbackUrl="https://bot-api.kakao.com/v1/bots/b/callback/t"),
    "with a picture": payload(
        "https://example.com/a.jpg",
        params={"media": {"type": "image", "url": "https://example.com/a.jpg"}},
    ),
    "2018": {
        "intent": {"id": "1", "name": "FALLBACK INTENT"},
        "userRequest": {
            "utterance": "안녕",
            "lang": "kr",
            "user": {"id": USER, "type": "botUserKey", "properties": {"accountId": "1"}},
        },
        "action": {"name": "모의 스킬", "clientExtra": None},
        "skillOption": {"timeout": 5000},
    },
    "skill test": {
        "intent": {"id": "a", "name": "블록 이름"},
        "userRequest": {
            "params": {"ignoreMe": "true"},
            "utterance": "발화 내용",
            "lang": None,
            "user": {"id": "123456", "type": "accountId", "properties": {}},
        },
        "bot": {"id": "64a0000000000000000000b1", "name": "봇 이름"},
    },
    "the least": {"userRequest": {"utterance": "안녕"}},
}
"""By what is special of them."""

VALIDATION = {
    "isInSlotFilling": False,
    "utterance": "서울",
    "value": {"origin": "서울", "resolved": "서울특별시"},
    "user": {"id": USER, "type": "botUserKey"},
}
"""A parameter validation."""
