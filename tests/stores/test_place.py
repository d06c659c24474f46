"""Where something is kept, as people write it."""

from __future__ import annotations

import sys

import pytest

from mockgenie.stores import MEMORY, PlaceError, StorePlace, connect, place_of


@pytest.mark.parametrize(
    ("text", "place", "shown"),
    [
        ("memory", MEMORY, "memory"),
        ("sqlite:a.db", StorePlace("sqlite", "a.db"), "sqlite:a.db"),
        ("sqlite:/var/a b.db", StorePlace("sqlite", "/var/a b.db"), "sqlite:/var/a b.db"),
        (r"sqlite:C:\a.db", StorePlace("sqlite", r"C:\a.db"), r"sqlite:C:\a.db"),
        (
            "sqlite:a.db?synchronous=FULL",
            StorePlace("sqlite", "a.db", {"synchronous": "full"}),
            "sqlite:a.db",
        ),
        ("redis://localhost", StorePlace("redis", "redis://localhost"), "redis://localhost"),
        (
            "redis://me:secret@localhost:1/2?prefix=x:&timeout=0.5",
            StorePlace(
                "redis", "redis://me:secret@localhost:1/2", {"prefix": "x:", "timeout": "0.5"}
            ),
            "redis://me:***@localhost:1/2",
        ),
        (
            "rediss://:secret@[::1]:1?ssl_cert_reqs=none",
            StorePlace("redis", "rediss://:secret@[::1]:1", {"ssl_cert_reqs": "none"}),
            "rediss://:***@[::1]:1",
        ),
        (
            "unix:///run/redis.sock?db=3",
            StorePlace("redis", "unix:///run/redis.sock", {"db": "3"}),
            "unix:///run/redis.sock",
        ),
    ],
)
def test_a_text_names_a_place(text: str, place: StorePlace, shown: str) -> None:
    assert place_of(text) == place
    assert place_of(place.written) == place
    assert place.shown == shown
    assert place.is_shared is (text != "memory")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", '"" is no store'),
        ("memry", 'did you mean "memory"?'),
        ("a.db", "sqlite:FILE"),
        ("postgres://localhost", 'no store "postgres:"'),
        ("redi://localhost", 'did you mean "redis"?'),
        ("sqlite:", "needs a file"),
        ("sqlite:?synchronous=full", "needs a file"),
        ("sqlite::memory:", "memory is the same"),
        ("sqlite:///a.db", "sqlite:a.db, or sqlite:/a.db"),
        ("sqlite:a.db?sync=full", "known: synchronous, timeout"),
        ("sqlite:a.db?synchronous=off", "normal or full is expected"),
        ("sqlite:a.db?timeout=0", "timeout=3"),
        ("redis:", "needs a host"),
        ("redis://:1", "needs a host"),
        ("redis://localhost:port", "cannot be read"),
        ("redis://localhost/a", '"a" is no number of a database'),
        ("redis://localhost?db=a", '"a" is no number of a database'),
        ("redis://localhost?timeout=0", "timeout=3"),
        ("redis://localhost?timeout=x", "timeout=3"),
        ("redis://localhost?prefx=a", 'did you mean "prefix"?'),
        ("redis://localhost?prefix=a&prefix=b", "given twice"),
        ("redis://localhost?ssl_cert_reqs=none", 'no option "ssl_cert_reqs"'),
        ("unix://", "needs the path of a socket"),
    ],
)
def test_a_text_that_names_none_is_refused(text: str, problem: str) -> None:
    with pytest.raises(PlaceError) as error:
        place_of(text)
    assert problem in str(error.value)


def test_memory_is_shared_with_nobody() -> None:
    with pytest.raises(PlaceError):
        connect(MEMORY)


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in sys.modules if one.split(".")[0] == "redis"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "mockgenie.stores.redis", raising=False)
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(PlaceError) as error:
        connect(place_of("redis://me:secret@localhost"))
    assert 'pip install "mockgenie[redis]"' in str(error.value)
    assert "secret" not in str(error.value)
