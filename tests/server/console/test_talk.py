"""Talking in the console: by keyboard, as the bot of external_data, and what a turn was made of."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.server.console.pages import Console
from tests.support import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = pytest.mark.slow


def talked_about(console: Console, domain: str, method: str = "internal_data") -> Locator:
    """The pane, with a dialog of a domain in it."""
    talk = console.page.locator("#pane-talk")
    talk.get_by_label("Domain").select_option(domain)
    talk.get_by_label("Access method").select_option(method)
    talk.get_by_role("button", name="Open the dialog").click()
    talk.locator(".exchange:visible").get_by_text("Details").wait_for()
    return talk


def test_the_weather_by_keyboard_alone(console: Console) -> None:
    from playwright.sync_api import expect

    keyboard, talk = console.page.keyboard, console.page.locator("#pane-talk")
    expect(talk.get_by_label("Domain")).to_be_focused()
    expect(talk.locator("option[value=Weather]")).to_have_count(1)
    keyboard.type("Weather")
    console.tab_to("Open the dialog")
    keyboard.press("Enter")
    expect(talk.locator(".bubble").last).to_contain_text("날씨 도우미입니다.")
    expect(talk.locator(".utterance")).to_be_focused()
    keyboard.type("서울 날씨 알려줘")
    keyboard.press("Enter")
    expect(talk.locator(".bubble").last).to_contain_text("언제 날씨가 궁금하세요?")
    console.say("내일")
    expect(talk.locator(".bubble").last).to_contain_text("내일 서울의 날씨는 맑음")
    keyboard.press("ArrowUp")
    keyboard.press("ArrowUp")
    expect(talk.locator(".utterance")).to_have_value("서울 날씨 알려줘")
    keyboard.press("ArrowDown")
    expect(talk.locator(".utterance")).to_have_value("내일")
    expect(talk.locator(".session")).to_contain_text("Weather.city")
    console.tab_to("End")
    keyboard.press("Enter")
    expect(talk.locator(".session")).to_contain_text("The dialog has ended.")
    console.tab_to("Restart")
    keyboard.press("Enter")
    expect(talk.locator(".exchange")).to_have_count(1)
    expect(talk.locator(".utterance")).to_be_focused()


def test_a_pizza_is_ordered_by_keyboard_and_with_the_values_that_are_offered(
    console: Console,
) -> None:
    from playwright.sync_api import expect

    talk = talked_about(console, "Pizza")
    console.say("페퍼로니 한 판 씬 도우로 포장 현금 010-0000-3333")
    expect(talk.locator(".bubble").last).to_contain_text("어떤 사이즈로 드릴까요?")
    expect(talk.locator(".values button")).to_have_text(["레귤러", "라지", "패밀리"])
    console.tab_to("라지")
    console.page.keyboard.press("Enter")
    expect(talk.locator(".bubble").last).to_contain_text("토핑")
    console.say("없어요")
    console.say("없습니다")
    expect(talk.locator(".bubble").last).to_contain_text("이대로 주문할까요?")
    console.say("네")
    expect(talk.locator(".bubble").last).to_contain_text("주문이 접수됐어요.")


def test_several_dialogs_are_tabs(console: Console) -> None:
    from playwright.sync_api import expect

    talk = talked_about(console, "Weather")
    tabs = talk.get_by_role("tab")
    console.say("서울 날씨")
    tabs.last.click()
    talked_about(console, "Pizza")
    expect(tabs).to_have_count(3)
    tabs.first.focus()
    console.page.keyboard.press("ArrowRight")
    expect(talk.locator(".bubble:visible").last).to_contain_text("피자")
    tabs.first.click()
    expect(talk.locator(".bubble:visible").last).to_contain_text("언제 날씨가 궁금하세요?")
    talk.get_by_role("button", name="Close the tab").click()
    expect(tabs).to_have_count(2)
    expect(talk.locator(".bubble:visible").last).to_contain_text("피자")


def test_the_envelope_is_chosen_for_the_server(console: Console) -> None:
    from playwright.sync_api import expect

    console.page.locator("#pane-talk").get_by_label("Envelope").select_option("legacy")
    talk = talked_about(console, "Weather")
    expect(talk.locator(".bubble").last).to_contain_text("날씨 도우미입니다.")
    talk.get_by_role("button", name="Details").click()
    expect(talk.locator(".sent")).to_contain_text('{"result":0,"return_object":{')


def test_records_are_offered_edited_left_out_added_and_counted(console: Console) -> None:
    from playwright.sync_api import expect

    talk = talked_about(console, "Weather", "external_data")
    talk.locator(".utterance").fill("내일 서울 날씨 알려줘")
    talk.get_by_role("button", name="Send", exact=True).click()
    records = talk.locator(".records")
    expect(records).to_contain_text('Weather.city="서울" and Weather.date="내일"')
    expect(records).to_contain_text("1 of 119 in the instances fit")
    expect(records.get_by_label("Weather.city 1")).to_have_value("서울")
    records.get_by_label("Weather.info 1").fill("우박")
    records.get_by_role("button", name="Send the records").click()
    expect(talk.locator(".bubble").last).to_contain_text("내일 서울의 날씨는 우박")

    talk.locator(".utterance").fill("부산은?")
    talk.locator(".utterance").press("Enter")
    expect(records).to_contain_text('Weather.city="부산"')
    records.get_by_role("button", name="Add a record").click()
    for slot, value in (("city", "부산"), ("date", "내일"), ("info", "황사"), ("low", "1")):
        records.get_by_label(f"Weather.{slot} 2").fill(value)
    records.get_by_label("send record 1").uncheck()
    records.get_by_role("button", name="Send the records").click()
    expect(talk.locator(".bubble").last).to_contain_text("황사")

    talk.locator(".utterance").fill("대구는?")
    talk.locator(".utterance").press("Enter")
    expect(records).to_contain_text('Weather.city="대구"')
    records.get_by_label("How many there are in all").fill("124")
    records.get_by_role("button", name="Send the records").click()
    expect(talk.locator(".bubble").last).to_contain_text("124건")
    sent = console.admin("GET", "/journal")["entries"][-1]["data"]
    assert sent[-1]["Weather.city"] == "<count>124</count>"


def test_under_a_turn_stands_what_was_understood(console: Console) -> None:
    from playwright.sync_api import expect

    talk = talked_about(console, "Weather")
    console.say("서울 날씨 알려줘")
    turn = talk.locator(".exchange").last
    turn.get_by_role("button", name="Details").click()
    expect(turn.locator(".trace")).to_contain_text("Weather.city = 서울")
    expect(turn.locator(".trace")).to_contain_text("ask_weather")
    expect(turn.locator(".changed")).to_have_text("Weather.city—서울")
    expect(turn.locator(".detail")).to_contain_text("greeting → forecast")
    expect(turn.locator(".detail")).to_contain_text("still missing: Weather.date")
    entry = console.admin("GET", "/journal")["entries"][-1]
    expect(turn.locator(".received")).to_contain_text(entry["body"])
    expect(turn.locator(".sent")).to_contain_text("HTTP/1.1 200 OK")
    expect(turn.locator(".sent")).to_contain_text(entry["answer"])


def _python(text: str, folder: Path) -> list[str]:
    (folder / "call.py").write_text(text, encoding="utf-8")
    return [sys.executable, "-X", "utf8", str(folder / "call.py")]


def _curl(text: str, _: Path) -> list[str]:
    return ["sh", "-c", text]


def _node(text: str, folder: Path) -> list[str]:
    (folder / "call.mjs").write_text(text, encoding="utf-8")
    return ["node", str(folder / "call.mjs")]


def _java(text: str, folder: Path) -> list[str]:
    (folder / "Call.java").write_text(text, encoding="utf-8")
    return ["java", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", str(folder / "Call.java")]


def _php(text: str, folder: Path) -> list[str]:
    (folder / "call.php").write_text(text, encoding="utf-8")
    return ["php", str(folder / "call.php")]


@pytest.mark.parametrize(
    ("name", "program", "command"),
    [
        ("curl", "curl", _curl),
        ("Python", sys.executable, _python),
        ("JavaScript", "node", _node),
        ("Java", "java", _java),
        ("PHP", "php", _php),
    ],
)
def test_a_request_is_copied_as_a_program_that_makes_it_again(
    console: Console,
    tmp_path: Path,
    name: str,
    program: str,
    command: Callable[[str, Path], list[str]],
) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"no {program} here")
    talk = talked_about(console, "Weather")
    said = """서울 날씨 알려줘 "it's" \\ $HOME `x` 100%"""
    console.say(said)
    turn = talk.locator(".exchange").last
    turn.get_by_role("button", name="Details").click()
    turn.get_by_role("button", name=f"copy as {name}", exact=True).click()
    turn.get_by_text("copied").wait_for()
    copied = console.page.evaluate("() => navigator.clipboard.readText()")
    subprocess.run(command(copied, tmp_path), check=True, timeout=PATIENCE, capture_output=True)
    first, again = console.admin("GET", "/journal")["entries"][-2:]
    assert again["body"] == first["body"]
    assert json.loads(again["body"])["argument"]["text"] == said


def test_an_answer_that_never_comes_is_said(console: Console) -> None:
    from playwright.sync_api import expect

    talk = talked_about(console, "Weather")
    console.admin("POST", "/faults", {"reset": "before", "when": 'method = "dialog"'})
    console.say("서울 날씨")
    expect(talk.locator(".bubble.wrong").last).to_contain_text("No answer came")
    expect(talk.locator(".exchange").last).to_contain_text("fault: reset before")
