"""The values of a slot from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.records.text_files import is_value_file, read_value_file
from mockgenie.source.document import Source
from tests.problems import brief

Values = list[tuple[str, tuple[str, ...]]]


def read(folder: Path, name: str, content: str | bytes = "") -> tuple[Values, list[str]]:
    """The values in a file with this content, and the problems told."""
    if content:
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    domain = folder / "Test.yaml"
    domain.write_text(f'"{name}"', "utf-8")
    source = Source(domain)
    values = [(value, synonyms) for _, _, value, synonyms in read_value_file(source.root())]
    return values, list(map(brief, source.diagnostics))


SEOUL = ("서울", ("서울시", "서울 특별시"))
BUSAN = ("부산", ())
JEJU = ("제주", ("제주도",))


@pytest.mark.parametrize(
    "content",
    [
        "서울\t서울시\t서울 특별시\n부산\n제주\t제주도\n",
        "\ufeff서울\t서울시\t서울 특별시\r\n부산\r\n제주\t제주도",
        " 서울 \t 서울시\t\t서울 특별시 \n\n  \n\t\n부산\t\n# 섬\n제주\t제주도\n",
        "\ufeff# 도시\n서울\t서울시\t서울 특별시\n부산\n제주\t제주도\n",
    ],
    ids=["plain", "windows", "spaces", "comment"],
)
def test_a_text_file_has_a_value_a_line_and_synonyms_behind_tabs(
    folder: Path, content: str
) -> None:
    assert read(folder, "cities.txt", content) == ([SEOUL, BUSAN, JEJU], [])


@pytest.mark.parametrize(
    "content",
    [
        "서울,서울시,서울 특별시\n부산\n제주,제주도\n",
        "\ufeff서울, 서울시 ,,서울 특별시\r\n\r\n부산,,\r\n# 섬, 바다\r\n제주,제주도",
        '"서울","서울시","서울 특별시"\n부산\n제주,"제주도"\n',
    ],
    ids=["plain", "windows", "quoted"],
)
def test_a_csv_file_has_the_value_first_and_synonyms_behind_it(folder: Path, content: str) -> None:
    assert read(folder, "cities.csv", content) == ([SEOUL, BUSAN, JEJU], [])


def test_a_quoted_value_may_have_commas_quotes_and_lines(folder: Path) -> None:
    values, told = read(folder, "menu.csv", '"김밥, 참치","""참치""",참치\n"반\n반",#반\n라면\n')
    assert told == []
    assert values == [("김밥, 참치", ('"참치"', "참치")), ("반\n반", ("#반",)), ("라면", ())]


def test_a_comma_is_nothing_special_in_a_text_file(folder: Path) -> None:
    assert read(folder, "menu.txt", '"김밥", 참치\n') == ([('"김밥", 참치', ())], [])


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.txt", "서울\n부산\n\n서울\t수도\n", ["a.txt:4:1 duplicate"]),
        ("a.csv", "서울\n# 부산\n 서울 \n서울\n", ["a.csv:3:1 duplicate", "a.csv:4:1 duplicate"]),
        ("a.txt", "서울\n\t서울시\n", ["a.txt:2:1 empty-text"]),
        ("a.csv", ",서울시\n서울\n", ["a.csv:1:1 empty-text"]),
        ("a.txt", "# 아직 없음\n\n", ["a.txt:1:1 empty-file"]),
        ("a.txt", "서울\n부\x00산\n", ["a.txt:2:2 control-character"]),
        ("a.csv", '서울\n"부산\n제주\n', ["a.csv:2:1 csv-syntax"]),
        ("a.csv", '서울\n"부"산,b\n제주\n', ["a.csv:2:1 csv-syntax"]),
        ("a.txt", "서울\n부산 가자".encode() + b"\xff\n", ["a.txt:2:6 not-utf8"]),
        ("a.txt", "\ufeff서".encode() + b"\xff\n", ["a.txt:1:2 not-utf8"]),
        ("a.txt", "서울\n".encode("utf-16"), ["a.txt:1:1 not-utf8"]),
        ("a.txt", "가\n" + "나" * 1_000_000, ["a.txt:2:1 line-too-long"]),
        ("none.txt", "", ["Test.yaml:1:1 no-such-file"]),
        ("../outside.csv", "", ["Test.yaml:1:1 outside-folder"]),
        ("Test.yaml", "", ["Test.yaml:1:1 wrong-file-type"]),
    ],
)  # fmt: skip
def test_a_mistake_is_told_where_it_is(
    folder: Path, name: str, content: str | bytes, told: list[str]
) -> None:
    assert read(folder, name, content)[1] == told


def test_of_very_many_mistakes_the_first_hundred_are_told(folder: Path) -> None:
    problems = read(folder, "a.txt", "서울\n" * 1000)[1]
    assert len(problems) == 101
    assert problems[99] == "a.txt:101:1 duplicate"
    assert problems[100] == "a.txt:102:1 too-many-mistakes"


def test_a_huge_file_is_not_read(folder: Path) -> None:
    with (folder / "a.txt").open("wb") as file:
        file.truncate(500_000_001)
    assert read(folder, "a.txt") == ([], ["a.txt:1:1 too-large"])


@pytest.mark.slow
def test_a_hundred_thousand_values_keep_their_order(folder: Path) -> None:
    lines = [f"역{number}\t{number}역" for number in range(100_000)]
    values, told = read(folder, "stations.txt", "\n".join(lines))
    assert told == []
    assert values == [(f"역{number}", (f"{number}역",)) for number in range(100_000)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("cities.txt", True),
        ("a/도시.CSV", True),
        ("서울", False),
        ("txt", False),
        ("a.json", False),
    ],
)
def test_a_text_with_such_an_ending_is_a_file(written: str, expected: bool) -> None:
    assert is_value_file(written) is expected
