"""Conversations with a café, written for a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.conversations import (
    Conversation,
    ConversationError,
    Failure,
    read_conversations,
    run_conversation,
)
from mockgenie.dialog import Engine
from mockgenie.domain import Domain, load_domain
from tests.testing.cafe import CAFE


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of the test's folder."""

    def write(name: str, content: str = CAFE) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
        return path

    return write


@pytest.fixture
def cafe(write: Callable[..., Path]) -> Domain:
    """The domain, in Cafe.yaml."""
    return load_domain(write("Cafe.yaml"))


@pytest.fixture
def read(write: Callable[..., Path], cafe: Domain) -> Callable[[str], tuple[Conversation, ...]]:
    """Reads the text of a file of conversations, Cafe.test.yaml."""

    def read(content: str) -> tuple[Conversation, ...]:
        return read_conversations(write("Cafe.test.yaml", content), cafe)

    return read


@pytest.fixture
def problems(
    read: Callable[[str], tuple[Conversation, ...]], tmp_path: Path
) -> Callable[[str], list[str]]:
    """What is wrong with such a text: `line:column: message`."""

    def problems(content: str) -> list[str]:
        with pytest.raises(ConversationError) as caught:
            read(content)
        path = tmp_path / "Cafe.test.yaml"
        return [str(one).removeprefix(f"{path}:") for one in caught.value.diagnostics]

    return problems


@pytest.fixture
def failure(
    read: Callable[[str], tuple[Conversation, ...]], cafe: Domain
) -> Callable[[str], Failure | None]:
    """How the conversation of a text fails; the text is that of its turns."""

    def failure(turns: str, defaults: str = "") -> Failure | None:
        indented = "".join(f"    {line}\n" for line in turns.strip().splitlines())
        (conversation,) = read(f"- name: 시험\n{defaults}  conversation:\n{indented}")
        return run_conversation(Engine(cafe), conversation)

    return failure
