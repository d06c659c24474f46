"""Makes the pictures of the console again: python docs/images/screenshots.py

It does what the walk of docs/console.md says, in a real browser, and takes a picture wherever the
page has one. It needs the extra `test-console`, a Chromium and letters of Korean.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parents[1]))
os.environ["PYTHONPATH"] = str(FOLDER.parents[1])

from playwright.sync_api import sync_playwright  # noqa: E402

from tests.server.console.pages import opened  # noqa: E402
from tests.server.console.walk import PAGE, STEP, Step, Walk, lines  # noqa: E402
from tests.support import serve  # noqa: E402

PICTURE = re.compile(r"!\[.+\]\(images/(.+)\)")
SIZE = {"width": 1000, "height": 620}


def main() -> None:
    with (
        sync_playwright() as driver,
        tempfile.TemporaryDirectory() as folder,
        serve() as server,
    ):
        found = os.environ.get("MOCKGENIE_CHROMIUM") or shutil.which("chromium")
        browser = driver.chromium.launch(executable_path=found)
        with opened(browser, server, viewport=SIZE) as console:
            walk = Walk(console, Path(folder))
            for heading, line in lines(PAGE):
                if step := STEP.fullmatch(line):
                    walk.go(Step(heading, step[1]))
                elif picture := PICTURE.fullmatch(line):
                    console.page.screenshot(path=FOLDER / picture[1])
                    print(FOLDER / picture[1])
        browser.close()


if __name__ == "__main__":
    main()
