"""What was just settled and is spoken of when its task is done."""

from __future__ import annotations

import pytest

from mockgenie.dialog import Session
from mockgenie.domain import Domain
from mockgenie.nlu import Pipeline
from tests.dialog.test_outcome import STUDIO
from tests.nlu.steps import load

AGAIN = """\
  again: {say: "{last Studio.name}은(는) 벌써 잡아 드렸어요."}
anywhere:
  - {task: again, when: act = "rent" and settled = "rent" and Rent.day is not filled}
"""
"""A way of the studio's domain where a rent that was settled is spoken of."""

Slots = dict[str, tuple[str, ...]]
OUTCOME = {"Studio.name": ("노을홀",), "Rent.day": ("금요일",), "Rent.time": ("6시",)}


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Domain:
    return load(tmp_path_factory.mktemp("studio"), STUDIO)


def heard(studio: Domain, text: str, stage: str = "done", slots: Slots | None = None) -> Slots:
    session = Session(
        "Test", "internal_data", "rent", turn=4, stage=stage, slots=slots or {}, outcome=OUTCOME
    )  # type: ignore[arg-type]
    return Pipeline(studio).understand(text, session, studio.tasks["rent"].fill).slots


def test_a_change_is_one_of_the_whole(studio: Domain) -> None:
    assert heard(studio, "8시로 변경할게요") == {**OUTCOME, "Rent.time": ("8시",)}


@pytest.mark.parametrize(
    "text", ["전화번호가 뭐예요?", "몇 시에 여는지 궁금해요", "피아노 있나요?"]
)
def test_a_question_is_about_its_record(studio: Domain, text: str) -> None:
    assert heard(studio, text)["Studio.name"] == ("노을홀",)


@pytest.mark.parametrize(
    "text",
    [
        "8시에 빌릴게요",
        "다른 데는 전화번호가 뭐예요?",
        "합정에 뭐 있어요?",
        "피아노 있는 데로 찾아 줘",
        "바꿀게요",
    ],
)
def test_whatever_else_is_not_about_it(studio: Domain, text: str) -> None:
    assert not heard(studio, text).keys() & {"Studio.name", "Rent.day"}


def test_nothing_is_recalled_where_something_else_is_under_way(studio: Domain) -> None:
    assert "Studio.name" not in heard(studio, "8시로 바꿀게요", stage="")
    other = {"Rent.day": ("내일",)}
    assert "Studio.name" not in heard(studio, "8시로 바꿀게요", slots=other)


@pytest.mark.parametrize("text", ["아 7시 반이요", "참 7시 반이에요"])
def test_what_is_said_otherwise_at_once_changes_it(studio: Domain, text: str) -> None:
    assert heard(studio, text) == {**OUTCOME, "Rent.time": ("7시 반",)}


@pytest.mark.parametrize(
    "text", ["토요일도 똑같이요", "토요일에도 같은 시간으로", "토요일에도 잡아 주세요"]
)
def test_another_one_may_be_as_the_one_before(studio: Domain, text: str) -> None:
    assert heard(studio, text) == {**OUTCOME, "Rent.day": ("토요일",)}


@pytest.mark.parametrize("text", ["토요일도 보여 주세요", "토요일에도 하나요?", "토요일도 좋네"])
def test_what_is_only_spoken_of_is_no_other_one(studio: Domain, text: str) -> None:
    assert "Studio.name" not in heard(studio, text)


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Domain:
    return load(
        tmp_path_factory.mktemp("again"),
        STUDIO.replace("anywhere:\n", AGAIN).replace("<Rent.time>]", "<Rent.time>, <Rent.day>]"),
    )


@pytest.mark.parametrize("text", ["금요일이요", "네 금요일 6시로 빌려 주세요", "토요일 맞죠?"])
def test_what_is_only_said_again_gives_nothing(again: Domain, text: str) -> None:
    assert heard(again, text) == {}


@pytest.mark.parametrize(
    ("text", "day"), [("토요일이요", "토요일"), ("금요일에 다른 것도 빌릴게요", "금요일")]
)
def test_what_is_new_is_heard(again: Domain, text: str, day: str) -> None:
    assert heard(again, text)["Rent.day"] == (day,)


def test_where_the_domain_says_nothing_of_it_it_is_said_anew(studio: Domain) -> None:
    assert heard(studio, "6시에 빌릴게요") == {"Rent.time": ("6시",)}
