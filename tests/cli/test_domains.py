"""Which domains `check`, `test` and `chat` take where the command line names none."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.cli import main
from mockgenie.cli.domains import Places, find_places, shipped_places

pytestmark = pytest.mark.slow  # each test starts processes of its own

Write = Callable[..., Path]

HELLO = "name: Hello\ntasks: {hello: {say: 안녕하세요.}}\n"
TALK = "- name: 인사\n  conversation:\n    - 봇: 안녕하세요.\n"
SHIPPED = "the domains that come with mockgenie"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a command is called in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found() -> Places:
    """What is found where nothing is given."""
    return find_places(())


def names(places: Places) -> list[str]:
    """The paths of places, as people write them."""
    return [path.as_posix() for path in places.paths]


def test_what_is_given_is_taken_as_it_is(write: Write) -> None:
    write("Hello.yaml", HELLO)
    assert find_places([Path("there")]) == Places((Path("there"),))


def test_where_there_is_none_those_of_mockgenie_are_taken() -> None:
    assert found() == shipped_places()
    assert found().called == SHIPPED


@pytest.mark.parametrize(
    ("file", "path", "called"),
    [
        ("Hello.yaml", ".", "the current folder"),
        ("Hello.yml", ".", "the current folder"),
        ("domain.yaml", ".", "the current folder"),
        ("Bus/domain.yaml", ".", "the current folder"),
        ("domains/Hello.yaml", "domains", "domains"),
        ("domains/Bus/domain.yaml", "domains", "domains"),
        ("mydomains/Hello.yaml", "mydomains", "mydomains"),
        ("bot/domains/Bus/domain.yml", "bot/domains", "bot/domains"),
    ],
)
def test_domains_are_found_in_the_folder_and_below(
    write: Write, file: str, path: str, called: str
) -> None:
    write(file, HELLO)
    places = found()
    assert names(places) == [path]
    assert places.called.replace("\\", "/") == f"the domains in {called}"


@pytest.mark.parametrize(
    "file",
    [
        ".git/Hello.yaml",
        "node_modules/Hello.yaml",
        "node_modules/pack/domain.yaml",
        "venv/Bus/domain.yaml",
        "a/b/c/d/Hello.yaml",
        "Hello.test.yaml",
        "Hello.txt",
    ],
)
def test_some_places_are_passed_over(write: Write, file: str) -> None:
    write(file, HELLO)
    assert found() == shipped_places()


def test_a_virtual_environment_is_known_by_its_file(write: Write) -> None:
    write("py/pyvenv.cfg", "home = /usr\n")
    write("py/Bus/domain.yaml", HELLO)
    assert found() == shipped_places()


def test_the_nearest_domains_are_taken(write: Write) -> None:
    write("Hello.yaml", HELLO)
    write("domains/Bus/domain.yaml", HELLO)
    write("far/Bus/domain.yaml", HELLO)
    places = found()
    assert names(places) == [".", "domains"]
    assert places.called == "the domains in the current folder, domains"


def test_in_a_folder_of_tests_the_domain_above_is_taken(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("Cafe/domain.yaml", HELLO)
    write("Cafe/tests/talk.yaml", TALK)
    monkeypatch.chdir("Cafe/tests")
    assert names(found()) == [".."]


OTHERS = {
    "docker-compose.yml": "services:\n  web:\n    image: nginx\n",
    "mkdocs.yml": "site_name: x\nnav: [index.md]\n",
    "playbook.yaml": "- hosts: all\n  tasks:\n    - ping:\n",
    "values.yaml": "name: x\ndescription: y\nreplicas: 2\n",
}


def test_files_of_other_kinds_are_no_domains(write: Write) -> None:
    for name, content in OTHERS.items():
        write(name, content)
    assert found() == shipped_places()
    write("Hello.yaml", HELLO)
    assert names(found()) == ["Hello.yaml"]
    assert found().called == "the domains in the current folder"


@pytest.mark.parametrize(
    "content",
    [
        "tasks: [\n",
        "tasks:\n  hello: {sai: 안녕}\n",
        "{tasks: {a: {say: 안녕}}",
        "name: Hello\ntaks: {hello: {say: 안녕}}\n",
        "name: Hello\nentities: {}\n",
        "{\n",
        "안녕\n",
        "",
    ],
)
def test_a_broken_domain_is_not_passed_over(
    write: Write, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    write("Hello.yaml", content)
    assert main(["check"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("Hello.yaml:")
    assert err.startswith("mockgenie: using the domains in the current folder\n1 file, ")


def test_a_broken_domain_further_down_is_known_by_its_fields(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write("mydomains/Hello.yaml", "tasks: [\n")
    write("templates/deployment.yaml", "kind: {{ .Values.kind }\n")
    assert main(["check"]) == 1
    assert "using the domains in mydomains\n1 file, 1 problem" in capsys.readouterr().err


def test_check_for_programs_says_it_beside_them(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write("domains/Hello.yaml", HELLO)
    assert main(["check", "--format", "json"]) == 0
    assert capsys.readouterr() == ("[]\n", "mockgenie: using the domains in domains\n")


def test_the_conversations_of_the_same_domains_are_held(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write("mydomains/Hello.yaml", HELLO)
    write("mydomains/Hello.test.yaml", TALK)
    assert main(["test"]) == 0
    out, err = capsys.readouterr()
    assert "Hello.test.yaml  .\n" in out
    assert err == "mockgenie: using the domains in mydomains\n"


def test_domains_without_conversations_are_not_those_of_mockgenie(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write("Hello.yaml", HELLO)
    assert main(["test"]) == 2
    assert "no conversations" in capsys.readouterr().err


def test_a_domain_that_does_not_load_fails_without_conversations_too(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write("Hello.yaml", HELLO)
    write("Hello.test.yaml", TALK)
    write("Wrong.yaml", "tasks: [\n")
    assert main(["test"]) == 1
    out = capsys.readouterr().out
    assert "Wrong.yaml  does not load\n" in out
    assert "1 domain not loaded" in out


def chat(*arguments: str, lines: str = "") -> tuple[str, str]:
    """What `mockgenie chat ARGUMENTS` says to `lines`, and beside that."""
    done = subprocess.run(
        [sys.executable, "-m", "mockgenie", "chat", *arguments],
        input=lines,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout, done.stderr


def test_one_talks_to_the_same_domains(write: Write) -> None:
    write("mydomains/Hello.yaml", HELLO)
    assert chat() == ("봇: 안녕하세요.\n", "mockgenie: using the domains in mydomains\n")


def test_one_of_mockgenie_is_talked_to_by_its_name_wherever_one_is(write: Write) -> None:
    write("Hello.yaml", HELLO)
    out, err = chat("Weather")
    assert out.startswith("봇: ")
    assert err == f"mockgenie: using {SHIPPED}\n"
    assert 'no domain Helo, did you mean "Hello"?' in chat("Helo")[1]


def test_what_is_given_is_not_mentioned(write: Write) -> None:
    write("Hello.yaml", HELLO)
    assert chat("--domains", ".") == ("봇: 안녕하세요.\n", "")


# By number


@pytest.fixture
def several(write: Write) -> None:
    """Three domains, of which one is called by a number."""
    for name in ("Bus", "Taxi", "1"):
        write(f"{name}.yaml", f"tasks: {{a: {{say: '{name}입니다.'}}}}")


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize(
    ("line", "said"),
    [("2", "Bus입니다."), ("Taxi", "Taxi입니다."), (" 3 ", "Taxi입니다."), ("1", "1입니다.")],
)
def test_the_picker_takes_numbers_and_names(line: str, said: str) -> None:
    out, _ = chat(lines=f"{line}\n")
    assert out.splitlines() == ["  1  1", "  2  Bus", "  3  Taxi", f"봇: {said}"]


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("line", ["0", "4", "²", "-1", "99999999999999999999"])
def test_a_number_of_no_domain_is_no_name_either(line: str) -> None:
    out, err = chat(lines=f"{line}\n")
    assert out.splitlines() == ["  1  1", "  2  Bus", "  3  Taxi"]
    assert f"no domain {line}" in err


@pytest.mark.usefixtures("several")
def test_another_domain_is_opened_by_its_number() -> None:
    out, _ = chat("Bus", lines="/domain 3\n")
    assert out.splitlines() == ["봇: Bus입니다.", "봇: Taxi입니다."]


@pytest.mark.usefixtures("several")
def test_there_is_a_number_for_each_of_many(write: Write) -> None:
    for number in range(8):
        write(f"Z{number}.yaml", HELLO.replace("Hello", f"Z{number}"))
    out, _ = chat(lines="11\n")
    assert out.splitlines()[:2] == ["   1  1", "   2  Bus"]
    assert out.splitlines()[10] == "  11  Z7"
