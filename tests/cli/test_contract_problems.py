"""`mockgenie serve` tells the developer of a bot what is wrong with the data that it sends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from mockgenie.contract import DOMAINS
from tests.cli.serving import Serving, open_dialog

pytestmark = pytest.mark.slow  # each test starts processes of its own

SEOUL = {"Weather.city": "서울", "Weather.date": "오늘", "Weather.info": "맑음"}


@pytest.fixture
def server() -> Iterator[Serving]:
    """A server with the domain Weather of the contract tests."""
    server = Serving("--domains", str(DOMAINS / "Weather.yaml"), "--no-reload")
    yield server
    if server.process.poll() is None:
        server.stop()


def opened(server: Serving, access_method: str = "external_data") -> str:
    """The uuid of a new dialog."""
    answer = json.loads(server.post(open_dialog("Weather", access_method)))
    return str(answer["return_object"]["uuid"])


def turn(server: Serving, uuid: str, **fields: object) -> Any:
    """The result of a turn."""
    argument = {"method": "dialog", "uuid": uuid, **fields}
    answer = server.post(json.dumps({"access_key": "k", "argument": argument}))
    return json.loads(answer)["return_object"]["result"]


def told(server: Serving) -> list[str]:
    """What is on stderr, line by line."""
    _, errors = server.stop()
    return errors.splitlines()


def test_each_problem_is_a_line_on_stderr_and_nothing_of_it_gets_to_the_bot(
    server: Serving,
) -> None:
    uuid = opened(server)
    turn(server, uuid, text="서울 오늘 날씨 알려줘")
    data = [SEOUL, {**SEOUL, "Weather.city": "부산"}, {**SEOUL, "Weather.wind": "3"}]
    said = turn(server, uuid, data=data)
    assert said["system_text"] == "2건입니다.\n오늘 서울 맑음\n오늘 서울 맑음\n"
    assert said.keys() == {"system_text", "state", "message"}
    unknown, outside = told(server)
    where = f"mockgenie: session {uuid}, domain Weather"
    assert unknown.startswith(f'{where}: data[2]["Weather.wind"]: the domain Weather has no slot')
    assert outside == (
        f'{where}: data[1]: Weather.city is "부산", which does not satisfy Weather.city="서울";'
        " the engine does not take the record"
    )


def test_data_that_is_as_it_was_asked_for_is_no_line(server: Serving) -> None:
    uuid = opened(server)
    turn(server, uuid, text="서울 오늘 날씨 알려줘")
    assert turn(server, uuid, data=[SEOUL])["state"] == "dialog"
    assert turn(server, uuid, text="그만")["state"] == "end"
    assert told(server) == []


@pytest.mark.parametrize("access_method", ["internal_data", "external_data"])
def test_data_that_nobody_asked_for_is_a_line(server: Serving, access_method: str) -> None:
    uuid = opened(server, access_method)
    turn(server, uuid, text="날씨 알려줘", data=[SEOUL])
    (line,) = told(server)
    assert re.match(
        rf"mockgenie: session {uuid}, domain Weather: data: nothing .* is ignored; ", line
    )
