"""The API server of the book between our engine and our platforms, nothing of it changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mockgenie.platforms import NAVER_HOSTS, KakaoUser, NaverApi, NaverUser, server_tls
from tests.channels.programs import ApiServer, api_server, chatbot_engine

pytest.importorskip("flask", reason="the API server is a server of Flask")

pytestmark = [
    pytest.mark.slow,  # processes of their own
    pytest.mark.usefixtures("patient_platforms"),
]

SCRIPT = Path(__file__).parent / "book_server.py"
DOOR = "https://example.com/chatbot/door.png"
TANGSUYUK = "https://example.com/chatbot/tangsuyuk.png"


@pytest.fixture(scope="module")
def engine_port() -> Iterator[int]:
    with chatbot_engine() as port:
        yield port


@pytest.fixture(scope="module")
def server(engine_port: int) -> Iterator[ApiServer]:
    with api_server(SCRIPT, str(engine_port), "key") as running:
        yield running


def test_test_is_the_answer_of_the_engine(server: ApiServer) -> None:
    answer = server.post("TEST", {"query": "탕수육 주문할게요"}).json()
    assert answer == {
        "Query": "탕수육 주문할게요",
        "Answer": "탕수육 주문 받았어요. 19,000원입니다.",
        "AnswerImageUrl": TANGSUYUK,
        "Intent": "주문",
        "NER": "[('탕수육', 'B_FOOD'), ('주문', 'O')]",
    }


@pytest.mark.parametrize(
    ("query", "intent", "ner"),
    [
        ("안녕하세요", "인사", "[('안녕', 'O')]"),
        ("이 바보야", "욕설", "[('이', 'O'), ('바보', 'O')]"),
        (
            "내일 일곱 시에 예약할게요",
            "예약",
            "[('내일', 'B_DT'), ('일곱 시', 'B_TI'), ('예약', 'O')]",
        ),
        ("노래 한 곡 불러 줘", "기타", None),
    ],
)
def test_the_intents_and_tags_are_those_of_the_book(
    server: ApiServer, query: str, intent: str, ner: str | None
) -> None:
    answer = server.post("TEST", {"query": query}).json()
    assert answer["Intent"] == intent
    assert ner is None or answer["NER"] == ner


def test_kakao_shows_all_of_it(server: ApiServer) -> None:
    with KakaoUser(f"{server.url}/query/KAKAO") as kakao:
        greeted = kakao.say("안녕하세요")
        ordered = kakao.say("탕수육 주문할게요")
    assert greeted.lines[0] == f"(사진 {DOOR})"
    assert ordered.lines == (f"(사진 {TANGSUYUK})", "탕수육 주문 받았어요. 19,000원입니다.")
    assert not [problem for problem in kakao.problems if problem.drops]


def test_talktalk_shows_all_of_it_at_the_host_that_is_hard_coded(
    engine_port: int, tmp_path: Path
) -> None:
    pytest.importorskip("trustme", reason="HTTPS needs the extra tls")
    ca = tmp_path / "ca.pem"
    with (
        NaverApi("key", tls=server_tls(NAVER_HOSTS, ca)) as api,
        api_server(
            SCRIPT,
            *(str(engine_port), "key"),
            HTTPS_PROXY=api.url.removesuffix("/chatbot/v1/event"),
            REQUESTS_CA_BUNDLE=str(ca),
        ) as server,
        NaverUser(f"{server.url}/query/NAVER", api) as naver,
    ):
        assert naver.open().lines == ()
        ordered = naver.say("탕수육 주문할게요")
        naver.leave()
    assert ordered.lines == (f"(사진 {TANGSUYUK})", "탕수육 주문 받았어요. 19,000원입니다.")
    assert not naver.problems


def test_a_picture_of_a_user_is_500_as_it_is_there(server: ApiServer) -> None:
    image = {"imageUrl": "https://example.com/a.jpg"}
    event = {"event": "send", "user": "AbCdEfGhIjKlMnOpQrStUv", "imageContent": image}
    assert server.post("NAVER", event).status_code == 500


def test_another_kind_of_bot_is_500_as_it_is_there(server: ApiServer) -> None:
    assert server.post("LINE", {"query": "안녕"}).status_code == 500


def test_what_the_engine_closes_without_a_byte_is_500(server: ApiServer) -> None:
    assert server.post("TEST", {"query": 1}).status_code == 500
