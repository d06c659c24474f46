"""The plugin of pytest, in runs of pytest as its users start them."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import free_port
from tests.testing.cafe import CAFE
from tests.testing.plugin import TREE, WITHOUT_SLOW_PLUGINS, install, is_installed

pytest_plugins = ["pytester"]

Run = Callable[..., pytest.RunResult]

CONFTEST = """
import sys

import pytest

sys.path.append({tests!r})


@pytest.fixture(scope="session")
def mockgenie_domains():
    return {domains!r}
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs pytest, in a process of its own, on the text of a test module; beside it lies a
    conftest.py by which the café is served."""
    paths = [str(TREE), os.environ.get("PYTHONPATH", "")]
    if not is_installed():
        site = pytester.mkdir("site")
        install(site)
        paths.insert(0, str(site))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))
    monkeypatch.setenv("PYTHONUTF8", "1")
    for name in list(os.environ):
        if name.startswith(("MOCKGENIE_", "PYTEST_XDIST", "PYTEST_ADDOPTS")):
            monkeypatch.delenv(name)
    pytester.makeini("[pytest]\nasyncio_mode = auto\n")
    tests = str(Path(__file__).parent)
    pytester.makeconftest(CONFTEST.format(tests=tests, domains={"Cafe": CAFE}))

    def run(module: str, *options: str) -> pytest.RunResult:
        pytester.makepyfile(module)
        return pytester.runpytest_subprocess(*WITHOUT_SLOW_PLUGINS, *options)

    return run


@pytest.mark.slow
def test_a_run_without_its_fixtures_imports_nothing_of_mockgenie(run: Run) -> None:
    result = run(
        """
        import sys

        def test_unrelated():
            imported = [name for name in sys.modules if name.startswith("mockgenie.")]
            assert imported == ["mockgenie.pytest_plugin"]
            assert not {"re2", "msgspec"} & set(sys.modules)
        """
    )
    result.assert_outcomes(passed=1)


@pytest.mark.slow
def test_each_test_has_the_server_with_nothing_in_it(run: Run) -> None:
    result = run(
        """
        from tests.testing.live.bot import Bot, Refused
        import pytest

        urls = set()

        @pytest.mark.parametrize("number", range(3))
        def test_alone(mockgenie, number):
            urls.add(mockgenie.url)
            assert len(urls) == 1
            mockgenie.assert_not_called()
            assert not mockgenie.sessions
            bot = Bot(mockgenie.url)
            assert bot.open() == "어서 오세요.\\n"
            mockgenie.freeze("2001-01-01")
            mockgenie.fail("Too Many Requests")
            with pytest.raises(Refused):
                bot.say("그만")
        """
    )
    result.assert_outcomes(passed=3)


@pytest.mark.slow
def test_tests_on_an_event_loop_have_it_too(run: Run) -> None:
    result = run(
        """
        import aiohttp

        OPEN = {"method": "open_dialog", "name": "Cafe", "access_method": "internal_data"}

        async def test_async(mockgenie):
            async with aiohttp.ClientSession() as session:
                request = {"access_key": "k", "argument": OPEN}
                async with session.post(mockgenie.url, json=request) as answer:
                    assert (await answer.json())["result"] == 0
            (entry,) = await mockgenie.journal.wait_async(method="open_dialog")
            assert entry.system_text == "어서 오세요.\\n"
        """
    )
    result.assert_outcomes(passed=1)


@pytest.mark.slow
def test_a_test_that_fails_shows_what_was_said(run: Run) -> None:
    result = run(
        """
        from tests.testing.live.bot import Bot

        def test_before(mockgenie):
            Bot(mockgenie.url).open()

        def test_fails(mockgenie):
            mockgenie.fail_next("Handler Timeout", contains="라떼")
            bot = Bot(mockgenie.url)
            bot.open()
            bot.say("라떼는 얼마예요?")
        """
    )
    result.assert_outcomes(passed=1, failed=1)
    told = result.stdout.str()
    section = re.search(r"-+ mockgenie -+\n(.*?)\n={5,}", told, re.DOTALL)
    assert section, told
    assert re.sub(r"[0-9]{18}", "UUID", section[1]) == (
        "Cafe UUID\n"
        "  봇: 어서 오세요.\n"
        "      (start, task welcome)\n"
        "  나: 라떼는 얼마예요?\n"
        "  !! 408 Handler Timeout (fault: Handler Timeout)"
    )


@pytest.mark.slow
def test_the_servers_that_a_test_starts_itself_are_shown_as_well(run: Run) -> None:
    result = run(
        """
        from mockgenie.testing import serve
        from tests.testing.live.bot import Bot

        def test_fails():
            with serve({"Hello": "tasks: {hello: {say: 안녕하세요.}}"}) as server:
                Bot(server.url).open("Hello")
                assert False
        """
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*- mockgenie -*", "Hello *", "  봇: 안녕하세요."])


@pytest.mark.slow
def test_what_was_said_in_earlier_tests_is_not_shown(run: Run) -> None:
    result = run(
        """
        from tests.testing.live.bot import Bot

        def test_before(mockgenie_server):
            Bot(mockgenie_server.url).ask("open_dialog", name="Before", access_method="x")

        def test_fails(mockgenie_server):
            Bot(mockgenie_server.url).ask("open_dialog", name="Now", access_method="x")
            assert False
        """
    )
    result.stdout.fnmatch_lines(["*- mockgenie -*", "without a session", "  -- open_dialog Now"])
    assert "-- open_dialog Before" not in result.stdout.str()


@pytest.mark.slow
def test_what_an_assertion_finds_stands_at_the_line_of_the_test(run: Run) -> None:
    result = run(
        """
        def test_fails(mockgenie):
            mockgenie.assert_called(method="dialog")
        """
    )
    result.stdout.fnmatch_lines(
        [
            ">*mockgenie.assert_called(method=?dialog?)",
            "E*expected a request method='dialog', there came 0",
        ]
    )
    assert "live/server.py" not in result.stdout.str()


@pytest.mark.slow
def test_further_servers_end_with_their_test(run: Run) -> None:
    result = run(
        """
        import pytest
        from tests.testing.live.bot import Bot, Refused

        urls = []

        def test_two(mockgenie, make_mockgenie):
            strict = make_mockgenie(access_keys=["열쇠"])
            other = make_mockgenie({"Hello": "tasks: {hello: {say: 안녕하세요.}}"})
            urls.append(strict.url)
            assert Bot(strict.url, "열쇠").open() == "어서 오세요.\\n"
            assert Bot(other.url).open("Hello") == "안녕하세요.\\n"
            assert len({mockgenie.url, strict.url, other.url}) == 3
            mockgenie.assert_not_called()

        def test_behind_it():
            with pytest.raises(OSError):
                Bot(urls[0]).open()
        """
    )
    result.assert_outcomes(passed=2)


@pytest.mark.slow
def test_options_are_those_of_the_project(run: Run) -> None:
    result = run(
        """
        import pytest
        from tests.testing.live.bot import Bot, Refused

        @pytest.fixture(scope="session")
        def mockgenie_options():
            return {"daily_quota": 1}

        def test_quota(mockgenie, make_mockgenie):
            for server in (mockgenie, make_mockgenie()):
                server.freeze()  # a quota is back at midnight
                bot = Bot(server.url)
                bot.open()
                with pytest.raises(Refused, match="Too Many Requests"):
                    bot.say("그만")
            bot = Bot(make_mockgenie(daily_quota=2).url)
            bot.open()
            bot.say("그만")
        """
    )
    result.assert_outcomes(passed=1)


@pytest.mark.slow
def test_a_server_may_live_as_long_as_a_fixture_of_the_session(run: Run) -> None:
    result = run(
        """
        import pytest
        from tests.testing.live.bot import Bot

        @pytest.fixture(scope="session")
        def bot(mockgenie_server):
            return Bot(mockgenie_server.url)

        def test_opens(bot):
            assert bot.open() == "어서 오세요.\\n"

        def test_goes_on(bot):
            assert bot.say("그만") == "또 오세요.\\n"
        """
    )
    result.assert_outcomes(passed=2)


@pytest.mark.slow
def test_each_worker_of_xdist_has_its_own_server(run: Run) -> None:
    result = run(
        """
        import pytest
        from tests.testing.live.bot import Bot

        @pytest.mark.parametrize("number", range(20))
        def test_alone(mockgenie, number):
            bot = Bot(mockgenie.url)
            bot.open()
            bot.say("라떼는 얼마예요?")
            mockgenie.assert_called(times=2)
            assert number != 7
        """,
        "-n2",
    )
    result.assert_outcomes(passed=19, failed=1)
    result.stdout.fnmatch_lines(["*- mockgenie -*", "Cafe *", "  봇: 어서 오세요."])


@pytest.mark.slow
def test_host_and_port_may_come_from_the_environment(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    monkeypatch.setenv("MOCKGENIE_HOST", "127.0.0.1")
    monkeypatch.setenv("MOCKGENIE_PORT", str(port))
    result = run(
        f"""
        def test_url(mockgenie, make_mockgenie):
            assert mockgenie.url == "http://127.0.0.1:{port}/Dialog"
            assert make_mockgenie().port != {port}
        """
    )
    result.assert_outcomes(passed=1)


@pytest.mark.slow
def test_a_port_that_is_none_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCKGENIE_PORT", "65536")
    result = run("def test_url(mockgenie): pass")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*MOCKGENIE_PORT: expected a whole number from 0 to 65535, not*"])


@pytest.mark.slow
def test_options_may_stand_in_a_file(run: Run, pytester: pytest.Pytester) -> None:
    (pytester.path / "keys.yaml").write_text("- k\n", "utf-8")
    (pytester.path / "mockgenie.toml").write_text(
        'pytest = {access-keys = "keys.yaml", rate = "90/m", envelope = "legacy"}\n'
        "[serve]\nmax-text = 1\n",
        "utf-8",
    )
    result = run(
        """
        import pytest

        from mockgenie import SERVER

        @pytest.fixture(scope="session")
        def mockgenie_options():
            return {"envelope": "observed"}

        def test_options(mockgenie, make_mockgenie):
            for server in (mockgenie, make_mockgenie()):
                settings = server._server.settings
                assert (settings.rate, settings.burst, settings.max_text) == (1.5, 90, 0)
                assert settings.access_keys == {"k": ()}
                assert settings.envelope == "observed"
            assert make_mockgenie(rate=2)._server.settings.rate == 2
        """
    )
    result.assert_outcomes(passed=1)


@pytest.mark.slow
def test_domains_may_stand_in_a_file(run: Run, pytester: pytest.Pytester) -> None:
    (pytester.path / "conftest.py").unlink()
    (pytester.path / "mine").mkdir()
    (pytester.path / "mine" / "Hello.yaml").write_text("tasks: {a: {say: 네.}}\n", "utf-8")
    (pytester.path / "pyproject.toml").write_text('[tool.mockgenie]\ndomains = ["mine"]\n', "utf-8")
    result = run(
        """
        def test_domains(mockgenie):
            assert list(mockgenie._server.versions.engines) == ["Hello"]
        """
    )
    result.assert_outcomes(passed=1)


@pytest.mark.slow
def test_a_mistake_in_the_file_is_told_at_its_place(run: Run, pytester: pytest.Pytester) -> None:
    (pytester.path / "mockgenie.toml").write_text("[pytest]\nquiet = true\nport = -1\n", "utf-8")
    result = run("def test_url(mockgenie): pass")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            '*mockgenie.toml:2:1: unknown option "quiet" of pytest*',
            "*mockgenie.toml:3:1: port: expected a whole number from 0 to 65535, not '-1'*",
        ]
    )


@pytest.mark.slow
def test_one_port_for_several_workers_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("MOCKGENIE_PORT", str(taken.getsockname()[1]))
        result = run("def test_url(mockgenie): pass", "-n1")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*each worker of pytest-xdist has its own server*"])


@pytest.mark.slow
def test_the_package_and_the_fixture_may_have_their_name_in_one_module(run: Run) -> None:
    result = run(
        """
        import mockgenie.testing

        def test_both(mockgenie, make_mockgenie):
            mockgenie.assert_not_called()

        def test_the_package():
            with mockgenie.testing.serve({"A": "tasks: {a: {say: 네.}}"}) as server:
                server.assert_not_called()
        """
    )
    result.assert_outcomes(passed=2)


@pytest.mark.slow
def test_of_several_servers_each_tells_under_its_address_what_came(run: Run) -> None:
    result = run("""
        from tests.testing.live.bot import Bot

        def test_two(mockgenie, make_mockgenie):
            other = make_mockgenie()
            for server in (mockgenie, other):
                Bot(server.url).open()
            print(f"made {mockgenie.url} {other.url}")
            assert len(other.journal) == 2
    """)
    result.assert_outcomes(failed=1)
    lines = result.stdout.str().splitlines()
    (made,) = (line.split()[1:] for line in lines if line.startswith("made "))
    heads = {url: lines[lines.index(url) + 1] for url in made}
    assert all(head.startswith("Cafe ") for head in heads.values())
    assert len(set(heads.values())) == 2


@pytest.mark.slow
def test_what_is_asked_wrongly_stands_at_the_line_of_the_test(run: Run) -> None:
    result = run("""
        def test_error(mockgenie):
            mockgenie.fail_next("Too Many Request")

        def test_matcher(mockgenie):
            mockgenie.journal.filter(trun=1)

        def test_option(make_mockgenie):
            make_mockgenie(envelop="legacy")

        def test_domain(make_mockgenie):
            make_mockgenie({"Hello": "tasks: {hello: {sai: 안녕하세요.}}"})
    """)
    result.assert_outcomes(failed=4)
    told = result.stdout.str()
    for complaint in ("Too Many Requests", "turn", "envelope", "say"):
        assert f'did you mean "{complaint}"?' in told
    places = re.findall(r"^(\S+\.py):\d+: \w+", told, re.MULTILINE)
    assert len(places) == 4
    assert {Path(place).name for place in places} == {
        "test_what_is_asked_wrongly_stands_at_the_line_of_the_test.py"
    }


# Users of chat platforms

CHAT_BOT = """
import json

