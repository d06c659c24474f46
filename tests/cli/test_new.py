"""`mockgenie new`: what it makes, and what it refuses to."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from mockgenie.cli import main
from mockgenie.cli.new import TEMPLATES
from mockgenie.conversations import conversation_schema
from mockgenie.domain import domain_schema
from tests.cli.serving import PATIENCE, open_dialog, spoken

pytestmark = pytest.mark.slow  # each test starts processes of its own

Serving = Callable[..., Any]

every_template = pytest.mark.parametrize("template", TEMPLATES)


def run_in(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `mockgenie ARGUMENTS` in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "mockgenie", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env={
            **os.environ,
            "PYTHONUTF8": "1",
            "PYTHONPATH": os.pathsep.join(
                [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
            ),
        },
        timeout=PATIENCE,
        check=False,
    )


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Path]:
    """Makes a domain in the test's folder; its folder."""

    def made(name: str, *options: str) -> Path:
        ran = run_in(tmp_path, "new", name, *options)
        assert (ran.returncode, ran.stderr) == (0, "")
        return tmp_path / name

    return made


Made = Callable[..., Path]

# What it makes


@every_template
def test_a_new_domain_checks_silently(made: Made, template: str) -> None:
    folder = made("Mine", "--template", template)
    checked = run_in(folder.parent, "check", "Mine")
    assert (checked.returncode, checked.stdout) == (0, "")
    assert "no problems" in checked.stderr


@every_template
def test_its_conversations_pass_and_reach_everything(made: Made, template: str) -> None:
    folder = made("Mine", "--template", template)
    tested = run_in(folder.parent, "test", "Mine")
    assert tested.returncode == 0, tested.stdout
    assert "not reached" not in tested.stdout
    assert "\nMine: acts " in tested.stdout
    assert tested.stdout.endswith(" conversations, 0 failed\n")


@every_template
def test_it_is_served_at_once_by_its_name(made: Made, serving: Serving, template: str) -> None:
    folder = made("새도메인", "--template", template)
    served = serving("--domains", str(folder))
    opened = served.post(open_dialog("새도메인"))
    (first, *_) = yaml.safe_load((folder / "domain.yaml").read_text("utf-8"))["tasks"].values()
    assert spoken(opened) == f"{first['say']}\n"


@every_template
def test_it_fits_the_schema_beside_it_as_an_editor_reads_it(made: Made, template: str) -> None:
    folder = made("Mine", "--template", template)
    written = (folder / "domain.yaml").read_text("utf-8")
    assert written.startswith("# yaml-language-server: $schema=schema.json\n")
    schema = json.loads((folder / "schema.json").read_text("utf-8"))
    assert schema == domain_schema()
    jsonschema.Draft202012Validator(schema).validate(yaml.safe_load(written))


@every_template
def test_its_conversations_fit_the_schema_beside_them(made: Made, template: str) -> None:
    folder = made("Mine", "--template", template) / "tests"
    written = (folder / "conversations.yaml").read_text("utf-8")
    assert written.startswith("# yaml-language-server: $schema=schema.json\n")
    schema = json.loads((folder / "schema.json").read_text("utf-8"))
    assert schema == conversation_schema()
    read = json.loads(json.dumps(yaml.safe_load(written), default=str))
    jsonschema.Draft202012Validator(schema).validate(read)


@every_template
def test_nothing_is_left_to_be_filled_in(made: Made, template: str) -> None:
    folder = made("Mine", "--template", template)
    for path in folder.rglob("*.*"):
        assert "__NAME__" not in path.read_text("utf-8")


def test_what_was_made_is_told_with_what_can_be_done_next(tmp_path: Path) -> None:
    assert run_in(tmp_path, "new", "Mine", "--template", "booking").stdout.splitlines() == [
        "Mine, from the template booking:",
        "  Mine/domain.yaml",
        "  Mine/places.csv",
        "  Mine/tests/conversations.yaml",
        "  Mine/schema.json",
        "  Mine/tests/schema.json",
        "Next:",
        "  mockgenie check Mine            finds mistakes",
        "  mockgenie test Mine             holds the conversations in tests/",
        "  mockgenie chat --domains Mine   talks to it; --trace says what it understands",
        "  mockgenie serve --domains Mine  answers bots, and takes what you save",
    ]


def test_the_lines_of_the_blank_template_can_be_used(made: Made) -> None:
    folder = made("Mine", "--template", "blank")
    path = folder / "domain.yaml"
    written = path.read_text("utf-8")
    used = re.sub(r"(?m)^# ( *\w+:.*)$", r"\1", written)
    assert used != written
    path.write_text(used, "utf-8")
    checked = run_in(folder.parent, "check", "Mine")
    assert (checked.returncode, checked.stdout) == (0, "")


def test_an_empty_folder_is_as_good_as_none(made: Made, tmp_path: Path) -> None:
    (tmp_path / "Mine").mkdir()
    assert (made("Mine") / "domain.yaml").is_file()


# Names


@pytest.mark.parametrize(
    "name", ["Mine", "카페", "cafe_2", "my-cafe", "24시", "_x", "カフェ", "yes", "null", "1"]
)
def test_a_name_may_be_of_any_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", name]) == 0
    written = yaml.safe_load((tmp_path / name / "domain.yaml").read_text("utf-8"))
    assert written["name"] == name
    assert main(["check", name]) == 0


def test_decomposed_letters_make_the_same_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", unicodedata.normalize("NFD", "카페")]) == 0
    assert (tmp_path / "카페" / "domain.yaml").is_file()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "begins with a letter"),
        ("a b", "no ' '"),
        ("a/b", "no '/'"),
        ("../a", "no '.'"),
        ("a.yaml", "no '.'"),
        ('a"', "no '\"'"),
        ("a\n", "no '\\n'"),
        ("a:b", "no ':'"),
        ("😀", "no '😀'"),
        ("²", "no '²'"),
        ("CON", "CON is the name of a device"),
        ("nul", "nul is the name of a device"),
        ("Com1", "Com1 is the name of a device"),
        ("가" * 51, "at most 50 letters, not 51"),
        ("\u0301a", "begins with a letter"),
    ],
)
def test_a_name_that_a_folder_cannot_have_everywhere_is_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as caught:
        main(["new", name])
    said = capsys.readouterr()
    assert (caught.value.code, said.out) == (2, "")
    assert told in said.err
    assert len(said.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


# What is there already


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "Mine").mkdir()
    (tmp_path / "Mine" / "domain.yaml").write_text("mine", "utf-8")
    refused = run_in(tmp_path, "new", "Mine")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "mockgenie: the folder Mine is there already, and not empty\n"
    assert (tmp_path / "Mine" / "domain.yaml").read_text("utf-8") == "mine"
    assert len(list((tmp_path / "Mine").iterdir())) == 1


def test_a_file_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "Mine").write_text("mine", "utf-8")
    refused = run_in(tmp_path, "new", "Mine")
    assert (refused.returncode, refused.stderr) == (2, "mockgenie: Mine is there already\n")
    assert (tmp_path / "Mine").read_text("utf-8") == "mine"


def test_an_unknown_template_is_told_with_the_known_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["new", "Mine", "--template", "pizza"])
    assert caught.value.code == 2
    told = capsys.readouterr().err
    assert all(template in told for template in TEMPLATES)
