"""Records that are typed: when a list of several lines is whole, and when it is none."""

from __future__ import annotations

import json
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from mockgenie.cli.chat_records import read_typed
from mockgenie.cli.lines import Completions
from mockgenie.protocol import DataRecord


class Typist:
    """Types lines one after the other, and keeps what is noted."""

    interactive = True

    def __init__(self, lines: Iterable[str]) -> None:
        self.left = list(lines)
        self.noted: list[str] = []

    def read(self, prompt: str, completions: Completions, remember: bool = True) -> str | None:
        return self.left.pop(0) if self.left else None

    def say(self, text: str) -> None:
        raise AssertionError(text)

    show = trace = say

    def note(self, text: str) -> None:
        self.noted.append(text)


def typed(*lines: str) -> tuple[tuple[DataRecord, ...] | None, Typist]:
    typist = Typist(lines[1:])
    return read_typed(lines[0], typist), typist


TEXTS = st.text(st.sampled_from('가a"\\[]{},: '), max_size=8)


@given(st.lists(st.dictionaries(TEXTS, TEXTS, max_size=3), max_size=4), st.sampled_from([1, 2]))
def test_a_list_is_whole_with_its_last_line_and_takes_no_other(
    records: list[DataRecord], indent: int
) -> None:
    lines = json.dumps(records, ensure_ascii=False, indent=indent).splitlines()
    read, typist = typed(*lines, "안녕하세요")
    assert read == tuple(records)
    assert typist.left == ["안녕하세요"]
    assert typist.noted == []


def test_a_mistake_is_told_with_its_line() -> None:
    read, typist = typed("[", '{"Bus.to": 서울},', '{"Bus.to": "부산"}]')
    assert read is None
    assert typist.noted[0].startswith("not JSON: ")
    assert "line 2 column 12" in typist.noted[0]
    assert typist.left == ['{"Bus.to": "부산"}]']


def test_a_long_list_is_taken_line_by_line() -> None:
    line = '{"Bus.to": "서울", "Bus.day": "내일"},'
    read, typist = typed("[", *[line] * 5_000, '{"Bus.to": "부산"}', "]", "안녕하세요")
    assert read is not None
    assert len(read) == 5_001
    assert typist.left == ["안녕하세요"]


def test_a_long_list_that_breaks_off_is_told_at_its_end() -> None:
    read, typist = typed("[", *['{"Bus.to": "서울", "Bus.day": "내일"},'] * 1_000)
    assert read is None
    (noted,) = typist.noted
    assert noted.startswith("not JSON: ")
    assert "line 1001 " in noted


def test_a_mistake_in_a_long_list_is_told() -> None:
    line = '{"Bus.to": "서울", "Bus.day": "내일"},'
    read, typist = typed("[", *[line] * 1_000, "서울,", *[line] * 1_000, "{}]")
    assert read is None
    assert "line 1002 column 1" in typist.noted[0]


def test_a_number_that_is_too_long_to_be_read_is_told() -> None:
    read, typist = typed(f'[{{"Bus.to": {"9" * 5_000}}}]')
    # The first Pythons 3.10 read it.
    assert (read is None) == bool(typist.noted)
