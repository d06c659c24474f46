"""The outcome of conversations is told to people line by line, and to CI systems as JUnit XML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mockgenie.conversations import Failure, find_suites, report, run_suite, write_junit
from mockgenie.conversations.report import write_report

Fails = Callable[..., Failure | None]

Write = Callable[..., Path]


def reported(failure: Failure | None, folder: Path) -> str:
    assert failure is not None
    return write_report(failure).replace(str(folder / "x")[:-1], "")


def test_a_text_is_laid_beside_the_one_that_was_expected(failure: Fails, tmp_path: Path) -> None:
    failed = failure(
        "- user: 아무거나 얼마예요\n  bot: |\n"
        "    2가지가 있습니다.\n    홍차 3,000원\n    아메리카노 4,000원"
    )
    assert reported(failed, tmp_path) == (
        "  Cafe.test.yaml:3: turn 1\n"
        "    user: 아무거나 얼마예요\n"
        "    bot:\n"
        "      2가지가 있습니다.\n"
        "    - 홍차 3,000원\n"
        "    + 라떼 4,500원\n"
        "      ^\n"
        "      아메리카노 4,000원\n"
        "    understood: act ask_price; Menu.name = any value; task price\n"
    )


def test_a_caret_stands_where_two_lines_begin_to_differ(failure: Fails) -> None:
    failed = failure("- {user: 라떼 얼마, bot: '라떼는 5,500원입니다.'}")
    assert failed
    lines = [line.text for line in report(failed)]
    expected = lines.index("    - 라떼는 5,500원입니다.")
    assert lines[expected + 1] == "    + 라떼는 4,500원입니다."
    # Three Hangul syllables are six columns wide, and there is a space.
    assert lines[expected + 2] == "    " + "  " + " " * 7 + "^"


def test_the_opening_is_called_so_and_nothing_was_said_before_it(
    failure: Fails, tmp_path: Path
) -> None:
    assert reported(failure("- bot: {contains: 안녕}"), tmp_path) == (
        "  Cafe.test.yaml:3: the opening\n"
        '    bot: expected what contains "안녕", got\n'
        "    + 어서 오세요.\n"
        "    understood: no act; task welcome\n"
    )


def test_other_differences_are_a_line_each(failure: Fails) -> None:
    failed = failure("- {user: 홍차 빼고 그만, state: dialog, task: price}")
    assert failed
    lines = [line.text for line in report(failed)]
    assert "    state: expected dialog, got end" in lines
    assert "    task: expected price, got goodbye" in lines


def test_data_are_counted(failure: Fails) -> None:
    failed = failure(
        "- user: 라떼 얼마\n- {data: [{Menu.name: 라떼}, {Menu.name: 홍차}], task: welcome}",
        "  access_method: external_data\n",
    )
    assert failed
    assert [line.text for line in report(failed)][1] == "    data: 2 records"


def test_what_cannot_be_seen_is_shown(failure: Fails) -> None:
    failed = failure('- bot: "어서 오세요.  "')
    assert failed
    assert "    - 어서 오세요.␣␣" in [line.text for line in report(failed)]
    failed = failure('- bot: "어서\\t오세요."')
    assert failed
    assert "    - 어서\\t오세요." in [line.text for line in report(failed)]
    failed = failure('- bot: "\\u110B\\u1165서 오세요."')
    assert failed
    (expected,) = [line.text for line in report(failed) if line.part == "expected"]
    assert expected.endswith("(decomposed Hangul)")


def test_a_line_says_whose_words_it_has(failure: Fails) -> None:
    failed = failure("- bot: 안녕하세요.")
    assert failed
    parts = {line.text.strip()[:1]: line.part for line in report(failed)}
    assert (parts["-"], parts["+"], parts["^"]) == ("expected", "got", "plain")


def test_a_long_utterance_is_cut(failure: Fails) -> None:
    failed = failure(f"- {{user: {'가' * 10_000}, bot: 네}}")
    assert failed
    assert max(len(line.text) for line in report(failed)) < 400


def junit(place: Path) -> ElementTree.Element:
    path = place.parent / "junit.xml"
    write_junit(path, [run_suite(suite) for suite in find_suites([place])])
    assert path.read_bytes().startswith(b"<?xml version='1.0' encoding='utf-8'?>\n")
    return ElementTree.parse(path).getroot()


def test_conversations_are_test_cases_with_place_and_time(write: Write) -> None:
    write("Cafe.yaml")
    path = write(
        "Cafe.test.yaml",
        "- {name: 인사, conversation: [bot: 어서 오세요.]}\n"
        "- {name: 값 <묻기>, conversation: [{user: 라떼 얼마, bot: 모릅니다.}]}\n",
    )
    root = junit(path)
    counts = {"tests": "2", "failures": "1", "errors": "0"}
    assert root.tag == "testsuites"
    assert {name: root.get(name) for name in counts} == counts
    (suite,) = root
    assert (suite.tag, suite.get("name")) == ("testsuite", path.as_posix())
    assert {name: suite.get(name) for name in counts} == counts
    passed, failed = suite
    assert [
        (case.tag, case.get("classname"), case.get("name"), case.get("file"), case.get("line"))
        for case in suite
    ] == [
        ("testcase", "Cafe", "인사", path.as_posix(), "1"),
        ("testcase", "Cafe", "값 <묻기>", path.as_posix(), "2"),
    ]
    assert all(float(case.get("time", "")) >= 0 for case in suite)
    assert list(passed) == []
    (failure,) = failed
    assert (failure.tag, failure.get("message")) == ("failure", "turn 1: bot")
    assert "    - 모릅니다.\n    + 라떼는 4,500원입니다.\n" in (failure.text or "")


def test_what_cannot_be_read_is_an_error(write: Write) -> None:
    write("Cafe.yaml")
    path = write("Cafe.test.yaml", "- {name: 인사}\n")
    (suite,) = junit(path)
    assert (suite.get("tests"), suite.get("errors")) == ("1", "1")
    (case,) = suite
    (error,) = case
    assert (case.get("name"), case.get("line"), error.tag) == ("Cafe.test.yaml", "1", "error")
    assert f"{path}:1:3: " in (error.text or "")
    write("Cafe.yaml", "tasks: {}\n")
    ((case,),) = junit(path)
    assert (case.get("name"), case[0].tag) == ("Cafe.yaml", "error")


def test_a_file_of_which_nothing_was_held_is_left_out(write: Write, tmp_path: Path) -> None:
    write("Cafe.yaml")
    write("Cafe.test.yaml", "- {name: 인사, conversation: [bot: 어서 오세요.]}\n")
    (suite,) = find_suites([tmp_path])
    path = tmp_path / "junit.xml"
    write_junit(path, [run_suite(suite, lambda _: False)])
    root = ElementTree.parse(path).getroot()
    assert (list(root), root.get("tests")) == ([], "0")


def test_signs_that_xml_has_not_are_replaced(write: Write) -> None:
    write("Cafe.yaml")
    path = write("Cafe.test.yaml", '- {name: "종\\a소리", conversation: [bot: "\\e[31m"]}\n')
    ((case,),) = junit(path)
    assert case.get("name") == "종\ufffd소리"
    assert "\\x1b[31m" in (case[0].text or "")


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        write_junit(tmp_path / "nowhere" / "junit.xml", [])
