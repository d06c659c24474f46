"""Plain lines in and out, as a pipe has them."""

from __future__ import annotations

import io
import locale

import pytest

from mockgenie.cli.lines import Pipe


def nothing(begun: str) -> tuple[str, ...]:
    return ()


def read_all(content: bytes) -> list[str]:
    pipe = Pipe(io.BytesIO(content), io.StringIO(), io.StringIO())
    lines = []
    while (line := pipe.read("나: ", nothing)) is not None:
        lines.append(line)
    return lines


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("서울\n부산\n".encode(), ["서울", "부산"]),
        ("서울\r\n부산".encode(), ["서울", "부산"]),
        ("\ufeff서울\n".encode(), ["서울"]),
        ("서울\n\n".encode(), ["서울", ""]),
        (b"", []),
    ],
)
def test_lines_are_utf_8_however_they_end(content: bytes, lines: list[str]) -> None:
    assert read_all(content) == lines


def test_what_is_not_utf_8_is_in_the_encoding_of_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(locale, "getpreferredencoding", lambda do_setlocale=True: "cp949")
    assert read_all("내일 서울 날씨\n".encode("cp949")) == ["내일 서울 날씨"]


def test_letters_that_nobody_knows_do_not_end_the_conversation() -> None:
    assert read_all(b"\xff\xfe\n" + "서울\n".encode())[1:] == ["서울"]


def test_the_bot_is_told_from_what_is_shown_and_notes_stand_elsewhere() -> None:
    said, notes = io.StringIO(), io.StringIO()
    pipe = Pipe(io.BytesIO(), said, notes)
    pipe.say("안녕하세요.\n둘째 줄")
    pipe.show("Bus.to = 서울")
    pipe.trace("  task   find")
    pipe.note("the dialog has ended")
    assert said.getvalue() == "봇: 안녕하세요.\n둘째 줄\nBus.to = 서울\n  task   find\n"
    assert notes.getvalue() == "mockgenie: the dialog has ended\n"


def test_where_nobody_reads_any_more_the_lines_end(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    pipe = Pipe(io.BytesIO("서울\n".encode()), Closed(), io.StringIO())
    pipe.say("안녕하세요.")
    pipe.say("안녕하세요.")
    assert pipe.read("나: ", nothing) is None
