"""What holds for every test."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.redis_servers import PROGRAM, WHY_NOT, RedisServer, running
from tests.support import PATIENCE

ROOT = Path(__file__).parent.parent
WHOLLY_SLOW = re.compile(r"^pytestmark = (pytest\.mark\.slow|\[[^\]]*\bpytest\.mark\.slow\b)", re.M)

# No example is refused because a machine was slow for a moment, and a run does not depend on those
# before it. Constants of whatever modules are loaded are tried as well, so runs may still differ.
settings.register_profile(
    "mockgenie",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("mockgenie")


# Tests start many processes, each of which would compile the package anew: where no bytecode is to
# be beside the source, it is in the folder that pytest keeps anyway.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".pytest_cache" / "bytecode"))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Without slow tests, modules that have no others are not even read: they have a third of all
    tests."""
    is_module = collection_path.suffix == ".py"
    if (
        is_module
        and config.option.markexpr == "not slow"
        and WHOLLY_SLOW.search(collection_path.read_text(encoding="utf-8"))
    ):
        return True
    return None


if LOOP := os.environ.get("MOCKGENIE_TEST_LOOP"):
    # All tests in this event loop, uvloop or winloop, those of the server that are in process too.
    asyncio.set_event_loop_policy(import_module(LOOP).EventLoopPolicy())


@pytest.fixture
def patient_platforms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Platforms that wait for a bot as long as tests do: five seconds may be too short on a machine
    that has much else to do."""
    for name in ("kakao.SECONDS", "naver.SECONDS", "naver.CONNECT_SECONDS"):
        monkeypatch.setattr(f"mockgenie.platforms.{name}", PATIENCE)


@pytest.fixture(scope="session")
def shared_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """The server of Redis of this test process; the test is skipped where none is installed."""
    pytest.importorskip("redis", reason='the extra redis is not installed ("mockgenie[redis]")')
    if PROGRAM is None:
        pytest.skip(WHY_NOT)
    with running(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def redis_server(shared_redis: RedisServer) -> RedisServer:
    """A server of Redis that keeps nothing of earlier tests. A test that stops, kills or pauses one
    starts its own with `tests.redis_servers.running`."""
    shared_redis.empty()
    return shared_redis


@pytest.fixture(params=["sqlite", pytest.param("redis", marks=pytest.mark.slow)])
def shared_place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place that processes share, as --store takes it, and that is empty: of each kind."""
    if request.param == "sqlite":
        return f"sqlite:{tmp_path / 'store.db'}?timeout={PATIENCE:g}"
    server: RedisServer = request.getfixturevalue("redis_server")
    return server.place
