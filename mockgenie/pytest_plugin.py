"""The plugin of pytest: a server for tests, as fixtures.

It is loaded by every pytest run on a machine that has mockgenie, so it imports nothing until a
fixture is used; that is why it does not lie in the room `testing`, which reads domains.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from mockgenie.platforms import KakaoUser, NaverApi, NaverUser
    from mockgenie.server import Domains
    from mockgenie.testing.live import MockServer

_LIVE = "mockgenie.testing.live"
_PLATFORMS = "mockgenie.platforms"
_OF_THE_API = ("key", "fetches")


@pytest.fixture(scope="session")
def _configured(pytestconfig: pytest.Config) -> Mapping[str, Any]:
    """What the environment and the file of options say of the servers of tests."""
    from mockgenie.cli.configuration import options_for_tests
    from mockgenie.cli.settings_file import OptionsError

    try:
        return options_for_tests(pytestconfig.rootpath)
    except OptionsError as error:
        raise pytest.UsageError(str(error)) from None


@pytest.fixture(scope="session")
def mockgenie_domains(_configured: Mapping[str, Any]) -> Domains:
    """The domains of the server `mockgenie`, as `serve` takes them: override it in conftest.py.
    Without that they are those of the file of options, or else the ones that come with
    mockgenie."""
    domains: Domains = _configured.get("domains")
    return domains


@pytest.fixture(scope="session")
def mockgenie_options() -> Mapping[str, Any]:
    """The options of the server `mockgenie`, as `serve` takes them: override it in conftest.py.
    They count before those of the environment and of the file of options."""
    return {}


@pytest.fixture(scope="session")
def mockgenie_server(
    mockgenie_domains: Domains,
    mockgenie_options: Mapping[str, Any],
    _configured: Mapping[str, Any],
) -> Iterator[MockServer]:
    """The server behind `mockgenie`, one for the whole session: for fixtures that live longer than
    a test. Nothing of it is cleared here.

    It listens where MOCKGENIE_HOST and MOCKGENIE_PORT say, if the options do not.
    """
    from mockgenie.testing.live import serve

    options = {**_without(_configured, "domains"), **mockgenie_options}
    try:
        server = serve(mockgenie_domains, **options)
    except OSError as error:
        if "port" in options and "PYTEST_XDIST_WORKER" in os.environ:
            raise pytest.UsageError(
                f"port {options['port']}: {error}; each worker of pytest-xdist has its own server,"
                " so leave the port to be a free one"
            ) from error
        raise
    with server:
        yield server


@pytest.fixture
def mockgenie(mockgenie_server: MockServer) -> MockServer:
    """A server of the dialog API with nothing in it: no sessions, faults or journal of another
    test, and the machine's time."""
    mockgenie_server.clear()
    return mockgenie_server


@pytest.fixture
def make_mockgenie(
    mockgenie_domains: Domains,
    mockgenie_options: Mapping[str, Any],
    _configured: Mapping[str, Any],
) -> Iterator[Callable[..., MockServer]]:
    """Makes further servers, which are stopped behind the test: `make_mockgenie(rate=1)`.

    Domains and options are those of `mockgenie`, where they are not given.
    """
    from mockgenie.testing.live import serve

    made: list[MockServer] = []

    def make(domains: Domains = None, **options: Any) -> MockServer:
        __tracebackhide__ = True
        own = {
            **_without(_configured, "domains", "host", "port"),
            **_without(mockgenie_options, "port"),
        }
        given = mockgenie_domains if domains is None else domains
        made.append(serve(given, **{**own, **options}))
        return made[-1]

    yield make
    for server in made:
        server.stop()


@pytest.fixture(scope="session")
def kakao_skill() -> str:
    """The address of the skill that `kakao` talks to: override it in conftest.py."""
    raise pytest.UsageError("kakao: override the fixture kakao_skill: the address of a skill")


@pytest.fixture(scope="session")
def kakao_options() -> Mapping[str, Any]:
    """The options of `kakao`, as `KakaoUser` takes them: override it in conftest.py."""
    return {}


@pytest.fixture
def kakao(
    request: pytest.FixtureRequest, kakao_skill: str, kakao_options: Mapping[str, Any]
) -> Iterator[KakaoUser]:
    """A Kakao user of the skill, another one for each test."""
    from mockgenie.platforms import KakaoUser

    with KakaoUser(kakao_skill, **{"user": request.node.nodeid, **kakao_options}) as user:
        yield user


@pytest.fixture(scope="session")
def naver_webhook() -> str:
    """The address of the webhook that `naver` talks to: override it in conftest.py."""
    raise pytest.UsageError("naver: override the fixture naver_webhook: the address of a webhook")


@pytest.fixture(scope="session")
def naver_options() -> Mapping[str, Any]:
    """The options of `naver`, as `NaverUser` takes them, and `key` and `fetches` of the send API:
    override it in conftest.py."""
    return {}


@pytest.fixture(scope="session")
def naver_api(naver_options: Mapping[str, Any]) -> Iterator[NaverApi]:
    """The send API of TalkTalk, one for the whole session; a bot sends to its `url`."""
    from mockgenie.platforms import NaverApi

    given = {name: naver_options[name] for name in _OF_THE_API if name in naver_options}
    with NaverApi(**given) as api:
        yield api


@pytest.fixture
def naver(
    request: pytest.FixtureRequest,
    naver_api: NaverApi,
    naver_webhook: str,
    naver_options: Mapping[str, Any],
) -> Iterator[NaverUser]:
    """A user of TalkTalk, another one for each test."""
    from mockgenie.platforms import NaverUser

    given = {name: value for name, value in naver_options.items() if name not in _OF_THE_API}
    with NaverUser(naver_webhook, naver_api, **{"user": request.node.nodeid, **given}) as user:
        yield user


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """What comes from now on belongs to this test."""
    if live := sys.modules.get(_LIVE):
        live.begin()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    """A test that fails shows what its servers were asked, and what its users saw."""
    outcome = yield
    report = outcome.get_result()
    if report.failed and (live := sys.modules.get(_LIVE)) and (text := live.told()):
        report.sections.append(("mockgenie", text))
    if report.failed and (platforms := sys.modules.get(_PLATFORMS)):
        for user in getattr(item, "funcargs", {}).values():
            if isinstance(user, platforms.PlatformUser) and user.turns:
                report.sections.append((user.platform, str(user)))


def _without(options: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name not in names}
