"""A domain that is made of conversations answers as they were answered."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.conversations import Conversation, ConversationTurn, run_conversation
from mockgenie.conversations.model import Expectation, Wording
from mockgenie.dialog import Engine
from mockgenie.domain import BUILT_IN_WORDS, load_domain
from mockgenie.importers import StubDomain, stub_domains
from mockgenie.korean import squeeze
from mockgenie.lint import lint_file

PLACE = (1, 1)
TODAY = date(2021, 6, 1)


def held(*turns: tuple[str | None, str | None, bool], domain: str = "Shop") -> Conversation:
    """A conversation: what was said, None in the opening, what was answered, None for no text, and
    whether the dialog ended."""
    made = tuple(
        ConversationTurn(
            Expectation(None if answer is None else Wording(answer), "end" if ends else None),
            PLACE,
            said,
        )
        for said, answer, ends in turns
    )
    name = next((said for said, _, _ in turns if said), "opening")
    return Conversation(name, Path(), PLACE, made, TODAY, domain=domain)


def made(folder: Path, stub: StubDomain) -> Engine:
    """The engine of a stub that `check` finds nothing in."""
    path = folder / "domain.yaml"
    path.write_text(stub.text, encoding="utf-8", newline="\n")
    assert lint_file(path).diagnostics == ()
    return Engine(load_domain(path))


def answers(engine: Engine, *said: str) -> list[str]:
    session, reply = engine.open("internal_data", TODAY)
    texts = [reply.text]
    for text in said:
        session, reply = engine.step(session, text, None, TODAY)
        texts.append(reply.text)
    return [text.removesuffix("\n") for text in texts]


SHORT = held((None, "어서 오세요.", False), ("빵 주세요", "{몇} 개요?", False), ("네", "네!", True))
LONG = held(
    (None, "어서 오세요.", False),
    ("빵 주세요", "{몇} 개요?", False),
    ("빵 주세요", "몇 개냐고요.", False),
    ("(두) 개요", "빵은(는) 두 개\n드릴게요.", False),
    ("네", "안녕히 가세요.", True),
)


def test_what_was_said_so_far_tells_the_answer(tmp_path: Path) -> None:
    (stub,) = stub_domains([SHORT, LONG], "kept.har")
    assert (stub.name, stub.sentences, stub.answers) == ("Shop", 3, 6)
    assert (stub.conversations, stub.open_points) == ((SHORT, LONG), ())
    engine = made(tmp_path, stub)
    assert [run_conversation(engine, one) for one in (SHORT, LONG)] == [None, None]


def test_from_anywhere_else_a_sentence_leads_to_where_it_stands_first(tmp_path: Path) -> None:
    (stub,) = stub_domains([SHORT, LONG], "kept.har")
    engine = made(tmp_path, stub)
    two = "빵은(는) 두 개\n드릴게요."
    said = ("두 개요", "두 개요", "빵 주세요!", "빵주세요")
    told = ["어서 오세요.", two, two, "{몇} 개요?", "몇 개냐고요."]
    assert answers(engine, *said) == told


def test_each_domain_is_one_of_its_own() -> None:
    other = held((None, "hi", False), domain='../Café "x"')
    stubs = stub_domains([SHORT, other, LONG], "a\nb: - [")
    assert [stub.name for stub in stubs] == ["Shop", '../Café "x"']
    assert stubs[0].text.startswith("# a b: - [의 대화를")
    assert stubs[0].conversations == (SHORT, LONG)


OPENING = (None, "hi", False)


@pytest.mark.parametrize(
    ("conversation", "told"),
    [
        (
            held((None, "다른 말", False)),
            '"opening", its opening: was answered with "다른 말", before with "hi", which is taken',
        ),
        (
            held(OPENING, ("a", "c", False)),
            '"a", utterance 1 "a": was answered with "c", before with "b", which is taken',
        ),
        (
            held(OPENING, ("예", "b", False)),
            '"예", utterance 1 "예": was answered with "b", before with "d", which is taken',
        ),
        (
            held(OPENING, ("A", "b", True)),
            '"A", utterance 1 "A": the dialog did not end before, which is taken',
        ),
        (
            held(OPENING, ("a", "b", False), ("end", "f", False), ("a", "c", False)),
            '"a", utterance 2 "end": the dialog ended before, which is taken',
        ),
        (
            held(OPENING, ("?!", "b", False)),
            '"?!", utterance 1: there are no letters in it; the dialog is left out from there on',
        ),
        (
            held(OPENING, ("a", None, False), ("a", "c", False)),
            '"a", utterance 1: it was answered with no text; the dialog is left out from there on',
        ),
        (
            held((None, None, False), ("a", "c", False)),
            '"a": its opening has no text; the dialog is left out',
        ),
        (
            held(OPENING, ("a", "\ud800", False)),
            '"a": half of a letter is in it; it is left out',
        ),
    ],
)
def test_what_is_answered_otherwise_is_told(
    tmp_path: Path, conversation: Conversation, told: str
) -> None:
    first = held(OPENING, ("a", "b", False), ("end", "f", True))
    second = held(OPENING, ("네", "d", False))
    (stub,) = stub_domains([first, second, conversation], "kept.har")
    assert stub.open_points == (told,)
    engine = made(tmp_path, stub)
    assert run_conversation(engine, first) is None
    assert run_conversation(engine, second) is None


def test_where_no_dialog_has_an_opening_nothing_is_made() -> None:
    (stub,) = stub_domains([held((None, None, False), ("a", "c", False))], "kept.har")
    assert (stub.text, stub.answers) == ("", 0)


LETTERS = st.text("가나요 ab1{}()[]<>|:#'\"?!,.-", min_size=1, max_size=6).filter(squeeze)
ALPHABETS = (
    ("빵 주세요", "네", "취소할게요"),
    ("피자 주문할게요", "불고기 피자", "라지 두 판이요"),
    ("네", "예", "아니요"),
    ("도움말", "처음부터 다시 할게요", "뭐라고요?"),
    ("주차장 있어요?", "주아장 있어요", "주차장있어요 네"),
    ("내일 서울 날씨", "서울 날씨", "날씨"),
)
TEXTS = ("네.", "을(를) {if}", "a: b # c", "  두 줄\n입니다", "", "{{x}}")
ANSWERS = st.sampled_from(TEXTS) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=4
).map(lambda text: unicodedata.normalize("NFC", text))


@st.composite
def conversations(draw: st.DrawFn, *, agreeing: bool) -> list[Conversation]:
    """Conversations of two or three sentences; `agreeing`: the same that was said so far is
    answered with the same."""
    said = draw(st.sampled_from(ALPHABETS) | st.lists(LETTERS, min_size=2, max_size=3).map(tuple))
    known: dict[tuple[str, ...], tuple[str, bool]] = {}
    found = []
    for _ in range(draw(st.integers(1, 4))):
        so_far: tuple[str, ...] = ()
        turns: list[tuple[str | None, str | None, bool]] = []
        sentences = draw(st.lists(st.sampled_from(said), max_size=5))
        for sentence in (None, *sentences):
            if sentence is not None:
                letters = squeeze(sentence)
                so_far = (*so_far, BUILT_IN_WORDS.get(letters, letters))
            if not agreeing or so_far not in known:
                ends = bool(so_far) and draw(st.integers(0, 5)) == 0
                known[so_far] = (draw(ANSWERS).rstrip("\n"), ends)
            answer, ends = known[so_far]
            turns.append((sentence, answer, ends))
            if ends:
                break
        found.append(held(*turns))
    return found


@pytest.mark.slow
@given(conversations(agreeing=True))
def test_conversations_go_as_they_went(
    tmp_path_factory: pytest.TempPathFactory, kept: list[Conversation]
) -> None:
    (stub,) = stub_domains(kept, "kept.har")
    assert stub.open_points == ()
    engine = made(tmp_path_factory.mktemp("stub"), stub)
    assert [run_conversation(engine, one) for one in kept] == [None] * len(kept)


@pytest.mark.slow
@given(conversations(agreeing=False))
def test_the_first_of_different_answers_is_taken(
    tmp_path_factory: pytest.TempPathFactory, kept: list[Conversation]
) -> None:
    (stub,) = stub_domains(kept, "kept.har")
    engine = made(tmp_path_factory.mktemp("stub"), stub)
    failed = [run_conversation(engine, one) is not None for one in kept]
    assert not failed[0]
    assert any(failed) == bool(stub.open_points)
