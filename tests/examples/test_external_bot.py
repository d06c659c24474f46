"""The bot that has its own records says what the domain would say of the same records."""

from __future__ import annotations

import csv
import re
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

import mockgenie
from mockgenie.server import Clock
from tests.clients.runtimes import run
from tests.examples.readmes import (
    COMMAND_LINES,
    ENGLISH,
    EXTERNAL_DATA,
    KOREAN,
    ROOT,
    command,
    conversations,
    copy_of_examples,
)
from tests.support import Server, serve

pytestmark = pytest.mark.slow  # each test starts processes of its own

CLIENT, BOT = "Python", EXTERNAL_DATA
COLUMNS = "city", "date", "info", "low", "high"
FETCHED = re.compile(r"자료: (?P<condition>.+) → (?P<count>[0-9]+)건")
ENDED = re.compile(r"대화 (끝|닫음): [1-9]\d{17}")
UTTERANCES = [
    "안녕하세요",
    "서울 내일 날씨 알려줘",
    "부산이나 제주는?",
    "모레는요?",
    "서울 이번 주 날씨",
    "전국 이번 주 날씨는 어때?",
    "내일 비 안 오는 곳은 어디야?",
    "제주에 비 오는 날은 언제야?",
    "대구 오늘 날씨",
    "다음 주 부산 날씨",
    "안녕히 계세요",
]

Talk = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_examples(tmp_path_factory.mktemp("repository"))


