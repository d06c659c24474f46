"""At a confirmation nothing is done that was not clearly agreed to or commanded: in the domains
that ship, in those of `mockgenie new`, and in every domain of the documentation that confirms.

The utterances are made of parts that people put together: how they begin, what they speak of, how
they ask, hesitate or refuse, with and without spaces and signs.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockgenie.dialog import Engine, Session, Speech
from mockgenie.domain import Domain, load_domain, shipped_folder

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "mockgenie" / "templates"
TODAY = date(2026, 11, 22)
SHIPPED = {
    "hotel": ("명동 호텔 찾아 줘", "1번으로 할게요", "내일 두 명 2박이요"),
    "restaurant": ("홍대 한식집 찾아 줘", "1번으로 할게요", "내일 여섯 시 두 명"),
    "pizza": ("페퍼로니 라지 씬으로 한 판", "없어요", "없어요", "포장", "010-0000-0000 카드"),
    "home": ("나갈게",),
    "schedule": ("내일 치과 일정 지워 줘",),
}
"""What leads to the confirmation of each domain that has one."""
IN_TEMPLATES = {
    "order": ("라떼 큰 거 두 잔 주세요",),
    "booking": ("홍대 한식집", "1번", "내일 여섯 시 두 명"),
}
IN_DOCS = {
    "Cafe": ("라떼 큰 거 두 잔 주세요",),
    "Seat": ("저녁 일곱 시에 두 명이요",),
    "Call": ("제 번호는 010-0000-1234예요",),
}

BEGINNINGS = [
    "",
    "네 ",
    "네, ",
    "예 ",
    "응 ",
    "음 ",
    "아 ",
    "그럼 ",
    "네 근데 ",
    "저기 ",
    "어 잠깐, ",
    "좋은데 ",
]
QUESTIONS = [
    "그래도 돼요?", "이거 얼마예요", "언제까지 가능한가요?", "취소는 되나요", "바꿀 수도 있어요?",
    "왜 그렇게 돼요?",
    "맞나요?", "어디예요?", "몇 분 걸려요?", "환불은 어떻게 하죠", "더 싼 건 없나요",
    "예약하면 뭐가 좋아요?",
    "주문은 어떻게 해요?", "지우면 못 되돌리나요?", "끄면 다시 켤 수 있나요", "정말요?",
    "누가 와요?", "그게 되는지 궁금해요",
    "예약됐는지 봐 줄래요", "주문했나요?",
]  # fmt: skip
HESITATIONS = [
    "잠깐만요", "잠시만 기다려 주세요", "생각 좀 해 볼게요", "글쎄요", "고민되네요",
    "아직 못 정했어요", "모르겠어요",
    "이따 할게요", "나중에 다시 연락할게요", "아내한테 물어볼게요", "확인 좀 해 볼게요",
    "다음에 할게요", "어떡하죠",
]  # fmt: skip
REPETITIONS = [
    "네?",
    "예?",
    "뭐라고요?",
    "못 들었어요",
    "다시 말씀해 주세요",
    "얼마라고요?",
    "한 번만 더 말해 줘",
]
REFUSALS = [
    "아니요", "아뇨", "싫어요", "됐어요", "취소해 주세요", "취소할게요", "그만둘래요",
    "안 할래요", "주문 안 할게요",
    "예약 안 할래요", "예약하지 마세요", "주문하지 말아 주세요", "지우지 마세요", "끄지 마세요",
    "하지 않을래요", "그냥 됐어요",
    "없던 일로 해 주세요", "안 시켜요", "필요 없어요", "틀렸어요", "그건 아니에요", "관둘게요",
]  # fmt: skip
OFF_TOPIC = [
    "바깥에 눈이 오네요", "우리 강아지가 짖어요", "노래 참 좋네요", "배가 고프네요",
    "어제 축구 봤어요", "졸려요",
    "회사 가기 싫다", "그 가수 목소리가 좋아요", "김치가 맛있게 익었어요", "요즘 통 잠을 못 자요",
    "좋아하는 색은 파랑이에요",
    "시험을 망쳤어요", "전화번호 알려 주세요", "예약 번호 알려 줘", "주문 내역 보여 주세요",
]  # fmt: skip
AGREEMENTS = [
    "네",
    "네 좋아요",
    "그렇게 해 주세요",
    "네네 맞아요",
    "네, 부탁드려요",
    "ㅇㅇ",
    "진행해 주세요",
]


@st.composite
def utterances(draw: st.DrawFn) -> str:
    """What agrees to nothing."""
    kinds = (QUESTIONS, HESITATIONS, REPETITIONS, REFUSALS, OFF_TOPIC)
    core = draw(st.sampled_from(draw(st.sampled_from(kinds))))
    # 네, 어제 축구 봤어요 may well be a yes; so may 네, 다시 말해 주세요 be two things.
    begins = core in QUESTIONS or core in HESITATIONS or core in REFUSALS
    said = (draw(st.sampled_from(BEGINNINGS)) if begins else "") + core
    if draw(st.booleans()):
        said = said.replace(" ", "")
    if not said.endswith("?") and draw(st.booleans()):
        said += draw(st.sampled_from([".", "...", "!", "~", "ㅠㅠ", "ㅎㅎ"]))
    return said


@cache
def domains() -> dict[str, tuple[Domain, tuple[str, ...]]]:
    """Every domain that confirms, with what leads there."""
    found = {
        name: (load_domain(shipped_folder() / name / "domain.yaml"), way)
        for name, way in SHIPPED.items()
    }
    return found | dict(_of_templates()) | dict(_of_docs())


def _of_templates() -> Iterator[tuple[str, tuple[Domain, tuple[str, ...]]]]:
    for name, way in IN_TEMPLATES.items():
        yield f"new {name}", (load_domain(TEMPLATES / name / "domain.yaml"), way)


def _of_docs() -> Iterator[tuple[str, tuple[Domain, tuple[str, ...]]]]:
    for page in (ROOT / "README.md", ROOT / "docs" / "domains.md"):
        for text in re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            name = re.search(r"^# mydomains/(\w+)\.yaml$", text, re.MULTILINE)
            if name and name[1] in IN_DOCS:
                with tempfile.TemporaryDirectory() as folder:
                    path = Path(folder) / f"{name[1]}.yaml"
                    path.write_text(text, "utf-8")
                    yield f"docs {name[1]}", (load_domain(path), IN_DOCS[name[1]])


NAMES = [*SHIPPED, *(f"new {n}" for n in IN_TEMPLATES), *(f"docs {n}" for n in IN_DOCS)]


@cache
def confirming(name: str) -> tuple[Engine, Session, frozenset[str]]:
    """The dialog at its confirmation, and what is said where it is agreed to."""
    domain, way = domains()[name]
    engine = Engine(domain)
    session, _ = engine.open("internal_data", TODAY)
    for said in way:
        session, _ = engine.step(session, said, None, TODAY)
    assert session.stage == "confirming", name
    done = {reply(engine, session, said) for said in AGREEMENTS}
    return engine, session, frozenset(done)


def reply(engine: Engine, session: Session, said: str) -> str:
    _, answer = engine.step(session, said, None, TODAY)
    assert isinstance(answer, Speech)
    return answer.text


@pytest.mark.parametrize("name", NAMES)
def test_whoever_agrees_is_understood(name: str) -> None:
    _, _, done = confirming(name)
    assert len(done) == 1


@pytest.mark.parametrize("name", NAMES)
@given(said=utterances())
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_nothing_is_done_that_was_not_said(name: str, said: str) -> None:
    engine, session, done = confirming(name)
    if not (name == "schedule" and "취소" in said):  # 정말 지울까요? 네 취소해 주세요
        assert reply(engine, session, said) not in done, said


@pytest.mark.parametrize("name", NAMES)
def test_none_of_the_sentences_does_anything_by_itself(name: str) -> None:
    engine, session, done = confirming(name)
    for said in (*QUESTIONS, *HESITATIONS, *REPETITIONS, *REFUSALS, *OFF_TOPIC):
        for spelled in (said, f"네 {said}", said.replace(" ", "")):
            if spelled.startswith("네 ") and said in (*REPETITIONS, *OFF_TOPIC):
                continue
            if spelled.startswith("네 취소") and name == "schedule":
                continue
            assert reply(engine, session, spelled) not in done, spelled


def test_every_domain_that_confirms_is_tried() -> None:
    shipped = {path.parent.name for path in shipped_folder().glob("*/domain.yaml")}
    confirms = {
        name
        for name in shipped
        if any(
            task.confirm is not None
            for task in load_domain(shipped_folder() / name / "domain.yaml").tasks.values()
        )
    }
    assert confirms == set(SHIPPED)
