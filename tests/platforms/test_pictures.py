"""Pictures are fetched as TalkTalk fetches them, where that is wished."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mockgenie.channels.naver import user_key
from mockgenie.platforms import NaverApi, NaverUser
from mockgenie.platforms import pictures as looked_at
from tests.platforms.bots import bot, post

pytestmark = pytest.mark.usefixtures("patient_platforms")

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
USER = user_key("user")


@contextmanager
def files(content: bytes, status: int = 200, stalls: bool = False) -> Iterator[str]:
    """A place that has a file, of which it may send a part alone."""
    done = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content) + stalls))
            self.end_headers()
            self.wfile.write(content)
            if stalls:
                done.wait()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/a"
    finally:
        done.set()
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("head", [b"\xff\xd8\xff\xe0", PNG, b"GIF89a"])
def test_three_formats_are_pictures(head: bytes) -> None:
    with files(head) as url:
        assert looked_at.fetched(url) is None


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [(b"<svg/>", 200, "IMG-01"), (b"", 200, "IMG-01"), (PNG, 404, "IMG-99")],
)
def test_what_is_none_has_its_code(content: bytes, status: int, code: str) -> None:
    with files(content, status) as url:
        spoilt = looked_at.fetched(url)
    assert spoilt is not None
    assert spoilt.code == code


def test_one_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looked_at, "MOST_BYTES", len(PNG) - 1)
    with files(PNG) as url:
        spoilt = looked_at.fetched(url)
    assert spoilt is not None
    assert (spoilt.code, spoilt.limit) == ("IMG-03", len(PNG) - 1)


def test_one_that_does_not_come_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looked_at, "SECONDS", 0.1)
    with files(PNG, stalls=True) as url:
        spoilt = looked_at.fetched(url)
    assert spoilt is not None
    assert spoilt.code == "IMG-02"


def test_one_that_is_not_there() -> None:
    with files(PNG) as url:
        pass
    spoilt = looked_at.fetched(url)
    assert spoilt is not None
    assert spoilt.code == "IMG-99"


def test_an_upload_is_answered_by_what_is_found() -> None:
    with NaverApi(fetches=True) as api, files(PNG) as good, files(b"<svg/>") as bad:
        user = NaverUser("http://localhost:1/", api)
        assert post(api.image_url, {"imageUrl": good}, Authorization="k")["resultCode"] == "00"
        assert post(api.image_url, {"imageUrl": bad}, Authorization="k")["resultCode"] == "IMG-01"
        seen = user.look()
    assert seen is not None
    assert [problem.path for problem in seen.problems] == ["imageUrl"]


def test_a_picture_that_cannot_be_shown_is_told_of_wherever_it_is() -> None:
    with files(b"<svg/>") as bad:
        card = {
            "title": "가",
            "image": {"imageUrl": bad},
            "elementList": {"type": "LIST", "data": [{"title": "나", "image": {"imageUrl": bad}}]},
        }
        event = {"event": "send", "compositeContent": {"compositeList": [card]}}
        with NaverApi(fetches=True) as api, bot(lambda _: event) as made:
            seen = NaverUser(made.url, api).say("안녕")
            sent = {"event": "send", "user": USER, "imageContent": {"imageUrl": bad}}
            user = NaverUser(made.url, api)
            assert post(api.url, sent, Authorization="k")["resultCode"] == "00"
            later = user.look()
    place = "compositeContent.compositeList[0]"
    assert [problem.path for problem in seen.problems] == [
        f"{place}.image.imageUrl",
        f"{place}.elementList.data[0].image.imageUrl",
    ]
    assert seen.lines == ()
    assert later is not None
    assert [problem.path for problem in later.problems] == ["imageContent.imageUrl"]
