"""Whatever the platforms send is understood or refused, and no answer breaks a limit."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.channels import (
    Channel,
    KakaoChannel,
    NaverChannel,
    NotARequest,
    Problem,
    Said,
)
from mockgenie.channels.kakao import SkillSettings
from mockgenie.channels.kakao import check as check_kakao
from mockgenie.channels.kakao import payload as kakao_payload
from mockgenie.channels.naver import check as check_naver
from tests.channels.kakao_requests import OF_EVERY_AGE, VALIDATION
from tests.channels.test_kakao import WORDS, domain, session
from tests.channels.test_naver import USER
from tests.channels.test_naver_room import EVENTS

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=5,
)
PAYLOADS = [
    *OF_EVERY_AGE.values(),
    VALIDATION,
    *(
        kakao_payload("안녕", SkillSettings(kind=kind, params={"city": "서울"}))  # type: ignore[arg-type]
        for kind in ("real", "skill-test", "validation")
    ),
]
SENT = [{"event": name, "user": USER, **content} for name, content, _ in EVENTS]


def places(value: Any) -> list[tuple[Any, ...]]:
    """The way to every part of a value."""
    if not isinstance(value, (dict, list)):
        return []
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    return [way for key, one in inner for way in [(key,), *((key, *way) for way in places(one))]]


@st.composite
def changed(draw: st.DrawFn, requests: list[dict[str, Any]]) -> bytes:
    """A request with some of its parts in the place of others, or gone."""
    request = copy.deepcopy(draw(st.sampled_from(requests)))
    for _ in range(draw(st.integers(0, 3))):
        found = places(request)
        if not found:
            break
        *way, last = draw(st.sampled_from(found))
        part: Any = request
        for key in way:
            part = part[key]
        if draw(st.booleans()):
            part[last] = draw(JSON)
        else:
            del part[last]
    return json.dumps(request).encode()


@st.composite
def utterances(draw: st.DrawFn) -> Said:
    """What an engine may say."""
    values = draw(st.lists(WORDS, max_size=15, unique=True))
    listed = draw(st.lists(WORDS, max_size=8))
    slots = draw(st.dictionaries(WORDS, st.lists(st.text(), max_size=3).map(tuple), max_size=4))
    state = session(asked="Food.menu", listed=("Food.menu", *listed), slots=slots)
    return Said(draw(st.text(max_size=3000)).strip() or "네", {}, state, domain(values))


def answered(channel: Channel, body: bytes, said: Said) -> Any:
    """The answer, None where the request is refused."""
    try:
        heard = channel.hear(body)
    except NotARequest:
        return None
    for delay in (0.0, 9.0):
        if (later := channel.later(heard, delay)) is not None:
            assert later.url.startswith(("http://", "https://"))
            json.loads(later.answer)
    return json.loads(channel.reply(heard, None if heard.text is None else said))


def dropped(problems: list[Problem]) -> list[str]:
    return [str(problem) for problem in problems if problem.drops]


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(changed(PAYLOADS), utterances())
def test_whatever_kakao_sends(body: bytes, said: Said) -> None:
    answer = answered(KakaoChannel(), body, said)
    if answer is not None and "status" not in answer:
        assert dropped(check_kakao(answer)) == []


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(changed(SENT), utterances())
def test_whatever_talktalk_sends(body: bytes, said: Said) -> None:
    answer = answered(NaverChannel(), body, said)
    if answer:
        assert dropped(check_naver(answer, is_reply=True)) == []


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60) | JSON.map(lambda one: json.dumps(one).encode()))
def test_whatever_bytes_come(body: bytes) -> None:
    for channel in (KakaoChannel(), NaverChannel()):
        answered(channel, body, Said("네"))
