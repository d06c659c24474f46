"""The URLs that people give."""

from __future__ import annotations

import pytest

from mockgenie.contract import Address, address_of


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://localhost:8000/Dialog", Address("localhost", 8000, "localhost:8000")),
        ("http://localhost:8000", Address("localhost", 8000, "localhost:8000")),
        ("HTTP://Example.KR/", Address("example.kr", 80, "Example.KR")),
        ("http://[::1]:8000/Dialog", Address("::1", 8000, "[::1]:8000")),
    ],
)
def test_where_a_server_is(url: str, address: Address) -> None:
    assert address_of(url) == address


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "a URL is wanted like http://localhost:8000/Dialog"),
        ("localhost", "a URL is wanted like http://localhost:8000/Dialog"),
        ("ftp://localhost", "a URL is wanted like http://localhost:8000/Dialog"),
        ("https://x/Dialog", "plain HTTP"),
        ("http://", "it needs a host"),
        ("http://me:secret@localhost/", "no user"),
        ("http://localhost:port/", "no URL: "),
        ("http://localhost:99999/", "no URL: "),
        ("http://[::1/", "no URL: "),
        ("http://한글.kr/", "ASCII"),
        ("http://a b/", "it needs a host"),
        ("http://localhost/dialog", "the path /Dialog"),
        ("http://localhost/Dialog?x=1", "the path /Dialog"),
    ],
)
def test_what_is_wrong_with_one(url: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        address_of(url)
