"""Events as TalkTalk sends them to a webhook."""

from __future__ import annotations

import base64
import json
from hashlib import sha256
from typing import Any

PARTNER = "wc0000"
"""The account of the bot, in events that name it."""
PROFILE: dict[str, Any] = {
    "nickname": "모의",
    "cellphone": "01000000000",
    "address": {
        "roadAddr": "대전광역시 유성구 가정로 218",
        "detAddr": "1층",
        "zipNo": "34129",
    },
}
"""What a user gives away of themselves, by its field."""

_KEY_LETTERS = 22
_OF_A_PERSON = 1


def user_key(name: str) -> str:
    """The key by which a bot knows a user: 22 letters of base64url."""
    digest = sha256(name.encode("utf-8", "replace")).digest()
    return base64.urlsafe_b64encode(digest).decode()[:_KEY_LETTERS]


def event(name: str, user: str, standby: bool = False, **content: Any) -> dict[str, Any]:
    """An event of a user; `standby`: a person answers at the moment, of which bots are told so."""
    if not standby:
        return {"event": name, "user": user, **content}
    return {"standby": True, "event": name, "user": user, "partner": PARTNER, **content}


def opened(inflow: str = "none", referer: str = "", friend: bool = False) -> dict[str, Any]:
    """What an `open` event has: how the user has come, `button`, `list` or `none`."""
    return {
        "options": {
            "inflow": inflow,
            **({"referer": referer} if referer else {}),
            "friend": friend,
            "under14": False,
            "under19": False,
            "unreadMessage": False,
            "noReflectBot": False,
            "mobile": False,
        }
    }


def said(text: str, input_type: str = "typing", code: str = "") -> dict[str, Any]:
    """What a `send` event has that says a text: typed, or touched, with the code of what was."""
    told = {"text": text, **({"code": code} if code else {}), "inputType": input_type}
    return {"textContent": told, "options": {"mobile": False}}


def pictured(address: str) -> dict[str, Any]:
    """What a `send` event has with a picture."""
    return {"imageContent": {"imageUrl": address}, "options": {"mobile": False}}


def composed(title: str, description: str = "") -> dict[str, Any]:
    """What a `send` event has with a card."""
    card = {"title": title, **({"description": description} if description else {})}
    return {"compositeContent": {"compositeList": [card]}, "options": {"mobile": False}}


def echoed(content: dict[str, Any], name: str = "send", nickname: str = "") -> dict[str, Any]:
    """What an `echo` has of what the partner's side has sent; `nickname`: of the person who has
    typed it, "" for the bot."""
    person = {"threadOwnerId": _OF_A_PERSON, "managerNickname": nickname} if nickname else {}
    options = {"mobile": False, "sourceId": _OF_A_PERSON, **person}
    return {"echoedEvent": name, "partner": PARTNER, **content, "options": options}


def handed_over(control: str, nickname: str = "상담원", ends: bool = False) -> dict[str, Any]:
    """What a `handover` has: `passThread` gives the dialog to the bot, `takeThread` takes it."""
    metadata = json.dumps({"managerNickname": nickname, "autoEnd": ends}, ensure_ascii=False)
    return {"partner": PARTNER, "options": {"control": control, "metadata": metadata}}


def profiled(field: str, result: str = "SUCCESS") -> dict[str, Any]:
    """What a `profile` event has: what was asked for, where the result is `SUCCESS`."""
    given = {field: PROFILE[field]} if result == "SUCCESS" else {}
    return {"options": {**given, "result": result}}


def paid(payment: dict[str, Any], code: str = "Success") -> dict[str, Any]:
    """What a `pay_complete` has of the payment that a button was for."""
    return {
        "options": {
            "paymentResult": {
                "code": code,
                **({} if code == "Success" else {"message": "사용자가 결제를 취소했습니다."}),
                "paymentId": "20261130NP0000000001",
                "merchantPayKey": payment.get("merchantPayKey", ""),
                "merchantUserKey": payment.get("merchantUserKey", ""),
            }
        }
    }


def confirmed(payment: dict[str, Any]) -> dict[str, Any]:
    """What a `pay_confirm` has. The platform writes `deatil`, and clients read `detail`."""
    detail = {"merchantPayKey": payment.get("merchantPayKey", "")}
    result = {"code": "Success", "paymentId": "20261130NP0000000001"}
    return {"options": {"paymentConfirmResult": {**result, "deatil": detail, "detail": detail}}}
