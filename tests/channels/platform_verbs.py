"""What the rows of Kakao and TalkTalk do: answers and events checked, users simulated."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from typing import Any

from mockgenie.channels import Problem
from mockgenie.channels import kakao as kakao_platform
from mockgenie.channels import naver as naver_platform
from mockgenie.platforms import KakaoUser, NaverApi, NaverUser
from tests.channels.kakao_requests import payload
from tests.channels.stage import Stage, post, verb
from tests.channels.test_naver import USER
from tests.platforms.bots import bot
from tests.platforms.bots import post as sent
from tests.platforms.test_pictures import files

FIRST = "template.outputs[0]"
TEXT = {"simpleText": {"text": "네"}}


def expanded(value: Any) -> Any:
    """A value with what is to be repeated: `{repeat: [가, 1001]}` is a text, of anything else a
    list."""
    if isinstance(value, dict) and value.keys() == {"repeat"}:
        one, times = value["repeat"]
        return one * times if isinstance(one, str) else [expanded(one)] * times
    if isinstance(value, dict):
        return {key: expanded(one) for key, one in value.items()}
    return [*map(expanded, value)] if isinstance(value, list) else value


def told(problems: Iterable[Problem], within: str = "") -> list[str]:
    """Problems in short: `dropped simpleText.text 1000`, `changed …`, paths from `within` on."""
    return [
        " ".join(
            filter(
                None,
                (
                    "dropped" if problem.drops else "changed",
                    problem.path.removeprefix(within).lstrip("."),
                    str(problem.limit or ""),
                ),
            )
        )
        for problem in problems
    ]


# Kakao


@verb("kakao_answer")
async def kakao_answer(_: Stage, answer: Any) -> list[str]:
    """What is wrong with an answer of a skill."""
    return told(kakao_platform.check(expanded(answer)))


@verb("kakao_output")
async def kakao_output(_: Stage, output: Any) -> list[str]:
    """What is wrong with an answer that has this output alone; places are within it."""
    answer = {"version": "2.0", "template": {"outputs": [expanded(output)]}}
    return told(kakao_platform.check(answer), FIRST)


@verb("kakao_replies")
async def kakao_replies(_: Stage, replies: Any) -> list[str]:
    """What is wrong with these quick replies."""
    template = {"outputs": [TEXT], "quickReplies": expanded(replies)}
    answer = {"version": "2.0", "template": template}
    return told(kakao_platform.check(answer), "template")


@verb("kakao_sends")
async def kakao_sends(_: Stage, given: dict[str, Any]) -> Any:
    """What the simulated platform sends for a text; `touched`: the quick reply that says it,
    `media`, `callback` and `contexts` where they are needed."""
    own = {"text", "touched", "media", "callback", "contexts"}
    settings = kakao_platform.SkillSettings(
        **{key: one for key, one in given.items() if key not in own}
    )
    shown = {"template": {"quickReplies": [given["touched"]]}} if "touched" in given else {}
    touch = next(iter(kakao_platform.touches(shown).values()), None)
    return kakao_platform.payload(
        given.get("text", "안녕"),
        settings,
        given.get("callback", ""),
        touch,
        given.get("contexts", ()),
        given.get("media"),
    )


@verb("kakao_keys")
async def kakao_keys(stage: Stage, given: dict[str, Any]) -> list[str]:
    """The keys of such a payload, in their order."""
    return [*await kakao_sends(stage, given)]


@verb("skill")
async def skill(stage: Stage, given: dict[str, Any]) -> Any:
    """What our skill answers to a payload of Kakao's: `request`, or one that says `text`."""
    body = given.get("request") or payload(given["text"])
    return (await post(stage, {"path": "/query/KAKAO", "body": body}))["body"]


@verb("kakao_room")
async def kakao_room(_: Stage, given: dict[str, Any]) -> dict[str, Any]:
    """What a simulated user sees of a skill that answers `bot`, and what the skill was sent."""

    def talk() -> dict[str, Any]:
        kind, answer = given.get("kind", "application/json"), expanded(given["bot"])
        with bot(lambda _: answer, given.get("status", 200), kind) as made:
            user = KakaoUser(made.url, given.get("headers"))
            for text in given.get("say", ["안녕"]):
                user.say(text)
            lines = [line for turn in user.turns for line in turn.lines]
            return {
                "lines": lines,
                "problems": told(user.problems),
                "requests": made.requests,
                "headers": made.headers,
            }

    return await asyncio.to_thread(talk)


