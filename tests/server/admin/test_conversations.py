"""The conversation tests of a domain, held by the admin API."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from mockgenie import conversations
from tests.server.admin.calling import BAKERY, Bakery, bakery, until

TEST = """\
- name: 식빵 사기
  conversation:
    - user: 빵 사고 싶어요
      bot: 어떤 빵을 드릴까요?
    - user: 식빵이요
      bot: 식빵 여기 있습니다.
- name: 인사
  conversation:
    - user: 빵 사고 싶어요
      bot: 어서 오세요.
"""


@pytest.fixture
async def tested(shop: Bakery) -> Bakery:
    """The bakery, with conversations of which one goes otherwise."""
    (shop.folder / "bakery.test.yaml").write_text(TEST, encoding="utf-8")
    return shop


async def run(shop: Bakery) -> Any:
    answer = await shop.ask("POST", "/domains/Bakery/tests")
    assert answer.status == 200, answer.json
    return answer.json


async def test_they_are_held_and_what_failed_is_told(tested: Bakery) -> None:
    held = await run(tested)
    assert (held["held"], held["passed"], held["count"], held["failed"]) == (True, False, 2, 1)
    (file,) = held["files"]
    assert Path(file["path"]).name == "bakery.test.yaml"
    failed, passed = file["conversations"]
    assert (passed["name"], passed["line"], passed["passed"]) == ("식빵 사기", 1, True)
    assert passed["report"] == []
    assert (failed["name"], failed["line"], failed["passed"]) == ("인사", 7, False)
    parts = {line["part"]: line["text"] for line in failed["report"]}
    assert parts["expected"].strip() == "- 어서 오세요."
    assert parts["got"].strip() == "+ 어떤 빵을 드릴까요?"


async def test_what_none_of_them_reaches_is_told(tested: Bakery) -> None:
    text = BAKERY + "  closed: {say: 문을 닫았습니다.}\n"
    (tested.folder / "bakery.yaml").write_text(text, encoding="utf-8")
    await tested.ask("POST", "/domains/reload")
    coverage = (await run(tested))["coverage"]
    assert (coverage["acts"], coverage["tasks"], coverage["texts"]) == (1, 3, 4)
    assert coverage["missing_tasks"] == ["closed"]
    assert coverage["missing_acts"] == []
    assert coverage["missing_texts"] == [{"line": 17, "column": 17, "text": "문을 닫았습니다."}]


async def test_how_they_went_last_is_remembered_until_the_domain_changes(tested: Bakery) -> None:
    path = "/domains/Bakery/tests"
    assert (await tested.ask("GET", path)).json["held"] is False
    held = await run(tested)
    last = (await tested.ask("GET", path)).json
    assert last == held
    assert last["outdated"] is False
    text = BAKERY.replace("어서 오세요.", "무엇을 드릴까요?")
    (tested.folder / "bakery.yaml").write_text(text, encoding="utf-8")
    await tested.ask("POST", "/domains/reload")
    assert (await tested.ask("GET", path)).json["outdated"] is True


async def test_a_domain_without_conversations_passes_and_reaches_nothing(shop: Bakery) -> None:
    held = await run(shop)
    assert (held["passed"], held["count"], held["files"]) == (True, 0, [])
    assert held["coverage"]["missing_tasks"] == ["greeting", "selling"]


async def test_files_that_cannot_be_read_are_told_with_their_places(tested: Bakery) -> None:
    (tested.folder / "bakery.test.yaml").write_text("- nam: x\n", encoding="utf-8")
    held = await run(tested)
    assert (held["passed"], held["coverage"]) == (False, None)
    problem = held["files"][0]["diagnostics"][0]
    assert (problem["line"], problem["column"], problem["severity"]) == (1, 3, "error")
    (tested.folder / "bakery.yaml").write_text(BAKERY + "fallbck: 네?\n", encoding="utf-8")
    held = await run(tested)
    assert held["passed"] is False
    assert held["diagnostics"][0]["line"] == BAKERY.count("\n") + 1


async def test_the_server_answers_meanwhile_and_holds_them_once(
    tested: Bakery, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, runs = threading.Event(), []
    whole = conversations.run_suite

    def waiting(suite: Any) -> Any:
        runs.append(suite)
        go_on.wait()
        return whole(suite)

    monkeypatch.setattr(conversations, "run_suite", waiting)
    both = asyncio.gather(run(tested), run(tested))
    try:
        await until(lambda: bool(runs))
        state = (await tested.ask("GET", "/domains/Bakery/tests")).json
        assert (state["held"], state["running"]) == (False, True)
        assert await tested.said(await tested.opened(), "빵 사고 싶어요") != ""
    finally:
        go_on.set()
    first, second = await both
    assert first == second
    assert len(runs) == 1
    assert (await tested.ask("GET", "/domains/Bakery/tests")).json["running"] is False


async def test_what_cannot_be_held_is_refused(shop: Bakery, tmp_path: Path) -> None:
    answer = await shop.ask("POST", "/domains/Bakary/tests")
    assert (answer.status, answer.json["where"]) == (404, "path.name")
    shop.server.reloading = None
    answer = await shop.ask("POST", "/domains/Bakery/tests")
    assert answer.status == 409
    assert "file" in answer.json["detail"]


async def test_files_that_are_gone_are_told(tmp_path: Path) -> None:
    async with bakery(tmp_path) as shop:
        (tmp_path / "bakery.yaml").unlink()
        answer = await shop.ask("POST", "/domains/Bakery/tests")
        assert answer.status == 503
