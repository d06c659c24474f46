"""The domain of a training table: what it says, and what was decided on the way."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.dialog import Engine, Session, Speech
from mockgenie.domain import Domain, load_domain
from mockgenie.importers import TrainingRow, TrainingTable, chatbot_domain, misunderstood
from mockgenie.lint import lint_file

MONDAY = date(2026, 11, 30)
APOLOGY = "죄송해요 무슨 말인지 모르겠어요. 조금 더 공부 할게요."

ROWS = [
    ("인사", "안녕하세요", "네, 반갑습니다.", "", "https://example.com/hello.png"),
    ("욕설", "이 바보야", "고운 말을 써 주세요."),
    ("주문", "짜장면 주문할게요", "{B_FOOD}을 주문했어요.", "B_FOOD", "https://example.com/food.png"),
    ("주문", "탕수육 하나 배달해 주세요", "{B_FOOD}을 주문했어요.", "B_FOOD", "https://example.com/food.png"),
    ("주문", "배달 되나요", "네, 됩니다.\n무엇을 드시겠어요?"),
    ("예약", "내일 오후 두 시에 예약할게요", "{B_DT} {B_TI}에 예약했어요.", "B_DT,B_TI"),
    ("예약", "오늘 예약 가능한가요", "{B_DT} 몇 시로 할까요?", "B_DT"),
    ("예약", "예약하려고요", "날짜와 시간을 말씀해 주세요."),
    ("기타", "심심해", "저도요."),
]  # fmt: skip


def table(*rows: tuple[str, ...]) -> TrainingTable:
    """A table of (intent, question, answer, tags, image), of which the last may lack."""
    whole = [(*row, "", "")[:5] for row in rows]
    return TrainingTable(
        "Sheet1",
        tuple(
            TrainingRow(
                number, intent, question, answer, tuple(filter(None, tags.split(","))), image
            )
            for number, (intent, question, answer, tags, image) in enumerate(whole, 2)
        ),
    )


class Made:
    """A domain that was made of a table, and its engine."""

    def __init__(self, folder: Path, *rows: tuple[str, ...]) -> None:
        self.table = table(*rows)
        imported = chatbot_domain(self.table, "Bot", "표.xlsx")
        self.decisions = imported.decisions
        self.text = imported.text
        self.path = folder / "Bot.yaml"
        self.path.write_text(imported.text, "utf-8")
        self.domain: Domain = load_domain(self.path)
        self._engine = Engine(self.domain)
        self._session: Session
        self._session, _ = self._engine.open("internal_data", MONDAY)

    def answer(self, text: str) -> tuple[str, str]:
        """What is said to an utterance, and the picture."""
        self._session, reply = self._engine.step(self._session, text, None, MONDAY)
        assert isinstance(reply, Speech)
        return reply.text, reply.image

    def says(self, text: str) -> str:
        return self.answer(text)[0]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path, *ROWS)


def test_it_is_sound_and_understands_its_questions(made: Made) -> None:
    assert lint_file(made.path).diagnostics == ()
    assert misunderstood(made.domain, made.table) == []
    assert made.domain.name == "Bot"
    assert [act.name for act in made.domain.acts] == ["인사", "욕설", "주문", "예약", "기타"]


def test_it_reads_as_a_person_would_have_written_it(made: Made) -> None:
    entities, acts, tasks = made.text.split("\n\n")[1:4]
    assert entities.splitlines()[:6] == [
        "entities:",
        "  Query:",
        "    slots:",
        "      food:",
        "        description: 음식",
        "        tag: B_FOOD",
    ]
    assert "        values: [짜장면, 탕수육]" in entities
    assert "      - <Query.date=내일> <Query.time=오후 두 시>에 예약할게요" in acts
    assert tasks.partition("  주문:\n")[2].partition("  예약:\n")[0] == (
        "    say:\n"
        "      - when: Query.food is filled\n"
        '        text: "{Query.food}을(를) 주문했어요."\n'
        "        image: https://example.com/food.png\n"
        '      - text: "네, 됩니다.\\n무엇을 드시겠어요?"\n'
        "    reset: [Query.food, Query.date, Query.time]\n"
    )


def test_answers_are_found_by_intent_and_entities(made: Made) -> None:
    assert made.answer("안녕하세요") == ("네, 반갑습니다.", "https://example.com/hello.png")
    assert made.answer("탕수육 주문할게요") == (
        "탕수육을 주문했어요.",
        "https://example.com/food.png",
    )
    assert made.says("짜장 주문할게요") == "네, 됩니다.\n무엇을 드시겠어요?"
    assert made.says("모레 저녁 일곱 시에 예약할게요") == "모레 저녁 일곱 시에 예약했어요."
    assert made.says("모레 예약 가능한가요") == "모레 몇 시로 할까요?"


def test_nothing_is_remembered(made: Made) -> None:
    made.says("탕수육 주문할게요")
    assert made.says("배달 되나요") == "네, 됩니다.\n무엇을 드시겠어요?"
    made.says("짜장면")
    assert made.says("배달 되나요") == "네, 됩니다.\n무엇을 드시겠어요?"


def test_what_is_not_understood_is_other(made: Made) -> None:
    for text in ("로또 번호 알려 줘", "도움말", "네", "다시 말해 줘", "취소"):
        assert made.says(text) == "저도요."


def test_without_other_it_is_the_apology(tmp_path: Path) -> None:
    made = Made(tmp_path, *ROWS[:-1])
    assert made.says("로또 번호 알려 줘") == APOLOGY
    assert "there is no intent 기타, so what is not understood is apologised for" in made.decisions


def test_what_nothing_fills_stays_visible(tmp_path: Path) -> None:
    made = Made(tmp_path, ("예약", "내일 두 시 예약", "{B_DT}은 {B_TI}에 됩니다.", "B_DT,B_TI"))
    assert made.says("내일 두 시 예약") == "내일은 두 시에 됩니다."
    assert made.says("내일 예약") == "내일은 B_TI에 됩니다."
    assert any(told.startswith("예약 has no answer without entities") for told in made.decisions)
    assert lint_file(made.path).diagnostics == ()


def test_all_braces_go(tmp_path: Path) -> None:
    made = Made(tmp_path, ("인사", "안녕", "{안녕} {{B_DT}} }{", "B_DT"), ("인사", "네네", "응{"))
    assert "{{" not in made.text.replace("{Query.date}", "")
    assert made.says("안녕") == "응"


def test_one_of_several_answers_is_chosen_with_its_picture(tmp_path: Path) -> None:
    rows = [("인사", f"안녕 {n}", f"{n}번", "", f"https://a/{n}.png") for n in "가나다"]
    made = Made(tmp_path, *rows, ("인사", "안녕 라", "라번"))
    said = {made.answer("안녕") for _ in range(40)}
    assert said == {("라번", "")} | {(f"{n}번", f"https://a/{n}.png") for n in "가나다"}


def test_values_are_told_by_what_other_questions_lack(tmp_path: Path) -> None:
    made = Made(
        tmp_path,
        ("주문", "짜장면 하나 주문", "네", "B_FOOD"),
        ("주문", "여기 짬뽕으로 주문", "네", "B_FOOD"),
        ("주문", "지금 라면 두 개 주세요", "네", "B_FOOD"),
        ("주문", "오늘 주문", "네"),
        ("기타", "여기 어디", "네"),
    )
    values = made.domain.slots()["Query.food"].values
    assert {"짜장면", "짬뽕", "라면"} <= values.keys()
    assert not {"하나", "여기", "주문", "오늘"} & values.keys()


def test_a_row_whose_value_cannot_be_told_is_named(tmp_path: Path) -> None:
    made = Made(tmp_path, ("주문", "주문", "{B_FOOD}", "B_FOOD"), ("기타", "주문 뭐", "네"))
    assert 'row 2: no word of "주문" could be told to be B_FOOD' in made.decisions


def test_a_tag_without_a_value_is_left_as_it_is(tmp_path: Path) -> None:
    made = Made(tmp_path, ("주문", "주문이요", "{B_FOOD}을 주문했어요."), ("기타", "뭐", "네"))
    assert made.says("주문이요") == "B_FOOD을 주문했어요."
    assert "B_FOOD is left as it is: no question has a value of it" in made.decisions
    assert lint_file(made.path).diagnostics == ()
    assert made.domain.entities == {}


def test_other_tags_are_slots_too(tmp_path: Path) -> None:
    made = Made(
        tmp_path,
        ("연결", "홍길동 연결", "{B_PS}님께 연결합니다.", "B_PS"),
        ("길", "서울역 위치", "네", "NNP"),
        ("길", "남산 위치", "네", "B_1X"),
    )
    slots = made.domain.slots()
    assert {name: slot.tag for name, slot in slots.items()} == {
        "Query.person": "B_PS", "Query.nnp": "NNP", "Query.tag_1x": "B_1X",
    }  # fmt: skip
    assert made.says("홍길동 연결") == "홍길동님께 연결합니다."


def test_a_picture_without_an_address_is_left_out(tmp_path: Path) -> None:
    made = Made(tmp_path, ("인사", "안녕", "네", "", "hello.png"))
    assert made.answer("안녕") == ("네", "")
    assert 'row 2: the picture "hello.png" is no address, http or https; left out' in made.decisions


def test_a_question_of_two_intents_is_one_of_the_first(tmp_path: Path) -> None:
    made = Made(
        tmp_path, ("가", "같은 말", "하나"), ("나", "같은 말", "둘"), ("나", "다른 것", "둘")
    )
    assert 'row 3: "같은 말" is a question of 가 already' in made.decisions
    assert lint_file(made.path).diagnostics == ()
    assert [row.number for row, _ in misunderstood(made.domain, made.table)] == [3]


def test_an_intent_without_questions_is_told(tmp_path: Path) -> None:
    made = Made(tmp_path, ("가", "", "하나"), ("나", "다른 것", "둘"), ("기타", "", "셋"))
    assert "가 has no questions, so nothing leads to its answers" in made.decisions
    assert made.says("로또 번호") == "셋"


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn"]),
    max_size=12,
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            WORDS.filter(str.strip),
            WORDS,
            WORDS.filter(str.strip) | st.just("{B_FOOD}은 {B_DT}"),
            st.sampled_from(["", "B_FOOD", "B_DT,B_TI", "NNP", "B_X"]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_the_table_says_the_domain_loads(
    rows: list[Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    stripped = [(" ".join(i.split()), " ".join(q.split()), a.strip(), t) for i, q, a, t in rows]
    made = Made(tmp_path_factory.mktemp("imported"), *stripped)
    assert yaml.safe_load(made.text)["name"] == "Bot"
    made.says(rows[0][1])
    misunderstood(made.domain, made.table)
