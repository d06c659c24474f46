"""What counts as a difference."""

from __future__ import annotations

from collections.abc import Callable

from mockgenie.contract import CaseStep, ContractCase, Difference, ExpectedAnswer, body, head, play
from mockgenie.contract.cases import DOMAINS
from mockgenie.contract.exchange import AnswerBytes
from mockgenie.contract.messages import RequestBytes

OPENED = '{"method":"open_dialog","uuid":"{uuid}","result":{"state":"start"}}'
AGAIN = OPENED.replace("{uuid}", "{uuid2}")


def case(*answers: ExpectedAnswer) -> ContractCase:
    steps = tuple(CaseStep(post="{}", answer=answer) for answer in answers)
    return ContractCase("file", "name", ("1.post",), ("guide",), (), DOMAINS, steps)


def opened(uuid: str) -> bytes:
    content = body(ExpectedAnswer(return_object=OPENED.replace("{uuid}", uuid)), "guide")
    return (head(200, len(content)) + content).encode()


def answers(*given: bytes) -> Callable[[RequestBytes], AnswerBytes]:
    coming = iter(given)
    return lambda _: AnswerBytes(next(coming))


TWO = case(ExpectedAnswer(return_object=OPENED), ExpectedAnswer(return_object=AGAIN))
ONE, OTHER = "617208326861624290", "408240833423240526"


def test_every_dialog_has_a_uuid_of_its_own() -> None:
    assert play(TWO, "guide", answers(opened(ONE), opened(OTHER))) is None
    difference = play(TWO, "guide", answers(opened(ONE), opened(ONE)))
    assert isinstance(difference, Difference)
    assert (difference.step, difference.what) == (2, "two dialogs have one uuid")


def test_a_uuid_has_18_digits_the_first_not_0() -> None:
    for uuid in ("017208326861624290", "61720832686162429", "6172083268616242900", "x" * 18):
        difference = play(TWO, "guide", answers(opened(uuid)))
        assert isinstance(difference, Difference)
        assert difference.step == 1


def test_a_dialog_keeps_its_uuid() -> None:
    same = case(ExpectedAnswer(return_object=OPENED), ExpectedAnswer(return_object=OPENED))
    assert play(same, "guide", answers(opened(ONE), opened(ONE))) is None
    difference = play(same, "guide", answers(opened(ONE), opened(OTHER)))
    assert isinstance(difference, Difference)
    assert difference.expected == opened(ONE)
    assert difference.got == opened(OTHER)
