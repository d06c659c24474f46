"""What utterances do: agree, refuse, ask, hesitate, have repeated, leave open, command, say."""

from __future__ import annotations

import pytest

from mockgenie.korean import UtteranceKind, goes_ahead, read_kind, read_utterance, takes_up

KINDS = {
    UtteranceKind.AGREEMENT: [
        "네", "넵 좋습니다", "응응", "ㅇㅋ", "그럼요", "네 그렇게 해 주세요",
        "네네그렇게해주세요", "그대로 진행해 줘",
        "맞아요 부탁드려요", "네, 감사합니다", "그걸로 할게요", "진행해 주시겠어요?",
        "아니요 이대로 해 주세요",
        "다 맞습니다", "아 네네", "물론이죠", "어", "어!", "어 그렇게",
        "네 그렇게요", "네 이걸로요", "네 끝", "그래 그래 하소", "그렇게 하이소", "맞소", "좋소",
    ],
    UtteranceKind.REFUSAL: [
        "아니요", "아뇨 됐습니다", "싫어요", "네 아뇨", "아니에요 괜찮아요", "취소할게요",
        "그거 취소 좀 부탁해요",
        "그만둘래요", "안 살래요", "관둘게요", "없던 일로 해 주세요", "결제하지 마세요",
        "사지 않을래요", "그냥 됐어요",
        "취소해 주실래요?", "안 해요",
        "그냥 두세요", "없으면 그냥 둬요", "냅둬",
    ],
    UtteranceKind.QUESTION: [
        "되나요", "배송비는 무료인가요", "그럼 몇 시까지 가면 돼요", "이거 언제 와요?",
        "다른 색은요", "환불이 되는지 궁금해요",
        "켜졌는지 봐 줄래", "네, 근데 포장도 되죠?", "취소는 언제까지 됩니까", "맞나요?",
        "좋아요?", "할까요",
        "더 큰 건 없어?",
    ],
    UtteranceKind.HESITATION: [
        "잠시만요", "네 잠시만요", "예잠깐만", "글쎄요", "고민 좀 해 볼게요", "아직 모르겠어요",
        "나중에 할게요",
        "남편한테 물어볼게요", "확인하고 다시 연락할게요", "어떡하지", "다음에 살게요",
    ],
    UtteranceKind.REPETITION: [
        "네?", "예??", "응?", "뭐라고 하셨어요", "얼마라고요?", "못 들었어요",
        "다시 한번 말씀해 주세요", "또 말해 줘",
        "네 시라고요?",
    ],
    UtteranceKind.INDIFFERENCE: ["상관없어요", "아무거나요", "알아서 해 주세요", "괜찮아요"],
    UtteranceKind.COMMAND: ["전화번호 알려 주세요", "하나 시켜 줄래?", "표 끊어 줄 수 있나요?"],
    UtteranceKind.STATEMENT: [
        "오늘 하늘이 맑네요", "노래 좋네요", "안 매운 걸로요", "눈이 안 와요", "네이버",
        "좋아하는 색이요",
        "강아지랑 살아요",
        "두 개요", "어 두 개요", "안 떠나면 좋겠네요", "일단 두 개요",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in KINDS.items() for text in texts]
)
def test_an_utterance_is_of_a_kind(kind: UtteranceKind, text: str) -> None:
    assert read_kind(read_utterance(text)).kind is kind


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("네 두 장이요", "yes"),
        ("음 네", "yes"),
        ("아니 세 장이요", "no"),
        ("더 필요한 건 없어요", "no"),
        ("괜찮습니다", "yes"),
        ("네 잠깐만요", ""),
        ("네?", ""),
        ("없나요?", ""),
        ("노래 틀어 줘", ""),
        ("예쁜 걸로요", ""),
        ("오늘 날이 좋아요", ""),
        ("싫어하는 건 없나요", ""),
    ],
)
def test_an_utterance_may_say_yes_or_no_besides(text: str, answer: str) -> None:
    assert read_kind(read_utterance(text)).answer == answer


def test_a_value_that_is_fine_is_no_yes() -> None:
    assert read_kind(read_utterance("파랑이 좋아요"), [(0, 2)]).answer == ""
    assert read_kind(read_utterance("네 파랑이 좋아요"), [(1, 3)]).kind is UtteranceKind.AGREEMENT


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("두 장 예매할까요?", "예매해 주세요"),
        ("두 장 예매할까요?", "급하니까 얼른 예매 좀 해 주세요"),
        ("창문을 닫을까요?", "닫아 줘"),
        ("창문을 닫을까요?", "네 다 닫을게요"),
        ("빨간 장미를 보낼까요?", "그 장미 보내 주세요"),
        ("이대로 신청할까요?", "신청이요"),
    ],
)
def test_a_command_takes_a_question_up(question: str, text: str) -> None:
    assert takes_up(read_utterance(text), question)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("두 장 예매할까요?", "예매 번호 알려 주세요"),
        ("두 장 예매할까요?", "다른 영화로 예매해 주세요"),
        ("두 장 예매할까요?", "제가 앱에서 예매할게요"),
        ("창문을 닫을까요?", "닫았어요"),
        ("창문을 닫을까요?", "현관은 안 닫아"),
    ],
)
def test_another_command_does_not(question: str, text: str) -> None:
    assert not takes_up(read_utterance(text), question)


def test_what_is_to_be_done_has_endings_behind_it_alone() -> None:
    assert goes_ahead("주문해주세요", 2)
    assert goes_ahead("주문좀부탁드려요감사합니다", 2)
    assert goes_ahead("주문넣어주세요", 2)
    assert not goes_ahead("주문내역보여줘", 2)
    assert not goes_ahead("주문넣었어요", 2)
    assert not goes_ahead("주문안할게요", 2)


@pytest.mark.parametrize("text", ["ㅎㅇ", "하이", "룸이 따로 있는 데요"])
def test_what_only_looks_like_another_kind_is_a_statement(text: str) -> None:
    assert read_kind(read_utterance(text)).kind is UtteranceKind.STATEMENT


@pytest.mark.parametrize("text", ["그게 뭐예요?", "이건 무슨 말인가요", "무슨 뜻이에요?"])
def test_who_does_not_understand_the_question_hesitates(text: str) -> None:
    assert read_kind(read_utterance(text)).kind is UtteranceKind.HESITATION


@pytest.mark.parametrize("text", ["그거 얼마", "감독 누구", "극장은 어디", "시작이 몇 시"])
def test_a_word_of_asking_at_the_end_asks(text: str) -> None:
    assert read_kind(read_utterance(text)).kind is UtteranceKind.QUESTION


@pytest.mark.parametrize("text", ["사흘 동안 가요", "이번 주말에 대전 가요"])
def test_who_goes_asks_nothing(text: str) -> None:
    assert read_kind(read_utterance(text)).kind is UtteranceKind.STATEMENT


@pytest.mark.parametrize(
    "text", ["취소하라는 건 아니고", "예약하자는 게 아니에요", "지우란 말은 아니야"]
)
def test_what_was_not_meant_is_refused(text: str) -> None:
    assert read_kind(read_utterance(text)).kind is UtteranceKind.REFUSAL


def test_more_than_was_thought_is_no_hesitation() -> None:
    assert read_kind(read_utterance("생각보다 머네요")).kind is UtteranceKind.STATEMENT
    assert read_kind(read_utterance("생각 좀 해 볼게요")).kind is UtteranceKind.HESITATION