@pytest.fixture(scope="module")
def talk(top: Path) -> Talk:
    """Runs one of the examples: `talk(name, url, *utterances, MOCKGENIE_…=…)`."""

    def talk(
        name: str, url: str, *utterances: str, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        tested = str(Path(mockgenie.__file__).parents[1])
        return run(
            [*command(name, top), *utterances],
            top,
            MOCKGENIE_URL=url,
            PYTHONPATH=tested,
            **variables,
        )

    return talk


@pytest.fixture(scope="module")
def day() -> date:
    """The day on which the tests begin."""
    return Clock().today()


@pytest.fixture(scope="module")
def database(day: date, top: Path, talk: Talk, server: Server) -> Path:
    """The file that the bot makes where there is none."""
    path = top / "examples" / "python" / "weather.sqlite3"
    assert not path.exists()
    result = talk(BOT, server.url, "내일 서울 날씨")
    assert (result.returncode, result.stderr) == (0, "")
    return path


@pytest.fixture(scope="module")
def same_records(
    day: date, database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server whose Weather has the records of the database as its own instances."""
    folder = tmp_path_factory.mktemp("domains")
    domain = (ROOT / "domains" / "weather" / "domain.yaml").read_text(encoding="utf-8")
    (folder / "Weather.yaml").write_text(domain, encoding="utf-8")
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            f"SELECT {', '.join(COLUMNS)} FROM weather ORDER BY date, city"
        ).fetchall()
    assert len(rows) == 21
    with (folder / "weather.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *(said(row, day) for row in rows)])
    with serve("--domains", str(folder)) as running:
        yield running


def said(row: tuple[str, ...], today: date) -> tuple[str, ...]:
    """A row with its day as the bot says it on the day `today`."""
    city, written, *weather = row
    day = date.fromisoformat(written)
    words = dict(enumerate(("오늘", "내일", "모레", "글피")))
    return (city, words.get((day - today).days, f"{day.month}월 {day.day}일"), *weather)


def unless_a_day_has_begun(day: date) -> None:
    """Skip the test where 오늘 is no longer the day on which the records were made."""
    if Clock().today() != day:
        pytest.skip("a new day has begun in Korea meanwhile")


def conversation(result: subprocess.CompletedProcess[str]) -> list[str]:
    """What was said, without what the bot tells of its records."""
    assert (result.returncode, result.stderr) == (0, "")
    *lines, last = result.stdout.splitlines()
    assert ENDED.fullmatch(last), last
    return [line for line in lines if not FETCHED.fullmatch(line)]


def fetched(result: subprocess.CompletedProcess[str]) -> list[tuple[str, int]]:
    """The conditions of the requests that were answered, and how many records fitted."""
    return [
        (match["condition"], int(match["count"]))
        for match in map(FETCHED.fullmatch, result.stdout.splitlines())
        if match
    ]


def test_the_bot_says_what_the_domain_says_of_the_same_records(
    talk: Talk, server: Server, same_records: Server, day: date
) -> None:
    with_data = talk(BOT, server.url, *UTTERANCES)
    with_instances = talk(CLIENT, same_records.url, *UTTERANCES)
    unless_a_day_has_begun(day)
    assert conversation(with_data) == conversation(with_instances)
    # So that this is not the same only because nothing was found.
    assert [count for _, count in fetched(with_data)] == [1, 2, 2, 7, 21, 2, 2, 0, 0]


def test_the_condition_finds_days_by_the_words_of_the_user(
    talk: Talk, server: Server, database: Path, day: date
) -> None:
    result = talk(BOT, server.url, "내일 서울 날씨")
    unless_a_day_has_begun(day)
    assert fetched(result) == [('Weather.city="서울" and Weather.date="내일"', 1)]
    assert "봇: 내일 서울의 날씨는 맑음, 기온은 3도에서 13도입니다." in result.stdout


@pytest.mark.parametrize("readme", [ENGLISH, KOREAN], ids=["English", "Korean"])
def test_without_arguments_it_says_what_the_readme_shows(
    readme: Path, talk: Talk, server: Server, database: Path, day: date
) -> None:
    *shown, ended = conversations(readme)[1]
    assert ENDED.fullmatch(ended)
    *lines, last = talk(BOT, server.url).stdout.splitlines()
    unless_a_day_has_begun(day)
    assert lines == shown
    assert ENDED.fullmatch(last)


def test_another_file_has_its_own_weather(talk: Talk, server: Server, tmp_path: Path) -> None:
    path = tmp_path / "mine.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"CREATE TABLE weather ({', '.join(COLUMNS)})")
        today = Clock().today()
        row = ("대구", today.isoformat(), "황사", None, 9.5)
        connection.execute("INSERT INTO weather VALUES (?, ?, ?, ?, ?)", row)
    result = talk(BOT, server.url, "오늘 대구 최고 기온은?", MOCKGENIE_DATABASE=str(path))
    unless_a_day_has_begun(today)
    assert "봇: 오늘 대구의 최고 기온은 9.5도입니다." in conversation(result)


def test_of_a_class_that_it_does_not_have_it_sends_nothing(
    talk: Talk, server: Server, database: Path
) -> None:
    result = talk(BOT, server.url, "온도 알려 줘", MOCKGENIE_DOMAIN="Home")
    assert fetched(result) == []
    *_, said_last = conversation(result)
    assert said_last.startswith("봇: 지금은 센서 값을 읽을 수 없어요.")


def test_requests_that_follow_one_another_are_all_answered_but_not_for_ever(
    talk: Talk, database: Path, tmp_path: Path
) -> None:
    weather = "entities: {Weather: {slots: {city: {values: [서울, 부산]}, info: 하늘}}}\n"
    twice = "first: {lookup: Weather, next: {task: then, controller: system}}"
    then = 'then: {lookup: Weather, say: "{count}건"}'
    circle = "then: {lookup: Weather, next: {task: first, controller: system}}"
    for name, last in (("Twice", then), ("Circle", circle)):
        text = f"{weather}tasks:\n  {twice}\n  {last}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    with serve("--domains", str(tmp_path), "--max-sessions", "1") as running:
        result = talk(BOT, running.url, "네", MOCKGENIE_DOMAIN="Circle")
        assert result.stderr == "오류: 한 번의 말에 자료를 10번 넘게 요청합니다\n"
        assert result.returncode == 1
        opened = talk(BOT, running.url, "안녕하세요", MOCKGENIE_DOMAIN="Twice")
    assert fetched(opened)[:2] == [("모두", 21), ("모두", 21)]
    assert "봇: 21건" in conversation(opened)


def test_a_file_that_is_no_database_is_one_line_on_stderr(
    talk: Talk, narrow_server: Server, tmp_path: Path
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("안녕하세요. 저는 데이터베이스가 아닙니다.", encoding="utf-8")
    for _ in range(2):  # and no session stays open
        result = talk(BOT, narrow_server.url, "내일 서울 날씨", MOCKGENIE_DATABASE=str(path))
        assert result.returncode == 1
        (line,) = result.stderr.splitlines()
        assert line.startswith(f"오류: 자료를 읽지 못했습니다: {path} (")


def test_the_bots_own_comment_gives_the_readmes_command_line() -> None:
    source = (ROOT / "examples" / "python" / "external_bot.py").read_text(encoding="utf-8")
    (line,) = COMMAND_LINES[EXTERNAL_DATA]
    assert line in source
