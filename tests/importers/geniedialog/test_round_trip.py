"""What is exported and imported again is the same domain, as far as the tables can hold it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, seed, settings
from msgspec import Struct

from mockgenie.conditions import Condition
from mockgenie.domain import Domain, load_domain, shipped_folder
from mockgenie.importers.geniedialog import export_geniedialog, import_geniedialog
from mockgenie.importers.geniedialog.predicates import as_predicate
from mockgenie.lint import lint_file
from mockgenie.records import Table
from tests.importers.geniedialog.databases import databases
from tests.importers.geniedialog.genie_files import Tables, write_database

OFTEN_LEFT_OUT = ("a text in ", "lookup of ", "records of ", "that the dialog goes on in ")


def plain(value: Any) -> Any:
    """A part of a domain without places; what never holds is the same, however it is written."""
    if isinstance(value, Condition):
        return "never" if as_predicate(value) == "0" else str(value)
    if isinstance(value, Table):
        return [dict(record) for record in value.records]
    if isinstance(value, Struct):
        return {
            name: plain(getattr(value, name))
            for name in value.__struct_fields__
            if name not in ("place", "column", "written")
        }
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    return value


def again(folder: Path, domain_file: Path) -> tuple[Domain, tuple[str, ...]]:
    """A domain, exported and imported, and what the export left out."""
    exported = export_geniedialog(domain_file, folder / "again" / "Any_DB.sqlite3")
    import_geniedialog(exported.path, folder / "again" / "Any")
    return load_domain(folder / "again" / "Any" / "domain.yaml"), exported.left_out


def _sorted(domain: dict[str, Any]) -> dict[str, Any]:
    """The same with the ways from anywhere, none of which is taken, in an order."""
    return {**domain, "anywhere": sorted(domain["anywhere"], key=lambda way: str(way["task"]))}


def check_round_trip(tables: Tables) -> None:
    """What was imported comes back from its export as it was, and nothing of it is left out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = write_database(folder / "Any_DB.sqlite3", tables)
        import_geniedialog(path, folder / "Any")
        first = load_domain(folder / "Any" / "domain.yaml")
        # A domain without tasks shows what is understood, which the tool's texts cannot.
        assume(all(as_predicate(way.when) == "0" for way in first.anywhere))
        second, left_out = again(folder, folder / "Any" / "domain.yaml")
        # What its text or its records would say otherwise there is said to be left out.
        assert all(one.startswith(OFTEN_LEFT_OUT) for one in left_out), left_out
        if not left_out:
            assert _sorted(plain(second)) == _sorted(plain(first))


WRITTEN = """
name: Any
entities:
  Tour:
    description: 걷는 길
    key: course
    slots:
      town:
        description: 마을
        values: {가온: [가온동], 나래: []}
      day: {type: date, preceding: town}
      course: {}
      steps: {type: int, spoken: false}
      length: {type: float, spoken: false}
    instances:
      - {town: 가온, course: 언덕길, steps: 4000, length: 2.5}
      - {town: 나래, course: 강변길, steps: 6000, length: 4}
acts:
  ask: {examples: [<Tour.town=가온> 길 알려 줘, 어디가 좋아]}
  inform: [<Tour.town=나래>요, <Tour.day=모레>요]
  "yes": {examples: [그러죠 뭐]}
  go_on: {examples: [이제 다른 거]}
tasks:
  start:
    enter: {text: [안녕하세요., {text: "길 안내예요.", weight: 2.5}], act: greet}
    next:
      - {task: find, when: act = "ask" or act is not filled or act ~= "yes"}
      - {task: bye, when: act = "yes" and system_act = "greet"}
      - {task: start, when: turn < 0}
  find:
    type: optional
    goal: act = "go_on"
    fill: [Tour.town, Tour.day]
    ask:
      Tour.town:
        - {when: act = "ask", text: "어느 {{마을}}\\n길이요?"}
        - {text: 어느 마을이요?, act: request}
      Tour.day: "{Tour.town}은(는) 언제 가세요?"
    lookup: Tour
    say:
      - {when: act = "ask", text: "{Tour.course}이(가) {Tour.steps}걸음, {Tour.length}km예요."}
      - "'{Tour.course}'(으)로 가세요."
    reset: true
    next: {task: bye, when: act = "go_on" and system_act = "request"}
  bye: {say: [{when: act = "yes", text: 네.}, 또 오세요.], end: true}
"""


def test_what_the_tables_can_hold_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "Any" / "domain.yaml"
    path.parent.mkdir()
    path.write_text(WRITTEN, "utf-8")
    assert lint_file(path).diagnostics == ()
    second, left_out = again(tmp_path, path)
    assert left_out == ()
    before, after = plain(load_domain(path)), plain(second)
    for part in before:
        assert after[part] == before[part]


@pytest.mark.parametrize("text", ["어느 <BR>이요?", "어느 <br/>이요?", "어느 < Tour.day >이요?"])
def test_what_would_be_read_as_more_than_a_text_is_left_out(text: str, tmp_path: Path) -> None:
    path = tmp_path / "Any" / "domain.yaml"
    path.parent.mkdir()
    path.write_text(WRITTEN.replace("어느 마을이요?", text), "utf-8")
    _, left_out = again(tmp_path, path)
    assert left_out == (
        "a text in ask of Tour.town in task find, which does more than show values",
    )


def _folder(file: Path) -> str:
    return file.parent.name


@pytest.mark.slow
@pytest.mark.parametrize("file", sorted(shipped_folder().glob("*/domain.yaml")), ids=_folder)
def test_the_domains_that_ship_come_back_sound(file: Path, tmp_path: Path) -> None:
    again(tmp_path, file)
    assert lint_file(tmp_path / "again" / "Any" / "domain.yaml").diagnostics == ()


@pytest.mark.slow
@seed(6)
@given(databases())
@settings(
    max_examples=150,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_an_import_of_an_export_is_the_domain(tables: Tables) -> None:
    check_round_trip(tables)
