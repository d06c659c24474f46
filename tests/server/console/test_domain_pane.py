"""The pane of a domain: its drawing, what is wrong with it, its tests, what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.server.console.pages import Console, dialog, opened
from tests.support import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

pytestmark = pytest.mark.slow  # a browser is started

HOSTILE = '<img src=x onerror="window.hit=1">'
CAFE = """\
name: Cafe
entities:
  Drink:
    slots:
      name: {description: 이름, values: {아메리카노: [아아], 라떼: []}}
      price: {type: int}
    instances:
      - {name: 아메리카노, price: 3000}
      - {name: 라떼, price: 4000}
      - {name: '<img src=x onerror="window.hit=1">', price: 1}
acts:
  order: [주문, '<Drink.name> (주세요|줘)']
  bye: [안녕히]
tasks:
  hello: {say: 어서 오세요., next: {task: order, when: act = "order"}}
  order:
    fill: Drink.name
    ask: {Drink.name: 무엇을 드릴까요?}
    lookup: Drink
    say: "{Drink.price}원입니다."
  '<img src=x onerror="window.hit=1">': {say: '<b>굵게</b>'}
  bye: {say: 안녕히 가세요., end: true}
anywhere:
  - {task: bye, when: act = "bye"}
  - {task: '<img src=x onerror="window.hit=1">', when: act = "restart"}
"""
TEST = """\
- name: 주문
  conversation:
    - user: 주문할게요
      bot: 무엇을 드릴까요?
