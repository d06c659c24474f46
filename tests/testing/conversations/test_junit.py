"""The outcome is written as CI systems read it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mockgenie.testing.conversations import find_suites, run_suite, write_junit

Write = Callable[..., Path]


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
