"""What is typed otherwise is understood as it was: spaces carry no meaning, and spelling leaves
alone what is spelled as it should be.

The sentences are those of `test_turns`. `spacing_misses.yaml` has those that are not understood
without spaces, each under the reason; one that comes to be understood fails here, so that it is
taken off the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

import pytest
import yaml

from mockgenie.dialog import Session
from mockgenie.domain import Domain
from mockgenie.korean import attach
from tests.shipped.test_turns import NAMES, Turn, entries, loaded

pytestmark = pytest.mark.slow

MISSES: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "spacing_misses.yaml").read_text("utf-8")
)
REASON = {said: reason for reason, sentences in MISSES.items() for said in sentences}

Respace: TypeAlias = Callable[[str, Random], str]

IN_WORD = re.compile("(?<=[가-힣])(?=[가-힣])")


def without_spaces(said: str, dice: Random) -> str:
    return said.replace(" ", "")


def half_the_spaces(said: str, dice: Random) -> str:
    return "".join(letter for letter in said if letter != " " or dice.random() < 0.5)


def one_more_space(said: str, dice: Random) -> str:
    places = [found.start() for found in IN_WORD.finditer(said)]
    place = dice.choice(places) if places else 0
    return f"{said[:place]} {said[place:]}"


def each_letter_alone(said: str, dice: Random) -> str:
    return IN_WORD.sub(" ", said.replace(" ", ""))


def any_spaces(said: str, dice: Random) -> str:
    """Each space gone or not, and one in a tenth of the other places."""
    kept = half_the_spaces(said, dice)
    return IN_WORD.sub(lambda _: " " if dice.random() < 0.1 else "", kept)


SHARES: list[tuple[Respace, float]] = [
    (half_the_spaces, 0.94),
    (one_more_space, 0.95),
    (each_letter_alone, 0.94),
    (any_spaces, 0.86),
]
"""How many of the sentences are understood whatever becomes of their spaces; a space in the wrong
place may make other words, so it is not all of them."""


def sentences() -> Iterator[Any]:
    for name in NAMES:
        for number, entry in enumerate(entries(name, "turns"), 1):
            turn = Turn(name, entry)
            reason = REASON.get(turn.said)
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
            yield pytest.param(turn, id=f"{name}-{number}", marks=marks)


def means_the_same(turn: Turn, written: str) -> bool:
    again = Turn(turn.name, {**turn.entry, "said": written})
    meant = turn.without_known(turn.understood())
    return again.without_known(again.understood()) == meant


@pytest.mark.parametrize("turn", list(sentences()))
def test_a_sentence_is_understood_without_spaces(turn: Turn) -> None:
    assert means_the_same(turn, turn.said.replace(" ", "")), turn.said


def test_a_miss_is_a_sentence_of_the_turns() -> None:
    said = {entry["said"] for name in NAMES for entry in entries(name, "turns")}
    assert REASON.keys() <= said


@pytest.mark.parametrize(("respace", "share"), SHARES, ids=lambda one: getattr(one, "__name__", ""))
def test_most_are_understood_with_any_spaces(respace: Respace, share: float) -> None:
    turns = [Turn(name, entry) for name in NAMES for entry in entries(name, "turns")]
    same = [means_the_same(turn, respace(turn.said, Random(turn.said))) for turn in turns]
    assert sum(same) / len(same) >= share


def corrected(domain_name: str, said: str, task: str = "", asked: str = "") -> list[str]:
    """As what `said` is read, where the spelling of something was corrected."""
    domain, pipeline = loaded(domain_name)
    task = task or domain.opening.name
    session = Session(domain.name, "internal_data", task, asked=asked, turn=1)
    _, traced = pipeline.trace(said, session, domain.tasks[task].fill)
    return [step.found[0].words for step in traced if step.step == "spelling"]


def words_of(domain: Domain) -> Iterator[str]:
    """What can be said as the values of slots."""
    for slot in domain.slots().values():
        for value, synonyms in slot.values.items():
            yield from (word for word in (value, *synonyms) if "가" <= word[-1] <= "힣")


FRAMES: list[Callable[[str], str]] = [
    lambda word: word,
    lambda word: f"{word}{attach(word, '으로(로)')} 할게요",
    lambda word: f"{word}{attach(word, '은(는)')} 있나요?",
    lambda word: f"{word}{attach(word, '이랑(랑)')} 같이 알아봐 주세요",
    lambda word: f"저는 {word}{attach(word, '을(를)')} 찾고 있는데요",
    lambda word: f"그럼 {word} 말고 다른 것도 괜찮을까요",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_spelling_of_a_word_that_the_domain_has_is_left_alone(name: str) -> None:
    domain, _ = loaded(name)
    asked = ("", *domain.tasks[domain.opening.name].fill[:1])
    changed = {
        said: read
        for word in dict.fromkeys(words_of(domain))
        for frame in FRAMES
        for slot in asked
        if (read := corrected(name, said := frame(word), asked=slot))
    }
    assert changed == {}


@pytest.mark.parametrize("name", NAMES)
def test_the_spelling_of_what_people_say_is_left_alone(name: str) -> None:
    said = [(entry["said"], entry["task"], entry.get("asked", "")) for entry in entries(name)]
    changed = {one[0]: read for one in said if (read := corrected(name, *one))}
    changed.pop("한식이랑 중식 중에 암거나", None)  # is 아무거나 on the other side of a slip
    assert changed == {}
