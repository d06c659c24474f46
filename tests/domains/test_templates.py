"""Texts with places for values."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.domains.templates import Template, TemplateError, Value, parse_template

VALUES = {"W.city": "서울", "W.date": "모레", "count": "3", "W.name": "부산", "empty": ""}


def render(text: str) -> str:
    return parse_template(text).render(VALUES.__getitem__)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ("",)),
        ("안녕", ("안녕",)),
        ("{a}", (Value("a"),)),
        ("{a}은(는)", (Value("a", "은(는)"),)),
        ("{a}은", (Value("a"), "은")),
        ("{a} 은(는)", (Value("a"), " 은(는)")),
        ("가{a}나{b}다", ("가", Value("a"), "나", Value("b"), "다")),
        ("{a}{b}", (Value("a"), Value("b"))),
        ("{a}이(가){b}(으)로", (Value("a", "이(가)"), Value("b", "(으)로"))),
        ("{ a }", (Value("a"),)),
        ("{{a}}", ("{a}",)),
        ("{{{a}}}", ("{", Value("a"), "}")),
        ("{{}}", ("{}",)),
        ("은(는) {a}", ("은(는) ", Value("a"))),
    ],
)
def test_a_text_has_parts(text: str, parts: tuple[str | Value, ...]) -> None:
    assert parse_template(text) == Template(parts)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("안녕하세요.", "안녕하세요."),
        ("{W.city}의 날씨", "서울의 날씨"),
        ("{W.city}은(는) 맑음", "서울은 맑음"),
        ("{W.date}은(는) 맑음", "모레는 맑음"),
        ("{W.city}(으)로 갈까요, {W.name}(으)로 갈까요?", "서울로 갈까요, 부산으로 갈까요?"),
        ("{count}이(가)", "3이"),
        ("{W.city}이랑(랑) {W.date}이랑(랑)", "서울이랑 모레랑"),
        ("{W.city}와(과) {W.date}와(과)", "서울과 모레와"),
        ("{W.city}(이)라고요?", "서울이라고요?"),
        ("{W.date}이에요(예요)", "모레예요"),
        ("[{empty}]", "[]"),
        ("{{W.city}}", "{W.city}"),
        ("하나\n{count}\n", "하나\n3\n"),
    ],
)
def test_values_are_filled_in_with_their_particles(text: str, said: str) -> None:
    assert render(text) == said


@pytest.mark.parametrize(
    "value", ["{W.city}", "{{", "}", "%s", "{0}", "은(는)", "\\", "{__class__}"]
)
def test_a_value_is_text_and_nothing_else(value: str) -> None:
    assert parse_template("<{a}>").render(lambda _: value) == f"<{value}>"


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        ("{", 0, '"{" has no partner'),
        ("}", 0, '"}" has no partner'),
        ("안녕 {a", 3, '"{" has no partner'),
        ("안녕 a}", 4, '"}" has no partner'),
        ("{a}}", 3, '"}" has no partner'),
        ("{{a}", 3, '"}" has no partner'),
        ("{a{b}}", 0, '"{" has no partner'),
        ("{}", 0, "{} names no value"),
        ("가{  }", 1, "{} names no value"),
    ],
)
def test_a_mistake_has_its_column(text: str, column: int, problem: str) -> None:
    with pytest.raises(TemplateError) as caught:
        parse_template(text)
    assert caught.value.column == column
    assert str(caught.value).startswith(problem)


def test_the_names_come_in_their_order() -> None:
    assert list(parse_template("{b}{a} {{c}} {b}은(는)").names()) == ["b", "a", "b"]


@given(st.text())
@settings(deadline=None, derandomize=True, database=None)
def test_any_text_can_be_said_with_its_braces_doubled(text: str) -> None:
    doubled = text.replace("{", "{{").replace("}", "}}")
    assert parse_template(doubled).render(str) == text


@given(st.text(alphabet="{}a은(는) "))
@settings(deadline=None, derandomize=True, database=None)
def test_any_text_is_a_template_or_a_mistake(text: str) -> None:
    try:
        template = parse_template(text)
    except TemplateError as error:
        column = error.column
    else:
        assert isinstance(template.render(lambda _: "b"), str)
        return
    assert 0 <= column < len(text)
