"""`mockgenie serve --record`: what bots say is written down, whatever ends the server."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.serving import PATIENCE
from tests.server.admin.calling import BAKERY
from tests.support import wait_until

pytestmark = pytest.mark.slow  # each test starts processes of its own

Run = Callable[..., subprocess.CompletedProcess[str]]
Serving = Callable[..., Any]


def hold(served: Any, text: str) -> None:
    """A conversation from its opening to its end."""
    opened = call(served, method="open_dialog", name="Bakery", access_method="internal_data")
    uuid = opened["return_object"]["uuid"]
    call(served, method="dialog", uuid=uuid, text=text)
    call(served, method="close_dialog", uuid=uuid)


def call(served: Any, **argument: str) -> Any:
    """The answer to a call."""
    return json.loads(served.post(json.dumps({"access_key": "k", "argument": argument})))


def test_what_was_recorded_is_held_by_test_also_where_the_server_was_killed(
    run: Run, serving: Serving, tmp_path: Path
) -> None:
    (tmp_path / "Bakery.yaml").write_text(BAKERY, encoding="utf-8")
    file = tmp_path / "Bakery.test.yaml"
    served = serving("--domains", str(tmp_path), "--record", str(file))
    hold(served, "식빵 주세요")
    hold(served, "단팥빵 주세요")
    wait_until(lambda: file.exists() and "단팥빵 주세요" in file.read_text(encoding="utf-8"))
    served.process.kill()
    served.process.wait(PATIENCE)
    held = run("test", str(file))
    assert held.returncode == 0, held.stdout + held.stderr
    assert "2 conversations, 0 failed" in held.stdout


def test_what_cannot_be_recorded_is_said_before_the_server_starts(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "other.yaml"
    file.write_text("a: 1\n", encoding="utf-8")
    for options, problem in (
        (("--record", str(file)), "is no list of conversations"),
        (("--record", str(tmp_path / "x.yaml"), "--journal", "0"), "--journal 0 keeps none"),
    ):
        refused = run("serve", "--port", "0", *options)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert problem in refused.stderr
