"""The console as a person has it: a window of the browser, and the server that it shows."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockgenie.server import console
from tests.support import PATIENCE, Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

FOLDER = Path(console.__file__).with_name("page")
"""Where its files are."""

SHIPPED = Path(__file__).parents[3] / "domains"
MILLISECONDS = PATIENCE * 1000

_FOCUSED = """() => {
    const { ariaLabel, labels, textContent } = document.activeElement;
    return ariaLabel || labels?.[0]?.textContent || textContent;
}"""


class Console:
    """A page, and what goes wrong in it."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._note)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.server.port}/__mockgenie/console"

    def go(self, pane: str) -> Locator:
        """A pane, in front."""
        self.page.locator(f"#tab-{pane}").click()
        return self.page.locator(f"#pane-{pane}")

    def say(self, text: str) -> None:
        """Say something in the dialog in front, by the keyboard, and wait for the answer."""
        from playwright.sync_api import expect

        expect(self.page.locator(".utterance:visible")).to_be_enabled()
        before = self.page.locator(".exchange:visible").count()
        self.page.locator(".utterance:visible").focus()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self.page.locator(".exchange:visible").nth(before).locator("[aria-expanded]").wait_for()

    def tab_to(self, name: str) -> None:
        """Press Tab until the control of this name has the focus, as who has no mouse does."""
        for _ in range(80):
            if self.page.evaluate(_FOCUSED) == name:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{name} is never reached")

    def admin(self, method: str, path: str, body: Any = None) -> Any:
        """What the admin API answers, whatever the page does."""
        return admin(self.server, method, path, body)

    def _note(self, message: Any) -> None:
        # What the browser says itself of an answer that is an error, or of none, is no mistake.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.errors.append(message.text)


@contextmanager
def opened(
    browser: Browser, server: Server, *, path: str = "", **options: Any
) -> Iterator[Console]:
    """The console in a window of its own, in English; nothing may go wrong in its scripts."""
    with window(browser, **options) as context:
        console = Console(context.new_page(), server)
        console.page.goto(console.url + path)
        console.page.locator('[data-state="open"]').wait_for()
        yield console
        assert console.errors == []


@contextmanager
def window(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A window that knows nothing of others."""
    given = {"locale": "en-US", "viewport": {"width": 1280, "height": 800}, **options}
    context = browser.new_context(**given)
    context.set_default_timeout(MILLISECONDS)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    try:
        yield context
    finally:
        context.close()


def admin(server: Server, method: str, path: str, body: Any = None) -> Any:
    """What the admin API answers: JSON, or its text."""
    return _asked(server, method, f"/__mockgenie{path}", body)


def held(saved: Path, folder: Path) -> str:
    """What `mockgenie test` says of a saved conversation of Weather, put beside the domain."""
    beside = folder / "weather"
    shutil.copytree(SHIPPED / "weather", beside, ignore=shutil.ignore_patterns("tests"))
    (beside / "tests").mkdir()
    shutil.copy(saved, beside / "tests")
    run = subprocess.run(
        [sys.executable, "-m", "mockgenie", "test", "-v", str(beside)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=PATIENCE,
        check=False,
    )
    assert run.returncode == 0, run.stdout
    return run.stdout


def dialog(server: Server, **argument: Any) -> dict[str, Any]:
    """What a bot is answered whose access key is `bot-key`."""
    body = {"access_key": "bot-key", "argument": argument}
    answered: dict[str, Any] = _asked(server, "POST", "/Dialog", body)
    return answered


def _asked(server: Server, method: str, path: str, body: Any) -> Any:
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{path}",
        None if body is None else json.dumps(body).encode(),
        {"Content-Type": "application/json"},
        method=method,
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=PATIENCE) as answer:
            content, kind = answer.read(), answer.headers.get("Content-Type", "")
    except urllib.error.HTTPError as error:
        content, kind = error.read(), error.headers.get("Content-Type", "")
    return json.loads(content) if "json" in kind else content.decode()
