"""Options that stand in a file or in the environment: where, which, and what is wrong with them."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.cli import configuration, main
from mockgenie.cli.configuration import variable_of
from mockgenie.cli.settings_file import OptionsError, find_settings_file, read_settings_file
from mockgenie.server import ServeSettings, Settings, settings_in
from mockgenie.stores import place_of
from tests.cli.serving import Serving

Write = Callable[..., Path]
Parsed = Callable[..., argparse.Namespace]

pytestmark = pytest.mark.slow  # a large family

HOTEL = "tasks: {hello: {say: 안녕하세요.}}\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, in which a repository begins: no file above it counts."""
    for name in os.environ:
        if name.startswith("MOCKGENIE_"):
            monkeypatch.delenv(name)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Parsed:
    """The options with which a command would run."""
    ran: list[argparse.Namespace] = []

    def run(options: argparse.Namespace) -> int:
        ran.append(options)
        return 0

    for command in ("serve", "chat", "check", "test", "verify", "kakao"):
        monkeypatch.setattr(f"mockgenie.cli.{command}.run", run)

    def parsed(*arguments: str) -> argparse.Namespace:
        assert main(arguments) == 0
        return ran.pop()

    return parsed


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """What a command that is refused says, a line each."""

    def told(*arguments: str) -> list[str]:
        assert main(arguments or ("serve",)) == 2
        said = capsys.readouterr()
        assert said.out == ""
        return [line.removeprefix("mockgenie: ") for line in said.err.splitlines()]

    return told


# Which file


def test_options_stand_in_the_table_of_their_command(write: Write, parsed: Parsed) -> None:
    write(
        "mockgenie.toml",
        """
        [serve]
        port = 9000
        envelope = "legacy"
        session-ttl = 0.5
        keep-alive = true
        access-key = ["k=Weather", "all"]
        rate = "90/m"
        engine-domain = "Weather"
        [test]
        verbose = true
        junit = "out/report.xml"
        [verify]
        url = "http://localhost:1/Dialog"
        """,
    )
    options = parsed("serve")
    assert (options.port, options.envelope, options.session_ttl) == (9000, "legacy", 0.5)
    assert options.keep_alive is True
    assert options.access_keys == [("k", ("Weather",)), ("all", ())]
    assert options.rate == (1.5, 90)
    assert options.engine_domains == ["Weather"]
    assert options.max_text == 0
    assert "faults" not in options
    options = parsed("test")
    assert (options.verbose, options.junit) == (True, Path("out/report.xml"))
    assert parsed("verify").url == "http://localhost:1/Dialog"
    assert parsed("check").format == "text"


def test_pyproject_has_them_under_its_tools(write: Write, parsed: Parsed) -> None:
    write("pyproject.toml", '[project]\nname = "bot"\n[tool.mockgenie.serve]\nport = 9000\n')
    assert parsed("serve").port == 9000


def test_the_own_file_goes_before_that_of_the_project(write: Write, parsed: Parsed) -> None:
    write("pyproject.toml", "[tool.mockgenie.serve]\nport = 1\nquiet = true\n")
    write("mockgenie.toml", "[serve]\nport = 2\n")
    options = parsed("serve")
    assert (options.port, options.quiet) == (2, False)


