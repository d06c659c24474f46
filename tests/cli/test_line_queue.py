"""Lines that nobody may read: who says them never waits, and what is left out is counted."""

from __future__ import annotations

import logging
import queue
import re
import threading
from collections.abc import Iterator

import pytest

from mockgenie.cli.line_queue import LineQueue, LogLines
from tests.support import PATIENCE


class Reader:
    """Reads what is written, as soon as it is `allowed` to; a clock that stands still."""

    def __init__(self) -> None:
        self.allowed = threading.Event()
        self.now = 0.0
        self.begun = threading.Event()
        self._written: queue.Queue[str] = queue.Queue()

    def write(self, text: str) -> None:
        self.begun.set()
        assert self.allowed.wait(PATIENCE)
        self._written.put(text)

    def clock(self) -> float:
        return self.now

    def lines(self) -> list[str]:
        return "".join(self._written.queue).splitlines()


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def lines(reader: Reader) -> Iterator[LineQueue]:
    lines = LineQueue(reader.write, reader.clock)
    yield lines
    reader.allowed.set()
    lines.close(PATIENCE)


def test_lines_are_written_in_their_order(lines: LineQueue, reader: Reader) -> None:
    reader.allowed.set()
    for number in range(5):
        lines.say(f"line {number}")
    lines.close(PATIENCE)
    assert reader.lines() == [f"mockgenie: line {number}" for number in range(5)]


def test_who_says_a_line_that_nobody_reads_does_not_wait(lines: LineQueue, reader: Reader) -> None:
    lines.put("first")
    assert reader.begun.wait(PATIENCE)
    for number in range(10_000):
        lines.put(f"{number}")
    reader.allowed.set()
    lines.close(PATIENCE)
    first, *others, last = reader.lines()
    assert (first, others, last) == (
        "first",
        [f"{number}" for number in range(2_000)],
        "mockgenie: … 8,000 lines left out",
    )


@pytest.mark.slow
def test_repeats_are_folded(lines: LineQueue, reader: Reader) -> None:
    reader.allowed.set()
    for _ in range(278_020):
        lines.say("as before")
    lines.say("something else")
    lines.close(PATIENCE)
    written = reader.lines()
    assert written.count("mockgenie: as before") == 20
    assert written[-1] == "mockgenie: … 278,000 more like this: as before"
    assert "mockgenie: something else" in written


def test_once_a_while_has_passed_repeats_are_shown_again(lines: LineQueue, reader: Reader) -> None:
    reader.allowed.set()
    for _ in range(3):
        for _ in range(20):
            lines.say("rarely")
        reader.now += 1.0
    lines.close(PATIENCE)
    assert reader.lines() == ["mockgenie: rarely"] * 60


def test_where_nobody_reads_any_more_lines_are_thrown_away() -> None:
    gone = threading.Event()

    def write(text: str) -> None:
        gone.set()
        raise BrokenPipeError

    lines = LineQueue(write)
    lines.say("first")
    assert gone.wait(PATIENCE)
    lines.close(PATIENCE)
    lines.say("second")
    with pytest.raises(BrokenPipeError):
        lines.put_slowly("third\n")


def test_what_is_put_slowly_waits_for_the_reader(lines: LineQueue, reader: Reader) -> None:
    lines.put("being written")
    assert reader.begun.wait(PATIENCE)
    lines.put("waiting")
    slow = threading.Thread(target=lines.put_slowly, args=["slow\n"], daemon=True)
    slow.start()
    slow.join(0.05)
    assert slow.is_alive()
    reader.allowed.set()
    slow.join(PATIENCE)
    lines.close(PATIENCE)
    assert reader.lines() == ["being written", "waiting", "slow"]


def test_one_may_wait_until_all_is_written(lines: LineQueue, reader: Reader) -> None:
    lines.put("first")
    lines.flush(0.01)  # nobody reads it
    assert reader.lines() == []
    reader.allowed.set()
    lines.flush(PATIENCE)
    assert reader.lines() == ["first"]


FORGED = "x\x1b[31m\nmockgenie: forged\r\u2028\u202e\x9b\udcff\x00"


def test_no_message_colours_the_terminal_or_looks_like_another(
    lines: LineQueue, reader: Reader
) -> None:
    reader.allowed.set()
    logger = logging.Logger("somebody")
    logger.addHandler(LogLines(lines))
    lines.say(FORGED)
    logger.warning("said: %s", FORGED)
    try:
        raise ValueError(FORGED)
    except ValueError:
        logger.exception("failed with %s", FORGED)
    lines.close(PATIENCE)
    written = "\n".join(reader.lines())
    assert re.fullmatch(r"(?:[ -~\u2026]+\n)*[ -~]+", written)
    assert [line for line in written.split("\n") if "mockgenie: " in line[:11]] == [
        line for line in written.split("\n") if not line.startswith("  ")
    ]
    assert written.count("\nmockgenie: ") == 2
