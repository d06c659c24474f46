"""The engine's protocol: questions as clients in the field send them, answers that fit."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.channels import APOLOGY, EngineChannel, NotARequest, ObjectReader, Said

KEYS = ["Query", "Answer", "AnswerImageUrl", "Intent", "NER"]


def hear(request: object, **options: Any) -> tuple[str | None, str, str]:
    body = request if isinstance(request, bytes) else json.dumps(request).encode()
    heard = EngineChannel(**options).hear(body)
    return heard.text, heard.user, heard.bot_type


def reply(text: str, query: str = "안녕", **options: Any) -> bytes:
    channel = EngineChannel(**options)
    heard = channel.hear(json.dumps({"Query": query}).encode())
    return channel.reply(heard, Said(text))


# Questions


@pytest.mark.parametrize(
    ("request_", "heard"),
    [
        ({"Query": "안녕", "BotType": "TEST"}, ("안녕", "", "TEST")),
        ({"Query": "안녕", "Bottype": "KAKAO"}, ("안녕", "", "KAKAO")),
        ({"Query": "안녕"}, ("안녕", "", "")),
        ({"query": "안녕", "botType": "JOY"}, ("안녕", "", "JOY")),
        ({"Query": "안녕", "BotType": None}, ("안녕", "", "")),
        ({"Query": "안녕", "BotType": "X", "Id": "a", "Pw": "b"}, ("안녕", "", "X")),
        ({"Query": "안녕", "UserId": "u1"}, ("안녕", "u1", "")),
        ({"Query": "안녕", "User": 7}, ("안녕", "7", "")),
        ({"Query": ""}, ("", "", "")),
    ],
)
def test_questions_are_understood_however_their_keys_are_written(
    request_: object, heard: object
) -> None:
    assert hear(request_) == heard


def test_a_question_may_be_utf8_without_escapes() -> None:
    assert hear('{"Query": "탕수육 주세요"}'.encode())[0] == "탕수육 주세요"


@pytest.mark.parametrize(
    "request_",
    [b"hello", b"{}", b'{"Query": 1}', b'{"Query": null}', b"[]", b"\xb0\xa1", b'{"Query": "a"} x'],
)
def test_what_is_no_question_is_refused(request_: bytes) -> None:
    with pytest.raises(NotARequest):
        hear(request_)


def test_plain_text_is_a_question_where_it_is_allowed() -> None:
    assert hear("안녕하세요\n".encode(), plain=True)[0] == "안녕하세요"
    assert hear({"Query": "안녕"}, plain=True)[0] == "안녕"


# Answers


def test_an_answer_has_five_keys_in_their_order_in_ascii() -> None:
    sent = reply("반갑습니다")
    assert sent == (
        b'{"Query": "\\uc548\\ub155", "Answer": "\\ubc18\\uac11\\uc2b5\\ub2c8\\ub2e4",'
        b' "AnswerImageUrl": null, "Intent": "\\uae30\\ud0c0",'
        b" \"NER\": \"[('\\uc548\\ub155', 'O')]\"}"
    )
    assert list(json.loads(sent)) == KEYS


def test_ner_is_a_list_as_python_writes_it() -> None:
    ner = json.loads(reply("네", "짜장면, 하나 주세요!"))["NER"]
    assert ast.literal_eval(ner) == [("짜장면", "O"), ("하나", "O"), ("주세요", "O")]


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("주문할게요", "주문"),
        ("예약해주세요!", "예약"),
        ("안녕하세요", "안녕"),
        ("날씨는", "날씨"),
        ("메뉴판을", "메뉴판"),
        ("짜장면이요", "짜장면"),
        ("라면요", "라면요"),
        ("주세요", "주세요"),
        ("필요", "필요"),
        ("물은", "물은"),
        ("LG전자", "LG전자"),
    ],
)
def test_words_without_a_tag_are_listed_without_their_endings(query: str, word: str) -> None:
    assert ast.literal_eval(json.loads(reply("네", query))["NER"]) == [(word, "O")]


def test_nothing_to_say_is_the_apology() -> None:
    assert json.loads(reply(""))["Answer"] == APOLOGY


def test_an_answer_can_be_utf8() -> None:
    assert '"Answer": "반갑습니다"'.encode() in reply("반갑습니다", raw=True)


def test_the_camel_profile_has_no_ner() -> None:
    answer = json.loads(reply("네", profile="camel"))
    assert answer == {"Query": "안녕", "Answer": "네", "imageUrl": "nan", "Intent": "기타"}


def test_the_list_profile_has_a_list_of_lines() -> None:
    sent = reply("첫 줄\n\n둘째 줄", profile="list")
    answer = json.loads(sent)
    assert list(answer) == KEYS
    assert answer["Answer"] == ["첫 줄", "둘째 줄"]
    assert answer["NER"] == [["안녕", "O"]]
    assert "첫 줄".encode() in sent


IMAGE = "https://example.com/짜장면.png"


def test_an_image_is_given_by_its_address() -> None:
    channel = EngineChannel(raw=True)
    heard = channel.hear(b'{"Query": "a"}')
    assert json.loads(channel.reply(heard, Said("네", image=IMAGE)))["AnswerImageUrl"] == IMAGE
    camel = EngineChannel(profile="camel")
    assert json.loads(camel.reply(heard, Said("네", image=IMAGE)))["imageUrl"] == IMAGE


@pytest.mark.parametrize("profile", ["book", "camel", "list"])
def test_further_keys_follow_those_of_the_answer_or_replace_them(profile: Any) -> None:
    channel = EngineChannel(profile=profile)
    heard = channel.hear(b'{"Query": "a"}')
    said = Said("네", extra=(("emotion", "기쁨"), ("Intent", "1")))
    answer = json.loads(channel.reply(heard, said))
    assert list(answer)[-1] == "emotion"
    assert (answer["emotion"], answer["Intent"]) == ("기쁨", "1")


def test_what_does_not_fit_is_left_out_in_order() -> None:
    channel = EngineChannel(limit=256)
    heard = channel.hear(b'{"Query": "a b c"}')
    said = Said("가" * 5, extra=(("a", "가" * 9), ("b", "가" * 99)), image="https://a/b.png")
    answer = json.loads(channel.reply(heard, said))
    assert answer["NER"] == "[]"
    assert (answer.get("a"), answer.get("b")) == ("가" * 9, None)
    assert answer["AnswerImageUrl"] == "https://a/b.png"


@pytest.mark.parametrize("raw", [False, True])
def test_korean_answers_around_the_limit_fit_and_are_cut_at_a_letter(raw: bool) -> None:
    for length in range(270, 330):
        text = ("가나다라마바사아자차" * 33)[:length]
        sent = reply(text, "열다섯 글자쯤 되는 질문입니다", raw=raw)
        answer = json.loads(sent)
        assert len(sent) <= 2048
        assert list(answer) == KEYS
        if answer["Answer"] != text:
            assert answer["NER"] == "[]"
            assert answer["Answer"].endswith("…")
            assert text.startswith(answer["Answer"][:-1])
            assert len(sent) > 2048 - 12


def test_ner_is_shortened_before_the_answer() -> None:
    answer = json.loads(reply("가" * 290, "짜장면 두 그릇하고 탕수육 하나 주세요"))
    assert answer["Answer"] == "가" * 290
    assert answer["Query"] == "짜장면 두 그릇하고 탕수육 하나 주세요"
    assert ast.literal_eval(answer["NER"])[:1] in ([], [("짜장면", "O")])


def test_a_long_question_leaves_room_for_the_answer() -> None:
    answer = json.loads(reply("네, 알겠습니다.", "가" * 3000))
    assert answer["Answer"] == "네, 알겠습니다."
    assert 100 < len(answer["Query"]) < 3000


def test_an_emoji_is_never_cut_in_half() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    for limit in range(256, 320):
        answer = json.loads(reply(family * 10, "a", limit=limit))["Answer"]
        assert answer.removesuffix("…").replace(family, "") == ""


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=700),
    st.text(max_size=700),
    st.sampled_from(["book", "camel", "list"]),
    st.booleans(),
    st.sampled_from([256, 300, 2048]),
    st.text(max_size=300),
    st.dictionaries(st.text(min_size=1, max_size=99), st.text(max_size=99), max_size=9),
)
def test_whatever_is_said_the_answer_fits_and_is_json(
    text: str,
    query: str,
    profile: Any,
    raw: bool,
    limit: int,
    image: str,
    extra: dict[str, str],
) -> None:
    channel = EngineChannel(limit, profile, raw)
    heard = channel.hear(json.dumps({"Query": query}).encode())
    sent = channel.reply(heard, Said(text, image=image, extra=tuple(extra.items())))
    assert len(sent) <= limit
    json.loads(sent)


# When a question is whole


def take(*pieces: bytes) -> list[bool]:
    reader = ObjectReader()
    return [reader.take(piece) for piece in pieces]


def test_a_question_is_whole_where_its_brace_is_closed() -> None:
    assert take(b'{"Query"', b': "a}', b'\\"}"', b"}") == [False, False, False, True]


def test_a_backslash_may_end_a_piece() -> None:
    assert take(b'{"Query": "a\\', b'"}', b'"}') == [False, False, True]


def test_a_piece_may_end_inside_a_letter() -> None:
    whole = '{"Query": "가"}'.encode()
    assert take(whole[:12], whole[12:]) == [False, True]


def test_what_begins_with_no_brace_is_whole_as_it_comes() -> None:
    assert take(b"hello") == [True]
    assert take(b"  \n", b"{", b"}") == [False, False, True]


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(st.text(max_size=9), st.text(max_size=30), max_size=4),
    st.integers(min_value=1, max_value=9),
    st.booleans(),
)
def test_a_question_in_pieces_of_any_size_is_whole_at_its_last_byte(
    request_: dict[str, str], size: int, ascii_: bool
) -> None:
    try:
        whole = json.dumps(request_, ensure_ascii=ascii_).encode()
    except UnicodeEncodeError:
        return
    pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
    assert take(*pieces) == [False] * (len(pieces) - 1) + [True]
