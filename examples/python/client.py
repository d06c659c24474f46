"""A small bot for a GenieDialog `/Dialog` server, with the standard library alone.

From the top of the repository:

    python examples/python/client.py

Arguments are what to say, one utterance each. Whom to talk to is read from the environment:
MOCKGENIE_URL, MOCKGENIE_ACCESS_KEY and MOCKGENIE_DOMAIN.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import NamedTuple

URL = os.environ.get("MOCKGENIE_URL", "http://localhost:8000/Dialog")
ACCESS_KEY = os.environ.get("MOCKGENIE_ACCESS_KEY", "test")
DOMAIN = os.environ.get("MOCKGENIE_DOMAIN", "Weather")
UTTERANCES = ["서울 내일 날씨 알려줘", "부산은요?", "안녕히 계세요"]
TIMEOUT_SECONDS = 30


class DialogError(Exception):
    """Why the conversation cannot go on, as the user is told."""


class Answer(NamedTuple):
    """What the server said in one turn; `state` is start, dialog or end."""

    uuid: str
    text: str
    state: str


def post(body: bytes) -> tuple[int, bytes]:
    """The HTTP status and the body of the server's answer."""
    headers = {"Content-Type": "application/json; charset=UTF-8"}
    request = urllib.request.Request(URL, body, headers)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:  # 4xx and 5xx explain themselves in JSON as well
        with error:
            return error.code, error.read()


def call(method: str, **argument: str) -> Answer:
    """Call one of the three methods; raises DialogError when it is not answered as hoped."""
    request = {"access_key": ACCESS_KEY, "argument": {"method": method, **argument}}
    try:
        status, body = post(json.dumps(request).encode())
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise DialogError(f"서버의 답을 받지 못했습니다: {URL} ({reason})") from error

    try:
        answer = json.loads(body)
        if answer["result"] != 0:  # the gateway turned the request away
            raise DialogError(f"HTTP {status}: {answer['reason']}")
        returned = answer["return_object"]
        result = returned["result"]
        if result["state"] == "error":  # the dialog engine did
            raise DialogError(result["message"])
        return Answer(returned["uuid"], result.get("system_text", ""), result["state"])
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise DialogError(f"HTTP {status}: 알아볼 수 없는 답입니다") from error


def show(answer: Answer) -> None:
    """Print the system's text, which ends with a newline of its own."""
    print("봇: " + answer.text.rstrip("\n"))


def converse(utterances: list[str]) -> None:
    """Open a dialog, say everything until the domain ends it, and leave no session behind."""
    answer = call("open_dialog", name=DOMAIN, access_method="internal_data")
    uuid = answer.uuid
    show(answer)
    try:
        for utterance in utterances:
            if answer.state == "end":
                break
            print("나: " + utterance)
            answer = call("dialog", uuid=uuid, text=utterance)
            show(answer)
    except DialogError:
        with contextlib.suppress(DialogError):  # the first error is the one to tell
            call("close_dialog", uuid=uuid)
        raise
    if answer.state == "end":
        print("대화 끝: " + uuid)
    else:
        call("close_dialog", uuid=uuid)
        print("대화 닫음: " + uuid)


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Windows pipe would be cp949 otherwise
            stream.reconfigure(encoding="utf-8")
    try:
        converse(sys.argv[1:] or UTTERANCES)
    except DialogError as error:
        print(f"오류: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
