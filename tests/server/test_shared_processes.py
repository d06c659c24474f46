"""One mock of several processes of `mockgenie serve`, asked by many clients at once."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from mockgenie.contract import DOMAINS
from tests.support import PATIENCE, Server, answer_to, serve

pytestmark = pytest.mark.slow

CLIENTS = 8
TOO_MANY = "Too Many Requests"
OPENING = {"method": "open_dialog", "name": "Weather", "access_method": "internal_data"}


@pytest.fixture(params=["processes", "workers"])
def mock(request: pytest.FixtureRequest, shared_place: str) -> Iterator[tuple[Server, Server]]:
    """Two processes that listen on ports of their own, or two workers on one port."""
    options = ("--domains", str(DOMAINS), "--store", shared_place)
    with ExitStack() as stack:
        if request.param == "workers":
            both = stack.enter_context(serve(*options, "--workers", "2"))
            yield both, both
            return
        one, other = (stack.enter_context(serve(*options)) for _ in range(2))
        yield one, other


def dialog(server: Server, **argument: Any) -> dict[str, Any]:
    """The answer to a call, an opening where there is no argument."""
    return answer_to(server.url, argument or OPENING)


def admin(server: Server, method: str, path: str, body: object = None) -> Any:
    """What the admin API answers."""
    url = server.url.replace("/Dialog", f"/__mockgenie{path}")
    content = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(url, content, method=method)
    if content is not None:
        asked.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
        read = answer.read()
    return json.loads(read) if read else None


def at_once(servers: tuple[Server, Server], count: int) -> list[dict[str, Any]]:
    """The answers to so many openings, half of them by each."""
    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(lambda number: dialog(servers[number % 2]), range(count)))


def reasons(answers: list[dict[str, Any]]) -> list[str]:
    """Why some were refused."""
    return [answer["reason"] for answer in answers if "reason" in answer]


def test_three_faults_are_three(mock: tuple[Server, Server]) -> None:
    admin(mock[0], "POST", "/faults", {"error": TOO_MANY, "times": 3})
    assert reasons(at_once(mock, 60)) == [TOO_MANY] * 3
    (shown,) = admin(mock[1], "GET", "/faults")["faults"]
    assert (shown["seen"], shown["struck"]) == (3, 3)


def test_a_quota_is_used_up_exactly(mock: tuple[Server, Server]) -> None:
    admin(mock[0], "PATCH", "/settings", {"daily_quota": 25})
    answers = at_once(mock, 60)
    assert reasons(answers) == [TOO_MANY] * 35
    assert (
        len({answer["return_object"]["uuid"] for answer in answers if "reason" not in answer}) == 25
    )


def test_the_journal_has_all_of_it_once(mock: tuple[Server, Server]) -> None:
    uuids = {answer["return_object"]["uuid"] for answer in at_once(mock, 60)}
    assert len(uuids) == 60
    for server in mock:
        entries = admin(server, "GET", "/journal?limit=1000")["entries"]
        assert [entry["number"] for entry in entries] == list(range(1, 61))
        assert {entry["uuid"] for entry in entries} == uuids


def test_what_is_frozen_stays_so_when_its_process_has_ended(
    shared_place: str, tmp_path: Path
) -> None:
    options = ("--domains", str(DOMAINS), "--store", shared_place)
    with serve(*options) as other:
        with serve(*options) as one:
            admin(one, "POST", "/clock/freeze", {"at": "2026-12-24"})
            admin(one, "POST", "/faults", {"error": TOO_MANY, "times": 2})
            assert dialog(one)["reason"] == TOO_MANY
        assert admin(other, "GET", "/clock")["today"] == "2026-12-24"
    with serve(*options) as again:
        assert admin(again, "GET", "/clock")["today"] == "2026-12-24"
        assert dialog(again)["reason"] == TOO_MANY
        assert "reason" not in dialog(again)
        admin(again, "POST", "/reset")
        assert not admin(again, "GET", "/clock")["frozen"]


def test_what_is_recorded_is_what_all_were_asked(shared_place: str, tmp_path: Path) -> None:
    file = tmp_path / "recorded.test.yaml"
    options = ("--domains", str(DOMAINS), "--store", shared_place)
    with serve(*options) as other:
        with serve(*options, "--record", str(file)) as one:
            uuid = dialog(one)["return_object"]["uuid"]
            dialog(other, method="dialog", uuid=uuid, text="서울 날씨 알려줘")
            dialog(one, method="close_dialog", uuid=uuid)
        assert "서울 날씨 알려줘" in file.read_text(encoding="utf-8")


def test_workers_record_together(shared_place: str, tmp_path: Path) -> None:
    file = tmp_path / "recorded.test.yaml"
    options = ("--domains", str(DOMAINS), "--store", shared_place)
    with serve(*options, "--workers", "2", "--record", str(file)) as server:
        uuids = []
        for _ in range(4):
            uuid = dialog(server)["return_object"]["uuid"]
            dialog(server, method="dialog", uuid=uuid, text="서울 날씨 알려줘")
            dialog(server, method="close_dialog", uuid=uuid)
            uuids.append(uuid)
        entries = admin(server, "GET", "/journal")["entries"]
        assert {entry["uuid"] for entry in entries} == set(uuids)
    assert file.read_text(encoding="utf-8").count("- user: 서울 날씨 알려줘") == 4


def test_workers_open_no_rooms(shared_place: str) -> None:
    options = ("--domains", str(DOMAINS), "--store", shared_place)
    wanted = {"platform": "kakao", "url": "http://localhost:1/"}
    with (
        serve(*options, "--workers", "2") as server,
        pytest.raises(urllib.error.HTTPError) as refused,
    ):
        admin(server, "POST", "/rooms", wanted)
    problem = json.load(refused.value)
    assert problem["status"] == 409
    assert "mockgenie kakao URL" in problem["detail"]
