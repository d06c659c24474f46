"""The conversation about the Lamp domain that every client of these tests holds."""

from __future__ import annotations

import json
import re

TURN_ON = "불 켜 줘"
GUIDE = (
    '{"request_id":"reserved field","result":0,'
    '"return_type":"com.google.gson.internal.LinkedTreeMap","return_object":%s}'
)
RETURNED = '{"method":"%s","uuid":"%%s","result":{%s"state":"%s","message":""}}'
ANSWERS = (
    RETURNED % ("open_dialog", '"system_text":"안녕하세요.\\n",', "start"),
    RETURNED % ("dialog", '"system_text":"네, 알겠습니다.\\n",', "dialog"),
    RETURNED % ("close_dialog", "", "end"),
)


def opening() -> bytes:
    """The body that opens a dialog about the lamp."""
    return body("open_dialog", name="Lamp", access_method="internal_data")


def body(method: str, **argument: str) -> bytes:
    """A request body as most clients write it."""
    request = {"access_key": "test", "argument": {"method": method, **argument}}
    return json.dumps(request, ensure_ascii=False).encode()


def uuid_of(answer: str) -> str:
    """The 18 digits in an answer, found without a JSON parser."""
    match = re.search(r'"uuid":"([1-9]\d{17})"', answer)
    assert match, answer
    return match[1]


def expected(uuid: str) -> list[str]:
    """The bodies that answer open_dialog, "불 켜 줘" and close_dialog, byte for byte."""
    return [GUIDE % (answer % uuid) for answer in ANSWERS]


def assert_complete(bodies: list[str], rounds: int) -> None:
    """`bodies` are the answers of `rounds` whole conversations, one after the other."""
    assert len(bodies) == rounds * len(ANSWERS)
    uuids = set()
    for start in range(0, len(bodies), len(ANSWERS)):
        uuid = uuid_of(bodies[start])
        assert bodies[start : start + len(ANSWERS)] == expected(uuid)
        uuids.add(uuid)
    assert len(uuids) == rounds
