"""The options of `mockgenie serve` that limit clients, break answers and remember them."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from mockgenie.cli.serve_options import (
    access_key,
    access_keys,
    add_options,
    rate,
    settings_of,
    unknown_domains,
)
from mockgenie.cli.settings_file import OptionsError
from mockgenie.faults import Fault
from mockgenie.server import Settings
from tests.cli.serving import PATIENCE, open_dialog

pytestmark = pytest.mark.slow  # each test starts processes of its own

Run = Callable[..., subprocess.CompletedProcess[str]]
Serving = Callable[..., Any]
Write = Callable[..., Path]

HOTEL = "tasks: {hello: {say: 안녕하세요.}}\n"


def options(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return parser.parse_args(arguments)


def settings(*arguments: str) -> Settings:
    return settings_of(options(*arguments))


def told(*arguments: str) -> tuple[str, ...]:
    with pytest.raises(OptionsError) as caught:
        settings(*arguments)
    return caught.value.problems


def with_key(body: str, key: str) -> str:
    return json.dumps({**json.loads(body), "access_key": key}, ensure_ascii=False)


def freeze(server: Any) -> None:
    """Have the clock of a server stand still."""
    url = f"http://127.0.0.1:{server.port}/__mockgenie/clock/freeze"
    asked = Request(url, b"{}", {"Content-Type": "application/json"})
    with build_opener(ProxyHandler({})).open(asked, timeout=PATIENCE) as answer:
        assert answer.status == 200


def result(answer: str) -> str:
    """The message or reason of an answer, else its state."""
    body = json.loads(answer)
    if "reason" in body:
        return str(body["reason"])
    found = body["return_object"]["result"]
    return str(found["message"] or found["state"])


# Settings


def test_without_options_a_server_is_as_its_settings_are_without_any() -> None:
    assert settings() == Settings()


def test_every_setting_has_an_option(tmp_path: Path) -> None:
    faults = tmp_path / "faults.yaml"
    faults.write_text("error: Recipient Failure\n", "utf-8")
    every = settings(
        *("--envelope", "legacy", "--session-ttl", "60", "--max-sessions", "5"),
        *("--max-body", "1000", "--max-text", "200", "--handler-timeout", "2.5"),
        *("--engine-timeout", "1.5", "--keep-alive", "--access-key", "k=Weather,Hotel"),
        *("--access-key", "all", "--rate", "100/m", "--daily-quota", "5000"),
        *("--faults", str(faults), "--journal", "0", "--channels", "Weather", "--book-errors"),
        *("--naver-send", "http://localhost:1/send", "--naver-key", "secret"),
        *("--store", "redis://localhost:6380/1"),
    )
    assert every == Settings(
        envelope="legacy",
        session_ttl=60,
        max_sessions=5,
        max_body=1000,
        max_text=200,
        handler_timeout=2.5,
        engine_timeout=1.5,
        keep_alive=True,
        access_keys={"k": ("Weather", "Hotel"), "all": ()},
        rate=100 / 60,
        burst=100,
        daily_quota=5000,
        faults=(Fault(error="Recipient Failure"),),
        journal=0,
        channels="Weather",
        book_errors=True,
        naver_send="http://localhost:1/send",
        naver_key="secret",
        store="redis://localhost:6380/1",
    )
    unlike = [name for name in Settings.__struct_fields__
              if getattr(every, name) == getattr(Settings(), name)]  # fmt: skip
    assert unlike == []


@pytest.mark.parametrize(
    ("text", "a_second", "burst"),
    [("10/s", 10, 10), ("1/s", 1, 1), ("90/m", 1.5, 90), ("3600/h", 1, 3600)],
)
def test_a_rate_is_so_many_a_second_minute_or_hour(text: str, a_second: float, burst: int) -> None:
    assert rate(text) == (a_second, burst)


# Access keys


@pytest.mark.parametrize(
    ("text", "key", "domains"),
    [
        ("k", "k", ()),
        ("k=Weather", "k", ("Weather",)),
        ("k=Weather,호텔", "k", ("Weather", "호텔")),
        ("k=Weather, Hotel", "k", ("Weather", "Hotel")),
        ("1234-abcd", "1234-abcd", ()),
    ],
)
def test_a_key_may_be_for_some_domains(text: str, key: str, domains: tuple[str, ...]) -> None:
    assert access_key(text) == (key, domains)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "must not be empty"),
        ("=Weather", "must not be empty"),
        ("k=", "KEY=Weather,Movie"),
        ("k=Weather,", "KEY=Weather,Movie"),
        ("YWJj==", "--access-keys"),
        ("fault:Too Many Requests", "asks for a fault"),
    ],
)
def test_what_is_no_key_is_told(text: str, says: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=re.escape(says)):
        access_key(text)


def test_a_file_of_keys_has_the_domains_of_each(write: Write) -> None:
    path = write(
        "keys.yaml",
        "team-a: [Weather, 호텔]\nteam-b: Weather\n123: []\nYWJj==:\n",
    )
    assert access_keys([("k", ())], path) == {
        "k": (),
        "team-a": ("Weather", "호텔"),
        "team-b": ("Weather",),
        "123": (),
        "YWJj==": (),
    }


def test_a_file_of_keys_may_be_a_list_of_them(write: Write) -> None:
    assert access_keys([], write("keys.yaml", "- a\n- b\n")) == {"a": (), "b": ()}


def test_without_keys_any_will_do() -> None:
    assert access_keys([], None) is None


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("team-a: {Weather: 1}\n", "1:9", "the name of a domain has to be a text"),
        ("a: [Weather]\na: [Hotel]\n", "2:1", '"a" is there twice'),
        ("'': [Weather]\n", "1:1", "must not be empty"),
        ("a:\n'fault:x':\n", "2:1", "asks for a fault"),
        ("- [a]\n", "1:3", "an access key has to be a text"),
        ("", "1:1", "the file is empty; it has at least one (KEY: [DOMAIN, …])"),
        ("a: [\n", "2:1", "not valid YAML"),
    ],
)
def test_a_mistake_in_a_file_of_keys_is_told_at_its_place(
    write: Write, text: str, place: str, says: str
) -> None:
    path = write("keys.yaml", text)
    with pytest.raises(OptionsError) as caught:
        access_keys([], path)
    (problem,) = caught.value.problems
    assert problem.startswith(f"{path}:{place}: ")
    assert says in problem


def test_a_key_that_is_given_twice_is_told(write: Write) -> None:
    path = str(write("keys.yaml", "- k\n"))
    (problem,) = told("--access-key", "k=Weather", "--access-keys", path)
    assert problem.startswith('the access key "k" is given twice')


def test_a_domain_that_there_is_not_is_told() -> None:
    keys = {"a": ("Weather", "Hotl"), "b": ()}
    assert list(unknown_domains(keys, ["Weather", "Hotel"])) == [
        'the access key "a" opens "Hotl", which is no domain here, did you mean "Hotel"?'
    ]


# On the command line


def test_every_problem_of_a_file_of_faults_is_told_and_nothing_is_served(
    run: Run, write: Write
) -> None:
    path = write("faults.yaml", "- error: Too Many Request\n- delay: soon\n")
    refused = run("serve", "--port", "0", "--faults", str(path))
    assert (refused.returncode, refused.stdout) == (2, "")
    first, second = refused.stderr.splitlines()
    assert first.startswith(f"mockgenie: {path}:1:10: ")
    assert first.endswith('did you mean "Too Many Requests"?')
    assert second.startswith(f"mockgenie: {path}:2:10: delay has to be a number")


def test_a_file_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    missing = str(tmp_path / "없음.yaml")
    for option in ("--faults", "--access-keys"):
        refused = run("serve", "--port", "0", option, missing)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr.count("\n") == 1
        assert f"{missing}:1:1: cannot be read" in refused.stderr


def test_faults_of_a_file_strike(serving: Serving, write: Write) -> None:
    write("d/Hotel.yaml", HOTEL)
    path = write("faults.yaml", "- {error: Too Many Requests, skip: 1, times: 1}\n")
    server = serving("--domains", str(path.parent / "d"), "--faults", str(path))
    outcomes = [result(server.post(open_dialog("Hotel"))) for _ in range(3)]
    assert outcomes == ["start", "Too Many Requests", "start"]


def test_keys_are_asked_for_and_open_their_domains(serving: Serving, write: Write) -> None:
    write("d/Hotel.yaml", HOTEL)
    places = str(write("d/Taxi.yaml", HOTEL).parent)
    keys = str(write("keys.yaml", "file: Taxi\n"))
    server = serving("--domains", places, "--access-key", "k=Hotel", "--access-keys", keys)

    def outcome(key: str, name: str) -> str:
        return result(server.post(with_key(open_dialog(name), key)))

    assert outcome("k", "Hotel") == outcome("file", "Taxi") == "start"
    not_there = "Open error: invalid domain name or domain knowledge"
    assert outcome("k", "Taxi") == outcome("file", "Hotel") == not_there
    assert outcome("other", "Hotel") == "Invalid access key"


def test_a_key_for_a_domain_that_is_not_there_is_warned_of(serving: Serving, write: Write) -> None:
    places = str(write("Hotel.yaml", HOTEL))
    server = serving("--domains", places, "--access-key", "k=Hotl")
    server.process.terminate()
    errors = server.process.communicate(timeout=PATIENCE)[1]
    assert 'WARNING: the access key "k" opens "Hotl", which is no domain here' in errors


def test_who_has_to_have_a_key_is_not_told_that_nobody_asks(serving: Serving) -> None:
    server = serving("--host", "0.0.0.0", "--access-key", "k")
    server.process.terminate()
    errors = server.process.communicate(timeout=PATIENCE)[1]
    assert errors == "mockgenie: WARNING: 0.0.0.0 can be reached from other machines\n"


def test_a_quota_and_a_rate_are_kept(serving: Serving, write: Write) -> None:
    places = str(write("Hotel.yaml", HOTEL))
    for limit in (("--daily-quota", "2"), ("--rate", "2/h")):
        server = serving("--domains", places, *limit)
        freeze(server)  # a quota is back at midnight
        outcomes = [result(server.post(open_dialog("Hotel"))) for _ in range(3)]
        assert outcomes == ["start", "start", "Too Many Requests"]


def test_the_admin_api_asks_for_its_token(serving: Serving, write: Write) -> None:
    places = str(write("Hotel.yaml", HOTEL))
    server = serving("--domains", places, MOCKGENIE_ADMIN_TOKEN="open-sesame")
    url = f"http://127.0.0.1:{server.port}/__mockgenie/health"
    opener = build_opener(ProxyHandler({}))
    asked = Request(url, headers={"Authorization": "Bearer open-sesame"})
    with opener.open(asked, timeout=PATIENCE) as answer:
        assert answer.status == 200
    with pytest.raises(OSError, match="401"):
        opener.open(url, timeout=PATIENCE)