def test_the_nearest_file_counts_and_its_paths_are_its_own(
    write: Write, parsed: Parsed, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("mockgenie.toml", 'domains = ["mine"]\n[serve]\nfaults = "faults.yaml"\n')
    below = here / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    options = parsed("serve")
    assert (options.domains, options.faults) == ([Path("../../mine")], Path("../../faults.yaml"))
    write("a/pyproject.toml", "[tool.other]\nmockgenie = 1\n")  # none of ours
    assert parsed("serve").domains == [Path("../../mine")]
    write("a/mockgenie.toml", "[serve]\nport = 2\n")
    assert "domains" not in parsed("serve")
    assert parsed("serve").port == 2


def test_no_file_above_the_repository_counts(
    write: Write, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("mockgenie.toml", "[serve]\nport = 2\n")
    (here / "repository" / ".git").mkdir(parents=True)
    (here / "repository" / "src").mkdir()
    monkeypatch.chdir(here / "repository" / "src")
    assert find_settings_file(Path()) is None
    monkeypatch.chdir(here)
    found = find_settings_file(Path())
    assert found is not None
    assert found.path == Path("mockgenie.toml")


def test_a_file_can_be_named_or_left_out(
    write: Write, parsed: Parsed, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("mockgenie.toml", "[serve]\nport = 1\n")
    write("ci/other.toml", '[serve]\nport = 2\ndomains = "mine"\n')
    assert parsed("serve", "--config", "ci/other.toml").port == 2
    assert parsed("serve", "--config", "ci/other.toml").domains == [Path("ci/mine")]
    assert parsed("serve", "--config=none").port == 8000
    monkeypatch.setenv("MOCKGENIE_CONFIG", "ci/other.toml")
    assert parsed("serve").port == 2
    assert parsed("serve", "--config", "mockgenie.toml").port == 1
    monkeypatch.setenv("MOCKGENIE_CONFIG", "none")
    assert parsed("serve").port == 8000


def test_domains_above_the_tables_are_for_all_that_work_on_domains(
    write: Write, parsed: Parsed
) -> None:
    write("mockgenie.toml", 'domains = ["mine"]\n[chat]\ndomains = ["other"]\n')
    mine = [Path("mine")]
    assert parsed("serve").domains == mine
    assert parsed("check").paths == parsed("test").paths == mine
    assert parsed("chat").domains == [Path("other")]
    assert parsed("check", "given.yaml").paths == [Path("given.yaml")]
    assert not hasattr(parsed("verify", "http://localhost:1/Dialog"), "domains")


def test_what_is_read_is_said(
    write: Write, parsed: Parsed, capsys: pytest.CaptureFixture[str]
) -> None:
    write("mockgenie.toml", "[serve]\nport = 1\n")
    parsed("serve")
    assert capsys.readouterr().err == "mockgenie: using the options in mockgenie.toml\n"
    parsed("check")
    assert capsys.readouterr().err == ""


def test_help_needs_no_file_that_can_be_read(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write("mockgenie.toml", "[serve\n")
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--help"])
    assert ended.value.code == 0
    assert "(default: 8000)" in capsys.readouterr().out


# What goes before what


def test_the_command_line_goes_before_the_environment_and_that_before_the_file(
    write: Write, parsed: Parsed, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("mockgenie.toml", '[serve]\nport = 1\nmax-text = 5\ndomains = ["a", "b"]\nquiet = true\n')
    monkeypatch.setenv("MOCKGENIE_PORT", "2")
    options = parsed("serve")
    assert (options.port, options.max_text) == (2, 5)
    assert options.domains == [Path("a"), Path("b")]
    options = parsed("serve", "--port", "8000", "--domains", "c")
    assert (options.port, options.domains) == (8000, [Path("c")])
    assert options.quiet
    monkeypatch.setenv("MOCKGENIE_QUIET", "0")
    assert not parsed("serve").quiet


# The environment


def test_every_option_of_serve_has_a_variable(
    parsed: Parsed, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = {
        "--envelope": "legacy",
        "--log-format": "json",
        "--loop": "asyncio",
        "--store": "memory",
        "--engine-answer": "camel",
        "--rate": "90/m",
        "--host": "0.0.0.0",
        "--engine-limit": "999",
    }
    set_: set[str] = set()
    for struct in (ServeSettings, Settings):
        for setting in settings_in(struct):
            if setting.flag:
                value = plain.get(setting.flag, "yes" if setting.type is bool else "77")
                monkeypatch.setenv(variable_of(setting.flag[2:]), value)
                set_.add(setting.name)
    before = {"MOCKGENIE_PORT", "MOCKGENIE_ADMIN_TOKEN", "MOCKGENIE_KEEP_ALIVE"}
    assert before <= os.environ.keys()
    options = vars(parsed("serve"))
    assert options["envelope"] == "legacy"
    assert options["port"] == options["journal"] == options["engine_port"] == 77
    assert options["no_reload"] is options["keep_alive"] is True
    assert options["access_keys"] == [("77", ())]
    assert options["admin_token"] == "77"
    assert options["faults"] == Path("77")
    assert set_ <= options.keys()


def test_several_values_of_a_variable_are_separated(
    parsed: Parsed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOCKGENIE_DOMAINS", os.pathsep.join(["my domains", "more"]))
    monkeypatch.setenv("MOCKGENIE_ACCESS_KEY", "a=Weather,Hotel b\n")
    options = parsed("serve")
    assert options.domains == [Path("my domains"), Path("more")]
    assert options.access_keys == [("a", ("Weather", "Hotel")), ("b", ())]


def test_variables_are_for_serve_alone(parsed: Parsed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCKGENIE_DOMAINS", "mine")
    assert "domains" not in parsed("chat")


@pytest.mark.parametrize("value", ["", "tcp://10.0.0.11:8000"])
def test_what_says_nothing_is_passed_over(
    parsed: Parsed, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    """A variable of a compose file that is not set, and what Kubernetes sets."""
    monkeypatch.setenv("MOCKGENIE_PORT", value)
    assert parsed("serve").port == 8000


@pytest.mark.parametrize(
    ("variable", "value", "problem"),
    [
        ("MOCKGENIE_PORT", "http", "expected a whole number from 0 to 65535, not 'http'"),
        ("MOCKGENIE_QUIET", "maybe", "expected 1 or 0, not 'maybe'"),
        ("MOCKGENIE_ENVELOPE", "gson", "expected one of guide, observed, legacy, not 'gson'"),
        ("MOCKGENIE_RATE", "10", "expected requests a second, minute or hour, as 10/s,"),
        ("MOCKGENIE_ADMIN_TOKEN", "", "a token is made of ASCII letters"),
        ("MOCKGENIE_ADMIN_TOKEN", "비밀", "a token is made of ASCII letters"),
        ("MOCKGENIE_CONFIG", "none.toml", "none.toml:1:1: cannot be read: No such file"),
    ],
)
def test_a_variable_that_cannot_be_so_is_told(
    told: Callable[..., list[str]],
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    problem: str,
) -> None:
    monkeypatch.setenv(variable, value)
    (line,) = told()
    assert line.removeprefix(f"{variable}: ").startswith(problem)


def test_a_variable_that_is_nearly_one_is_warned_of(
    parsed: Parsed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MOCKGENIE_ENVELOP", "legacy")
    for other in ("URL", "SERVICE_PORT", "SERVICE_HOST", "PORT_8000_TCP_ADDR", "DATABASE"):
        monkeypatch.setenv(f"MOCKGENIE_{other}", "x")
    parsed("serve")
    assert capsys.readouterr().err == (
        "mockgenie: WARNING: MOCKGENIE_ENVELOP is no option; did you mean MOCKGENIE_ENVELOPE?\n"
    )


# What is wrong in a file


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("[serve]\nprot = 1\n", "2:1", 'unknown option "prot" of serve, did you mean "port"?'),
        ("[serve]\nsession_ttl = 1\n", "2:1", 'did you mean "session-ttl"?'),
        ("[srve]\nport = 1\n", "1:2", 'unknown table "srve", did you mean "serve"?'),
        ("[new]\ntemplate = 'blank'\n", "1:2", 'unknown table "new"'),
        ("port = 1\n", "1:1", 'unknown table "port"'),
        ("serve = 3\n", "1:1", "serve has to be a table of options, as [serve]"),
        ("[serve]\n\n# a comment\n  port = 'x'\n", "4:3", "port: expected a whole number from 0"),
        ("[serve]\nport = 65536\n", "2:1", "port: expected a whole number from 0 to 65535, not"),
        ("[serve]\nport = 1.5\n", "2:1", "port: expected a whole number"),
        ("[serve]\nport = true\n", "2:1", "port: expected a text or a number, not true"),
        ("[serve]\nport = [1]\n", "2:1", "port: expected a text or a number, not a list"),
        ("[serve]\nport = {a = 1}\n", "2:1", "port: expected a text or a number, not a table"),
        ("[serve]\nport = 07:32:00\n", "2:1", "port: expected a text or a number, not 07:32:00"),
        ("[serve]\nquiet = 'yes'\n", "2:1", "quiet: expected true or false, not 'yes'"),
        ("[serve]\nquiet = 1\n", "2:1", "quiet: expected true or false, not 1"),
        ("[serve]\nenvelope = 'gson'\n", "2:1", "envelope: expected one of guide, observed"),
        ("[serve]\nsession-ttl = inf\n", "2:1", "session-ttl: expected a number above 0, not"),
        ("[serve]\naccess-key = ['k', 'fault:x']\n", "2:1", "access-key: an access key that"),
        ("[serve]\ndomains = [\n  'a',\n  1.5,\n  [],\n]\n", "2:1", "domains: expected a text"),
        ("[chat]\nseed = 'a'\n", "2:1", "seed: "),
        ("[serve]\nport = 1\nport = 2\n", "3:9", "not valid TOML: "),
        ("[serve\n", "1:7", "not valid TOML: "),
        ("domains = 3\n[serve]\n[serve.port]\n", "3:8", "port: expected a text or a number, not"),
        ("domains = [true]\n", "1:1", "domains: expected a text or a number, not true"),
        ('"serve"."port" = "x"\n', "1:10", "port: expected a whole number"),
        ('"ser\\u0076e".port = "x"\n', "1:14", "port: expected a whole number"),
    ],
)
def test_a_mistake_is_told_at_its_line(
    write: Write, told: Callable[..., list[str]], text: str, place: str, says: str
) -> None:
    write("mockgenie.toml", text)
    command = "chat" if text.startswith("[chat]") else "serve"
    (line,) = told(command)
    assert line.startswith(f"mockgenie.toml:{place}: ")
    assert says in line


def test_every_mistake_is_told_in_the_order_of_the_file(
    write: Write, told: Callable[..., list[str]]
) -> None:
    write(
        "pyproject.toml", "[tool.mockgenie.serve]\nport = -1\nquite = true\n[tool.mockgenie.tset]"
    )
    lines = told()
    assert [line.split(" ")[0] for line in lines] == [
        "pyproject.toml:2:1:",
        "pyproject.toml:3:1:",
        "pyproject.toml:4:17:",
    ]


def test_another_tools_file_is_no_mistake(write: Write, parsed: Parsed, here: Path) -> None:
    (here / "pyproject.toml").write_bytes(b"\xff[broken\n")
    assert parsed("serve").port == 8000
    write("pyproject.toml", "[broken\n")
    assert parsed("serve").port == 8000
    write("pyproject.toml", '[project]\ndependencies = ["mockgenie"]\n[tool]\nx = 1\n')
    assert parsed("serve").port == 8000


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"[serve]\nhost = '\xff'\n", "not UTF-8"),
        (b"#" * 1_000_001, "a file of options has at most 1,000,000 bytes"),
    ],
)
def test_what_is_no_file_of_options_is_told(here: Path, content: bytes, says: str) -> None:
    path = here / "mockgenie.toml"
    path.write_bytes(content)
    with pytest.raises(OptionsError) as caught:
        read_settings_file(path)
    (problem,) = caught.value.problems
    assert problem.startswith(f"{path}:1:1: ")
    assert says in problem


def test_a_file_of_windows_is_read(here: Path, parsed: Parsed) -> None:
    (here / "mockgenie.toml").write_bytes(b"\xef\xbb\xbf[serve]\r\nport = 9\r\n")
    assert parsed("serve").port == 9


def test_a_folder_of_that_name_is_passed_over(here: Path, parsed: Parsed) -> None:
    (here / "mockgenie.toml").mkdir()
    assert parsed("serve").port == 8000


def test_files_are_asked_for_nothing_where_there_are_none(parsed: Parsed, here: Path) -> None:
    assert configuration.settings_file(here) is None


def test_a_server_serves_by_its_file(serving: Callable[..., Serving], write: Write) -> None:
    write("mine/Hotel.yaml", HOTEL)
    write("mockgenie.toml", 'domains = ["mine"]\n[serve]\nlog-format = "text"\njournal = 0\n')
    server = serving(MOCKGENIE_ENVELOPE="legacy")
    shown = server.read_lines(2)
    assert shown[1].strip() == "Hotel"
    _, errors = server.stop()
    assert errors == "mockgenie: using the options in mockgenie.toml\n"


def test_the_file_of_a_store_is_one_beside_the_file_of_options(
    here: Path, parsed: Parsed, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "mockgenie.toml").write_text(
        '[serve]\nstore = "sqlite:data/sessions.db?synchronous=full"\n', "utf-8"
    )
    (here / "below").mkdir()
    monkeypatch.chdir(here / "below")
    place = place_of(parsed("serve").store)
    assert Path(place.target).resolve() == (here / "data" / "sessions.db").resolve()
    assert place.options == {"synchronous": "full"}
    assert parsed("serve", "--store", "sqlite:a.db").store == "sqlite:a.db"
    monkeypatch.setenv("MOCKGENIE_STORE", "redis://localhost/1")
    assert parsed("serve").store == "redis://localhost/1"
