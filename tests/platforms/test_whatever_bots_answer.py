"""Whatever a bot answers, or sends, is seen or told: a platform never fails over it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.channels import Problem
from mockgenie.platforms import KakaoUser, NaverApi, NaverUser, Posted
from mockgenie.platforms.webhook import Called, Webhook
from tests.channels.test_kakao_check import CARDS, OUTPUTS, answer
from tests.channels.test_naver_check import FINE, JSON, cards, event, quick

URL = "http://localhost:1/"
KINDS = st.sampled_from(["application/json", "text/html", ""])
STATUSES = st.sampled_from([200, 200, 200, 204, 429, 500, 0])


def told(problems: list[Problem]) -> None:
    assert all(isinstance(str(problem), str) for problem in problems)


def answering(monkeypatch: pytest.MonkeyPatch, *called: Called) -> None:
    """Let webhooks be answered so, one after the other."""
    left = iter([*called, *[Called(200, "application/json")] * 20])
    monkeypatch.setattr(Webhook, "post", lambda *_: next(left))


def body(content: Any) -> bytes:
    return json.dumps(content).encode()


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(CARDS, st.sampled_from(OUTPUTS), KINDS, STATUSES, st.binary(max_size=20))
def test_whatever_a_skill_answers(
    content: Any, output: str, kind: str, status: int, garbage: bytes
) -> None:
    answers = (
        body(content),
        body(answer({output: content}, quickReplies=content, context={"values": content})),
        body(answer(context={"values": [{"name": "a", "lifeSpan": 2, "ttl": content}]})),
        body({"version": "2.0", "useCallback": content, "data": content}),
        garbage,
    )
    with pytest.MonkeyPatch.context() as patch:
        answering(patch, *(Called(status, kind, one) for one in answers))
        user = KakaoUser(URL)
        for _ in answers:
            user.say("안녕")
        for label in list(user.touches):
            user.say(label)
        told(user.problems)
        assert str(user)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(JSON, KINDS, STATUSES, st.binary(max_size=20))
def test_whatever_a_webhook_answers(inner: Any, kind: str, status: int, garbage: bytes) -> None:
    answers = (
        body(inner),
        body(quick(inner)),
        body(cards({"title": "가", "buttonList": inner, "elementList": inner, "image": inner})),
        body({"event": "persistentMenu", "menuContent": inner}),
        body({"event": "profile", "options": inner}),
        body({"event": "handover", "options": inner}),
        garbage,
    )
    with pytest.MonkeyPatch.context() as patch:
        answering(patch, *(Called(status, kind, one) for one in answers))
        user = NaverUser(URL, echo=True)
        for _ in answers:
            user.say("안녕")
            user.save_webhook()
        for label in list(user.touches):
            user.say(label)
        user.give_profile()
        told(user.problems)
        assert str(user)


HEADERS = {"authorization": "k", "content-type": "application/json"}


@pytest.fixture(scope="module")
def api() -> Any:
    with NaverApi() as made:
        yield made


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(JSON, st.sampled_from(["send", "action", "persistentMenu", "profile", "product", "x"]))
def test_whatever_is_sent_to_the_api(api: NaverApi, inner: Any, name: str) -> None:
    user = NaverUser(URL, api)
    sent = [inner, *({**event(name, **{key: inner}), "user": user.key} for key in KEYS), *FINE]
    for one in sent:
        for path in ("/chatbot/v1/event", "/chatbot/v1/imageUpload"):
            status, content = api.answer(Posted(path, HEADERS, body(one)))
            assert status in (200, 415)
            assert content["success"] is (content["resultCode"] == "00")
    user.look()
    told(user.problems)
    assert str(user)
    user.close()


KEYS = ("textContent", "imageContent", "compositeContent", "menuContent", "options")
