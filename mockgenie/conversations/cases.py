"""Conversations as test cases, for pytest or another framework."""

from __future__ import annotations

from pathlib import Path

from mockgenie.conversations.model import Conversation, ConversationError
from mockgenie.conversations.reader import read_conversations
from mockgenie.conversations.report import write_report
from mockgenie.conversations.runner import run_conversation
from mockgenie.conversations.suites import find_suites
from mockgenie.dialog import Engine
from mockgenie.domain import DomainError, load_domain
from mockgenie.source import Diagnostic


class ConversationFailed(AssertionError):
    """A conversation that does not go as written, or a file that cannot be read."""


class ConversationCase:
    """A conversation that can be checked; its `str` is `FOLDER/FILE:LINE`.

    A file that cannot be read, or a domain that does not load, is one case that fails.
    """

    def __init__(self, path: Path, line: int) -> None:
        self.path = path
        self.line = line

    def __str__(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}:{self.line}".lstrip("/")

    def check(self) -> None:
        """Run the conversation. Raises ConversationFailed, with a report of what differs."""
        raise NotImplementedError


class _ReadCase(ConversationCase):
    def __init__(self, engine: Engine, conversation: Conversation) -> None:
        super().__init__(conversation.path, conversation.place[0])
        self._engine = engine
        self._conversation = conversation

    def check(self) -> None:
        if failure := run_conversation(self._engine, self._conversation):
            name = f"{self._engine.domain.name}: {self._conversation.name}"
            raise ConversationFailed(f"{name}\n{write_report(failure)}")


class _UnreadableCase(ConversationCase):
    def __init__(self, path: Path, problems: tuple[Diagnostic, ...]) -> None:
        super().__init__(path, 1)
        self._problems = problems

    def check(self) -> None:
        raise ConversationFailed("\n".join(map(str, self._problems)))


def conversations(*places: Path | str) -> list[ConversationCase]:
    """The conversations at `places` (see `find_suites`), to parametrise a test with:

        @pytest.mark.parametrize("conversation", conversations("mydomains"), ids=str)
        def test_conversation(conversation):
            conversation.check()

    Raises OSError where a place is not there.
    """
    cases: list[ConversationCase] = []
    for suite in find_suites(map(Path, places)):
        if not suite.files:
            continue
        try:
            domain = load_domain(suite.domain_file)
        except DomainError as error:
            cases.append(_UnreadableCase(suite.domain_file, error.diagnostics))
            continue
        engine = Engine(domain)
        for path in suite.files:
            try:
                read = read_conversations(path, domain)
            except ConversationError as error:
                cases.append(_UnreadableCase(path, error.diagnostics))
            else:
                cases += (_ReadCase(engine, conversation) for conversation in read)
    return cases
