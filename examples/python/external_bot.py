"""A bot whose records come from a SQLite file: `external_data` of a `/Dialog` server.

mockgenie has to be installed, for its library of conditions. From the top of the repository:

    python examples/python/external_bot.py

Arguments are what to say, one utterance each. MOCKGENIE_DATABASE names the file, with a table
`weather` of the columns city, date (2026-11-25), info, low and high; where it is not there, it is
made with a week of three cities in it. Whom to talk to is read from MOCKGENIE_URL,
MOCKGENIE_ACCESS_KEY and MOCKGENIE_DOMAIN.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sqlite3
import sys
import urllib.error
import urllib.request
from datetime import date, datetime, timedelta, timezone
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple

from mockgenie.conditions import Column, parse
from mockgenie.records import reading_on

URL = os.environ.get("MOCKGENIE_URL", "http://localhost:8000/Dialog")
ACCESS_KEY = os.environ.get("MOCKGENIE_ACCESS_KEY", "test")
DOMAIN = os.environ.get("MOCKGENIE_DOMAIN", "Weather")
DATABASE = Path(os.environ.get("MOCKGENIE_DATABASE") or Path(__file__).with_name("weather.sqlite3"))
UTTERANCES = ["내일 서울 날씨 알려줘", "이번 주 전국 날씨는?", "안녕히 계세요"]
TIMEOUT_SECONDS = 30
MOST_REQUESTS = 10  # in one turn; a domain that asks for more goes round in circles

COLUMNS = {
    "Weather.city": Column("city", "text"),
    "Weather.date": Column("date", "date"),
    "Weather.info": Column("info", "text"),
    "Weather.low": Column("low", "number"),
    "Weather.high": Column("high", "number"),
}
MOST_SENT = 20  # more than the domain ever lists; behind them goes how many there are
DAYS = ("오늘", "내일", "모레", "글피")
SAMPLE = {
    "서울": "맑음 2 12/맑음 3 13/흐림 3 13/비 0 9/맑음 -1 8/맑음 0 9/맑음 1 11",
    "부산": "맑음 8 17/맑음 9 18/흐림 10 16/비 9 14/구름많음 8 15/맑음 8 16/맑음 9 17",
    "제주": "구름많음 11 17/비 12 16/비 11 15/흐림 11 16/구름많음 12 18/맑음 12 19/맑음 13 19",
}

Record = dict[str, str]


class DialogError(Exception):
    """Why the conversation cannot go on, as the user is told."""


class Answer(NamedTuple):
    """What the server said in one turn; `state` is start, dialog, end or data_request."""

    uuid: str
    text: str
    state: str
    requests: list[dict[str, Any]]


def today() -> date:
    """The day that 오늘 is to the server: by the Korean clock."""
    return datetime.now(timezone(timedelta(hours=9))).date()


def make_sample(path: Path) -> None:
    """A week of weather, from today on."""
    rows = [
        (city, (today() + timedelta(days)).isoformat(), *weather.split())
        for city, week in SAMPLE.items()
        for days, weather in enumerate(week.split("/"))
    ]
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "CREATE TABLE weather (city TEXT, date TEXT, info TEXT, low INTEGER, high INTEGER)"
        )
        connection.execute("CREATE INDEX by_city_and_date ON weather (city, date)")
        connection.executemany("INSERT INTO weather VALUES (?, ?, ?, ?, ?)", rows)


def fetch(requests: list[dict[str, Any]]) -> list[Record]:
    """The records that were asked for; of a class that is not in the database there are none."""
    data: list[Record] = []
    counts: Record = {}
    try:
        if not DATABASE.exists():
            make_sample(DATABASE)
        with contextlib.closing(sqlite3.connect(DATABASE)) as connection:
            for request in requests:
                slots = [slot for slot in request["slots"] if slot in COLUMNS]
                if not slots:
                    continue
                records, count = select(connection, slots, request["condition"])
                data += records
                if count > len(records):
                    counts |= dict.fromkeys(slots, f"<count>{count}</count>")
                print(f"자료: {request['condition'] or '모두'} → {count}건")
    except (sqlite3.Error, ValueError) as error:  # ValueError: a slot that has no column
        raise DialogError(f"자료를 읽지 못했습니다: {DATABASE} ({error})") from error
    return [*data, counts] if counts else data


def select(
    connection: sqlite3.Connection, slots: list[str], condition: str
) -> tuple[list[Record], int]:
    """The first records that fit the condition, and how many fit."""
    # 내일 is a day to the server, and reading_on makes it one for the database.
    where, parameters = parse(condition).to_sql(COLUMNS, read=reading_on(today()))
    (count,) = connection.execute(
        f"SELECT count(*) FROM weather WHERE {where}", parameters
    ).fetchone()
    columns = ", ".join(COLUMNS[slot].name for slot in slots)
    rows = connection.execute(
        f"SELECT {columns} FROM weather WHERE {where} ORDER BY date, city LIMIT {MOST_SENT}",
        parameters,
    )
    return [record(slots, row) for row in rows], count


def record(slots: list[str], row: tuple[object, ...]) -> Record:
    """A row as the server wants it: texts by the names of slots, and what is NULL left out."""
    values = {slot: str(value) for slot, value in zip(slots, row, strict=True) if value is not None}
    if day := values.get("Weather.date"):
        values["Weather.date"] = spoken(date.fromisoformat(day))
    return values


def spoken(day: date) -> str:
    """A day as the bot is to say it; the server reads both forms."""
    distance = (day - today()).days
    return DAYS[distance] if 0 <= distance < len(DAYS) else f"{day.month}월 {day.day}일"


def post(body: bytes) -> tuple[int, bytes]:
    """The HTTP status and the body of the server's answer."""
    headers = {"Content-Type": "application/json; charset=UTF-8"}
    request = urllib.request.Request(URL, body, headers)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:  # 4xx and 5xx explain themselves in JSON as well
        with error:
            return error.code, error.read()


