"""The admin API of `mockgenie serve`, in a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.server.admin.calling import BAKERY, Answer, request, taken_apart
from tests.support import Server, serve

pytestmark = pytest.mark.slow  # each test starts processes of its own


def ask(server: Server, method: str, path: str, *headers: str) -> Answer:
    host = f"Host: {server.host}:{server.port}"
    return taken_apart(server.exchange(request(method, f"/__mockgenie{path}", (host, *headers))))


def test_it_answers_whoever_is_on_this_machine() -> None:
    with serve() as server:
        assert ask(server, "GET", "/health").json["status"] == "ok"


def test_with_a_token_it_answers_whoever_knows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve("--admin-token", "sesame") as server:
        assert ask(server, "GET", "/health").status == 401
        assert ask(server, "GET", "/health", "Authorization: Bearer sesame").status == 200
    monkeypatch.setenv("MOCKGENIE_ADMIN_TOKEN", "open")
    with serve() as server:
        assert ask(server, "GET", "/health", "Authorization: Bearer sesame").status == 401
        assert ask(server, "GET", "/health", "Authorization: Bearer open").status == 200


@pytest.mark.parametrize("options", [(), ("--no-reload",)])
def test_domains_are_read_again_when_asked_for(tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "bakery.yaml").write_text(BAKERY, encoding="utf-8")
    with serve("--domains", str(tmp_path), *options) as server:
        (tmp_path / "cafe.yaml").write_text("tasks: {hi: {say: 네}}", encoding="utf-8")
        assert ask(server, "POST", "/domains/reload").status == 200
        names = [one["name"] for one in ask(server, "GET", "/domains").json["domains"]]
    assert sorted(names) == ["Bakery", "cafe"]
