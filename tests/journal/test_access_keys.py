"""Access keys are shown shortened."""

from __future__ import annotations

import json

import pytest

from mockgenie.journal import (
    Journal,
    Reader,
    Received,
    short_key,
    short_keys_in,
    short_keys_in_bytes,
)

KEY = "비밀-열쇠-12345"
SHORT = "비밀-열…"


@pytest.mark.parametrize(
    ("key", "short"),
    [
        ("", ""),
        ("test", "test"),
        ("tests", "test…"),
        (KEY, SHORT),
        ("fault:Too Many Requests", "fault:Too Many Requests"),
        ("KAKAO", "KAKAO"),
    ],
)
def test_four_letters_are_shown(key: str, short: str) -> None:
    assert short_key(key) == short


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"access_key": KEY, "argument": {"text": "비밀"}}, ensure_ascii=False),
        json.dumps({"access_key": KEY, "argument": {}}),
        f'{{"access_key" :\n "{KEY}"}}',
        f'{{"access_key":"{KEY}',
        f'{{"access_key":"{KEY}\\',
        f'{{"access_key":"{KEY}\\u00',
        f'{{"access_key":"{KEY}\n", "argument"',
    ],
)
def test_the_body_has_no_whole_key(body: str) -> None:
    headers = ((b"authorization", KEY.encode()), (b"AUTHORIZATION", KEY.encode()), (b"X", b"12345"))
    request = Received(b"POST", b"/Dialog", b"1.1", headers, body.encode())
    journal = Journal(1)
    journal.note(0, request, 200, b"", kept=False)
    (entry,) = map(Reader().read, journal)
    shown = short_keys_in(entry)
    assert [value for _, value in shown.headers] == [SHORT, SHORT, "12345"]
    for text in (shown.body, shown.access_key, short_keys_in_bytes(request.raw).decode()):
        assert KEY not in text
        assert "1234" not in text.replace("12345\r\n", "")
    try:
        whole = json.loads(body)
    except ValueError:
        return
    assert json.loads(shown.body) == {**whole, "access_key": SHORT}


def test_what_has_no_key_stays_as_it_is() -> None:
    raw = b"POST / HTTP/1.1\r\nHost: a\r\n\r\n\xff\xfe{}"
    assert short_keys_in_bytes(raw) == raw
    assert short_keys_in_bytes(b"\x16\x03") == b"\x16\x03"
