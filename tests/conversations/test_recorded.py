"""Conversations that were held are written down, and go like that again."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.conversations import (
    Conversation,
    Suite,
    by_session,
    find_suites,
    read_conversations,
    recorded,
    run_conversation,
    with_patterns,
    write_conversations,
)
from mockgenie.dialog import Engine
from mockgenie.domain import load_domain, shipped_folder
from mockgenie.journal import Reader
from mockgenie.server import Server
from tests.server.rehearsal import Caller, server_of

SUITES = find_suites([shipped_folder()])


def conversations_in(server: Server) -> list[Conversation]:
    """Those of the journal, by session."""
    reader = Reader()
    entries = [reader.read(exchange) for exchange in server.journal]
    found = (recorded(one) for one in by_session(entries).values())
    return [one for one in found if one is not None]


@pytest.mark.slow
@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.domain_file.parent.name)
def test_what_was_said_to_a_shipped_domain_goes_like_that_again(
    suite: Suite, tmp_path: Path
) -> None:
    domain = load_domain(suite.domain_file)
    engine = Engine(domain)
    server = server_of(engine)
    bot, file, count = Caller(server), tmp_path / "recorded.test.yaml", 0
    for path in suite.files:
        for held in read_conversations(path, domain):
            server.journal.clear()
            bot.hold(domain.name, held)
            written = [with_patterns(engine, one) for one in conversations_in(server)]
            text = write_conversations(written)
            file.write_text(text, encoding="utf-8")
            read = read_conversations(file, domain)
            assert len(read) == 1
            for one in read:
                assert len(one.turns) >= len(held.turns) - _refused(held)
                failure = run_conversation(engine, one)
                assert failure is None, f"{text}\n{failure}"
                count += 1
    assert count >= 10


def _refused(held: Conversation) -> int:
    """Turns of a conversation that are errors: no turn is made."""
    return sum(turn.expected.state == "error" for turn in held.turns)
