"""A user of TalkTalk: what the bot gets, what the user sees, and what is wrong with it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from mockgenie.channels.naver import user_key
from mockgenie.platforms import NaverApi, NaverUser
from mockgenie.platforms.naver import MOST_FAILURES
from tests.platforms.bots import bot, post
from tests.support import PATIENCE

pytestmark = pytest.mark.usefixtures("patient_platforms")

USER = user_key("user")
Event = dict[str, Any]


def text(said: str, **more: Any) -> Event:
    return {"event": "send", "textContent": {"text": said, **more}}


def echo(event: Event) -> Event | None:
    """A bot that answers the webhook itself."""
    if event["event"] != "send":
        return {}
    return text(f"{event['textContent']['text']}라고요?")


@pytest.fixture
def api() -> Iterator[NaverApi]:
    with NaverApi("secret") as made:
        yield made


def sending(api: NaverApi, *events: Event, key: str = "secret") -> Callable[[Event], Any]:
    """A bot that answers a `send` by the send API, before its response."""
    codes: list[str] = []

    def answer(event: Event) -> Event:
        if event["event"] == "send":
            for one in events:
                sent = {"user": event["user"], **one}
                codes.append(post(api.url, sent, Authorization=key)["resultCode"])
        return {}

    answer.codes = codes  # type: ignore[attr-defined]
    return answer


# What the bot gets


def test_what_is_done_is_sent_as_an_event() -> None:
    with bot(echo) as made, NaverUser(made.url) as user:
        user.open("button", "https://example.com/")
        user.befriend()
        user.say("안녕")
        user.send_picture("https://example.com/a.png")
        user.hand_over("takeThread")
        user.say("거기 누구예요?")
        user.hand_over("passThread")
        user.leave()
    names = [event["event"] for event in made.requests]
    assert names == ["open", "friend", "send", "send", "handover", "send", "handover", "leave"]
    assert {event["user"] for event in made.requests} == {USER}
    assert made.requests[0]["options"]["inflow"] == "button"
    assert made.requests[2]["textContent"] == {"text": "안녕", "inputType": "typing"}
    assert [event.get("standby") for event in made.requests].count(True) == 1
    assert made.requests[5]["standby"] is True
    assert made.headers[0]["accept"] == "application/json"
    assert made.headers[0]["content-type"] == "application/json;charset=UTF-8"


def test_a_button_that_is_touched_sends_its_title_and_code() -> None:
    reply = {"buttonList": [{"type": "TEXT", "data": {"title": "내일", "code": "tomorrow"}}]}
    with bot(lambda _: text("언제요?", quickReply=reply)) as made, NaverUser(made.url) as user:
        seen = user.say("날씨")
        user.say("내일")
    assert (seen.lines, seen.labels) == (("언제요?", "[내일]"), ("내일",))
    touched = {"text": "내일", "code": "tomorrow", "inputType": "button"}
    assert made.requests[1]["textContent"] == touched


def card(*buttons: Event) -> Event:
    content = {"compositeList": [{"title": "고르세요", "buttonList": [*buttons]}]}
    return {"event": "send", "compositeContent": content}


@pytest.mark.parametrize(
    ("kind", "typed", "picked", "input_type"),
    [
        ("TIME", "시각 14:00", "14:00", "time"),
        ("TIMEINTERVAL", "시각 09:30", "09:30", "timeInterval"),
        ("CALENDAR", "시각 20261130", "20261130", "calendar"),
    ],
)
def test_what_is_picked_stands_behind_the_label(
    kind: str, typed: str, picked: str, input_type: str
) -> None:
    button = {"type": kind, "data": {"title": "시각", "code": "when"}}
    with bot(lambda _: card(button)) as made, NaverUser(made.url) as user:
        user.say("안녕")
        assert user.say("시각").lines[0].startswith("→ 시각 ")
        user.say(typed)
    assert len(made.requests) == 2
    picked_content = {"text": picked, "code": "when", "inputType": input_type}
    assert made.requests[1]["textContent"] == picked_content


def test_an_option_opens_its_buttons_and_a_link_leads_away() -> None:
    inner = {"type": "TEXT", "data": {"title": "안쪽", "code": "in"}}
    option = {"type": "OPTION", "data": {"title": "더 보기", "buttonList": [inner]}}
    link = {"type": "LINK", "data": {"title": "길", "url": "https://example.com/"}}
    with bot(lambda _: card(option, link)) as made, NaverUser(made.url) as user:
        user.say("안녕")
        assert user.say("더 보기").lines == ("[안쪽]",)
        assert user.say("길").lines == ("→ https://example.com/",)
        user.say("안쪽")
    assert made.requests[-1]["textContent"]["code"] == "in"


def test_a_payment_is_approved_of_by_200_and_then_confirmed() -> None:
    pay = {"type": "PAY", "data": {"paymentInfo": {"merchantPayKey": "m-1"}}}
    answers = {"send": card(pay)}
    with bot(lambda event: answers.get(event["event"])) as made, NaverUser(made.url) as user:
        user.say("주문")
        user.say("네이버페이")
        user.pay("Fail")
    names = [event["event"] for event in made.requests]
    assert names == ["send", "pay_complete", "pay_confirm", "pay_complete"]
    result = made.requests[1]["options"]["paymentResult"]
    assert (result["code"], result["merchantPayKey"]) == ("Success", "m-1")
    assert made.requests[3]["options"]["paymentResult"]["code"] == "Fail"


def test_a_profile_that_is_asked_for_is_given() -> None:
    asks = {"event": "profile", "options": {"field": "cellphone"}}
    answers = {"send": asks}
    with bot(lambda event: answers.get(event["event"])) as made, NaverUser(made.url) as user:
        user.say("예약")
        user.give_profile()
        user.give_profile("DISAGREE")
    assert made.requests[1]["options"] == {"cellphone": "01000000000", "result": "SUCCESS"}
    assert made.requests[2]["options"] == {"result": "DISAGREE"}


# What the user sees


def test_a_response_is_seen() -> None:
    with bot(echo) as made, NaverUser(made.url) as user:
        seen = user.say("안녕")
    assert (seen.text, seen.problems, seen.status) == ("안녕라고요?", (), 200)
    assert str(user) == "나: 안녕\n봇: 안녕라고요?"


def test_what_the_send_api_takes_is_seen_in_its_order(api: NaverApi) -> None:
    image = {"event": "send", "imageContent": {"imageUrl": "https://example.com/a.png"}}
    answer = sending(api, image, text("여기요"))
    with bot(answer, kind="text/html") as made, NaverUser(made.url, api) as user:
        seen = user.say("사진")
    assert seen.lines == ("(사진 https://example.com/a.png)", "여기요")
    assert seen.problems == ()


@pytest.mark.slow
def test_what_comes_behind_the_response_is_waited_for(api: NaverApi) -> None:
    def later(event: Event) -> Event:
        typing = {"event": "action", "user": event["user"], "options": {"action": "typingOn"}}
        answer = {"user": event["user"], **text("찾았습니다")}

        def send() -> None:
            post(api.url, typing, Authorization="secret")
            time.sleep(0.3)  # longer than an answer of several events is quiet
            post(api.url, answer, Authorization="secret")

        threading.Timer(0.05, send).start()
        return {}

    with bot(later) as made, NaverUser(made.url, api, wait=PATIENCE) as user:
        seen = user.say("안녕")
    assert seen.lines == ("(입력 중…)", "찾았습니다")
    assert seen.arrives


def test_what_comes_by_itself_is_seen_when_one_looks(api: NaverApi) -> None:
    with bot(echo) as made, NaverUser(made.url, api) as user:
        assert user.look() is None
        post(api.url, {"user": USER, **text("공지입니다")}, Authorization="secret")
        found = user.look()
    assert found is not None
    assert (found.said, found.text) == ("", "공지입니다")


def test_a_menu_stays_to_be_touched(api: NaverApi) -> None:
    entry = {"type": "TEXT", "data": {"title": "처음으로", "code": "home"}}
    menu = {"event": "persistentMenu", "menuContent": [{"menus": [entry]}]}
    with bot(echo) as made, NaverUser(made.url, api) as user:
        assert post(api.url, menu, Authorization="secret")["resultCode"] == "00"
        user.look()
        user.say("안녕")
        user.say("처음으로")
    assert made.requests[1]["textContent"]["code"] == "home"


def test_a_bot_passes_the_dialog_to_a_person() -> None:
    passes = {"event": "handover", "options": {"control": "passThread", "targetId": 1}}
    answers = iter([passes, None, None])
    with bot(lambda _: next(answers)) as made, NaverUser(made.url) as user:
        assert user.say("상담원 바꿔 주세요").lines == ("(상담원에게 넘깁니다)",)
        assert user.say("안녕하세요").problems == ()
        user.echo("네, 상담원입니다")
    assert made.requests[1]["standby"] is True
    assert made.requests[2]["options"]["managerNickname"] == "상담원"


# What is wrong


def test_what_the_api_takes_and_never_delivers_is_told(api: NaverApi) -> None:
    broken = {"event": "send", "compositeContent": {"compositeList": [{"title": "짜장면"}]}}
    answer = sending(api, broken)
    with bot(answer) as made, NaverUser(made.url, api) as user:
        seen = user.say("메뉴")
    assert answer.codes == ["00"]  # type: ignore[attr-defined]
    assert (seen.lines, seen.arrives) == ((), False)
    assert [problem.path for problem in seen.problems] == ["compositeContent.compositeList[0]"]


@pytest.mark.parametrize(
    ("event", "key", "code", "path"),
    [
        (text("네"), "wrong", "01", "Authorization"),
        ({**text("네"), "user": user_key("other")}, "secret", "01", "user"),
        ({**text("네"), "user": "짧음"}, "secret", "12", "user"),
        ({"event": "sned"}, "secret", "99", "event"),
    ],
)
def test_what_the_api_refuses_is_told_to_bot_and_author(
    api: NaverApi, event: Event, key: str, code: str, path: str
) -> None:
    answer = sending(api, event, key=key)
    with bot(answer) as made, NaverUser(made.url, api, wait=0) as user:
        seen = user.say("안녕")
    assert answer.codes == [code]  # type: ignore[attr-defined]
    assert path in [problem.path for problem in seen.problems]
    assert not seen.arrives


def test_who_has_left_gets_nothing(api: NaverApi) -> None:
    with bot(echo) as made, NaverUser(made.url, api) as user:
        user.leave()
        answer = post(api.url, {"user": USER, **text("가지 마세요")}, Authorization="secret")
        assert answer["resultCode"] == "04"
        user.open()
        answer = post(api.url, {"user": USER, **text("어서 오세요")}, Authorization="secret")
        assert answer["resultCode"] == "00"


def test_images_are_sent_by_their_id(api: NaverApi) -> None:
    image = {"imageUrl": "https://example.com/a.png"}
    with bot(echo) as made, NaverUser(made.url, api) as user:
        name = post(api.image_url, image, Authorization="secret")["imageId"]
        for one in (name, "unknown"):
            event = {"event": "send", "user": USER, "imageContent": {"imageId": one}}
            assert post(api.url, event, Authorization="secret")["resultCode"] == "00"
        seen = user.look()
    assert seen is not None
    assert seen.lines == (f"(사진 {name})",)
    assert [problem.path for problem in seen.problems] == ["imageContent.imageId"]


@pytest.mark.parametrize("with_api", [True, False])
def test_no_answer_at_all_is_told(api: NaverApi, with_api: bool) -> None:
    its_api = api if with_api else None
    with bot(lambda _: {}) as made, NaverUser(made.url, its_api, wait=0) as user:
        (problem,) = user.say("안녕").problems
        assert problem.drops
        assert user.open().problems == ()


def test_a_push_cannot_be_asked_for_in_a_response() -> None:
    answer = {**text("네"), "options": {"notification": True}}
    with bot(lambda _: answer) as made, NaverUser(made.url) as user:
        seen = user.say("안녕")
    assert (seen.text, seen.arrives) == ("네", True)
    assert [problem.path for problem in seen.problems] == ["options.notification"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"{", "application/json"), (b"[1]", "application/json"), (text("네"), "text/html")],
)
def test_a_response_that_is_no_event_is_told(body: Any, kind: str) -> None:
    with bot(lambda _: body, kind=kind) as made, NaverUser(made.url) as user:
        seen = user.say("안녕")
    assert seen.lines == ()
    assert seen.problems[0].effect == "it is ignored"


def test_the_response_to_leave_is_ignored() -> None:
    with bot(lambda _: text("가지 마세요")) as made, NaverUser(made.url) as user:
        seen = user.leave()
    assert (seen.lines, len(seen.problems)) == ((), 1)


def test_who_answers_while_a_person_does_is_told() -> None:
    with bot(lambda _: text("저도 있어요")) as made, NaverUser(made.url) as user:
        user.hand_over("takeThread")
        (problem,) = user.say("안녕").problems
    assert "standby" in problem.what
    assert not problem.drops


# Echoes


def test_a_bot_gets_echoes_where_it_has_asked_for_them() -> None:
    with bot(echo) as made, NaverUser(made.url, echo=True) as user:
        assert user.say("안녕").problems == ()
    sent, echoed = made.requests
    assert (echoed["event"], echoed["echoedEvent"]) == ("echo", "send")
    assert echoed["textContent"] == {"text": "안녕라고요?"}
    assert "managerNickname" not in echoed["options"]
    assert sent["event"] == "send"


def test_an_echo_that_is_answered_is_told(api: NaverApi) -> None:
    with bot(lambda _: text("네")) as made, NaverUser(made.url, echo=True) as user:
        (problem,) = user.say("안녕").problems
        assert "echo" in problem.what
        (problem,) = user.echo("상담원입니다").problems
        assert "echo" in problem.what
    assert len(made.requests) == 3


def test_an_echo_that_is_answered_by_the_send_api_is_told(api: NaverApi) -> None:
    def answer(event: Event) -> Event:
        post(api.url, {"user": event["user"], **text("네")}, Authorization="secret")
        return {}

    with bot(answer) as made, NaverUser(made.url, api, echo=True) as user:
        (problem,) = user.say("안녕").problems
    assert "echo" in problem.what
    assert len(made.requests) == 2
    with bot(answer) as made, NaverUser(made.url, api) as user:
        (problem,) = user.echo("상담원입니다").problems
    assert "echo" in problem.what
    assert "standby" not in made.requests[0]


# Errors of the webhook


@pytest.mark.parametrize(("status", "blocks"), [(500, True), (400, True), (429, False)])
def test_errors_in_a_row_block_the_webhook(status: int, blocks: bool) -> None:
    with bot(echo, status) as made, NaverUser(made.url) as user:
        for _ in range(MOST_FAILURES):
            assert f"its status is {status}" in str(user.say("안녕").problems[0])
        assert user.is_blocked is blocks
        blocked = user.say("안녕")
        assert len(made.requests) == MOST_FAILURES + (not blocks)
        if blocks:
            assert "blocked" in str(blocked.problems[0])
            user.save_webhook()
            made.status = 200
            assert user.say("안녕").text == "안녕라고요?"


def test_errors_that_are_not_in_a_row_block_nothing() -> None:
    with bot(echo) as made, NaverUser(made.url) as user:
        for number in range(3 * MOST_FAILURES):
            made.status = 500 if number % MOST_FAILURES else 200
            user.say("안녕")
        assert not user.is_blocked


def test_a_webhook_that_is_late_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mockgenie.platforms.naver.SECONDS", 0.0001)
    with bot(echo) as made, NaverUser(made.url) as user:
        (problem,) = user.say("안녕").problems
    assert "that TalkTalk waits" in problem.what
    assert user.failures == 1


def test_a_webhook_that_is_not_there_is_told() -> None:
    with bot(echo) as made:
        pass
    with NaverUser(made.url) as user:
        assert "cannot be reached" in user.say("안녕").problems[0].what
