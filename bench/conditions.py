"""Microseconds that parsing a condition takes, and asking a record whether it satisfies one.

Beside each figure stands its ratio to another one of the same run: to a fixed loop of plain Python,
to what one would write by hand in Python or SQL. The ratios are what to quote.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple, TypeAlias

# The mockgenie of this checkout, whether or not one is installed.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from engine import yardstick
from rounds import Batch, building, microseconds, ratio
from sections import Rows, Section, run

from mockgenie.conditions import Column, Condition, parse

Record: TypeAlias = dict[str, str]

GUIDE = (
    '(Weather.city="서울{}" or Weather.city="부산")'
    ' and (Weather.date="오늘" or Weather.date="내일")'
)
"""The longer example of the guide; with something in the braces, one that was never read before."""
DAYS = ("오늘", "내일", *(f"2026-11-{day:02}" for day in range(1, 29)))
CITIES = ("서울", "부산", *(f"도시{number}" for number in range(48)))


class Extent(NamedTuple):
    """How much is measured."""

    texts: int
    records: int
    many: int
    rounds: int
    few_rounds: int
    """Of what takes a second each."""
    seconds: float
    """Of a round."""


FULL = Extent(200, 1_500, 1_000_000, 11, 5, 0.1)
QUICK = Extent(3, 30, 300, 2, 2, 0.0)


class Question(NamedTuple):
    """A condition, and what one would write by hand in its place."""

    text: str
    in_python: Callable[[Record], bool]
    in_sql: str
    parameters: tuple[object, ...]

    @property
    def condition(self) -> Condition:
        return parse(self.text)


QUESTIONS = {
    "the guide's longer example": Question(
        GUIDE.format(""),
        lambda r: r["Weather.city"] in ("서울", "부산") and r["Weather.date"] in ("오늘", "내일"),
        "city IN (?, ?) AND day IN (?, ?)",
        ("서울", "부산", "오늘", "내일"),
    ),
    "a range of numbers": Question(
        'Weather.low<"-12" and Weather.city~="서울"',
        lambda r: int(r["Weather.low"]) < -12 and r["Weather.city"] != "서울",
        "low < ? AND city <> ?",
        (-12, "서울"),
    ),
    "a range of days": Question(
        'Weather.date>="2026-11-27"',
        lambda r: r["Weather.date"] >= "2026-11-27",
        "day >= ?",
        ("2026-11-27",),
    ),
}


def measure_parse(extent: Extent) -> Rows:
    """Parsing the guide's longer example."""
    numbers = count()

    def new() -> int:
        for _ in range(extent.texts):
            parse(GUIDE.format(next(numbers)))
        return extent.texts

    def again() -> int:
        for _ in range(extent.texts):
            parse(GUIDE)
        return extent.texts

    sides: dict[str, Batch] = {
        "yardstick": yardstick,
        "not seen before": new,
        "seen before": again,
    }
    return _table(microseconds(sides, extent.rounds, extent.seconds), "yardstick")


def measure_matches(extent: Extent) -> Rows:
    """Asking one record after the other."""
    records = list(_records(extent.records))
    rows: Rows = {}
    for name, question in QUESTIONS.items():
        condition, by_hand = question.condition, question.in_python
        _check(name, len(condition.filter(records)), sum(map(by_hand, records)))

        def matches(matches: Callable[[Record], bool] = condition.matches) -> int:
            for record in records:
                matches(record)
            return len(records)

        def hand(by_hand: Callable[[Record], bool] = by_hand) -> int:
            for record in records:
                by_hand(record)
            return len(records)

        sides: dict[str, Batch] = {f"{name}, by hand": hand, f"{name}, matches": matches}
        times = microseconds(sides, extent.rounds, extent.seconds)
        rows |= _table(times, f"{name}, by hand")
    return rows


def measure_million(extent: Extent) -> Rows:
    """Picking from many records, in Python and in SQLite."""
    with building():
        records = list(_records(extent.many))
    rows: Rows = {}
    for name, question in QUESTIONS.items():
        rows |= _many(name, dict(_picks(records, question)), extent)
    del records
    for index in (False, True):
        with closing(_database(extent.many, index)) as database:
            for name, question in QUESTIONS.items():
                title = f"{name}, SQLite{' with index' if index else ''}"
                rows |= _many(title, dict(_queries(database, question)), extent)
    return rows


