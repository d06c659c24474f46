"""A Kakao user: what the skill gets, what the user sees, and what is wrong with it."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from mockgenie.platforms import Callbacks, KakaoUser, Seen
from tests.platforms.bots import bot, post

pytestmark = pytest.mark.usefixtures("patient_platforms")


def text(said: str, **more: Any) -> dict[str, Any]:
    outputs = [{"simpleText": {"text": said}}]
    return {"version": "2.0", "template": {"outputs": outputs, **more}}


def test_what_is_seen_has_all_that_a_test_asks_for() -> None:
    reply = {"label": "네", "action": "message", "messageText": "그래요"}
    with (
        bot(lambda _: text("안녕하세요", quickReplies=[reply])) as made,
        KakaoUser(made.url) as user,
    ):
        seen = user.say("안녕")
        again = user.say("네")
    assert (seen.said, seen.text, seen.labels) == ("안녕", "안녕하세요", ("네",))
    assert seen.lines == ("안녕하세요", "[네]")
    assert (seen.status, seen.problems, seen.arrives) == (200, (), True)
    assert seen.request == made.requests[0]
    assert seen.response == text("안녕하세요", quickReplies=[reply])
    assert again.request["userRequest"]["utterance"] == "그래요"
    assert user.problems == []
    assert str(user) == ("나: 안녕\n봇: 안녕하세요\n    [네]\n나: 네\n봇: 안녕하세요\n    [네]")


def test_what_is_wrong_is_gathered() -> None:
    with bot(lambda _: text("가" * 1001)) as made, KakaoUser(made.url) as user:
        assert not user.say("안녕").arrives
        assert not user.say("안녕").arrives
    assert [problem.limit for problem in user.problems] == [1000, 1000]


def test_a_link_that_is_touched_sends_nothing() -> None:
    button = {"label": "길", "action": "webLink", "webLinkUrl": "https://example.com/"}
    card = {"textCard": {"title": "길 안내", "buttons": [button]}}
    answer = {"version": "2.0", "template": {"outputs": [card]}}
    with bot(lambda _: answer) as made, KakaoUser(made.url) as user:
        user.say("안녕")
        assert user.say("길").lines == ("→ https://example.com/",)
    assert len(made.requests) == 1


def test_pictures_and_films_are_sent() -> None:
    with bot(lambda _: text("네")) as made, KakaoUser(made.url) as user:
        user.send_picture("https://example.com/a.png")
        user.send_film("https://example.com/a.mp4")
    kinds = [one["userRequest"]["params"]["media"]["type"] for one in made.requests]
    assert kinds == ["image", "video"]


def test_a_context_lives_as_long_as_its_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("mockgenie.platforms.kakao.time.monotonic", lambda: now[0])
    context = {"values": [{"name": "대화", "lifeSpan": 9, "ttl": 60}]}
    answers = iter([{**text("네"), "context": context}, text("네"), text("네")])
    with bot(lambda _: next(answers)) as made, KakaoUser(made.url) as user:
        user.say("하나")
        user.say("둘")
        now[0] = 60.0
        user.say("셋")
    assert [len(request["contexts"]) for request in made.requests] == [0, 1, 0]


# Callbacks


def promise(request: dict[str, Any], *answers: Any) -> dict[str, Any]:
    """The first answer of a skill that sends others to the callback."""
    url = request["userRequest"]["callbackUrl"]

    def send() -> None:
        for answer in answers:
            post(url, answer)

    thread = threading.Thread(target=send)
    thread.start()
    thread.join()
    return {"version": "2.0", "useCallback": True, "data": {"text": "잠시만요"}}


def promised(answer: Any) -> Seen:
    with bot(lambda request: promise(request, answer)) as made:
        user = KakaoUser(made.url, callback=True)
        seen = user.say("안녕")
        user.close()
    return seen


def test_a_promised_answer_is_seen_behind_the_waiting_message() -> None:
    seen = promised(text("찾았습니다"))
    assert seen.lines == ("잠시만요", "찾았습니다")
    assert seen.text == "찾았습니다"
    assert seen.arrives


def test_a_promised_answer_is_checked() -> None:
    seen = promised(text("가" * 1001))
    assert [problem.limit for problem in seen.problems] == [1000]


@pytest.mark.parametrize("settings", [{}, {"kind": "skill-test"}])
def test_where_no_callback_is_offered_a_promise_leads_nowhere(settings: dict[str, Any]) -> None:
    promised = {"version": "2.0", "useCallback": True}
    with bot(lambda _: promised) as made, KakaoUser(made.url, **settings) as user:
        (problem,) = user.say("안녕").problems
    assert problem.path == "useCallback"


def test_the_address_of_a_callback_may_begin_as_kakaos_do() -> None:
    with bot(lambda _: text("네")) as made, KakaoUser(made.url) as user:
        user.take_callbacks(Callbacks("https://bot-api.kakao.com/"))
        user.say("안녕")
    url = made.requests[0]["userRequest"]["callbackUrl"]
    assert url.startswith("https://bot-api.kakao.com/v1/bots/")


def test_a_callback_takes_one_answer() -> None:
    callbacks = Callbacks()
    url = callbacks.expect()
    first, second, other = post(url, {"a": 1}), post(url, {"a": 2}), post(f"{url}x", {})
    assert [one["status"] for one in (first, second, other)] == ["SUCCESS", "FAIL", "FAIL"]
    assert [*first] == ["taskId", "status", "message", "timestamp"]
    assert callbacks.wait() == b'{"a": 1}'
    callbacks.close()


def test_a_promised_answer_that_does_not_come() -> None:
    callbacks = Callbacks(seconds=0.01)
    callbacks.expect()
    assert callbacks.wait() is None
    callbacks.close()


# What comes otherwise


def test_the_validation_of_a_parameter_is_answered() -> None:
    answer = {"status": "FAIL", "value": "서울", "message": "다시 말씀해 주세요"}
    with bot(lambda _: answer) as made, KakaoUser(made.url, kind="validation") as user:
        seen = user.say("서울")
    assert (seen.lines, seen.problems) == (("FAIL 서울", "다시 말씀해 주세요"), ())


@pytest.mark.parametrize("answer", [[], {}, {"status": "OK"}, {"status": "FAIL", "value": 1}])
def test_the_validation_of_a_parameter_is_checked(answer: Any) -> None:
    with bot(lambda _: answer) as made, KakaoUser(made.url, kind="validation") as user:
        assert not user.say("서울").arrives


def test_a_setting_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError):
        KakaoUser("http://localhost:1/", age=3)
