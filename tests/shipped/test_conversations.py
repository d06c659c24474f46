"""The domains that ship talk as their conversations say, and these reach all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mockgenie.conversations import (
    ConversationCase,
    Suite,
    conversations,
    find_suites,
    run_suite,
)
from mockgenie.domain import shipped_folder

SUITES = find_suites([shipped_folder()])


def name_of(suite: Suite) -> str:
    file: Path = suite.domain_file
    return file.parent.name if file.stem == "domain" else file.stem


every_domain = pytest.mark.parametrize("suite", SUITES, ids=name_of)


def cases() -> list[Any]:
    """The conversations; the many of newcomers are for those who have the time."""
    return [
        pytest.param(
            case, id=str(case), marks=[pytest.mark.slow] if case.path.stem == "newcomers" else []
        )
        for case in conversations(shipped_folder())
    ]


@pytest.mark.parametrize("conversation", cases())
def test_a_conversation_goes_as_it_is_written(conversation: ConversationCase) -> None:
    conversation.check()


@pytest.mark.slow
@every_domain
def test_ten_conversations_or_more_reach_every_act_task_and_text_of_a_domain(suite: Suite) -> None:
    run = run_suite(suite)
    assert run.count >= 10
    assert run.problems == ()
    assert run.coverage
    assert run.coverage.is_complete, "\n".join(run.coverage.lines())
