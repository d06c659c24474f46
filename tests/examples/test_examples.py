"""Each example bot, run by the command line that its README promises, holds a conversation."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.clients.runtimes import run
from tests.examples.readmes import (
    COMMAND_LINES,
    ENGLISH,
    EXTERNAL_DATA,
    KOREAN,
    ROOT,
    command,
    command_lines,
    conversations,
    copy_of_examples,
)
from tests.support import PATIENCE, Server

SOURCES = {
    "Python": "python/client.py",
    "JavaScript": "javascript/client.mjs",
    "Java": "java/Client.java",
    "PHP": "php/client.php",
    "C++": "cpp/client.cpp",
}
WITHOUT_CURL = "PHP without its curl extension"
DEFAULT_UTTERANCES = ["서울 내일 날씨 알려줘", "부산은요?", "안녕히 계세요"]
ENDED = re.compile(r"대화 끝: ([1-9]\d{17})")
CLOSED = re.compile(r"대화 닫음: ([1-9]\d{17})")

Bot = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_examples(tmp_path_factory.mktemp("repository"))


@pytest.fixture(scope="module", params=[*SOURCES, WITHOUT_CURL])
def bot(request: pytest.FixtureRequest, top: Path) -> Bot:
    """Runs the example in one language: `bot(url, *utterances, MOCKGENIE_…=…)`."""
    if request.param == WITHOUT_CURL:
        php, *arguments = command("PHP", top)
        start = [php, "-n", *arguments]  # no php.ini, so no extension that it would load
    else:
        start = command(request.param, top)

    def talk(url: str, *utterances: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return run([*start, *utterances], top, MOCKGENIE_URL=url, **variables)

    return talk


def ask(server: Server, method: str, **argument: str) -> dict[str, Any]:
    """What the server returns to a client that is none of the examples."""
    request = {"access_key": "test", "argument": {"method": method, **argument}}
    with urllib.request.urlopen(
        server.url, json.dumps(request).encode(), timeout=PATIENCE
    ) as answer:
        returned: dict[str, Any] = json.load(answer)["return_object"]
    return returned


def transcript(server: Server, utterances: list[str]) -> tuple[list[str], str]:
    """What a bot should print of this conversation, and the state it ends in."""
    opened = ask(server, "open_dialog", name="Weather", access_method="internal_data")
    uuid = opened["uuid"]
    lines = said(opened)
    state = opened["result"]["state"]
    for utterance in utterances:
        answer = ask(server, "dialog", uuid=uuid, text=utterance)
        lines += [f"나: {utterance}", *said(answer)]
        state = answer["result"]["state"]
    if state != "end":
        ask(server, "close_dialog", uuid=uuid)
    return lines, state


def said(returned: dict[str, Any]) -> list[str]:
    text = returned["result"]["system_text"]
    assert text.strip(), "the domain has nothing to say"
    return f"봇: {text}".rstrip("\n").split("\n")


def assert_closed(server: Server, uuid: str) -> None:
    answer = ask(server, "close_dialog", uuid=uuid)
    assert answer["result"]["message"] == "500 Internal Server Error: thread closing failure."


def assert_failed(result: subprocess.CompletedProcess[str], error: str) -> None:
    """One clear line on stderr, exit code 1."""
    assert result.stderr.splitlines() == [f"오류: {error}"]
    assert result.returncode == 1


@pytest.mark.slow
def test_without_arguments_two_questions_and_a_goodbye_are_answered(
    bot: Bot, server: Server
) -> None:
    lines, state = transcript(server, DEFAULT_UTTERANCES)
    assert state == "end"
    result = bot(server.url)
    assert (result.returncode, result.stderr) == (0, "")
    *conversation, last = result.stdout.splitlines()
    assert conversation == lines
    ended = ENDED.fullmatch(last)
    assert ended, last
    assert_closed(server, ended[1])


@pytest.mark.slow
def test_the_arguments_are_said_and_the_dialog_is_closed(bot: Bot, server: Server) -> None:
    utterances = ["부산 오늘 날씨 어때?", '"따옴표"와 \\도 <그대로> 전한다']
    lines, state = transcript(server, utterances)
    assert state == "dialog"
    result = bot(server.url, *utterances)
    assert (result.returncode, result.stderr) == (0, "")
    *conversation, last = result.stdout.splitlines()
    assert conversation == lines
    closed = CLOSED.fullmatch(last)
    assert closed, last
    assert_closed(server, closed[1])


@pytest.mark.slow
def test_nothing_is_said_after_the_domain_has_ended_the_dialog(bot: Bot, server: Server) -> None:
    lines, _ = transcript(server, ["안녕히 계세요"])
    result = bot(server.url, "안녕히 계세요", "서울 내일 날씨 알려줘")
    assert result.returncode == 0
    assert result.stdout.splitlines()[:-1] == lines


@pytest.mark.slow
def test_a_wrong_domain_is_reported_in_the_servers_words(bot: Bot, server: Server) -> None:
    result = bot(server.url, MOCKGENIE_DOMAIN="NoSuchDomain")
    assert result.stdout == ""
    assert_failed(result, "Open error: invalid domain name or domain knowledge")


@pytest.mark.slow
def test_a_wrong_path_is_reported_with_the_http_status(bot: Bot, server: Server) -> None:
    assert_failed(bot(server.url + "ue"), "HTTP 404: Unknown Handler")


@pytest.mark.slow
def test_an_error_in_mid_dialog_leaves_no_session_behind(bot: Bot, narrow_server: Server) -> None:
    result = bot(narrow_server.url, "서울 내일 날씨 알려줘", "")
    assert_failed(result, "HTTP 400: Required arguments is empty")
    opened = ask(narrow_server, "open_dialog", name="Weather", access_method="internal_data")
    assert opened["result"]["state"] == "start"
    ask(narrow_server, "close_dialog", uuid=opened["uuid"])


@pytest.mark.slow
def test_an_answer_that_is_not_json_is_reported_with_its_status(bot: Bot, bad_gateway: str) -> None:
    assert_failed(bot(bad_gateway), "HTTP 502: 알아볼 수 없는 답입니다")


@pytest.mark.slow
def test_an_unreachable_server_is_one_line_on_stderr(bot: Bot) -> None:
    with socket.socket() as taken:  # bound but not listening: nobody else can answer there
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/Dialog"
        result = bot(url)
    assert result.returncode == 1
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert re.fullmatch(rf"오류: 서버의 답을 받지 못했습니다: {re.escape(url)} \(.+\)", line)


@pytest.mark.parametrize("readme", [ENGLISH, KOREAN], ids=["English", "Korean"])
def test_the_conversation_in_the_readme_is_what_comes_back(readme: Path, server: Server) -> None:
    *conversation, last = conversations(readme)[0]
    assert conversation == transcript(server, DEFAULT_UTTERANCES)[0]
    assert ENDED.fullmatch(last)


def test_both_readmes_give_a_command_line_for_every_language() -> None:
    assert list(COMMAND_LINES) == [*SOURCES, EXTERNAL_DATA]
    assert command_lines(ENGLISH) == command_lines(KOREAN)


@pytest.mark.parametrize("language", SOURCES)
def test_an_examples_own_comment_gives_the_readmes_command_line(language: str) -> None:
    source = (ROOT / "examples" / SOURCES[language]).read_text(encoding="utf-8")
    assert SOURCES[language] in " ".join(COMMAND_LINES[language])
    for line in COMMAND_LINES[language]:
        assert line in source