def _section(title: str, unit: str, measure: Callable[[Extent], Rows]) -> Section:
    headings = {"us": (unit, "{:.3f}"), "ratio": ("ratio", "{:.2f}"), "found": ("found", "{:,}")}
    return Section(title, lambda quick: measure(QUICK if quick else FULL), headings)


SECTIONS = {
    "parse": _section(
        "Parsing the guide's longer example, beside a fixed loop of plain Python",
        "us/text",
        measure_parse,
    ),
    "matches": _section(
        "Asking a record, beside an expression written by hand",
        "us/record",
        measure_matches,
    ),
    "million": _section(
        "Picking from a million records, beside what is written by hand",
        "us/record",
        measure_million,
    ),
}


def _records(number: int) -> Iterator[Record]:
    """Records of the weather, the same on every run."""
    for n in range(number):
        yield {
            "Weather.city": CITIES[n % 50],
            "Weather.date": DAYS[(7 * n + n // 50) % 30],
            "Weather.low": str(11 * n % 40 - 15),
            "Weather.info": "맑음",
        }


def _database(number: int, index: bool) -> sqlite3.Connection:
    """The same records as rows."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE weather (city TEXT, day TEXT, low INTEGER, info TEXT)")
    rows = (tuple(record.values()) for record in _records(number))
    database.executemany("INSERT INTO weather VALUES (?, ?, ?, ?)", rows)
    if index:
        for name, columns in (("cities", "city, day"), ("days", "day"), ("lows", "low")):
            database.execute(f"CREATE INDEX {name} ON weather ({columns})")
        database.execute("ANALYZE")
    return database


def _picks(records: list[Record], question: Question) -> Iterator[tuple[str, Callable[[], int]]]:
    condition, by_hand = question.condition, question.in_python
    yield "by hand", lambda: len([record for record in records if by_hand(record)])
    yield "filter", lambda: len(condition.filter(records))
    yield "filter, of a generator", lambda: len(condition.filter(record for record in records))


def _queries(
    database: sqlite3.Connection, question: Question
) -> Iterator[tuple[str, Callable[[], int]]]:
    def query(where: str, parameters: tuple[object, ...]) -> int:
        rows = database.execute(f"SELECT * FROM weather WHERE {where}", parameters)
        return len(rows.fetchall())

    names = {"Weather.city": "city", "Weather.date": "day", "Weather.low": "low"}
    kinds = {"city": "text", "day": "date", "low": "number"}
    stated = {slot: Column(name, kinds[name]) for slot, name in names.items()}  # type: ignore[arg-type]
    yield "by hand", partial(query, question.in_sql, question.parameters)
    yield "types stated", partial(query, *question.condition.to_sql(stated))
    yield "types not stated", partial(query, *question.condition.to_sql(names))


def _many(name: str, sides: Mapping[str, Callable[[], int]], extent: Extent) -> Rows:
    """The figures of sides that each pick from all records and tell how many they found."""
    found = {side: pick() for side, pick in sides.items()}
    _check(name, *found.values())

    def batch(pick: Callable[[], int]) -> int:
        pick()
        return extent.many

    batches = {f"{name}, {side}": partial(batch, pick) for side, pick in sides.items()}
    times = microseconds(batches, extent.few_rounds, 0)
    rows = _table(times, next(iter(batches)))
    return {
        row: {**figures, "found": found[side]}
        for (row, figures), side in zip(rows.items(), sides, strict=True)
    }


def _check(name: str, *found: int) -> None:
    if len(set(found)) != 1 or not found[0]:
        raise RuntimeError(f"{name}: not the same records are found: {found}")


def _table(times: Mapping[str, list[float]], to: str) -> Rows:
    return {
        name: {"us": statistics.median(of_side), "ratio": ratio(times, name, to)}
        for name, of_side in times.items()
    }


def main() -> int:
    return run("conditions", __doc__, SECTIONS, wide=60)


if __name__ == "__main__":
    sys.exit(main())
