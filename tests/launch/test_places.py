"""Addresses as bots have them, and what is made of them."""

from __future__ import annotations

import pytest

from mockgenie.launch import ETRI, Place, Redirection, place_of


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("aiopen.etri.re.kr:8000", ETRI),
        ("AIOPEN.etri.re.kr:8000", ETRI),
        ("dialog.example", Place("dialog.example", 80)),
        ("129.254.1.1:5000", Place("129.254.1.1", 5000)),
        ("bot_server:65535", Place("bot_server", 65535)),
    ],
)
def test_an_address_is_read_as_it_stands_in_a_url(text: str, place: Place) -> None:
    assert place_of(text) == place


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
        place_of(text)


def test_only_the_places_themselves_are_led_elsewhere() -> None:
    redirection = Redirection((ETRI,), Place("127.0.0.1", 4000))
    assert redirection.of(ETRI) == Place("127.0.0.1", 4000)
    assert redirection.of(Place("aiopen.etri.re.kr", 80)) is None
    assert redirection.of(Place("www.aiopen.etri.re.kr", 8000)) is None


def test_a_place_is_written_as_in_a_url() -> None:
    assert str(Place("::1", 80)) == "[::1]:80"
    assert str(ETRI) == "aiopen.etri.re.kr:8000"
