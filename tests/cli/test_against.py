"""`mockgenie test --against`: conversations are held with a server."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conversations.test_remote import TALK
from tests.server.admin.calling import BAKERY

pytestmark = pytest.mark.slow  # each test starts processes of its own

Run = Callable[..., subprocess.CompletedProcess[str]]
Serving = Callable[..., Any]


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A file of conversations that no domain stands beside."""
    (tmp_path / "alone").mkdir()
    file = tmp_path / "alone" / "talk.yaml"
    file.write_text(TALK, encoding="utf-8")
    return file


def test_conversations_are_held_with_a_server(
    run: Run, serving: Serving, tmp_path: Path, alone: Path
) -> None:
    (tmp_path / "Bakery.yaml").write_text(BAKERY, encoding="utf-8")
    served = serving("--domains", str(tmp_path / "Bakery.yaml"), "--access-key", "열쇠")
    url = f"http://127.0.0.1:{served.port}/Dialog"
    refused = run("test", "--against", url, str(alone))
    assert refused.returncode == 1
    assert "error: Invalid access key" in refused.stdout
    held = run("test", "--against", url, "--access-key", "열쇠", str(alone), "-v")
    assert (held.returncode, held.stderr) == (0, "")
    assert "ok      빵을 산다" in held.stdout
    assert held.stdout.splitlines()[-1] == "1 conversation, 0 failed"
    (tmp_path / "Bakery.test.yaml").write_text(
        TALK.replace("어떤 빵을", "무슨 빵을"), encoding="utf-8"
    )
    differs = run("test", "--against", url, "--access-key", "열쇠", str(tmp_path / "Bakery.yaml"))
    assert differs.returncode == 1
    assert "- 무슨 빵을 드릴까요?" in differs.stdout
    assert "+ 어떤 빵을 드릴까요?" in differs.stdout


def test_what_cannot_be_held_ends_with_2(run: Run, alone: Path) -> None:
    for arguments, problem in (
        (("--against", "ftp://localhost", str(alone)), "a URL is wanted like"),
        (("--against", "http://127.0.0.1:1", str(alone)), "--against http://127.0.0.1:1: "),
        ((str(alone),), "no conversations"),
    ):
        ended = run("test", *arguments)
        assert ended.returncode == 2
        assert problem in ended.stdout + ended.stderr
    alone.write_text(TALK.replace("  domain: Bakery\n", ""), encoding="utf-8")
    unnamed = run("test", "--against", "http://127.0.0.1:1", str(alone))
    assert unnamed.returncode == 2
    assert "the conversation names none (domain: NAME)" in unnamed.stderr
