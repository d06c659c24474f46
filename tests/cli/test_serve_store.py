"""`mockgenie serve --store`: what survives the server, and what keeps it from starting."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from tests.cli.serving import Serving, run_command
from tests.redis_servers import RedisServer
from tests.support import PATIENCE, free_port

pytestmark = pytest.mark.slow


def ask(server: Serving, method: str, **argument: str) -> dict[str, str]:
    """The `return_object` of a call; the reason where there is none."""
    body = json.dumps({"access_key": "k", "argument": {"method": method, **argument}}).encode()
    request = Request(f"http://{server.host}:{server.port}/Dialog", body)
    opener = build_opener(ProxyHandler({}))
    with opener.open(request, timeout=PATIENCE) as answer:
        found: dict[str, str] = json.load(answer)["return_object"]
    return found


def test_an_answered_turn_survives_that_the_server_is_killed(shared_place: str) -> None:
    uuids = []
    for turn in range(3):
        server = Serving("--store", shared_place)
        try:
            if turn == 0:
                opening = {"name": "Weather", "access_method": "internal_data"}
                uuids = [ask(server, "open_dialog", **opening)["uuid"] for _ in range(3)]
            for uuid in uuids:
                text = ("서울 날씨 알려줘", "내일", "고마워")[turn]
                assert "system_text" in ask(server, "dialog", uuid=uuid, text=text)["result"]
        finally:
            server.process.kill()
            server.process.communicate(timeout=PATIENCE)


def test_a_store_that_cannot_be_used_keeps_the_server_from_starting(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    done = run_command("serve", "--port", "0", "--store", f"sqlite:{file / 'a.db'}")
    assert done.returncode == 2
    assert done.stderr == f"mockgenie: --store: sqlite:{file / 'a.db'}: there is no folder {file}\n"
    file.write_text("no database " * 500, "utf-8")
    done = run_command("serve", "--port", "0", "--store", f"sqlite:{file}")
    assert done.returncode == 2
    assert done.stderr == f"mockgenie: --store: sqlite:{file}: file is not a database\n"
    done = run_command("serve", "--port", "0", "--store", "memry")
    assert done.returncode == 2
    assert 'did you mean "memory"?' in done.stderr


def test_a_redis_that_is_not_there_yet_is_told_of() -> None:
    pytest.importorskip("redis", reason='the extra redis is not installed ("mockgenie[redis]")')
    server = Serving("--store", f"redis://:secret@127.0.0.1:{free_port()}")
    server.process.terminate()
    _, errors = server.process.communicate(timeout=PATIENCE)
    assert re.search(r"the store cannot be reached; .* redis://:\*\*\*@127\.0\.0\.1:", errors)
    assert "secret" not in errors
    assert "Traceback" not in errors


def test_what_is_no_redis_keeps_the_server_from_starting(redis_server: RedisServer) -> None:
    other = Serving()
    try:
        store = f"redis://{other.host}:{other.port}"
        done = run_command("serve", "--port", "0", "--store", store)
        assert done.returncode == 2
        assert done.stderr.startswith(f"mockgenie: --store: {store}: ")
        assert "Traceback" not in done.stderr
    finally:
        other.process.kill()
        other.process.communicate(timeout=PATIENCE)
