"""Sessions in the console: what is known in them, changed, ended, and opened in a given state."""

from __future__ import annotations

import pytest

from tests.server.console.pages import Console, dialog

pytestmark = pytest.mark.slow

OPENING = {"method": "open_dialog", "name": "Weather", "access_method": "internal_data"}


def bot_opens(console: Console) -> str:
    """The uuid of a session of a bot that has asked for Seoul."""
    uuid = dialog(console.server, **OPENING)["return_object"]["uuid"]
    assert isinstance(uuid, str)
    dialog(console.server, method="dialog", uuid=uuid, text="서울 날씨")
    return uuid


def test_a_slot_a_task_and_the_day_are_changed(console: Console) -> None:
    from playwright.sync_api import expect

    uuid = bot_opens(console)
    pane = console.go("sessions")
    pane.locator(f'[data-uuid="{uuid}"]').click()
    expect(pane.locator(".exchange")).to_have_count(2)
    expect(pane.get_by_label("Weather.city")).to_have_value("서울")
    pane.get_by_label("Weather.city").fill("부산")
    pane.get_by_label("Day").fill("2026-12-24")
    pane.get_by_role("button", name="Change the session").click()
    expect(pane.locator(".one")).to_contain_text("Weather.city = 부산")
    answer = dialog(console.server, method="dialog", uuid=uuid, text="내일")
    assert "내일 부산의 날씨는" in answer["return_object"]["result"]["system_text"]
    expect(pane.locator(".one")).to_contain_text("turn 2")
    pane.locator(".one").click()
    expect(pane.locator(".exchange")).to_have_count(3)
    pane.get_by_label("Task").select_option("greeting")
    pane.get_by_role("button", name="Change the session").click()
    expect(pane.locator(".one")).to_contain_text("greeting")


@pytest.mark.parametrize("button", ["End", "Expire"])
def test_a_session_is_ended(console: Console, button: str) -> None:
    from playwright.sync_api import expect

    uuid = bot_opens(console)
    pane = console.go("sessions")
    pane.locator(f'[data-uuid="{uuid}"]').click()
    pane.get_by_role("button", name=button, exact=True).click()
    expect(pane.locator(".one")).to_have_count(0)
    answer = dialog(console.server, method="dialog", uuid=uuid, text="내일")
    assert answer["reason"] == "One or more arguments are not valid"


def test_a_session_is_opened_in_a_given_state_and_gone_on_with(console: Console) -> None:
    from playwright.sync_api import expect

    pane = console.go("sessions")
    pane.get_by_role("button", name="Open a session").click()
    pane.get_by_label("Domain").select_option("Weather")
    expect(pane.get_by_label("Weather.city")).to_be_visible()
    pane.get_by_label("Weather.city").fill("제주")
    pane.get_by_label("Task").select_option("forecast")
    pane.get_by_role("button", name="Open the session").click()
    expect(pane.locator(".one")).to_contain_text("Weather.city = 제주")
    pane.get_by_role("button", name="Go on by hand").click()
    console.say("내일")
    talk = console.page.locator("#pane-talk")
    expect(talk.locator(".bubble").last).to_contain_text("내일 제주의 날씨는")


def test_sessions_are_filtered_and_all_of_them_ended(console: Console) -> None:
    from playwright.sync_api import expect

    for _ in range(3):
        bot_opens(console)
    other = dialog(console.server, **OPENING)["return_object"]["uuid"]
    pane = console.go("sessions")
    expect(pane.locator(".one")).to_have_count(4)
    pane.get_by_label("Only those for which").fill("turn = 0")
    pane.get_by_role("button", name="Filter").click()
    expect(pane.locator(".one")).to_have_count(1)
    expect(pane.locator(".one")).to_have_attribute("data-uuid", other)
    pane.get_by_label("Only those for which").fill("trun = 0")
    pane.get_by_role("button", name="Filter").click()
    expect(pane.get_by_role("alert")).to_contain_text('did you mean "turn"?')
    pane.get_by_role("button", name="End all").click()
    pane.get_by_label("Only those for which").fill("")
    pane.get_by_role("button", name="Filter").click()
    expect(pane.locator(".one")).to_have_count(0)
    assert console.admin("GET", "/sessions")["total"] == 0
