"""The console, open in a Chromium that shows nothing: somebody who watches a server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")


@contextmanager
def watching(port: int) -> Iterator[None]:
    """A page that shows the conversations of the server at a port as they happen.

    Raises RuntimeError where Playwright or a Chromium is missing.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise RuntimeError('Playwright is missing: pip install -e ".[test-console]"') from None
    with sync_playwright() as driver:
        own = driver.chromium.executable_path
        given = os.environ.get("MOCKGENIE_CHROMIUM")
        found = given or next(filter(None, map(shutil.which, NAMES)), None)
        if found is None and not Path(own).exists():
            raise RuntimeError("there is no Chromium; MOCKGENIE_CHROMIUM may say where one is")
        browser = driver.chromium.launch(executable_path=found or own)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}/__mockgenie/console#watch")
        page.locator('[data-state="open"]').wait_for()
        yield
        browser.close()