import pytest

from mockgenie.testing import hosted
from tests.platforms.bots import post

SEND_API = []


def app(environ, start_response):
    request = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    answer = {}
    if environ["PATH_INFO"] == "/kakao":
        text = request["userRequest"]["utterance"] + "라고요?"
        answer = {"version": "2.0", "template": {"outputs": [{"simpleText": {"text": text}}]}}
    elif request["event"] == "send":
        event = {"event": "send", "user": request["user"], "textContent": {"text": "네"}}
        post(SEND_API[0].url, event, Authorization="secret")
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(answer).encode()]


@pytest.fixture(scope="session")
def bot():
    with hosted(app) as url:
        yield url


@pytest.fixture(scope="session")
def kakao_skill(bot):
    return f"{bot}/kakao"


@pytest.fixture(scope="session")
def naver_options():
    return {"key": "secret", "wait": 5}


@pytest.fixture(scope="session")
def naver_webhook(bot, naver_api):
    SEND_API.append(naver_api)
    return f"{bot}/naver"
"""


@pytest.mark.slow
def test_each_test_has_a_user_of_its_own_on_each_platform(run: Run) -> None:
    result = run(
        CHAT_BOT
        + """

SEEN = set()


@pytest.mark.parametrize("number", [1, 2])
def test_kakao(kakao, number):
    seen = kakao.say("안녕")
    assert seen.text == "안녕라고요?"
    assert not kakao.problems
    assert len(kakao.turns) == 1
    key = seen.request["userRequest"]["user"]["id"]
    assert key not in SEEN
    SEEN.add(key)


