"""Conversations can be checked one by one, by any test framework."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.conversations import ConversationFailed, conversations

Write = Callable[..., Path]


def test_each_conversation_is_a_case_with_a_name_that_leads_to_it(write: Write) -> None:
    write("Cafe/domain.yaml")
    path = write(
        "Cafe/greeting.test.yaml",
        "- {name: 좋은 것, conversation: [bot: 어서 오세요.]}\n\n"
        "- {name: 나쁜 것, conversation: [bot: 어서 가세요.]}\n",
    )
    good, bad = conversations(path.parent)
    assert [str(good), str(bad)] == ["Cafe/greeting.test.yaml:1", "Cafe/greeting.test.yaml:3"]
    good.check()
    with pytest.raises(ConversationFailed, match="어서 가세요") as caught:
        bad.check()
    assert str(caught.value).startswith(f"Cafe: 나쁜 것\n  {path}:3: the opening\n")


def test_places_may_be_several_and_texts(write: Write) -> None:
    line = "- {name: 인사, conversation: [bot: 어서 오세요.]}\n"
    first, second = write("One.yaml"), write("Two.yaml")
    write("One.test.yaml", line)
    write("Two.test.yaml", line)
    assert len(conversations(str(first), second)) == 2


@pytest.mark.parametrize(
    ("domain", "content", "problem"),
    [
        ("tasks: {}", "- {conversation: [bot: 네]}", "tasks"),
        ("tasks: {a: {say: 네}}", "- {}", "needs conversation"),
    ],
)
def test_what_cannot_be_read_is_a_case_that_fails(
    write: Write, domain: str, content: str, problem: str
) -> None:
    path = write("Cafe.yaml", domain)
    write("Cafe.test.yaml", content)
    (case,) = conversations(path)
    with pytest.raises(ConversationFailed, match=problem):
        case.check()


def test_a_place_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        conversations(tmp_path / "nowhere")
