"""`mockgenie verify`: what it finds in servers, right ones and wrong ones, and how it ends."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from mockgenie.cli import main
from mockgenie.contract import DOMAINS
from tests.cli.serving import PATIENCE, Serving
from tests.cli.wrong_servers import Change, listening, with_body, wrong

pytestmark = pytest.mark.slow  # each test starts processes of its own

Verify = Callable[..., tuple[int, str]]


@pytest.fixture
def verify(capsys: pytest.CaptureFixture[str]) -> Verify:
    """Runs `mockgenie verify ARGUMENTS`: its exit code and what it prints."""

    def verify(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["verify", *arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    return verify


@pytest.fixture(scope="module")
def real() -> Iterator[Serving]:
    """`mockgenie serve` with the domains that come with it."""
    serving = Serving()
    yield serving
    serving.stop()


def url(port: int) -> str:
    return f"http://127.0.0.1:{port}/Dialog"


@pytest.mark.parametrize("envelope", ["guide", "observed", "legacy"])
def test_our_own_server_agrees_in_every_envelope(
    envelope: str, verify: Verify, serving: Callable[..., Serving]
) -> None:
    server = serving("--envelope", envelope)
    code, printed = verify(url(server.port))
    assert code == 0, printed
    assert printed.startswith(f"{url(server.port)}  domain Weather, envelope {envelope}\n")
    assert " 0 differ, " in printed.splitlines()[-1]


@pytest.mark.parametrize(
    "domain", ["Chatbot", "Home", "Hotel", "Movie", "Pizza", "Restaurant", "Schedule"]
)
def test_any_domain_will_do(domain: str, verify: Verify, real: Serving) -> None:
    code, printed = verify(url(real.port), "--domain", domain, "--quick")
    assert code == 0, printed


def test_an_access_key_may_have_any_letters(verify: Verify, real: Serving) -> None:
    code, printed = verify(url(real.port), "--access-key", '열쇠 "하나" \\ k')
    assert code == 0, printed
    assert "any key that is not empty is allowed  [4.7.any]: needs other access keys" in printed


def test_each_case_has_a_line_with_its_rows(verify: Verify, real: Serving) -> None:
    code, printed = verify(url(real.port), "--only", "4.7.any or 4.8.free")
    assert (code, printed.splitlines()[1:]) == (
        0,
        [
            "agrees     request_checks: any key that is not empty is allowed  [4.7.any]",
            (
                "not asked  request_checks: one key may ask often  [4.8.free]:"
                " would ask 200 times in a row"
            ),
            # Two to begin with, and those of the case.
            "2 cases: 1 agree, 0 differ, 1 not asked; 6 requests",
        ],
    )


def test_it_leaves_no_session_behind(verify: Verify, serving: Callable[..., Serving]) -> None:
    # A session that stayed open would be one more than this server takes.
    server = serving("--max-sessions", "2", "--domains", str(DOMAINS))
    code, printed = verify(url(server.port))
    assert code == 0, printed


def in_body(old: bytes, new: bytes) -> Change:
    return lambda answer: with_body(answer, lambda body: body.replace(old, new))


def escaped(body: bytes) -> bytes:
    """With every letter beyond ASCII written as \\uXXXX, as Python's json does it."""
    return body.decode().encode("ascii", "backslashreplace")


def spaced(body: bytes) -> bytes:
    """As Python's json writes it."""
    return json.dumps(json.loads(body), ensure_ascii=False).encode() if body else body


def headers_turned(answer: bytes) -> bytes:
    head, end, body = answer.partition(b"\r\n\r\n")
    first, *headers = head.split(b"\r\n")
    return b"\r\n".join([first, *reversed(headers)]) + end + body