@pytest.mark.parametrize("number", [1, 2])
def test_naver(naver, number):
    assert naver.open().problems == ()
    assert naver.say("안녕").text == "네"
    assert not naver.problems
    assert naver.key not in SEEN
    SEEN.add(naver.key)


async def test_on_an_event_loop(kakao):
    assert kakao.say("안녕").text == "안녕라고요?"
"""
    )
    result.assert_outcomes(passed=5)


@pytest.mark.slow
def test_a_failing_test_shows_what_its_user_saw(run: Run) -> None:
    result = run(
        CHAT_BOT
        + """

def test_kakao(kakao):
    assert kakao.say("안녕").text == "반갑습니다"


def test_naver(naver):
    naver.say("안녕")
    assert False
"""
    )
    result.assert_outcomes(failed=2)
    result.stdout.re_match_lines([r"-+ Kakao -+", "나: 안녕", r"봇: 안녕라고요\?"])
    result.stdout.re_match_lines([r"-+ Naver -+", "나: 안녕", "봇: 네"])


@pytest.mark.slow
def test_a_bot_that_nobody_has_named_is_told(run: Run) -> None:
    result = run("def test_it(kakao): pass\ndef test_too(naver): pass\n")
    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines(["*override the fixture kakao_skill*"])
    result.stdout.fnmatch_lines(["*override the fixture naver_webhook*"])
