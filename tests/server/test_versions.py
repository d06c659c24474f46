"""The engines that serve, and those that running sessions still need."""

from __future__ import annotations

import gc
import json
import weakref
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from mockgenie import create_app
from mockgenie.dialog import Engine, Session
from mockgenie.domain import DomainError, load_domain
from mockgenie.server import SERVER, Versions
from tests.server.calls import opening, saying

TODAY = date(2026, 11, 22)
BROKEN = DomainError("Hotel", ())

Make = Callable[..., Engine]


class Clock:
    """Stands still unless told otherwise."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """An engine of the domain Hotel."""

    def make(version: str, task: str = "hello") -> Engine:
        path = tmp_path / "Hotel.yaml"
        path.write_text(f"tasks: {{{task}: {{say: 안녕}}}}\n", "utf-8")
        return Engine(load_domain(path), version)

    return make


def open_session(versions: Versions) -> Session:
    engine = versions.to_open("Hotel")
    assert isinstance(engine, Engine)
    return engine.open("internal_data", TODAY)[0]


def test_a_session_says_which_version_it_began_with(make: Make) -> None:
    assert open_session(Versions({"Hotel": make("1")})).version == "1"


def test_new_dialogs_get_the_new_engine_and_running_ones_keep_theirs(make: Make) -> None:
    first, second = make("1"), make("2")
    versions = Versions({"Hotel": first})
    old = open_session(versions)
    versions.replace({"Hotel": second})
    new = open_session(versions)
    assert versions.to_open("Hotel") is second
    assert versions.of(old) is first
    assert versions.of(new) is second


@pytest.mark.parametrize("after", [{}, {"Hotel": BROKEN}], ids=["gone", "broken"])
def test_a_running_dialog_goes_on_where_its_domain_is_gone_or_broken(
    make: Make, after: dict[str, DomainError]
) -> None:
    first = make("1")
    versions = Versions({"Hotel": first})
    session = open_session(versions)
    versions.replace(after)
    assert versions.to_open("Hotel") is after.get("Hotel")
    assert not versions.any_serves
    assert versions.of(session) is first


def test_several_versions_can_be_under_way(make: Make) -> None:
    engines = [make(str(number)) for number in range(4)]
    versions = Versions({})
    sessions = []
    for engine in engines:
        versions.replace({"Hotel": engine})
        sessions.append(open_session(versions))
    assert [versions.of(session) for session in sessions] == engines


def test_a_session_of_a_version_that_is_not_known_goes_on_with_the_present_one(make: Make) -> None:
    engine = make("2")
    versions = Versions({"Hotel": engine})
    session = open_session(versions)
    assert versions.of(replace(session, version="1")) is engine
    assert versions.of(replace(session, version="")) is engine


def test_a_session_that_the_present_version_cannot_go_on_with_has_no_engine(make: Make) -> None:
    session = open_session(Versions({"Hotel": make("1", task="gone")}))
    assert Versions({"Hotel": make("2")}).of(session) is None
    assert Versions({"Hotel": BROKEN}).of(session) is None
    assert Versions({}).of(session) is None


# How long a replaced engine is kept


def test_a_replaced_engine_goes_when_no_session_can_be_on_it(make: Make, clock: Clock) -> None:
    versions = Versions({"Hotel": make("1")}, 60, clock)
    session = open_session(versions)
    first = weakref.ref(versions.of(session))
    versions.replace({"Hotel": make("2")})
    clock.now = 59
    versions.forget_idle()
    assert first()
    clock.now = 60
    versions.forget_idle()
    gc.collect()
    assert first() is None


def test_a_session_that_is_used_keeps_its_engine(make: Make, clock: Clock) -> None:
    first = make("1")
    versions = Versions({"Hotel": first}, 60, clock)
    session = open_session(versions)
    versions.replace({"Hotel": make("2")})
    for clock.now in range(0, 300, 50):
        versions.forget_idle()
        assert versions.of(session) is first


def test_use_of_one_version_does_not_keep_another(make: Make, clock: Clock) -> None:
    engines = [make(str(number)) for number in range(3)]
    versions = Versions({"Hotel": engines[0]}, 60, clock)
    sessions = [open_session(versions)]
    for engine in engines[1:]:
        versions.replace({"Hotel": engine})
        sessions.append(open_session(versions))
    clock.now = 30
    assert versions.of(sessions[0]) is engines[0]
    clock.now = 60
    versions.forget_idle()
    assert [versions.of(session) for session in sessions[:2]] == [engines[0], engines[2]]


def test_an_engine_on_which_nobody_opened_a_dialog_is_not_kept(make: Make) -> None:
    versions = Versions({"Hotel": make("1")})
    second = make("2")
    unused = weakref.ref(second)
    versions.replace({"Hotel": second})
    del second
    versions.replace({"Hotel": make("3")})
    gc.collect()
    assert unused() is None


def test_of_one_domain_ten_replaced_engines_are_kept_at_most(make: Make) -> None:
    engines = [make(str(number)) for number in range(13)]
    versions = Versions({})
    sessions = []
    for engine in engines:
        versions.replace({"Hotel": engine})
        sessions.append(open_session(versions))
        versions.of(sessions[0])  # so that the first is not the one that goes
    kept = [
        versions.of(session) is engine for session, engine in zip(sessions, engines, strict=True)
    ]
    assert kept == [True, False, False, *[True] * 10]


def test_a_version_that_comes_back_serves_its_sessions_again(make: Make) -> None:
    versions = Versions({"Hotel": make("1")})
    session = open_session(versions)
    versions.replace({"Hotel": make("2")})
    again = make("1")
    versions.replace({"Hotel": again})
    assert versions.of(session) is again


def test_an_engine_that_stays_is_not_kept_a_second_time(make: Make, clock: Clock) -> None:
    stays = make("1")
    versions = Versions({"Hotel": stays}, 60, clock)
    session = open_session(versions)
    versions.replace({"Hotel": stays, "Taxi": BROKEN})
    clock.now = 1000
    versions.forget_idle()
    assert versions.of(session) is stays
    versions.replace({})
    assert versions.of(session) is stays


# What is said of a version that is not known any more


async def test_a_dialog_that_goes_on_with_another_version_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = f"sqlite:{tmp_path / 'store.db'}"

    async def turn_of(say: str, uuids: list[str]) -> list[tuple[str, str]]:
        domains = {"Hotel": f"tasks: {{hello: {{say: {say}}}}}\n"}
        app = create_app(domains, store=store)
        server = app[SERVER]
        await server.start()
        if not uuids:
            for _ in range(2):
                opened = await server.answering.answer(opening("Hotel").encode())
                uuids.append(json.loads(opened.body)["return_object"]["uuid"])
        answers = [await server.answering.answer(saying("네", one).encode()) for one in uuids]
        await server.close()
        return [
            (json.loads(one.body)["return_object"]["result"]["state"], one.why) for one in answers
        ]

    uuids: list[str] = []
    assert await turn_of("안녕", uuids) == [("dialog", "")] * 2
    assert await turn_of("안녕", uuids) == [("dialog", "")] * 2
    assert caplog.records == []
    other = await turn_of("반가워요", uuids)
    assert [state for state, _ in other] == ["dialog"] * 2
    assert all("is not known any more" in why for _, why in other)
    (told,) = (record.getMessage() for record in caplog.records)
    assert told.startswith(other[0][1])
    assert await turn_of("안녕", uuids) == [("dialog", "")] * 2
