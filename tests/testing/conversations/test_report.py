"""A report shows which turn failed, what was expected and what came, line by line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mockgenie.testing.conversations import Failure, report
from mockgenie.testing.conversations.report import write_report

Fails = Callable[..., Failure | None]


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
