"""Performs the walk of docs/console.md, in the words of its lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.docs.pages import ROOT, korean, sections
from tests.server.console.pages import Console, dialog

PAGE = ROOT / "docs" / "console.md"
STEP = re.compile(r"[0-9]+\. (.+)")
QUOTED = re.compile("`([^`]+)`")


class Step(NamedTuple):
    """A line of a list: the heading that it stands under, and what it says."""

    heading: str
    text: str


class Walk:
    """Somebody who does what the lists say."""

    def __init__(self, console: Console, folder: Path) -> None:
        self._console = console
        self._page = console.page
        self._folder = folder
        self._bot = ""
        self.saved: list[Path] = []

    def go(self, step: Step) -> None:
        """Do what a line says; AssertionError where nobody would know what it means."""
        for pattern, act in _STEPS.items():
            if found := re.fullmatch(pattern, step.text):
                act(self, *found.groups())
                return
        raise AssertionError(f"nothing is known to do for: {step.text}")

    def tab(self, name: str) -> None:
        self._page.get_by_role("tab", name=name, exact=True).click()

    def choose(self, value: str, label: str) -> None:
        self._page.get_by_label(label).locator("visible=true").select_option(value)

    def write(self, value: str, label: str) -> None:
        self._page.get_by_label(label).locator("visible=true").fill(value)

    def press(self, name: str) -> None:
        control = self._page.get_by_role("button", name=name, exact=True)
        link = self._page.get_by_role("link", name=name, exact=True)
        wanted = control.or_(link).locator("visible=true").last
        if wanted.evaluate("element => element.matches('[download]')"):
            with self._page.expect_download() as download:
                wanted.click()
            self.saved.append(self._folder / download.value.suggested_filename)
            download.value.save_as(self.saved[-1])
        else:
            wanted.click()

    def say(self, text: str) -> None:
        self._page.locator(".utterance:visible").fill(text)
        self._page.keyboard.press("Enter")

    def see(self, text: str) -> None:
        self._page.get_by_text(text).locator("visible=true").last.wait_for()

    def let_bot_say(self, domain: str, rest: str) -> None:
        opening = {"method": "open_dialog", "name": domain, "access_method": "internal_data"}
        self._bot = dialog(self._console.server, **opening)["return_object"]["uuid"]
        for text in QUOTED.findall(rest):
            dialog(self._console.server, method="dialog", uuid=self._bot, text=text)

    def press_conversation(self) -> None:
        self._page.locator(f'[data-uuid="{self._bot}"]:visible').click()


_STEPS: dict[str, Callable[..., None]] = {
    r"Go to \*\*(.+)\*\*\.": Walk.tab,
    r"Choose `(.+)` at \*\*(.+)\*\*\.": Walk.choose,
    r"Write `(.+)` at \*\*(.+)\*\*\.": Walk.write,
    r"Press \*\*(.+)\*\*\.": Walk.press,
    r"Say `(.+)`": Walk.say,
    r"You see `(.+)`": Walk.see,
    r"Let a bot open a dialog with `(.+?)` and say (.+)": Walk.let_bot_say,
    r"Press the conversation of the bot\.": Walk.press_conversation,
    r"\*\*(.+)\*\*\(으\)로 갑니다\.": Walk.tab,
    r"\*\*(.+)\*\*에서 `(.+)`[을를] 고릅니다\.": lambda walk, label, value: walk.choose(
        value, label
    ),
    r"\*\*(.+)\*\*에 `(.+)`[을를] 씁니다\.": lambda walk, label, value: walk.write(value, label),
    r"\*\*(.+)\*\*[을를] 누릅니다\.": Walk.press,
    r"`(.+)`(?:이)?라고 말합니다\.": Walk.say,
    r"`(.+)`[이가] 보입니다\.": Walk.see,
    r"봇으로 `(.+?)`와 대화를 열고 (.+)(?:이)?라고 말합니다\.": Walk.let_bot_say,
    r"봇의 대화를 누릅니다\.": Walk.press_conversation,
}
"""What the lists say, in English and in Korean, and what it means. The first that fits counts."""


def lines(page: Path) -> Iterator[tuple[str, str]]:
    """The lines of the walk, each with the heading that it stands under: it is the first chapter
    of the page."""
    chapters = 0
    for section in sections(page):
        chapters += section.level == 2
        if chapters == 1:
            yield from ((section.heading, line) for line in section.prose.splitlines())


def steps(language: str) -> Iterator[Step]:
    """What the lists of the walk say, in their order."""
    for heading, line in lines(korean(PAGE) if language == "ko-KR" else PAGE):
        if found := STEP.fullmatch(line):
            yield Step(heading, found[1])
