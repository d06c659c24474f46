"""What the system says: texts, their conditions, weights and lines for records."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockgenie.conditions import ALWAYS, parse
from mockgenie.domain import Confirmation, Domain, Saying, Sayings, Text, parse_template
from tests.domain.placeless import placeless, saying, says

Load = Callable[[str | bytes], Domain]

SLOTS = "entities: {Weather: {slots: [city, date, info]}}\n"


def said(domain: Domain) -> Sayings:
    return placeless(domain.opening.say)


@pytest.mark.parametrize(
    "say", ["안녕", "[안녕]", "[{text: 안녕}]", "{text: 안녕}", "{text: [안녕]}"]
)
def test_a_saying_has_several_forms(load: Load, say: str) -> None:
    assert said(load(f"tasks: {{a: {{say: {say}}}}}")) == says("안녕")


def test_sayings_have_conditions_and_lines_for_records(load: Load) -> None:
    domain = load(
        SLOTS
        + """
tasks:
  a:
    say:
      - {when: count = 0, text: 없습니다.}
      - when: Weather.city is filled and turn > 3
        text: "{count}건"
        each: "{Weather.city}은(는) {Weather.info}"
      - {each: "{number}. {Weather.info}", limit: 3}
      - 끝
"""
    )
    assert said(domain) == (
        saying("없습니다.", when="count = 0"),
        saying(
            "{count}건",
            when="Weather.city is filled and turn > 3",
            each=parse_template("{Weather.city}은(는) {Weather.info}"),
        ),
        saying(each=parse_template("{number}. {Weather.info}"), limit=3),
        saying("끝"),
    )
    assert [one.limit for one in domain.opening.say] == [10, 10, 3, 10]


def test_a_saying_has_several_wordings_with_weights(load: Load) -> None:
    domain = load("tasks: {a: {say: {text: [하나, {text: 둘, weight: 2.5}, {text: 셋}]}}}")
    (one,) = said(domain)
    assert one.texts == (
        Text(parse_template("하나")),
        Text(parse_template("둘"), 2.5),
        Text(parse_template("셋"), 1),
    )


def test_a_list_of_sayings_is_no_list_of_wordings(load: Load) -> None:
    assert said(load("tasks: {a: {say: [하나, 둘]}}")) == says("하나", "둘")


def test_a_saying_may_be_a_dialog_act_of_the_system(load: Load) -> None:
    domain = load(
        'tasks: {a: {say: [{text: 안녕, act: greet}], next: {task: a, when: system_act = "greet"}}}'
    )
    assert said(domain) == (saying("안녕", act="greet"),)


def test_sayings_and_texts_know_where_they_stand(load: Load) -> None:
    domain = load(
        """tasks:
  a:
    say:
      - 하나
      - text: [둘, {text: 셋, weight: 2}]
      - {when: count = 1, text: 넷}
"""
    )
    assert [one.place for one in domain.opening.say] == [(4, 9), (5, 9), (6, 9)]
    assert [[text.place for text in one.texts] for one in domain.opening.say] == [
        [(4, 9)],
        [(5, 16), (5, 26)],
        [(6, 33)],
    ]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ('tasks: {a: {say: ["하나\\n둘", "\\u2028\\a", "😀"]}}', ["하나\n둘", "\u2028\x07", "😀"]),
        ("tasks:\n  a:\n    say: |\n      하나\n      둘\n", ["하나\n둘\n"]),
        ("tasks:\n  a:\n    say: >-\n      하나\n      둘\n", ["하나 둘"]),
        ("tasks: {a: {say: ''}}", [""]),
    ],
    ids=["escapes", "literal", "folded", "empty"],
)
def test_a_text_may_have_lines_and_escapes(load: Load, content: str, lines: list[str]) -> None:
    assert said(load(content)) == says(*lines)


@pytest.mark.parametrize("field", ["fallback", "help", "cancelled"])
def test_what_is_said_everywhere_has_conditions_and_wordings_too(load: Load, field: str) -> None:
    domain = load(
        SLOTS
        + f"""
tasks: {{a: }}
{field}:
  - {{when: turn > 3, text: [하나, 둘]}}
  - "{{Weather.city}}? 다시요"
"""
    )
    assert placeless(getattr(domain, field)) == (
        saying("하나", "둘", when="turn > 3"),
        saying("{Weather.city}? 다시요"),
    )


def test_without_them_it_is_said_in_our_words_or_not_at_all(load: Load) -> None:
    domain = load("tasks: {a: }")
    for ours in (domain.fallback, domain.cancelled):
        (one,) = ours
        (text,) = one.texts
        assert one == Saying((text,))
        assert text.place == (0, 0)
        assert text.template.render(None)  # type: ignore[arg-type]  # nothing to fill in
    assert domain.help == ()


@pytest.mark.parametrize(
    ("written", "question", "change"),
    [
        ("맞나요?", says("맞나요?"), None),
        ("[{when: count = 1, text: 맞나요?}, 정말요?]",
         (saying("맞나요?", when="count = 1"), saying("정말요?")), None),
        ("{text: 맞나요?}", says("맞나요?"), None),
        ("{text: [맞나요?, 정말요?]}", (saying("맞나요?", "정말요?"),), None),
        ("{text: 맞나요?, change: 무엇을요?}", says("맞나요?"), says("무엇을요?")),
        ("{text: [{when: count = 1, text: 맞나요?}, 정말요?], change: [{text: [뭘요?, 네?]}]}",
         (saying("맞나요?", when="count = 1"), saying("정말요?")), (saying("뭘요?", "네?"),)),
    ],
)  # fmt: skip
def test_a_confirmation_has_several_forms(
    load: Load, written: str, question: Sayings, change: Sayings | None
) -> None:
    confirm = load(f"tasks: {{a: {{confirm: {written}}}}}").opening.confirm
    assert isinstance(confirm, Confirmation)
    assert placeless(confirm.question) == question
    if change is not None:
        assert placeless(confirm.change) == change
    assert all(one.texts and one.when == ALWAYS for one in confirm.change)


def test_a_text_may_depend_on_conditions(load: Load) -> None:
    text = '{if Weather.city = "서울"}수도{elif act = "yes"}네{else}{Weather.city:iso}{end}'
    domain = load(SLOTS + f"tasks: {{a: {{say: '{text}'}}}}")
    assert said(domain) == says(text)
    ((_, city), (_, yes)) = domain.opening.say[0].texts[0].template.conditions()
    assert (city, yes) == (parse('Weather.city = "서울"'), parse('act = "yes"'))


def test_a_saying_and_each_of_its_wordings_may_have_an_image(load: Load) -> None:
    wordings = "[하나, {text: 둘, image: 'https://a/{Weather.city}.png'}]"
    domain = load(SLOTS + f"tasks: {{a: {{say: {{text: {wordings}, image: https://a/b.png}}}}}}")
    (one,) = domain.opening.say
    assert one.image == parse_template("https://a/b.png")
    first, second = one.texts
    assert first.image is None
    assert second.image == parse_template("https://a/{Weather.city}.png")


def test_a_saying_may_have_further_keys_of_an_answer(load: Load) -> None:
    extra = "{mood: 기쁨, City: '{Weather.city}'}"
    (one,) = load(SLOTS + f"tasks: {{a: {{say: {{text: 하나, extra: {extra}}}}}}}").opening.say
    assert one.extra == (
        ("mood", parse_template("기쁨")),
        ("City", parse_template("{Weather.city}")),
    )
