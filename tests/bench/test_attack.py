"""The attacks run, with few requests, and what they attack holds."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # each test starts processes of its own

ATTACK = Path(__file__).resolve().parents[2] / "bench" / "attack"


def run(script: str, *options: str) -> str:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", script, *options],
        cwd=ATTACK,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("held\n")
    return done.stdout


def test_bodies_and_raw_connections() -> None:
    printed = run("fuzz.py", "--bodies", "500", "--raw", "50")
    assert re.search(r"^500 bodies, .* 200: \d+, 400: \d+$", printed, re.MULTILINE)
    assert "50 raw connections" in printed


def test_turns() -> None:
    assert re.search(
        r"^\d{3} turns, .*; 200: \d{3}$", run("soak.py", "--turns", "200"), re.MULTILINE
    )


def test_the_admin_api() -> None:
    assert re.search(r"^\d+ requests of \d+ operations", run("admin.py", "--seconds", "2"))


@pytest.mark.parametrize(
    ("status", "body", "holds"),
    [
        (400, b"", True),
        (404, b"", False),
        (404, b'{"request_id":"reserved field","result":-1,"reason":"Unknown Handler"}', True),
        (500, b'{"request_id":"reserved field","result":-1,"reason":"Unknown Handler"}', False),
        (200, b'{"return_object":{"result":{"state":"dialog","message":""}}}', True),
        (200, b'{"return_object":{"result":{"state":"error","message":"Invalid method"}}}', True),
        (200, b'{"return_object":{"result":{"state":"error","message":"oh"}}}', False),
        (200, b"<html>", False),
    ],
)
def test_what_is_not_documented_is_seen(status: int, body: bytes, holds: bool) -> None:
    sys.path.insert(0, str(ATTACK.parents[1]))
    from bench.attack.target import undocumented

    assert (undocumented(status, body) == "") is holds
