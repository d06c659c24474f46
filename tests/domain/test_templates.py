"""Texts with places for values."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.conditions import Condition, parse
from mockgenie.domain.templates import (
    Branch,
    Branches,
    Template,
    TemplateError,
    TemplatePart,
    Value,
    ValueForm,
    parse_template,
)
from tests.domain.placeless import placeless

VALUES = {"W.city": "서울", "W.date": "모레", "count": "3", "W.name": "부산", "empty": ""}
RECORDS = {"W.name": ["부산", "대구"], "empty": []}


class Said:
    """A scope with these values; what it was asked for in a form says which one."""

    compared: tuple[str, ...] = ()

    def __init__(self, values: dict[str, str], records: dict[str, list[str]]) -> None:
        self.values = values
        self.records = records

    def value(self, name: str, form: ValueForm) -> str:
        return self.values[name] + (f"<{form}>" if form else "")

    def words(self, names: Iterable[str]) -> list[str]:
        return [self.values[name] for name in names]

    def all(self, name: str, form: ValueForm) -> str:
        return ", ".join(word + (f"<{form}>" if form else "") for word in self.records[name])

    def without(self, name: str, form: ValueForm) -> str:
        return f"not {name}" + (f"<{form}>" if form else "")

    def comparison(self, name: str, form: ValueForm, unit: str) -> str:
        raise NotImplementedError

    def holds(self, condition: Condition) -> bool:
        return condition.matches(self.values)


class Always:
    """A scope in which every name has the same value and every condition holds."""

    compared: tuple[str, ...] = ()

    def __init__(self, word: str) -> None:
        self.word = word

    def value(self, name: str, form: ValueForm) -> str:
        return self.word

    def words(self, names: Iterable[str]) -> list[str]:
        return [self.word for _ in names]

    def all(self, name: str, form: ValueForm) -> str:
        return self.word

    def without(self, name: str, form: ValueForm) -> str:
        return self.word

    def comparison(self, name: str, form: ValueForm, unit: str) -> str:
        raise NotImplementedError

    def holds(self, condition: Condition) -> bool:
        return True


def render(text: str) -> str:
    return parse_template(text).render(Said(VALUES, RECORDS))


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
        ("{a}은/는", (Value("a", "은/는"),)),
        ("{a}은/{b}", (Value("a"), "은/", Value("b"))),
        ("{a:,}원", (Value("a", form=","), "원")),
        ("{ a : iso }", (Value("a", form="iso"),)),
        ("{a:,}을(를)", (Value("a", "을(를)", ","),)),
        ("{all a}", (Value("a", of="all"),)),
        ("{ all  W.name:, }이(가)", (Value("W.name", "이(가)", ",", "all"),)),
        ("{without a}", (Value("a", of="without"),)),
        ("{without W.city:iso}은(는)", (Value("W.city", "은(는)", "iso", "without"),)),
        ("{allow}", (Value("allow"),)),
        ("{all}", (Value("all"),)),
        ("{iffy} {ending}{elses}", (Value("iffy"), " ", Value("ending"), Value("elses"))),
    ],
)  # fmt: skip
def test_a_text_has_parts(text: str, parts: tuple[TemplatePart, ...]) -> None:
    assert placeless(parse_template(text)) == Template(parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("{if a > 1}b{end}", (Branches((Branch(parse("a > 1"), ("b",)),)),)),
        (
            "가{if a = 1}나{elif a = 2}다{else}라{end}마",
            (
                "가",
                Branches(
                    (
                        Branch(parse("a = 1"), ("나",)),
                        Branch(parse("a = 2"), ("다",)),
                        Branch(None, ("라",)),
                    )
                ),
                "마",
            ),
        ),
        (
            "{if a is filled}{a}은(는){if b is filled} {b}{end}{end}",
            (
                Branches(
                    (
                        Branch(
                            parse("a is filled"),
                            (
                                Value("a", "은(는)"),
                                Branches((Branch(parse("b is filled"), (" ", Value("b"))),)),
                            ),
                        ),
                    )
                ),
            ),
        ),
        ("{if a = 1}{else}b{end}", (Branches((Branch(parse("a = 1"), ()), Branch(None, ("b",)))),)),
        ('{ if a = "x" }b{ end }', (Branches((Branch(parse('a = "x"'), ("b",)),)),)),
    ],
)
def test_parts_may_depend_on_conditions(text: str, parts: tuple[TemplatePart, ...]) -> None:
    assert placeless(parse_template(text)) == Template(parts)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("{a}", [1]),
        ("안녕 { a }", [5]),
        ("{all a} {b:,}", [5, 9]),
        ("{if c = 1}{a}{elif c = 2}{b}{end}", [11, 26]),
    ],
)
def test_a_value_knows_its_column(text: str, columns: list[int]) -> None:
    assert [value.column for value in parse_template(text).values()] == columns


def test_a_condition_knows_its_column() -> None:
    template = parse_template("{if a = 1}{if b = 1}c{end}{elif d = 1}{end}")
    assert list(template.conditions()) == [
        (1, parse("a = 1")),
        (11, parse("b = 1")),
        (27, parse("d = 1")),
    ]


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
        ("{W.city}은/는 {W.date}을/를", "서울은 모레를"),
        ("[{empty}은(는)]", "[]"),
        ("{count:,}이(가)", "3<,>이"),
        ("{W.date:iso}", "모레<iso>"),
        ("{all W.name}이(가) 있어요", "부산, 대구가 있어요"),
        ("{all W.name:,}", "부산<,>, 대구<,>"),
        ("[{all empty}이(가)]", "[]"),
        ("{without W.city} {without W.date:iso}", "not W.city not W.date<iso>"),
        ("{if count > 2}많다{else}적다{end}", "많다"),
        ("{if count > 3}많다{else}적다{end}", "적다"),
        ("{if count > 3}많다{elif count = 3}셋{elif count = 3}또{else}적다{end}", "셋"),
        ("[{if count > 3}많다{end}]", "[]"),
        ("{if empty is not filled}{if W.city is filled}{W.city}{end}만{end}", "서울만"),
    ],
)
def test_values_are_filled_in_with_their_particles(text: str, said: str) -> None:
    assert render(text) == said


@pytest.mark.parametrize(
    "value", ["{W.city}", "{{", "}", "%s", "{0}", "은(는)", "\\", "{__class__}"]
)
def test_a_value_is_text_and_nothing_else(value: str) -> None:
    assert parse_template("<{a}>").render(Always(value)) == f"<{value}>"


@pytest.mark.parametrize(
    ("text", "column", "code"),
    [
        ("{", 0, "unpaired"),
        ("}", 0, "unpaired"),
        ("안녕 {a", 3, "unpaired"),
        ("안녕 a}", 4, "unpaired"),
        ("{a}}", 3, "unpaired"),
        ("{{a}", 3, "unpaired"),
        ("{a{b}}", 0, "unpaired"),
        ("{}", 0, "nothing-named"),
        ("가{  }", 1, "nothing-named"),
        ("가{if a = 1}나", 2, "unpaired"),
        ("{if a = 1}{if b = 1}{end}", 1, "unpaired"),
        ("가{end}", 2, "unpaired"),
        ("{else}", 1, "unpaired"),
        ("{elif a = 1}", 1, "unpaired"),
        ("{if a = 1}{end}{end}", 16, "unpaired"),
        ("{if a = 1}{else}{else}{end}", 17, "behind-else"),
        ("{if a = 1}{else}{elif a = 2}{end}", 17, "behind-else"),
        ("{if a = 1}{end a}", 11, "block-argument"),
        ("{if a = 1}{else a = 2}{end}", 11, "block-argument"),
        ("{if}a{end}", 3, "bad-condition"),
        ("가{if  a =}나{end}", 9, "bad-condition"),
        ("{if a == 1}나{end}", 7, "bad-condition"),
        ("{if a = 1}{elif b 1}{end}", 18, "bad-condition"),
        ("{a:x}", 3, "unknown-choice"),
        ("{a:}", 3, "unknown-choice"),
        ("{all a:won}", 7, "unknown-choice"),
        ("{if a = 1}" * 21, 201, "too-deep"),
    ],
)
def test_a_mistake_has_its_column(text: str, column: int, code: str) -> None:
    with pytest.raises(TemplateError) as caught:
        parse_template(text)
    assert (caught.value.column, caught.value.mistake.code) == (column, code)


def test_the_names_come_in_their_order() -> None:
    assert list(parse_template("{b}{a} {{c}} {b}은(는){if d = 1}{all e:,}{end}").names()) == [
        "b",
        "a",
        "b",
        "e",
    ]


@given(st.text())
def test_any_text_can_be_said_with_its_braces_doubled(text: str) -> None:
    doubled = text.replace("{", "{{").replace("}", "}}")
    assert parse_template(doubled).render(Always("")) == text


@given(st.text(alphabet="{}a은(는) :,=1"))
def test_any_text_is_a_template_or_a_mistake(text: str) -> None:
    try:
        template = parse_template(text)
    except TemplateError as error:
        column = error.column
    else:
        assert isinstance(template.render(Always("b")), str)
        return
    assert 0 <= column < len(text)


@given(st.lists(st.sampled_from(["{if a = 1}", "{elif a = 2}", "{else}", "{end}", "가", "{a}"])))
def test_any_order_of_blocks_is_a_template_or_a_mistake(parts: list[str]) -> None:
    text = "".join(parts)
    try:
        template = parse_template(text)
    except TemplateError as error:
        column = error.column
    else:
        assert text.count("{if") == text.count("{end}")
        assert template.render(Always("b")).count("가") <= text.count("가")
        return
    assert 0 <= column < len(text)


@pytest.mark.parametrize(
    ("text", "word", "said"),
    [
        ("『{W.city}』은(는) 있어요.", "바다", "『바다』는 있어요."),
        ("『{W.city}』은(는) 있어요.", "강", "『강』은 있어요."),
        ('"{W.city}"(으)로', "서울", '"서울"로'),
        ("({W.city})을(를)", "부산", "(부산)을"),
        ("{W.city}({W.name})이(가)", "서울", "서울(서울)이"),
        ("{W.city} [{count}]이(가)", "제주", "제주 [제주]가"),
        ("『{if count > 0}{W.city}{end}』과(와)", "책", "『책』과"),
        ("『{W.city}』은(는)", "", "『』"),
        ("{W.city}이(가)", "(주)가람", "(주)가람이"),
        ("{W.city}」 은(는)", "강", "강」 은(는)"),
    ],
)
def test_a_particle_behind_quotes_and_brackets_fits_too(text: str, word: str, said: str) -> None:
    assert parse_template(text).render(Always(word)) == said
