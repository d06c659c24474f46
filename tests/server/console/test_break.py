"""Breaking in the console: every error and what else goes wrong, for whom, and how often."""

from __future__ import annotations

from typing import Any

import pytest

from mockgenie.faults import ERRORS
from tests.server.console.pages import Console, dialog

pytestmark = pytest.mark.slow

OPENING = {"method": "open_dialog", "name": "Weather", "access_method": "internal_data"}


def armed(console: Console) -> list[dict[str, Any]]:
    """The faults of the server."""
    return [one["fault"] for one in console.admin("GET", "/faults")["faults"]]


def test_the_third_request_fails_with_429_and_that_is_seen(console: Console) -> None:
    from playwright.sync_api import expect

    pane = console.go("break")
    pane.get_by_label("Error").select_option("Too Many Requests")
    pane.get_by_label("After so many that go well").fill("2")
    pane.get_by_role("button", name="Arm it").click()
    expect(pane.locator(".armed tbody tr")).to_have_count(1)
    expect(pane.locator(".struck")).to_have_text("0 / 1")
    uuid = dialog(console.server, **OPENING)["return_object"]["uuid"]
    said = [dialog(console.server, method="dialog", uuid=uuid, text="서울") for _ in range(3)]
    assert [one.get("reason") for one in said] == [None, "Too Many Requests", None]
    expect(pane.locator(".struck")).to_have_text("1 / 1")
    watch = console.go("watch")
    watch.locator(f'[data-uuid="{uuid}"]').click()
    wrong = watch.locator(".exchange").nth(2)
    expect(wrong.locator(".bubble.wrong")).to_contain_text("429 Too Many Requests")
    expect(wrong).to_contain_text("fault: Too Many Requests")


def test_all_documented_errors_can_be_chosen(console: Console) -> None:
    from playwright.sync_api import expect

    pane = console.go("break")
    options = pane.get_by_label("Error").locator("option")
    expect(options).to_have_count(len(ERRORS))
    assert {one.get_attribute("value") for one in options.all()} == set(ERRORS)


@pytest.mark.parametrize(
    ("effect", "fields", "expected"),
    [
        ("reset", {"When": "middle"}, {"reset": "middle", "times": 1}),
        ("cut", {"After bytes of the body": "30"}, {"cut": 30, "times": 1}),
        ("garbage", {"Body": "<html>"}, {"garbage": "<html>", "times": 1}),
        ("text", {"Text": "안녕"}, {"text": "안녕", "times": 1}),
        ("state", {"State": "end"}, {"state": "end", "times": 1}),
        ("none", {"Late by seconds": "0.5"}, {"delay": 0.5, "times": 1}),
        ("none", {"Byte by byte, seconds apart": "0.01"}, {"drip": 0.01, "times": 1}),
        (
            "none",
            {"Late by seconds": "0.2", "which varies": "uniform", "to seconds / sigma": "0.4"},
            {"delay": {"uniform": [0.2, 0.4], "lognormal": None, "sigma": 0.5, "longest": 60.0}},
        ),
        (
            "error",
            {"Late by seconds": "0.1", "Times": "", "Every n-th": "3", "Chance, 0 to 1": "0.5"},
            {"error": "Too Many Requests", "delay": 0.1, "every": 3, "chance": 0.5},
        ),
        (
            "text",
            {"Requests": "condition", "Condition": 'turn = 2 and domain = "Weather"'},
            {"when": 'turn = 2 and domain = "Weather"'},
        ),
        ("text", {"Requests": "condition", "The text contains": "부산"}, {"contains": "부산"}),
        ("text", {"Requests": "condition", "The text matches (RE2)": "^부"}, {"matches": "^부"}),
    ],
)
def test_what_goes_wrong_is_as_the_form_says(
    console: Console, effect: str, fields: dict[str, str], expected: dict[str, Any]
) -> None:
    from playwright.sync_api import expect

    pane = console.go("break")
    expect(pane.get_by_label("Error").locator("option")).not_to_have_count(0)
    pane.get_by_label("Effect").select_option(effect)
    for label, value in fields.items():
        field = pane.get_by_label(label, exact=True)
        if field.evaluate("element => element.matches('select')"):
            field.select_option(value)
        else:
            field.fill(value)
    pane.get_by_role("button", name="Arm it").click()
    expect(pane.locator(".armed tbody tr")).to_have_count(1)
    (fault,) = armed(console)
    assert {name: fault.get(name) for name in expected} == expected


def test_one_session_is_broken_from_where_it_is_watched(console: Console) -> None:
    from playwright.sync_api import expect

    uuid = dialog(console.server, **OPENING)["return_object"]["uuid"]
    other = dialog(console.server, **OPENING)["return_object"]["uuid"]
    watch = console.go("watch")
    watch.locator(f'[data-uuid="{uuid}"]').click()
    watch.get_by_role("button", name="Make an error happen").click()
    pane = console.page.locator("#pane-break")
    expect(pane.get_by_label("Error").locator("option")).not_to_have_count(0)
    pane.get_by_role("button", name="Arm it").click()
    expect(pane.locator(".armed tbody tr")).to_have_count(1)
    assert "reason" not in dialog(console.server, method="dialog", uuid=other, text="서울")
    assert "reason" in dialog(console.server, method="dialog", uuid=uuid, text="서울")


def test_what_is_wrong_with_a_fault_is_said_and_one_button_clears_all(console: Console) -> None:
    from playwright.sync_api import expect

    pane = console.go("break")
    expect(pane.get_by_label("Error").locator("option")).not_to_have_count(0)
    pane.get_by_label("Requests").select_option("condition")
    pane.get_by_label("Condition").fill("trun = 2")
    pane.get_by_role("button", name="Arm it").click()
    expect(pane.get_by_role("alert")).to_contain_text('did you mean "turn"?')
    pane.get_by_label("Condition").fill("turn = 2")
    for _ in range(3):
        pane.get_by_role("button", name="Arm it").click()
    expect(pane.locator(".armed tbody tr")).to_have_count(3)
    pane.get_by_role("button", name="Remove fault 2").click()
    expect(pane.locator(".armed tbody tr")).to_have_count(2)
    pane.get_by_role("button", name="Clear all").click()
    expect(pane.get_by_text("Nothing goes wrong on purpose.")).to_be_visible()
    assert armed(console) == []
