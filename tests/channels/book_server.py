"""An API server as the book describes it, to be run: one engine, three kinds of bot.

    python book_server.py ENGINE_PORT AUTHORIZATION

Everything that makes such servers hard to try is as described: a connection for each question,
one send and one recv(2048), TalkTalk's host hard-coded, 404 that comes out as 500.
"""

from __future__ import annotations

import json
import socket
import sys
from typing import Any

import requests
from flask import Flask, abort, jsonify, request

ENGINE_PORT, AUTHORIZATION = int(sys.argv[1]), sys.argv[2]
TALKTALK = "https://gq.talk.naver.com/chatbot/v1/event"

app = Flask(__name__)


def answer_of_engine(bot_type: str, query: str) -> dict[str, Any]:
    connection = socket.socket()
    connection.connect(("127.0.0.1", ENGINE_PORT))
    connection.send(json.dumps({"Query": query, "BotType": bot_type}).encode())
    answer: dict[str, Any] = json.loads(connection.recv(2048).decode())
    connection.close()
    return answer


def kakao_answer(answer: dict[str, Any]) -> dict[str, Any]:
    outputs: list[dict[str, Any]] = []
    if answer["AnswerImageUrl"] is not None:
        outputs.append({"simpleImage": {"imageUrl": answer["AnswerImageUrl"], "altText": ""}})
    if answer["Answer"] is not None:
        outputs.append({"simpleText": {"text": answer["Answer"]}})
    return {"version": "2.0", "template": {"outputs": outputs}}


def send_to_talktalk(user: str, content: dict[str, Any]) -> None:
    headers = {"Content-Type": "application/json;charset=UTF-8", "Authorization": AUTHORIZATION}
    event = {"event": "send", "user": user, **content}
    requests.post(TALKTALK, headers=headers, data=json.dumps(event), timeout=30)


@app.route("/query/<bot_type>", methods=["POST"])
def query(bot_type: str) -> Any:
    body = request.get_json()
    try:
        if bot_type == "TEST":
            return jsonify(answer_of_engine(bot_type, body["query"]))
        if bot_type == "KAKAO":
            return kakao_answer(answer_of_engine(bot_type, body["userRequest"]["utterance"]))
        if bot_type == "NAVER":
            if body["event"] == "send":
                answer = answer_of_engine(bot_type, body["textContent"]["text"])
                if answer["AnswerImageUrl"] is not None:
                    image = {"imageUrl": answer["AnswerImageUrl"]}
                    send_to_talktalk(body["user"], {"imageContent": image})
                if answer["Answer"] is not None:
                    text = {"text": answer["Answer"]}
                    send_to_talktalk(body["user"], {"textContent": text})
            return json.dumps({}), 200
        abort(404)
    except Exception:
        abort(500)


if __name__ == "__main__":
    app.run(port=0)
