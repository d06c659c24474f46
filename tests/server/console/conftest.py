"""A real Chromium in which the console is open, where there is one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.server.console.pages import MILLISECONDS, Console, opened
from tests.support import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")


def _executable(own: str) -> str | None:
    """Where a Chromium is: as MOCKGENIE_CHROMIUM says, on the path, or Playwright's `own`."""
    given = os.environ.get("MOCKGENIE_CHROMIUM")
    found = given or next(filter(None, map(shutil.which, _NAMES)), None)
    return found or (own if Path(own).exists() else None)


# Playwright's event loop runs on in its thread until it is stopped: were it there for longer, no
# asynchronous test of another module could run in this process.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser; its windows are those of tests."""
    playwright = pytest.importorskip(
        "playwright.sync_api",
        reason='Playwright is not installed; python -m pip install -e ".[test-console]"',
    )
    playwright.expect.set_options(timeout=MILLISECONDS)
    with playwright.sync_playwright() as driver:
        executable = _executable(driver.chromium.executable_path)
        if executable is None:
            pytest.skip("there is no Chromium; `apt-get install chromium` or the like")
        launched = driver.chromium.launch(executable_path=executable)
        yield launched
        launched.close()


@pytest.fixture
def console(browser: Browser) -> Iterator[Console]:
    """The console of a server with the domains that ship."""
    with serve() as server, opened(browser, server) as console:
        yield console
