"""`mockgenie doctor`: what it finds on a machine, and what it says to do."""

from __future__ import annotations

import json
import re
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mockgenie import __version__
from mockgenie.cli import doctor, doctor_checks, doctor_network, main, running
from mockgenie.cli.doctor_checks import EXTRAS, REQUIRED, Machine, Observation
from mockgenie.launch import Listening
from mockgenie.sockets import FASTER
from mockgenie.testing import MockServer, serve
from tests.docs.pages import ROOT
from tests.support import PATIENCE, free_port

Look = Callable[..., list[Observation]]

pytestmark = pytest.mark.slow  # a large family


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is."""
    monkeypatch.setattr(running, "PATIENCE", PATIENCE)


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """What a check finds: of a machine without variables or names, in a folder of its own."""

    def look(name: str, **facts: object) -> list[Observation]:
        hosts = tmp_path / "hosts"
        hosts.write_text(str(facts.pop("names", "")), "utf-8")
        given = {"environment": {}, "folder": tmp_path, "hosts": hosts, "port": free_port()}
        return list(doctor.checks()[name](Machine(**{**given, **facts})))  # type: ignore[arg-type]

    return look


@pytest.fixture
def server() -> Iterator[MockServer]:
    with serve(host="127.0.0.1", envelope="observed") as running:
        yield running


def states(found: list[Observation]) -> list[str]:
    return [one.state for one in found]


def test_every_check_has_a_name_of_the_command_line() -> None:
    assert sorted(doctor.checks()) == sorted(doctor.NAMES)


# What is installed


def test_what_is_needed_is_what_the_package_says() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    block = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    assert block
    lines = [line for line in block[1].splitlines() if "python_version" not in line]
    names = [re.match(r'\s*"([\w-]+)', line) for line in lines]
    assert [name[1] for name in names if name] == list(REQUIRED)


def test_extras_are_those_of_the_package() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    for extra, (names, _) in EXTRAS.items():
        line = re.search(rf"^{extra} = \[(.*)\]", text, re.MULTILINE)
        assert line
        others = {"uvloop", "winloop"} - {FASTER}  # for other systems
        assert {*re.findall(r'"([\w-]+)', line[1])} - others == {*names}


def test_a_package_that_is_missing_is_named(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_checks, "REQUIRED", ("msgspec", "no-such-package"))
    monkeypatch.setattr(doctor_checks, "EXTRAS", {"tls": (("nothing-of-it",), "--tls")})
    (found, *_) = look("packages")
    assert found == Observation(
        "problem", "not installed: no-such-package", "python -m pip install no-such-package"
    )
    assert look("extras") == [
        Observation(
            "note",
            "tls is not there (nothing-of-it)",
            'for --tls: python -m pip install "mockgenie[tls]"',
        )
    ]


def test_versions(look: Look) -> None:
    (found,) = look("version")
    assert f"mockgenie {__version__} in " in found.found
    (found,) = look("python")
    assert found.found.startswith(f"Python {sys.version.split()[0]} on ")
    assert "msgspec " in look("packages")[0].found


# Folders and files


def test_the_domains_of_the_current_folder(
    look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shipped, taken = look("folders")
    assert re.match(r"\d+ domains in ", shipped.found)
    assert taken.found == "check, test and chat take the domains that come with mockgenie"
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "Hello.yaml").write_text("tasks: {hello: {say: 안녕.}}\n", "utf-8")
    assert look("folders")[1].found == "check, test and chat take the domains in mine"


def test_a_file_with_options(look: Look, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert look("options") == [Observation("ok", "no file with options")]
    path = tmp_path / "mockgenie.toml"
    path.write_text("[serve]\nport = 9000\n", "utf-8")
    assert look("options") == [Observation("ok", f"options are read from {path}")]
    path.write_text("[serve\n", "utf-8")
    (found,) = look("options")
    assert found.state == "problem"
    assert f"{path}:1:" in found.found


def test_bots_that_have_the_real_address(look: Look, tmp_path: Path) -> None:
    assert states(look("bots")) == ["ok"]
    for name in ("a/Bot.java", "bot.py", "node_modules/x/bot.js", "a/b/c/deep.py", "notes.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("http://aiopen.etri.re.kr:8000/Dialog", "utf-8")
    (found,) = look("bots")
    assert found.state == "note"
    assert found.found == f"the address of the real server is in bot.py, {Path('a/Bot.java')}"
    assert "mockgenie run -- COMMAND" in found.advice


# The port, and the server there


def test_a_free_port(look: Look) -> None:
    port = free_port()
    assert look("port", port=port) == [Observation("ok", f"port {port} is free")]


def test_a_mockgenie_there(look: Look, server: MockServer, monkeypatch: pytest.MonkeyPatch) -> None:
    found = f"on port {server.port} answers mockgenie {__version__}"
    assert look("port", port=server.port) == [Observation("ok", found)]
    monkeypatch.setattr(doctor_network, "__version__", "9.9")
    assert look("port", port=server.port) == [
        Observation("note", f"{found}, while this is 9.9", "start it again")
    ]


def test_a_mockgenie_there_that_asks_for_a_token(look: Look) -> None:
    with serve(host="127.0.0.1", admin_token="secret") as server:
        assert states(look("port", port=server.port)) == ["ok"]


def test_another_program_there(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        port = listening.getsockname()[1]
        monkeypatch.setattr(doctor_network, "health", lambda _: {})
        seen = (Listening("127.0.0.1", 77, "java"), Listening("::1", 77, "java"))
        monkeypatch.setattr(doctor_network, "listening_on", lambda _: seen)
        (found,) = look("port", port=port)
        assert found.found == f"port {port} is taken by java (process 77)"
        assert (found.state, "mockgenie serve --port" in found.advice) == ("problem", True)
        monkeypatch.setattr(doctor_network, "listening_on", lambda _: None)
        (found,) = look("port", port=port)
        assert found.found == (
            f"port {port} is taken by another program; this system does not tell which"
        )


def test_the_envelope_of_a_server_that_runs(look: Look, server: MockServer) -> None:
    assert states(look("envelope")) == ["ok"]
    (found,) = look("envelope", port=server.port)
    assert found == Observation("ok", "the server answers in the observed envelope")


def test_sessions_that_nobody_goes_on_with(look: Look, server: MockServer) -> None:
    import urllib.request

    argument = {"method": "open_dialog", "name": "Weather", "access_method": "internal_data"}
    body = json.dumps({"access_key": "k", "argument": argument}).encode()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(server.url, body) as answer:
        uuid = json.load(answer)["return_object"]["uuid"]
    (found,) = look("envelope", port=server.port)
    assert found == Observation(
        "note",
        "1 session opened and none went on; answers are in the observed envelope",
        "bots written between 2018 and 2022 read --envelope legacy",
    )
    argument = {"method": "dialog", "uuid": uuid, "text": "서울 날씨"}
    opener.open(server.url, json.dumps({"access_key": "k", "argument": argument}).encode()).close()
    assert states(look("envelope", port=server.port)) == ["ok"]


# Proxies


@pytest.mark.parametrize(
    ("environment", "advice"),
    [
        ({"http_proxy": "http://p:1"}, "no_proxy=localhost,127.0.0.1"),
        ({"HTTP_PROXY": "http://p:1", "no_proxy": "a.example"}, "a.example,localhost,127.0.0.1"),
        ({"ALL_PROXY": "socks5://p:1", "NO_PROXY": "localhost"}, "no_proxy=localhost,127.0.0.1"),
    ],
)
def test_a_proxy_that_gets_what_is_for_this_machine(
    environment: dict[str, str], advice: str, look: Look
) -> None:
    (found,) = look("proxies", environment=environment)
    assert found.state == "problem"
    assert found.found.startswith(f"{next(iter(environment))} names a proxy")
    assert found.advice.endswith(advice)


@pytest.mark.parametrize(
    "environment",
    [
        {"http_proxy": "http://p:1", "no_proxy": "localhost,127.0.0.1"},
        {"http_proxy": "http://p:1", "no_proxy": "*"},
        {"http_proxy": "http://localhost:8000/"},
        {"https_proxy": "http://p:1"},
        {"JAVA_TOOL_OPTIONS": "-Dhttp.proxyHost=p -Dhttp.proxyPort=1"},
        {"JAVA_TOOL_OPTIONS": "-Dhttp.proxyHost=p -Dhttp.nonProxyHosts=localhost|a"},
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="the system's settings have proxies too")
def test_a_proxy_that_does_not(environment: dict[str, str], look: Look) -> None:
    assert states(look("proxies", environment=environment, port=8000)) == ["ok"]


def test_java_that_is_told_too_few_hosts(look: Look) -> None:
    options = "-Dhttp.proxyHost=p -Dhttp.nonProxyHosts=*.example"
    found = look("proxies", environment={"_JAVA_OPTIONS": options})
    assert found[0].advice == "write -Dhttp.nonProxyHosts=localhost|127.*|[::1]|*.example"


@pytest.mark.parametrize(
    ("content", "state"),
    [
        ("proxy = p:1\n", "problem"),
        ("silent\n--proxy http://p:1\n", "problem"),
        ("-x p:1\n", "problem"),
        ("proxy = p:1\nnoproxy = localhost\n", "ok"),
        ("# proxy = p:1\nproxy-header = X\n", "ok"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="the system's settings have proxies too")
def test_a_proxy_of_curl(content: str, state: str, look: Look, tmp_path: Path) -> None:
    (tmp_path / ".curlrc").write_text(content, "utf-8")
    found = look("proxies", environment={"HOME": str(tmp_path)})
    assert states(found) == [state]


# Names


def test_names_that_lead_nowhere_else(look: Look) -> None:
    assert states(look("hosts", names="127.0.0.1 localhost\n# 127.0.0.1 aiopen.etri.re.kr\n")) == [
        "ok"
    ]


def test_a_line_that_is_left_behind(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_network, "health", lambda _: {})
    names = "127.0.0.1 localhost\n127.0.0.1 x aiopen.etri.re.kr\n127.0.0.1 gw.talk.naver.com\n"
    real, other = look("hosts", names=names)
    assert real.state == "problem"
    assert real.found.startswith("line 2 of ")
    assert real.found.endswith(" to 127.0.0.1, where no mockgenie answers on port 8000")
    assert (other.state, other.found.startswith("line 3 of ")) == ("note", True)


def test_a_line_that_is_in_use(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_network, "health", lambda _: {"version": "1"})
    (found,) = look("hosts", names="127.0.0.1 aiopen.etri.re.kr\n")
    assert found.state == "ok"
    assert found.found.endswith("to 127.0.0.1, where a mockgenie answers")


@pytest.mark.parametrize(("reason", "state"), [("", "ok"), ("unshare: not permitted", "note")])
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has it")
def test_whether_isolate_works(
    reason: str, state: str, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_network, "why_not_isolated", lambda: reason)
    (found,) = look("isolate")
    assert (found.state, reason in found.found) == (state, True)


# The command


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Has the check of versions find these."""

    def found(*findings: Observation) -> None:
        monkeypatch.setitem(doctor_checks.CHECKS, "version", lambda _: iter(findings))

    return found