- name: 틀린 대화
  conversation:
    - user: 주문할게요
      bot: 네?
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of a domain, with conversations beside it."""
    folder = tmp_path / "domains"
    folder.mkdir()
    (folder / "Cafe.yaml").write_text(CAFE, "utf-8")
    (folder / "Cafe.test.yaml").write_text(TEST, "utf-8")
    return folder / "Cafe.yaml"


@pytest.fixture
def cafe(browser: Browser, file: Path) -> Iterator[Console]:
    """The pane, with this domain."""
    with (
        serve("--domains", str(file.parent)) as server,
        opened(browser, server, path="#domain") as console,
    ):
        console.page.locator("#pane-domain .drawing svg").wait_for()
        yield console
        assert console.page.evaluate("window.hit") is None


def pane(console: Console) -> Locator:
    return console.page.locator("#pane-domain")


def box(console: Console, task: str, look: str = "") -> Locator:
    return pane(console).locator(f".drawing .task{look}[data-task='{task}']")


def save(file: Path, text: str) -> None:
    """Save a file as editors do."""
    new = file.with_suffix(".new")
    new.write_text(text, "utf-8")
    new.replace(file)


def test_tasks_and_ways_are_drawn(cafe: Console) -> None:
    boxes = pane(cafe).locator(".drawing .task").evaluate_all("all => all.map(g => g.dataset.task)")
    assert boxes == ["hello", "order", HOSTILE, "bye", ""]
    labels = pane(cafe).locator(".drawing .link text").all_text_contents()
    assert sorted(labels) == ["bye", "order", "restart"]
    assert box(cafe, "order").locator("text").all_text_contents() == [
        "order",
        "fill: Drink.name",
        "lookup: Drink",
    ]
    assert box(cafe, "hello", ".opens").count() == 1
    assert box(cafe, "bye").locator("rect").count() == 2


def test_the_task_of_the_dialog_is_lit_while_one_talks(cafe: Console) -> None:
    answered = dialog(cafe.server, method="open_dialog", name="Cafe", access_method="internal_data")
    uuid = answered["return_object"]["uuid"]
    box(cafe, "hello", ".current").wait_for()
    dialog(cafe.server, method="dialog", uuid=uuid, text="주문할게요")
    box(cafe, "order", ".current").wait_for()
    assert pane(cafe).locator(".task.current").count() == 1
    dialog(cafe.server, method="close_dialog", uuid=uuid)
    pane(cafe).get_by_text("No dialog is open").wait_for()
    assert pane(cafe).locator(".task.current").count() == 0


def test_a_file_is_broken_and_mended(cafe: Console, file: Path) -> None:
    pane(cafe).get_by_text("Nothing is wrong with its file.").wait_for()
    save(file, CAFE.replace("  bye: {say:", "  bye: {sai:"))
    pane(cafe).locator(".diagnostics .bad").wait_for()
    problem = pane(cafe).locator(".diagnostics li").inner_text()
    line = CAFE.split("\n").index("  bye: {say: 안녕히 가세요., end: true}") + 1
    assert problem.startswith(f"Cafe.yaml:{line}:9 error: ")
    assert 'did you mean "say"?' in problem
    pane(cafe).get_by_text("this is how it was before").wait_for()
    assert box(cafe, "hello").count() == 1
    save(file, CAFE.replace("anywhere:", "  closed: {say: 닫았어요.}\nanywhere:"))
    box(cafe, "closed").wait_for()
    warning = pane(cafe).locator(".diagnostics .warn")
    warning.wait_for()
    assert "closed" in warning.inner_text()
    assert pane(cafe).get_by_text("this is how it was before").count() == 0
    save(file, CAFE)
    pane(cafe).get_by_text("Nothing is wrong with its file.").wait_for()


def test_the_conversations_are_held_by_the_button(cafe: Console, file: Path) -> None:
    assert pane(cafe).locator(".unreached").count() == 0
    cafe.page.get_by_role("button", name="Run the conversation tests").press("Enter")
    pane(cafe).get_by_text("2 conversations, 1 failed").wait_for()
    failure = pane(cafe).locator(".failure")
    assert failure.locator("summary").inner_text() == "틀린 대화 Cafe.test.yaml:5"
    assert failure.locator(".expected").inner_text().strip() == "- 네?"
    assert failure.locator(".got").inner_text().strip() == "+ 무엇을 드릴까요?"
    box(cafe, "bye", ".unreached").wait_for()
    assert box(cafe, "order", ".unreached").count() == 0
    row = pane(cafe).locator(".tests tr", has_text="tasks")
    assert row.locator("td").first.inner_text() == "2/4"
    save(file.with_name("Cafe.test.yaml"), TEST[: TEST.index("- name: 틀린")])
    cafe.page.get_by_role("button", name="Run the conversation tests").click()
    pane(cafe).get_by_text("1 conversations, 0 failed").wait_for()


def test_instances_are_found_by_a_condition(cafe: Console) -> None:
    rows = pane(cafe).locator("section", has_text="Instances").first.locator("tbody tr")
    rows.nth(2).wait_for()
    assert rows.nth(2).locator("td").all_inner_texts() == [HOSTILE, "1"]
    condition = cafe.page.get_by_label("Condition (empty: all)")
    condition.fill("Drink.price > 3000")
    condition.press("Enter")
    pane(cafe).get_by_text("1 of 3").wait_for()
    assert rows.locator("td").all_inner_texts() == ["라떼", "4000"]
    condition.fill("Drink.prise > 3000")
    condition.press("Enter")
    cafe.page.locator(".notices .problem", has_text='did you mean "Drink.price"?').wait_for()


def test_classes_and_acts_are_shown(cafe: Console) -> None:
    pane(cafe).locator("summary", has_text="Drink").press("Enter")
    table = pane(cafe).get_by_role("region", name="Drink")
    assert "Drink.price" in table.inner_text()
    table.locator("summary").click()
    assert "아아" in table.inner_text()
    pane(cafe).locator("summary", has_text="order").last.press("Enter")
    pane(cafe).get_by_text("<Drink.name> (주세요|줘)").wait_for()


def test_the_drawing_is_told_in_words_and_in_korean(browser: Browser, file: Path) -> None:
    with (
        serve("--domains", str(file.parent)) as server,
        opened(browser, server, path="#domain", locale="ko-KR") as console,
    ):
        console.page.locator("summary", has_text="글로 보기").click()
        words = console.page.locator("#pane-domain details[open] ul").first
        assert "어느 작업에서나" in words.inner_text()
        assert "fill: Drink.name" in words.inner_text()
        assert console.page.get_by_role("button", name="테스트 대화 실행").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_narrow_screens_do(scheme: str, browser: Browser, file: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    options = {"bypass_csp": True, "viewport": {"width": 390, "height": 800}}
    with (
        serve("--domains", str(file.parent)) as server,
        opened(browser, server, path="#domain", color_scheme=scheme, **options) as console,
    ):
        console.page.get_by_role("button", name="Run the conversation tests").click()
        pane(console).get_by_text("2 conversations").wait_for()
        for summary in pane(console).locator("details:not([open]) > summary").all():
            if summary.is_visible():
                summary.click()
        found = axe.run(console.page, "#pane-domain").response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        width = "document.documentElement.scrollWidth"
        assert console.page.evaluate(width) <= 390
        whole = "e => e.scrollWidth - e.clientWidth"
        assert pane(console).evaluate(whole) <= 0