WRONG = {
    "other order of headers": (headers_turned, "1.headers", "- Access-Control-Allow-Origin: *"),
    "one header more": (
        lambda answer: answer.replace(b"\r\n\r\n", b"\r\nServer: nginx\r\n\r\n", 1),
        "1.headers",
        "    + Server: nginx",
    ),
    "names of headers in small letters": (
        lambda answer: answer.replace(b"Content-Length:", b"content-length:"),
        "1.headers",
        "    + content-length: ",
    ),
    "spaces in JSON": (
        lambda answer: with_body(answer, spaced),
        "2.compact",
        '+ {"request_id": "reserved field"',
    ),
    "Korean letters escaped": (
        lambda answer: with_body(answer, escaped),
        "2.raw",
        "\\uac00",
    ),
    "maessage, as the guide misprints it": (
        in_body(b'"message"', b'"maessage"'),
        "3.message",
        '"state":"start","maessage":""}}}',
    ),
    "no newline behind a text": (in_body(b'\\n","state"', b'","state"'), "3.newline", "- {"),
    "two newlines behind a text": (
        in_body(b'\\n","state"', b'\\n\\n","state"'),
        "3.newline",
        '\\n\\n","state"',
    ),
    "the uuid is a number": (
        lambda answer: with_body(
            answer, lambda body: re.sub(rb'"uuid":"(\d{18})"', rb'"uuid":\1', body)
        ),
        "3.uuid",
        '"uuid":',
    ),
    "request_id is not echoed": (
        in_body(b'"request_id":"2"', b'"request_id":"reserved field"'),
        "2.request-id",
        '- {"request_id":"2"',
    ),
    "engine errors as 500": (
        lambda answer: (
            answer.replace(b"200 OK", b"500 Internal Server Error")
            if b'"state":"error"' in answer
            else answer
        ),
        "3.error.echo",
        "    + HTTP/1.1 500 Internal Server Error",
    ),
    "another status word": (
        lambda answer: answer.replace(b"400 Bad Request", b"400 BAD REQUEST"),
        "5.400.empty",
        "    - HTTP/1.1 400 Bad Request",
    ),
    "spaces in conditions": (
        in_body(b'Weather.date=\\"', b'Weather.date = \\"'),
        "7.write",
        'Weather.date = \\"',
    ),
    "a condition that cannot be read": (
        in_body(b"Weather.city=", b"Weather.city=="),
        "3.data-request",
        '"condition":"…"',
    ),
    "a data_request without slots": (
        lambda answer: with_body(
            answer, lambda body: re.sub(rb'"slots":\[[^]]*\]', b'"slots":[]', body)
        ),
        "6.1.ask",
        '"slots":[]',
    ),
    "offsets that count letters": (
        in_body(b"offset: 7", b"offset: 5"),
        "4.4.offset",
        "offset: 5",
    ),
    "an empty answer": (
        lambda answer: b"" if answer.startswith(b"HTTP/1.1 404 ") else answer,
        "1.other-path",
        "    + (nothing)",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_a_server_does_wrong_is_told(name: str, verify: Verify, real: Serving) -> None:
    change, row, shown = WRONG[name]
    with wrong(real.port, change) as port:
        code, printed = verify(url(port), "--only", row, "-x")
    assert code == 1, printed
    assert f"\n  {row}: " in printed, "the row that is broken is told in words"
    assert shown in printed
    assert re.search(r"^    from byte \d+ on: expected .+, got .+$|nothing", printed, re.MULTILINE)


@pytest.fixture
def gone() -> Iterator[threading.Event]:
    """Set when the test is over: until then a server may keep silent."""
    event = threading.Event()
    yield event
    event.set()


def test_a_connection_that_stays_open_is_told(
    verify: Verify, real: Serving, gone: threading.Event
) -> None:
    def send(client: socket.socket, answer: bytes) -> None:
        client.sendall(answer)
        gone.wait(PATIENCE)

    with wrong(real.port, lambda answer: answer, send) as port:
        code, printed = verify(url(port), "--only", "1.http10")
    assert code == 1, printed
    assert "\n  request 1: the connection stays open behind the answer\n" in printed


def test_a_server_that_falls_silent_is_told(
    verify: Verify, real: Serving, gone: threading.Event
) -> None:
    def send(client: socket.socket, answer: bytes) -> None:
        if b'"message":"JSON error' in answer:
            gone.wait(PATIENCE)
        client.sendall(answer)

    with wrong(real.port, lambda answer: answer, send) as port:
        code, printed = verify(url(port), "--only", "4.5.object", "--timeout", "10")
    assert code == 1, printed
    assert "\n  request 1: no answer within 10 s\n" in printed


def test_a_right_server_through_the_same_relay_agrees(verify: Verify, real: Serving) -> None:
    with wrong(real.port, lambda answer: answer) as port:
        code, printed = verify(url(port))
    assert code == 0, printed


def test_the_request_and_both_answers_are_shown(verify: Verify, real: Serving) -> None:
    with wrong(real.port, in_body(b"Unknown Handler", b"Unknown handler")) as port:
        code, printed = verify(url(port), "--only", "1.http10")
    assert code == 1
    assert (
        printed.partition("\n\n")[2]
        == f"""\
DIFFERS http: HTTP/1.0
  1.http10: HTTP/1.0 is answered
  request 3: the answer differs
    > GET /Dialog HTTP/1.0
    >
      HTTP/1.1 404 Not Found
      Access-Control-Allow-Origin: *
      Connection: close
      Content-Length: 70
      Content-Type: application/json; charset=UTF-8

    - {{"request_id":"reserved field","result":-1,"reason":"Unknown Handler"}}
    + {{"request_id":"reserved field","result":-1,"reason":"Unknown handler"}}
      {" " * 61}^
    from byte 205 on: expected 48 61 6e 64 6c 65 72 22, got 68 61 6e 64 6c 65 72 22

1 case: 0 agree, 1 differ, 0 not asked; 6 requests
"""
    )


def test_json_says_the_same(verify: Verify, real: Serving) -> None:
    with wrong(real.port, in_body(b"Unknown Handler", b"Unknown handler")) as port:
        code, printed = verify(url(port), "--only", "1.other-method or 4.8.free", "--json")
        there = url(port)
    told = json.loads(printed)
    first, *_ = told.pop("cases")
    assert code == 1
    assert told == {
        "url": there,
        "domain": "Weather",
        "envelope": "guide",
        "requests": 5,
        "stopped": "",
        "agrees": 1,
        "differs": 1,
        "not_asked": 1,
    }
    assert first["outcome"] == "differs"
    assert first["rows"] == ["1.other-method", "4.1.method", "5.404.handler"]
    assert first["difference"][
        "sent"
    ] == "GET /Dialog HTTP/1.1\r\nHost: 127.0.0.1:0\r\n\r\n".replace(
        "127.0.0.1:0", there.split("/")[2]
    )
    assert first["difference"]["got"].endswith('"reason":"Unknown handler"}')


def test_exitfirst_asks_nothing_more(verify: Verify, real: Serving) -> None:
    with wrong(real.port, in_body(b'"message"', b'"maessage"')) as port:
        _, printed = verify(url(port), "-x")
    assert " 1 differ, " in printed.splitlines()[-1]


def test_list_asks_nothing(verify: Verify) -> None:
    assert verify("--list", "--only", "4.5.object or 5.open.memory") == (
        0,
        (
            "engine_errors: the open-session limit  [5.open.memory]"
            "  not asked: needs a server that runs with --max-sessions 1\n"
            "json_errors: the root is no object  [4.5.object, 5.object]  8 requests\n"
            "2 cases, 1 to be asked with 8 requests\n"
        ),
    )


def test_quick_asks_less_about_every_row(verify: Verify) -> None:
    def listed(*options: str) -> tuple[set[str], int]:
        code, printed = verify("--list", "--json", "--envelope", "guide", *options)
        cases = [case for case in json.loads(printed) if not case["reason"]]
        assert code == 0
        return {row for case in cases for row in case["rows"]}, sum(
            case["requests"] for case in cases
        )

    (all_rows, all_requests), (rows, requests) = listed(), listed("--quick")
    assert rows == all_rows
    assert requests < all_requests / 2


REFUSED = {
    "no URL": ([], "verify needs the URL of a server, as http://localhost:8000/Dialog"),
    "no scheme": (
        ["localhost:8000"],
        "localhost:8000: a URL is wanted like http://localhost:8000/Dialog",
    ),
    "https": (
        ["https://localhost"],
        (
            "https://localhost: a URL is wanted like http://localhost:8000/Dialog: the contract is"
            " about plain HTTP"
        ),
    ),
    "another path": (
        ["http://localhost:8000/api"],
        (
            "http://localhost:8000/api: the contract is about the path /Dialog, as in"
            " http://localhost:8000/Dialog"
        ),
    ),
    "no such case": (
        ["--list", "--only", "no such words"],
        "--only no such words: no case has these words in its name or rows",
    ),
    "no expression": (["--list", "--only", "a and"], "--only a and: a word is missing"),
    "a key of two lines": (
        ["http://localhost:8000", "--access-key", "a\r\nb"],
        "--access-key 'a\\r\\nb': expected a text without control characters",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_done_as_asked(name: str, verify: Verify) -> None:
    arguments, message = REFUSED[name]
    assert verify(*arguments) == (2, f"mockgenie: {message}\n")


def test_nobody_listens(verify: Verify) -> None:
    with socket.socket() as taken:  # bound but not listening: nobody else can answer there
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        code, printed = verify(url(port))
    assert code == 2
    assert printed.startswith(f"mockgenie: cannot connect to 127.0.0.1:{port}: ")


def test_a_domain_that_is_not_there(verify: Verify, real: Serving) -> None:
    assert verify(url(real.port), "--domain", "없음") == (
        2,
        (
            "mockgenie: the server has no domain 없음 (or not for this access key); --domain names"
            " another\n"
        ),
    )


OTHERS = {
    b"SSH-2.0-OpenSSH_9.6\r\n": "does not speak HTTP: SSH-2.0-OpenSSH_9.6",
    b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno": "there is no /Dialog at ",
    b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>": "opens no dialog: HTTP/1.1 200",
    b'HTTP/1.1 500 Error\r\n\r\n{"result":-1,"reason":"Recipient Failure"}': "Recipient Failure",
    b'HTTP/1.1 200 OK\r\n\r\n{"return_object":{"result":{"message":"Invalid access key"}}}': (
        "the server does not know this access key; --access-key gives another"
    ),
    b"HTTP/1.1 429 Too Many Requests\r\n\r\n": "the server has had enough of this access key: ",
    b"": "the server closes without an answer",
}


@pytest.mark.parametrize("answer", OTHERS)
def test_what_is_no_server_of_dialogs_is_told_as_that(answer: bytes, verify: Verify) -> None:
    def serve(client: socket.socket) -> None:
        client.recv(65536)
        client.sendall(answer)

    with listening(serve) as port:
        code, printed = verify(url(port))
    assert code == 2
    assert OTHERS[answer] in printed
    assert printed.count("\n") == 1


def test_a_first_answer_that_does_not_come_whole_is_told_as_that(
    verify: Verify, gone: threading.Event
) -> None:
    def serve(client: socket.socket) -> None:
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\n{")
        gone.wait(PATIENCE)

    with listening(serve) as port:
        code, printed = verify(url(port), "--timeout", "5")
    assert code == 2
    assert " opens no dialog: no answer within 5 s: HTTP/1.1 200 OK " in printed
