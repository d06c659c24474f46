"""Records in a JSON file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockgenie.records.sqlite_table import SqliteTable
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


NOT_RECORDS = "a .json file has a list of records: [{…}, {…}]"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        # the file
        ("", [f"1:1: {NOT_RECORDS}"]),
        ('{"records": []}', [f"1:1: {NOT_RECORDS}"]),
        ('\n  "신라"', [f"2:3: {NOT_RECORDS}"]),
        ('[\n  {"name": "신라"}\n  {"name": "남산"}\n]',
         ['3:3: not valid JSON: expected "," or "]"']),
        # at the comma or behind it, as the Python at hand sees it
        ('[\n  {"name": "신라",}\n]', ["2:1"]),
        ('[\n  {"name": "신라"},\n]', ["3:1: not valid JSON: Expecting value"]),
        ('[\n  {"name": "신라"},\n  {"name": \'남산\'}\n]',
         ["3:12: not valid JSON: Expecting value"]),
        ('[{"name": "신라"}', ['1:16: not valid JSON: expected "," or "]"']),
        ('[{"name": "신라"', ["1:15: not valid JSON: "]),
        ("[", ["1:2: not valid JSON: Expecting value"]),
        ('[{"name": "신라"}]\n[]', ["2:1: not valid JSON: something stands behind the list"]),
        ('[\n{"name": NaN}]', ["2:1: not valid JSON: NaN is no number there"]),
        ("[" * 200_000, ["1:2: "]),
        ('[{"name": ' * 100_000, ["1:2: not valid JSON: nested too deep"]),
        ('[{"name": "신라"}]'.encode("cp949"), ["1:12: not UTF-8"]),
        # the records
        ('[{"name": "a"},\n ["b"],\n "c", {}]',
         [f"2:2: record 2: {NOT_RECORDS}; this is no record",
          f"3:2: record 3: {NOT_RECORDS}; this is no record"]),
        ('[{},\n {"Hotel.nmae": "신라"}, {"Hotel.nmae": "남산"}]',
         ['2:2: record 2: "Hotel.nmae" is no slot of Hotel, did you mean "Hotel.name"?']),
        ('[{"name": ["신라"]}, {"name": {"ko": "신라"}}]',
         ["1:2: record 1: the value of name has to be a text, a number, true or false",
          "1:20: record 2: the value of name has to be a text"]),
        ('[{"name": "신라", "name": "남산"}]', ['1:2: record 1: "name" is there twice']),
        ('[{"name": "신라", "Hotel.name": "남산"}]',
         ['1:2: record 1: "Hotel.name" is there twice']),
        ('[{"stars": true}, {"parking": 2}]',
         ['1:2: record 1: Hotel.stars: "yes" is no number',
          '1:19: record 2: Hotel.parking: "2" is neither']),
        (r'[{"name": "\ud800"}]', ["1:2: record 1: the value of name has an escape that is no"]),
        (r'[{"name": "a\u0000"}]', ["1:2: record 1: the value of name has an escape that is no"]),
        (r'[{"\ud800": "a"}]', ['1:2: record 1: "?" is no slot of Hotel']),
    ],
)  # fmt: skip
def test_a_mistake_is_told_where_it_is(folder: Path, content: str | bytes, told: list[str]) -> None:
    write(folder, content)
    problems = problems_of(folder, "h.json")
    assert len(problems) == len(told)
    for problem, piece in zip(problems, told, strict=True):
        assert problem.startswith(f"h.json:{piece}")


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
    assert problems_of(folder, "h.json") == [
        "h.json:1:1: a .json file has at most 500,000,000 bytes"
    ]
