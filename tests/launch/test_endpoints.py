"""Addresses as bots have them, and what is made of them."""

from __future__ import annotations

import pytest

from mockgenie.launch import ETRI, Endpoint, Redirection, endpoint_of


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("aiopen.etri.re.kr:8000", ETRI),
        ("AIOPEN.etri.re.kr:8000", ETRI),
        ("dialog.example", Endpoint("dialog.example", 80)),
        ("129.254.1.1:5000", Endpoint("129.254.1.1", 5000)),
        ("bot_server:65535", Endpoint("bot_server", 65535)),
    ],
)
def test_an_address_is_read_as_it_stands_in_a_url(text: str, place: Endpoint) -> None:
    assert endpoint_of(text) == place


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("http://dialog.example/", "NAME:PORT"),
        ("dialog.example/Dialog", "NAME:PORT"),
        ("dialog.example:80/Dialog", "NAME:PORT"),
        ("", "NAME:PORT"),
        (":8000", "NAME:PORT"),
        ("한국", "NAME:PORT"),
        ("dialog.example:", "from 1 to 65535"),
        ("dialog.example:0", "from 1 to 65535"),
        ("dialog.example:65536", "from 1 to 65535"),
        ("dialog.example:http", "from 1 to 65535"),
    ],
)
def test_what_is_no_address_is_told(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        endpoint_of(text)


def test_only_the_places_themselves_are_led_elsewhere() -> None:
    redirection = Redirection((ETRI,), Endpoint("127.0.0.1", 4000))
    assert redirection.of(ETRI) == Endpoint("127.0.0.1", 4000)
    assert redirection.of(Endpoint("aiopen.etri.re.kr", 80)) is None
    assert redirection.of(Endpoint("www.aiopen.etri.re.kr", 8000)) is None


def test_a_place_is_written_as_in_a_url() -> None:
    assert str(Endpoint("::1", 80)) == "[::1]:80"
    assert str(ETRI) == "aiopen.etri.re.kr:8000"
