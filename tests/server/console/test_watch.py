"""Watching a bot in the console: as it talks, why it was refused, and what to keep of it."""

from __future__ import annotations

import json
import re
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.server.console.pages import Console, dialog, held, opened
from tests.support import PATIENCE, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


def bot_opens(console: Console, domain: str = "Weather") -> str:
    """The uuid of a dialog that a bot opens."""
    opening = {"method": "open_dialog", "name": domain, "access_method": "internal_data"}
    uuid = dialog(console.server, **opening)["return_object"]["uuid"]
    assert isinstance(uuid, str)
    return uuid


def bot_says(console: Console, uuid: str, text: str) -> None:
    dialog(console.server, method="dialog", uuid=uuid, text=text)


def test_conversations_of_bots_are_seen_as_they_happen_the_newest_first(console: Console) -> None:
    from playwright.sync_api import expect

    watch = console.go("watch")
    first, second = bot_opens(console), bot_opens(console, "Pizza")
    expect(watch.locator(".one")).to_have_count(2)
    expect(watch.locator(".one").first).to_have_attribute("data-uuid", second)
    bot_says(console, first, "서울 날씨")
    expect(watch.locator(".one").first).to_have_attribute("data-uuid", first)
    watch.locator(".one").first.click()
    expect(watch.locator(".bubble")).to_have_count(3)
    bot_says(console, first, "내일")
    expect(watch.locator(".bubble").last).to_contain_text("내일 서울의 날씨는")
    expect(watch.locator(".exchange").last).to_contain_text("dialog · turn 2 · task forecast")
    expect(watch.locator(".exchange").last).to_contain_text(re.compile(r"\d ms"))


def test_the_reason_of_a_refusal_and_problems_of_data_are_read(console: Console) -> None:
    from playwright.sync_api import expect

    watch = console.go("watch")
    uuid = bot_opens(console)
    dialog(console.server, method="close_dialog", uuid=uuid)
    bot_says(console, uuid, "여보세요")
    watch.locator(f'[data-uuid="{uuid}"]').click()
    refused = watch.locator(".exchange").last
    expect(refused.locator(".bubble.wrong")).to_contain_text("400 One or more arguments are not")
    expect(refused.locator(".why")).to_contain_text("the session has ended")
    opening = {"method": "open_dialog", "name": "Weather", "access_method": "external_data"}
    asking = dialog(console.server, **opening)["return_object"]["uuid"]
    bot_says(console, asking, "내일 서울 날씨")
    dialog(console.server, method="dialog", uuid=asking, data=[{"Weather.cty": "서울"}])
    watch.locator(f'[data-uuid="{asking}"]').click()
    expect(watch.locator(".bubble.request")).to_contain_text('Weather.city="서울"')
    expect(watch.locator(".exchange").last).to_contain_text("1 record")
    expect(watch.locator(".problem").first).to_contain_text('did you mean "Weather.city"?')


def test_what_belongs_to_no_dialog_is_watched_as_well(console: Console) -> None:
    from playwright.sync_api import expect

    watch = console.go("watch")
    opening = {"method": "open_dialog", "name": "Wether", "access_method": "internal_data"}
    dialog(console.server, **opening)
    watch.get_by_role("button", name="without a dialog").click()
    expect(watch.locator(".bubble.wrong")).to_contain_text("Open error: invalid domain name")
    expect(watch.locator(".why")).to_contain_text('did you mean "Weather"?')


