"""A chatbot API server: it stands between chat platforms and a dialog engine on a TCP port.

    POST /query/TEST     {"query": "안녕하세요"}       the answer of the engine
    POST /query/KAKAO    a skill payload of Kakao      a skill response
    POST /query/NAVER    an event of Naver TalkTalk    an event, or {}

It is set by environment variables:

    ENGINE_HOST, ENGINE_PORT    where the engine is (127.0.0.1, 5050)
    PORT                        where this server listens (5000)
    NAVER_KEY                   the key of the send API; without one, answers are in the response
    NAVER_EVENTS                the address of the send API
"""

from __future__ import annotations

import json
import os
import socket
import sys
import urllib.request
from typing import Any

from flask import Flask, Response, jsonify, request

ENGINE = (os.environ.get("ENGINE_HOST", "127.0.0.1"), int(os.environ.get("ENGINE_PORT", "5050")))
PORT = int(os.environ.get("PORT", "5000"))
NAVER_KEY = os.environ.get("NAVER_KEY", "")
NAVER_EVENTS = os.environ.get("NAVER_EVENTS", "https://gw.talk.naver.com/chatbot/v1/event")

SECONDS = 4
"""For which an answer is waited for: the platforms wait for 5 seconds themselves."""
NO_ANSWER = "지금은 답할 수 없어요. 잠시 뒤에 다시 말씀해 주세요."
LONGEST_KAKAO_TEXT = 1000

app = Flask(__name__)


class NoAnswer(Exception):
    """The engine cannot be reached, or has closed without an answer."""


def ask_engine(query: str, bot_type: str, user: str = "") -> dict[str, Any]:
    """What the engine answers: Query, Answer, AnswerImageUrl, Intent and NER.

    One question a connection; the engine closes it behind its answer. `UserId` gives each user a
    dialog of their own, where the engine knows of such a thing.
    """
    question = {"Query": query, "BotType": bot_type}
    if user:
        question["UserId"] = user
    try:
        with socket.create_connection(ENGINE, SECONDS) as engine:
            engine.sendall(json.dumps(question).encode())
            answer = b"".join(iter(lambda: engine.recv(2048), b""))
        found: dict[str, Any] = json.loads(answer)
    except (OSError, ValueError) as error:
        raise NoAnswer(f"no answer from the engine at {ENGINE[0]}:{ENGINE[1]}: {error}") from None
    return found


@app.post("/query/TEST")
def test() -> Response:
    return jsonify(ask_engine(field(request.get_json(), "query"), "TEST"))


@app.post("/query/KAKAO")
def kakao() -> Response:
    asked = field(request.get_json(), "userRequest", dict)
    user = asked.get("user", {}).get("id", "")
    try:
        answer = ask_engine(field(asked, "utterance"), "KAKAO", user)
    except NoAnswer as error:
        log(error)
        answer = {"Answer": NO_ANSWER}
    outputs: list[dict[str, Any]] = []
    if image := answer.get("AnswerImageUrl"):
        outputs.append({"simpleImage": {"imageUrl": image, "altText": ""}})
    outputs.append({"simpleText": {"text": answer["Answer"][:LONGEST_KAKAO_TEXT]}})
    return jsonify({"version": "2.0", "template": {"outputs": outputs}})


@app.post("/query/NAVER")
def naver() -> Response:
    event = request.get_json()
    text = event.get("textContent", {}).get("text", "")
    # Only what a user types is answered, and nothing while a person answers.
    if event.get("event") != "send" or event.get("standby") or not text:
        return jsonify({})
    user = field(event, "user")
    try:
        answer = ask_engine(text, "NAVER", user)
    except NoAnswer as error:
        log(error)
        answer = {"Answer": NO_ANSWER}
    contents: list[dict[str, Any]] = [{"textContent": {"text": answer["Answer"]}}]
    if image := answer.get("AnswerImageUrl"):
        contents.insert(0, {"imageContent": {"imageUrl": image}})
    events = [{"event": "send", "user": user, **content} for content in contents]
    if not NAVER_KEY:
        return jsonify(events[-1])  # a response has room for one event
    for one in events:
        send_to_naver(one)
    return jsonify({})


def send_to_naver(event: dict[str, Any]) -> None:
    """Send an event by the send API, which answers 200 whatever it thinks of it."""
    headers = {"Content-Type": "application/json;charset=UTF-8", "Authorization": NAVER_KEY}
    sent = urllib.request.Request(NAVER_EVENTS, json.dumps(event).encode(), headers)
    try:
        with urllib.request.urlopen(sent, timeout=SECONDS) as answer:
            result = json.load(answer)
        if not result.get("success"):
            log(f"TalkTalk refuses an event: {result}")
    except (OSError, ValueError) as error:
        log(f"an event could not be sent to {NAVER_EVENTS}: {error}")


class BadRequest(Exception):
    """A request lacks something."""


def field(body: Any, name: str, kind: type = str) -> Any:
    """A field of a request, which has to be there."""
    value = body.get(name) if isinstance(body, dict) else None
    if not isinstance(value, kind):
        raise BadRequest(f'the request has no "{name}"')
    return value


@app.errorhandler(BadRequest)
def bad_request(error: BadRequest) -> tuple[Response, int]:
    return jsonify({"error": str(error)}), 400


@app.errorhandler(NoAnswer)
def no_answer(error: NoAnswer) -> tuple[Response, int]:
    log(error)
    return jsonify({"error": str(error)}), 502


def log(message: object) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=PORT)