# Naver TalkTalk


@verb("naver_event")
async def naver_event(_: Stage, event: Any) -> list[str]:
    """What is wrong with an event that is sent; its user is a good one where none is given."""
    given = expanded(event)
    if isinstance(given, dict) and given.get("event") != "persistentMenu":
        given = {"user": USER, **given}
    return told(naver_platform.check(given))


@verb("naver_reply")
async def naver_reply(_: Stage, event: Any) -> list[str]:
    """What is wrong with an event that is the response to another."""
    return told(naver_platform.check(expanded(event), is_reply=True))


@verb("naver_text")
async def naver_text(stage: Stage, content: Any) -> list[str]:
    """What is wrong with a text, places within it."""
    event = {"event": "send", "textContent": content}
    found = await naver_event(stage, event)
    return [one.replace("textContent.", "") for one in found]


@verb("naver_card")
async def naver_card(stage: Stage, card: Any) -> list[str]:
    """What is wrong with a card, places within it."""
    event = {"event": "send", "compositeContent": {"compositeList": [card]}}
    found = await naver_event(stage, event)
    place = "compositeContent.compositeList[0]"
    return [one.replace(f"{place}.", "").replace(place, "").strip() for one in found]


@verb("naver_button")
async def naver_button(stage: Stage, button: Any) -> list[str]:
    """What is wrong with a button of a card, places within it."""
    found = await naver_card(stage, {"title": "네", "buttonList": [button]})
    return [one.replace("buttonList[0].", "") for one in found]


@verb("webhook")
async def webhook(stage: Stage, event: dict[str, Any]) -> Any:
    """What our webhook answers to an event of TalkTalk's."""
    body = {"user": USER, **event}
    return (await post(stage, {"path": "/query/NAVER", "body": body}))["body"]


@verb("send_api")
async def send_api(stage: Stage, given: dict[str, Any]) -> dict[str, Any]:
    """What the send API of the application answers: `status` and what is in the body."""
    body = given.get("body", {"event": "send", "user": USER, "textContent": {"text": "네"}})
    data = body.encode() if isinstance(body, str) else json.dumps(expanded(body)).encode()
    headers = {
        "Content-Type": given.get("type", "application/json;charset=UTF-8"),
        "Authorization": given.get("key", "secret"),
        "Connection": "close",
    }
    path = given.get("path", naver_platform.EVENTS)
    async with stage.session.post(stage.url + path, data=data, headers=headers) as answer:
        return {"status": answer.status, **await answer.json(content_type=None)}


@verb("picture")
async def picture(_: Stage, content: str) -> str:
    """The result code of a file that is uploaded where pictures are fetched."""

    def upload() -> str:
        with files(content.encode("latin-1")) as url, NaverApi(fetches=True) as api:
            code: str = sent(api.image_url, {"imageUrl": url}, Authorization="k")["resultCode"]
        return code

    return await asyncio.to_thread(upload)


@verb("naver_room")
async def naver_room(_: Stage, given: dict[str, Any]) -> dict[str, Any]:
    """What a simulated user sees who does what `do` has, each with a method of `NaverUser`, of a
    bot that answers `bot`, or sends `sends` to the send API of the room."""

    def talk() -> dict[str, Any]:
        codes: list[str] = []

        def answer(event: dict[str, Any]) -> Any:
            for one in given.get("sends", ()) if event["event"] == "send" else ():
                message = {"user": event["user"], **expanded(one)}
                codes.append(sent(api.url, message, Authorization="key")["resultCode"])
            return expanded(given.get("bot"))

        kind = given.get("kind", "application/json")
        with NaverApi() as api, bot(answer, given.get("status", 200), kind) as made:
            echo = given.get("echo", False)
            user = NaverUser(made.url, api if "sends" in given else None, echo=echo, wait=0)
            for method, *arguments in expanded(given.get("do", [["say", "안녕"]])):
                getattr(user, method)(*arguments)
            return {
                "lines": [line for turn in user.turns for line in turn.lines],
                "problems": told(user.problems),
                "events": made.requests,
                "headers": made.headers,
                "codes": codes,
                "blocked": user.is_blocked,
            }

    return await asyncio.to_thread(talk)
