"""Records in a JSON file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockgenie.records.sqlite_table import SqliteTable
from tests.problems import assert_problems
from tests.records.instance_reading import problems_of, read_table, records_of


def write(folder: Path, content: str | bytes) -> None:
    (folder / "h.json").write_bytes(content.encode() if isinstance(content, str) else content)


def test_a_list_of_objects_is_a_list_of_records(folder: Path) -> None:
    write(
        folder,
        """\ufeff
[
  {"name": "신라", "Hotel.stars": 5, "score": 9.10, "parking": true},
  {"name": " 남산 ", "area": null, "stars": "1,500", "score": 3.0, "parking": "없음"},
  {"name": 2024, "area": "", "score": 1e3, "parking": false}, {}
]
""",
    )
    assert records_of(folder, "h.json") == [
        {"name": "신라", "stars": "5", "score": "9.1", "parking": "yes"},
        {"name": "남산", "stars": "1500", "score": "3", "parking": "no"},
        {"name": "2024", "score": "1000", "parking": "no"},
        {},
    ]


@pytest.mark.parametrize("content", ["[]", " [ ] \n", "\ufeff[]"])
def test_a_list_may_be_empty(folder: Path, content: str) -> None:
    write(folder, content)
    assert records_of(folder, "h.json") == []


def test_escapes_are_letters(folder: Path) -> None:
    write(folder, r'[{"name": "\uc2e0\ub77c \ud83c\udfe8"}]')
    assert records_of(folder, "h.json") == [{"name": "신라 🏨"}]


def test_a_whole_number_may_be_of_any_length(folder: Path) -> None:
    write(folder, f'[{{"name": {"7" * 5000}}}]')
    assert records_of(folder, "h.json") == [{"name": "7" * 5000}]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        # the file
        ("", ["1:1 wrong-type"]),
        ('{"records": []}', ["1:1 wrong-type"]),
        ('\n  "신라"', ["2:3 wrong-type"]),
        ('[\n  {"name": "신라"}\n  {"name": "남산"}\n]',
         ["3:3 json-syntax"]),
        ('[\n  {"name": "신라"},\n]', ["3:1 json-syntax"]),
        ('[\n  {"name": "신라"},\n  {"name": \'남산\'}\n]',
         ["3:12 json-syntax"]),
        ('[{"name": "신라"}', ["1:16 json-syntax"]),
        ('[{"name": "신라"', ["1:15 json-syntax"]),
        ("[", ["1:2 json-syntax"]),
        ('[{"name": "신라"}]\n[]', ["2:1 json-syntax"]),
        ('[\n{"name": NaN}]', ["2:1 json-syntax"]),
        ("[" * 200_000, ["1:2 json-syntax"]),
        ('[{"name": ' * 100_000, ["1:2 json-syntax"]),
        ('[{"name": "신라"}]'.encode("cp949"), ["1:12 not-utf8"]),
        # the records
        ('[{"name": "a"},\n ["b"],\n "c", {}]',
         ["2:2 wrong-type", "3:2 wrong-type"]),
        ('[{},\n {"Hotel.nmae": "신라"}, {"Hotel.nmae": "남산"}]',
         ["2:2 not-a-slot → Hotel.name"]),
        ('[{"name": ["신라"]}, {"name": {"ko": "신라"}}]',
         ["1:2 wrong-type", "1:20 wrong-type"]),
        ('[{"name": "신라", "name": "남산"}]', ["1:2 duplicate"]),
        ('[{"name": "신라", "Hotel.name": "남산"}]',
         ["1:2 duplicate"]),
        ('[{"stars": true}, {"parking": 2}]',
         ["1:2 wrong-value", "1:19 wrong-value"]),
        (r'[{"name": "\ud800"}]', ["1:2 no-character"]),
        (r'[{"name": "a\u0000"}]', ["1:2 no-character"]),
        (r'[{"\ud800": "a"}]', ["1:2 not-a-slot"]),
    ],
)  # fmt: skip
def test_a_mistake_is_told_where_it_is(folder: Path, content: str | bytes, told: list[str]) -> None:
    write(folder, content)
    assert_problems(problems_of(folder, "h.json"), [f"h.json:{one}" for one in told])


def test_a_comma_too_many_is_told(folder: Path) -> None:
    write(folder, '[\n  {"name": "신라",}\n]')
    (problem,) = problems_of(folder, "h.json")
    # At the comma or behind it, as the Python at hand sees it.
    assert problem in ("h.json:2:16 json-syntax", "h.json:2:17 json-syntax")


def test_a_large_file_has_the_same_records(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = [{"name": f"호텔 {n}", "stars": n % 6, "parking": n % 2 == 0} for n in range(1000)]
    write(folder, json.dumps(records, ensure_ascii=False))
    small, _ = read_table(folder, "h.json")
    monkeypatch.setattr("mockgenie.records.instances.MOST_RECORDS", 100)
    large, told = read_table(folder, "h.json")
    assert told == []
    assert isinstance(large, SqliteTable)
    assert list(large.records) == list(small.records)


def test_a_huge_file_is_not_read(folder: Path) -> None:
    with (folder / "h.json").open("wb") as file:
        file.truncate(500_000_001)
    assert problems_of(folder, "h.json") == ["h.json:1:1 too-large"]
