"""Microseconds that mockgenie's engine takes for a turn, in process, with nothing around it.

Beside each figure stands its ratio to another one of the same run: to a fixed loop of plain Python,
to the same turn with less to search, to RiveScript. The ratios are what to quote.
"""

from __future__ import annotations

import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

# The mockgenie of this checkout, whether or not one is installed.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import rive
from rounds import Batch, building, microseconds, ratio
from sections import Missing, Rows, Section, run
from talks import (
    Talk,
    about_places,
    about_rooms,
    about_wishes,
    weather,
    write_acts,
    write_dictionary,
    write_table,
)

_SUFFIXES = {"CSV": ".csv", "SQLite": ".sqlite"}


class Extent(NamedTuple):
    """How much is measured."""

    dictionaries: tuple[int, ...]
    patterns: tuple[int, ...]
    tables: tuple[int, ...]
    rounds: int
    seconds: float
    """Of a round."""


FULL = Extent((1_000, 100_000, 1_000_000), (10, 100, 1_000), (1_000, 100_000, 1_000_000), 11, 0.1)
QUICK = Extent((10, 100), (5, 10), (90, 180), 2, 0.0)


def yardstick() -> int:
    """A fixed piece of what Python programs do: slices, look-ups, small objects, joined texts."""
    words = ("서울에서", "부산까지", "내일", "오후", "두", "시에", "세", "명이요")
    counted: dict[str, int] = {}
    found = []
    for word in words:
        for end in range(len(word), 0, -1):
            part = word[:end]
            counted[part] = counted.get(part, 0) + end
        found.append((word, counted[word[:1]]))
    found.sort(key=lambda pair: pair[1])
    return 1 if " ".join([word for word, _ in found]) else 0


def measure_weather(extent: Extent, folder: Path) -> Rows:
    """Turns of the Weather domain beside the yardstick."""
    with building():
        talk = weather()
    times = microseconds(
        {"Weather": talk.batch, "yardstick": yardstick}, extent.rounds, extent.seconds
    )
    rows = _table(times, "yardstick")
    rows["Weather"]["least_us"] = min(times["Weather"])
    return rows


def measure_dictionaries(extent: Extent, folder: Path) -> Rows:
    """The same utterances with dictionaries of different sizes."""
    talks, costs = {}, {}
    for count in extent.dictionaries:
        name = f"{count:,} values"
        place = _new(folder, f"values{count}")
        path = write_dictionary(place, count)
        talk, seconds = _loaded(partial(about_places, path))
        talks[name] = talk
        costs[name] = {"load_s": seconds, "memory_mb": _memory(partial(about_places, path))}
    rows = _compare(extent, talks)
    return {name: {**figures, **costs[name]} for name, figures in rows.items()}


def measure_patterns(extent: Extent, folder: Path) -> Rows:
    """Domains with different numbers of acts, by how the acts are written."""
    rows: Rows = {}
    kinds = {
        "different": "patterns, first words differ",
        "shared": "patterns, first word the same",
        "examples": "tagged examples",
    }
    for kind, title in kinds.items():
        talks = {}
        for count in extent.patterns:
            path = write_acts(_new(folder, f"{kind}{count}"), count, kind)
            talks[f"{count:,} {title}"], _ = _loaded(partial(about_wishes, path, count, kind))
        rows |= _compare(extent, talks)
    return rows


def measure_tables(extent: Extent, folder: Path) -> Rows:
    """Look-ups in instance tables of different sizes."""
    rows: Rows = {}
    for title, suffix in _SUFFIXES.items():
        talks: dict[str, dict[str, Talk]] = {"three": {}, "a tenth": {}}
        costs = {}
        for count in extent.tables:
            path = write_table(_new(folder, f"rows{count}{suffix}"), count, suffix)
            loaded, seconds = _loaded(partial(about_rooms, path, count))
            name = f"{count:,} rows, {title}"
            costs[name] = {"load_s": seconds}
            talks["three"][f"{name}, three fit"] = loaded["few"]
            talks["a tenth"][f"{name}, a tenth fit"] = loaded["many"]
        for which, of_size in talks.items():
            for name, figures in _compare(extent, of_size).items():
                cost = costs[name.rpartition(", ")[0]] if which == "three" else {}
                rows[name] = {**figures, **cost}
    return rows


def measure_rivescript(extent: Extent, folder: Path) -> Rows:
    """As many patterns as RiveScript has triggers. Raises Missing without it."""
    if find_spec("rivescript") is None:
        raise Missing(rive.HOW_TO_INSTALL)
    rows: Rows = {}
    for count in extent.patterns:
        path = write_acts(_new(folder, f"whole{count}"), count, "whole")
        name = f"{count:,} patterns, mockgenie"
        sides: dict[str, Batch] = {}
        with building():
            talk = about_wishes(path, count, "whole")
            sides[name] = talk.batch
            for trigger in rive.TRIGGERS:
                script = rive.script(count, trigger, talk.said)
                if script.replies() != talk.replies():
                    raise RuntimeError("RiveScript and mockgenie do not answer the same")
                sides[f"{count:,} triggers, {trigger}, RiveScript"] = script.batch
        rows |= _table(microseconds(sides, extent.rounds, extent.seconds), name)
    return rows


_HEADINGS = {
    "us": ("us/turn", "{:.1f}"),
    "ratio": ("ratio", "{:.2f}"),
    "least_us": ("least us", "{:.1f}"),
    "load_s": ("load s", "{:.2f}"),
    "memory_mb": ("MB", "{:.1f}"),
}


def _section(title: str, measure: Callable[[Extent, Path], Rows]) -> Section:
    def measured(quick: bool) -> Rows:
        with TemporaryDirectory() as folder:
            return measure(QUICK if quick else FULL, Path(folder))

    return Section(title, measured, _HEADINGS)


SECTIONS = {
    "weather": _section("A turn of Weather, beside a fixed loop of plain Python", measure_weather),
    "dictionaries": _section("The same turns with larger dictionaries", measure_dictionaries),
    "patterns": _section("The same turns with more acts", measure_patterns),
    "tables": _section("Turns with a look-up in larger instance tables", measure_tables),
    "rivescript": _section("The same script in mockgenie and RiveScript", measure_rivescript),
}


def _compare(extent: Extent, talks: Mapping[str, Talk]) -> Rows:
    """The figures of talks, and ratios to the first of them."""
    sides: dict[str, Batch] = {name: talk.batch for name, talk in talks.items()}
    return _table(microseconds(sides, extent.rounds, extent.seconds), next(iter(sides)))


def _table(times: Mapping[str, list[float]], to: str) -> Rows:
    return {
        name: {"us": statistics.median(of_side), "ratio": ratio(times, name, to)}
        for name, of_side in times.items()
    }


def _loaded(load: Callable[[], Any]) -> tuple[Any, float]:
    """What is loaded, and how many seconds that takes, a few checking turns included."""
    with building():
        start = time.perf_counter()
        loaded = load()
        return loaded, time.perf_counter() - start


def _memory(load: Callable[[], object]) -> float:
    """The megabytes of Python objects that are there once loaded."""
    with building():
        tracemalloc.start()
        before, _ = tracemalloc.get_traced_memory()
        loaded = load()
        after, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        del loaded
    return (after - before) / 1e6


def _new(folder: Path, name: str) -> Path:
    place = folder / name
    place.mkdir()
    return place


def main() -> int:
    return run("engine", __doc__, SECTIONS, wide=42)


if __name__ == "__main__":
    sys.exit(main())
