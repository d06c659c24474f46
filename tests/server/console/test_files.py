"""The files of the console: who gets them, and how."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server.admin.calling import Bakery, bakery
from tests.server.console.pages import FOLDER

FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.*"))
HOST = "Host: localhost"


@pytest.fixture
async def shop(tmp_path: Path) -> Bakery:
    """A server that answers this machine."""
    async with bakery(tmp_path) as running:
        yield running


async def test_the_page_may_run_and_fetch_only_what_the_server_has(shop: Bakery) -> None:
    answer = await shop.ask("GET", "/console")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} <= set(policy)
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert b"<script>" not in answer.body
    assert not re.search(rb"\son[a-z]+=|style=|https?://", answer.body)


@pytest.mark.parametrize("name", FILES)
async def test_a_file_that_the_browser_has_is_not_sent_again(name: str, shop: Bakery) -> None:
    first = await shop.ask("GET", f"/console/{name}")
    assert (first.status, first.body) == (200, (FOLDER / name).read_bytes())
    headers = (HOST, f'If-None-Match: W/"other", {first.headers["etag"]}')
    again = await shop.ask("GET", f"/console/{name}", headers=headers)
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "name",
    ["nothing.js", "../files.py", "..%2ffiles.py", "panes", "panes/", "__init__.py", "C:app.js",
     "app.js/", "app.js%00", "%2e%2e/files.py", "panes\\clock.js", "app.JS", "app.css.map"],
)  # fmt: skip
async def test_nothing_else_is_sent(name: str, shop: Bakery) -> None:
    answer = await shop.ask("GET", f"/console/{name}")
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "headers",
    [
        ("Host: example.com",),
        (HOST, "Origin: http://example.com"),
        (HOST, "Sec-Fetch-Site: cross-site"),
        (HOST, "Sec-Fetch-Site: same-site"),
    ],
)
async def test_another_site_gets_none_of_it(headers: tuple[str, ...], shop: Bakery) -> None:
    assert (await shop.ask("GET", "/console", headers=headers)).status == 403


async def test_the_page_is_there_before_it_knows_the_token(tmp_path: Path) -> None:
    async with bakery(tmp_path, token="secret") as shop:
        assert (await shop.ask("GET", "/console")).status == 200
        assert (await shop.ask("GET", "/console/app.js")).status == 200
        assert (await shop.ask("GET", "/sessions")).status == 401


def test_all_of_it_is_small() -> None:
    assert sum((FOLDER / name).stat().st_size for name in FILES) <= 150_000


@pytest.mark.slow
def test_nothing_of_it_is_imported_before_somebody_looks() -> None:
    code = (
        "import sys, mockgenie\n"
        "mockgenie.create_app()\n"
        "sys.exit(any(name.startswith('mockgenie.server.console') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
