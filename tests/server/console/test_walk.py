"""The walk of the documentation, performed in a browser in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.server.console.pages import held, opened
from tests.server.console.walk import Walk, steps
from tests.support import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("language", ["en-US", "ko-KR"])
def test_who_has_never_seen_mockgenie_does_what_the_walk_says(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    told = list(steps(language))
    assert len(told) > 30
    with serve() as server, opened(browser, server, locale=language) as console:
        walk = Walk(console, tmp_path)
        for step in told:
            walk.go(step)
        (saved,) = walk.saved
    assert "모레 부산" in held(saved, tmp_path)