def test_a_line_for_each_finding(
    found: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    found(
        Observation("ok", "fine"),
        Observation("note", "a\x1b[1m", "do this"),
        Observation("problem", "bad"),
    )
    assert main(["doctor", "version"]) == 1
    told = capsys.readouterr()
    assert told.out == (
        "ok       version   fine\nnote     version   a\\x1b[1m: do this\nPROBLEM  version   bad\n"
    )
    assert told.err == "1 problem\n"


def test_the_findings_as_json(
    found: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    found(Observation("note", "한글", "do this"))
    assert main(["doctor", "version", "--json"]) == 0
    told = capsys.readouterr()
    finding = {"check": "version", "state": "note", "found": "한글", "advice": "do this"}
    assert json.loads(told.out) == {"ok": True, "findings": [finding]}
    assert told.err == ""


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["ports"], "no check 'ports', did you mean \"port\"?"),
        (["quite-another"], "(choose from version, python, "),
        (["--port", "0"], "expected a whole number from 1 to 65535, not '0'"),
    ],
)
def test_what_is_wrong_is_told(
    arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["doctor", *arguments])
    assert ended.value.code == 2
    assert problem in capsys.readouterr().err


def test_a_whole_machine(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["doctor", "--json", "--port", str(free_port())])
    told = json.loads(capsys.readouterr().out)
    assert {one["check"] for one in told["findings"]} == {*doctor.NAMES}
    assert code == (0 if told["ok"] else 1)