def call(method: str, **argument: object) -> Answer:
    """Call one of the three methods; raises DialogError when it is not answered as hoped."""
    request = {"access_key": ACCESS_KEY, "argument": {"method": method, **argument}}
    try:
        status, body = post(json.dumps(request).encode())
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise DialogError(f"서버의 답을 받지 못했습니다: {URL} ({reason})") from error

    try:
        answer = json.loads(body)
        if answer["result"] != 0:  # the gateway turned the request away
            raise DialogError(f"HTTP {status}: {answer['reason']}")
        returned = answer["return_object"]
        result = returned["result"]
        if result["state"] == "error":  # the dialog engine did
            raise DialogError(result["message"])
        return Answer(
            returned["uuid"],
            result.get("system_text", ""),
            result["state"],
            result.get("data_request", []),
        )
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise DialogError(f"HTTP {status}: 알아볼 수 없는 답입니다") from error


def with_data(answer: Answer) -> Answer:
    """The answer that has a text: as long as the server asks for records, it gets them."""
    requests = 0
    while answer.state == "data_request":
        if requests == MOST_REQUESTS:
            raise DialogError(f"한 번의 말에 자료를 {requests}번 넘게 요청합니다")
        requests += 1
        answer = call("dialog", uuid=answer.uuid, data=fetch(answer.requests))
    return answer


def show(answer: Answer) -> None:
    """Print the system's text, which ends with a newline of its own."""
    print("봇: " + answer.text.rstrip("\n"))


def converse(utterances: list[str]) -> None:
    """Open a dialog, say everything until the domain ends it, and leave no session behind."""
    answer = call("open_dialog", name=DOMAIN, access_method="external_data")
    uuid = answer.uuid
    try:
        answer = with_data(answer)
        show(answer)
        for utterance in utterances:
            if answer.state == "end":
                break
            print("나: " + utterance)
            answer = with_data(call("dialog", uuid=uuid, text=utterance))
            show(answer)
    except DialogError:
        with contextlib.suppress(DialogError):  # the first error is the one to tell
            call("close_dialog", uuid=uuid)
        raise
    if answer.state == "end":
        print("대화 끝: " + uuid)
    else:
        call("close_dialog", uuid=uuid)
        print("대화 닫음: " + uuid)


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Windows pipe would be cp949 otherwise
            stream.reconfigure(encoding="utf-8")
    try:
        converse(sys.argv[1:] or UTTERANCES)
    except DialogError as error:
        print(f"오류: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
