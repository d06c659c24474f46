"""Everyday talk is answered with the fallback, or only heard, and fills no slot.

`chat.txt` has sentences of many kinds that have nothing to do with any of the domains: feelings,
family, work, school, news, riddles, what was yesterday. None of them was written for a domain.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from mockgenie.dialog import Engine
from mockgenie.domain import load_domain, shipped_folder

TODAY = date(2026, 11, 30)
HEARD = "네, 필요하신 것이 있으면 말씀해 주세요."
SENTENCES = (Path(__file__).parent / "chat.txt").read_text("utf-8").splitlines()
MOST = {
    "chatbot": 5, "home": 4, "hotel": 5, "movie": 4, "pizza": 3,
    "restaurant": 4, "schedule": 1, "weather": 3,
}  # fmt: skip
"""How many of the sentences each domain may take for something of its own: one in twenty."""


@cache
def engine(name: str) -> Engine:
    return Engine(load_domain(shipped_folder() / name / "domain.yaml"))


def takes(name: str, said: str) -> bool:
    """Whether an opened dialog does anything else about what is said than asking again."""
    session, _ = engine(name).open("internal_data", TODAY)
    after, reply = engine(name).step(session, said, None, TODAY)
    domain = engine(name).domain
    fallbacks = {text.template.constant for say in domain.fallback for text in say.texts} | {HEARD}
    changed = (after.task, after.slots, after.unwanted) != (
        session.task,
        session.slots,
        session.unwanted,
    )
    asked_again = bool(session.asked) and after.asked == session.asked
    return changed or not (asked_again or getattr(reply, "text", "") in fallbacks)


@pytest.mark.slow
@pytest.mark.parametrize("name", MOST)
def test_everyday_talk_is_not_taken_up(name: str) -> None:
    taken = [said for said in SENTENCES if takes(name, said)]
    assert len(taken) <= MOST[name], taken


def test_every_sentence_is_there_once() -> None:
    assert len(set(SENTENCES)) == len(SENTENCES) > 100
