"""TalkTalk's send API: what it answers to an event, and what it does not tell."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from mockgenie.channels.channel import ApiAnswer, NotARequest, is_address, read_object
from mockgenie.channels.naver.check import check
from mockgenie.channels.naver.rules import is_user
from mockgenie.channels.problem import Problem

EVENTS = "/chatbot/v1/event"
IMAGES = "/chatbot/v1/imageUpload"

_DONE = {"success": True, "resultCode": "00"}


def sent(body: bytes, authorization: str, content_type: str, key: str = "") -> ApiAnswer:
    """What is answered to an event, always with 200 but for a wrong content type; `key`: what
    `authorization` has to be, "" for anything."""
    event, refused = _read(body, authorization, content_type, key)
    if refused is not None:
        return refused
    name = event.get("event")
    if not isinstance(name, str) or (name != "persistentMenu" and "user" not in event):
        return failed("02", "request json 문자열 파싱 오류", *check(event))
    if name != "persistentMenu" and not is_user(event.get("user")):
        return failed("12", "잘못된 user 값", *check(event))
    problems = check(event)
    if any(problem.path == "event" for problem in problems):
        return failed("99", "알 수 없는 오류", *problems)
    return ApiAnswer(200, _DONE, tuple(problems))


def image_uploaded(body: bytes, authorization: str, content_type: str, key: str = "") -> ApiAnswer:
    """What is answered to the address of an image: the id by which it can be sent."""
    request, refused = _read(body, authorization, content_type, key)
    if refused is not None:
        return refused
    url = request.get("imageUrl")
    if not is_address(url):
        told = Problem("imageUrl", "it has to be an address, http or https", "there is no image")
        return failed("IMG-99", "이미지 업로드 실패", told)
    name = sha256(str(url).encode("utf-8", "replace")).hexdigest()[:32]
    return ApiAnswer(200, {**_DONE, "imageId": name})


def _read(
    body: bytes, authorization: str, content_type: str, key: str
) -> tuple[dict[str, Any], ApiAnswer | None]:
    """The request, or why it is not looked at."""
    if content_type.partition(";")[0].strip().lower() != "application/json":
        told = Problem("Content-Type", "it has to be application/json", "the API refuses it")
        return {}, ApiAnswer(415, {"success": False}, (told,))
    if not authorization or (key and authorization != key):
        what = "it is missing" if not authorization else "it is not the key that is expected"
        told = Problem("Authorization", what, "the API refuses it")
        return {}, failed("01", "Authorization 정보 오류", told)
    try:
        return read_object(body), None
    except NotARequest as reason:
        told = Problem("", str(reason), "the API refuses it")
        return {}, failed("02", "request json 문자열 파싱 오류", told)


def failed(code: str, message: str, *problems: Problem) -> ApiAnswer:
    """The answer with a result code other than 00."""
    content = {"success": False, "resultCode": code, "resultMessage": message}
    return ApiAnswer(200, content, problems)