def test_conversations_are_filtered_by_a_condition(console: Console) -> None:
    from playwright.sync_api import expect

    seoul, busan = bot_opens(console), bot_opens(console)
    bot_says(console, seoul, "서울 날씨")
    bot_says(console, busan, "부산 날씨")
    watch = console.go("watch")
    expect(watch.locator(".one")).to_have_count(2)
    watch.get_by_label("Only those for which").fill('Weather.city = "부산"')
    watch.get_by_label("Only those for which").press("Enter")
    expect(watch.locator(".one")).to_have_count(1)
    expect(watch.locator(".one")).to_have_attribute("data-uuid", busan)
    bot_says(console, seoul, "부산은?")
    expect(watch.locator(".one")).to_have_count(2)
    watch.get_by_label("Only those for which").fill('Weather.city = "부산')
    watch.get_by_role("button", name="Filter").click()
    expect(watch.get_by_role("alert")).not_to_be_empty()
    watch.get_by_role("button", name="All", exact=True).click()
    expect(watch.get_by_role("alert")).to_be_empty()
    expect(watch.locator(".one")).to_have_count(2)


def test_a_conversation_is_saved_as_a_test_that_runs(console: Console, tmp_path: Path) -> None:
    from playwright.sync_api import expect

    uuid = bot_opens(console)
    for text in ("내일 서울 날씨 알려줘", "고마워요"):
        bot_says(console, uuid, text)
    watch = console.go("watch")
    watch.locator(f'[data-uuid="{uuid}"]').click()
    watch.get_by_role("button", name="Save as a test").click()
    box = console.page.get_by_role("dialog")
    expect(box.locator(".yaml")).to_contain_text("내일 서울 날씨 알려줘")
    with console.page.expect_download() as download:
        box.get_by_role("link", name="Download").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name.endswith(".test.yaml")
    assert "내일 서울" in held(saved, tmp_path)
    box.get_by_role("button", name="Close").click()
    watch.get_by_role("button", name="Copy as text").click()
    watch.get_by_text("copied").wait_for()
    copied = console.page.evaluate("() => navigator.clipboard.readText()")
    assert "내일 서울 날씨 알려줘" in copied


def test_a_conversation_of_a_bot_is_continued_by_hand(console: Console) -> None:
    from playwright.sync_api import expect

    uuid = bot_opens(console)
    bot_says(console, uuid, "서울 날씨")
    watch = console.go("watch")
    watch.locator(f'[data-uuid="{uuid}"]').click()
    watch.get_by_role("button", name="Go on by hand").click()
    talk = console.page.locator("#pane-talk")
    expect(talk.locator(".bubble").last).to_contain_text("언제 날씨가 궁금하세요?")
    console.say("내일")
    expect(talk.locator(".bubble").last).to_contain_text("내일 서울의 날씨는")
    bot_says(console, uuid, "부산은?")
    console.go("watch")
    expect(watch.locator(".bubble").last).to_contain_text("내일 부산의 날씨는")


def test_of_ten_thousand_exchanges_only_what_is_visible_is_in_the_document(
    browser: Browser,
) -> None:
    from playwright.sync_api import expect

    options = ("--quiet", "--keep-alive", "--journal", "20000")
    with serve(*options) as server, opened(browser, server) as console:
        watch = console.go("watch")
        uuid = bot_opens(console)
        connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        for number in range(10_000):
            said = {"method": "dialog", "uuid": uuid, "text": f"서울 {number}"}
            body = json.dumps({"access_key": "bot-key", "argument": said})
            connection.request("POST", "/Dialog", body)
            connection.getresponse().read()
        connection.close()
        watch.locator(f'[data-uuid="{uuid}"]').click()
        if watch.get_by_role("button", name="Show what the journal has").is_visible():
            watch.get_by_role("button", name="Show what the journal has").click()
        expect(watch.locator(".exchange").last).to_contain_text("서울 9999")
        assert watch.locator(".exchange").count() < 60
        rows = watch.get_by_role("log")
        for place in (0.5, 0.1, 0.9, 0.0):
            rows.evaluate("(element, at) => element.scrollTop = at * element.scrollHeight", place)
            expect(watch.locator(".exchange").first).to_be_visible()
        expect(watch.locator(".exchange").first).to_be_in_viewport()
        assert watch.locator(".exchange").count() < 60
        assert console.page.evaluate("document.querySelectorAll('*').length") < 4000
