"""A user of Naver TalkTalk in the room of a partner whose bot is somebody's own."""

from __future__ import annotations

import queue
import re
import time
from typing import Any

from msgspec.structs import replace

from mockgenie.channels import Problem, Touch
from mockgenie.channels.naver import (
    PICKERS,
    bubbles,
    check,
    composed,
    confirmed,
    echoed,
    event,
    handed_over,
    opened,
    paid,
    pictured,
    profiled,
    said,
    texts,
    touches,
    user_key,
)
from mockgenie.platforms.naver_answers import Arrived, answered_echo, no_answer, reply_in, says
from mockgenie.platforms.naver_api import NaverApi
from mockgenie.platforms.pictures import spoilt_in
from mockgenie.platforms.seen import Seen
from mockgenie.platforms.user import PlatformUser
from mockgenie.platforms.webhook import Called, Webhook, around

CONNECT_SECONDS = 3.0
"""Within which a webhook has to take the connection."""
SECONDS = 5.0
"""Within which it has to answer."""
MOST_FAILURES = 5
"""So many errors in a row block the webhook. The platform does not tell its own number."""
ANSWER_SECONDS = 5.0
"""For which an answer by the send API is waited for; the platform waits for ever."""

_QUIET = 0.2
"""Seconds without anything, behind which nothing more of the same answer is expected."""
_HEADERS = {"Accept": "application/json", "Content-Type": "application/json;charset=UTF-8"}
_PICKED = re.compile("[0-9:]{4,8}")


class NaverUser(PlatformUser):
    """A user of a bot whose webhook is at `url`, called as TalkTalk calls it.

        with NaverApi(key="secret") as api, NaverUser(webhook, api) as naver:
            naver.open()
            assert naver.say("안녕하세요").text == "반갑습니다."
            assert not naver.problems

    `api`: the send API that the bot sends to, None for a bot that only answers the webhook.
    `user`: the name of who talks, each one another user. `echo`: the bot has asked for echoes of
    what it sends. `wait`: seconds for which an answer by the send API is waited for. Raises
    NoSuchWebhook.
    """

    platform = "Naver"

    def __init__(
        self,
        url: str,
        api: NaverApi | None = None,
        user: str = "user",
        echo: bool = False,
        wait: float = ANSWER_SECONDS,
    ) -> None:
        super().__init__()
        self._webhook = Webhook(url, {}, SECONDS, CONNECT_SECONDS)
        self.key = user_key(user)
        """The key by which the bot knows the user."""
        self.failures = 0
        """Errors of the webhook in a row."""
        self.standby = False
        """Whether a person answers at the moment."""
        self.has_left = False
        self._is_friend = False
        self._echo = echo
        self._wait = wait
        self._field = "nickname"
        self._menu: dict[str, Touch] = {}
        self._arrived: queue.Queue[Arrived] = queue.Queue()
        self._api = api
        if api is not None:
            api.add(self)

    # What a user does

    def say(self, text: str) -> Seen:
        """Type a text and send it, or touch what has that label; what is seen then. What is picked
        (a day, a time) stands behind the label: `시간 14:00`."""
        touch, picked = self._found(text)
        if touch is None:
            return self._send("send", text, said(text))
        code = touch.content.get("code", "")
        if touch.says is not None:
            return self._send("send", text, said(touch.says, "button", code))
        if touch.kind == "PAY":
            return self.pay(payment=touch.content)
        if touch.kind not in PICKERS:
            return self._touched(touch)
        if picked:
            kind = {"TIMEINTERVAL": "timeInterval"}.get(touch.kind, touch.kind.lower())
            return self._send("send", text, said(picked, kind, code))
        line = f"→ {touch.label} {PICKERS[touch.kind]}"
        return self._seen(Seen(text, (line,), labels=tuple(self.touches)))

    def send_picture(self, address: str) -> Seen:
        """Send a picture, of which the bot gets the address."""
        return self._send("send", f"(사진 {address})", pictured(address))

    def send_card(self, title: str, description: str = "") -> Seen:
        """Send a card, as sharing one does."""
        return self._send("send", f"<{title}>", composed(title, description))

    def open(self, inflow: str = "none", referer: str = "") -> Seen:
        """Come into the room: by a `button`, from the `list` of rooms, or by no way that is known
        (`none`)."""
        self.has_left = False
        return self._send("open", "(들어옵니다)", opened(inflow, referer, self._is_friend))

    def leave(self) -> Seen:
        """Leave the room. What the bot answers is ignored."""
        self.has_left = True
        return self._send("leave", "(나갑니다)", {"options": {"mobile": False}})

    def befriend(self, on: bool = True) -> Seen:
        """Add the partner as a friend, or remove it."""
        self._is_friend = on
        shown = "(친구로 추가합니다)" if on else "(친구에서 뺍니다)"
        return self._send("friend", shown, {"options": {"set": "on" if on else "off"}})

    def give_profile(self, result: str = "SUCCESS") -> Seen:
        """Answer what the bot has asked for by `profile`, the nickname where it has not:
        `SUCCESS`, `DISAGREE`, `CANCEL`."""
        shown = f"(프로필: {self._field} {result})"
        return self._send("profile", shown, profiled(self._field, result))

    def pay(self, code: str = "Success", payment: dict[str, Any] | None = None) -> Seen:
        """Pay, or cancel (`Fail`). Where the bot approves of a payment by 200, it is confirmed."""
        seen = self._send("pay_complete", f"(결제: {code})", paid(payment or {}, code))
        if seen.status != 200 or code != "Success":
            return seen
        return self._send("pay_confirm", "(결제 확정)", confirmed(payment or {}))

    # What others do

    def echo(self, text: str, nickname: str = "상담원") -> Seen:
        """A person on the partner's side types a text, of which the bot gets an echo."""
        self.standby = True
        content = said(text)
        del content["options"]
        return self._send("echo", f"({nickname}: {text})", echoed(content, nickname=nickname))

    def hand_over(self, control: str = "passThread") -> Seen:
        """A person gives the dialog to the bot (`passThread`), or takes it (`takeThread`)."""
        self.standby = control == "takeThread"
        passes = control == "passThread"
        shown = "(상담원이 챗봇에 넘깁니다)" if passes else "(상담원이 이어받습니다)"
        return self._send("handover", shown, handed_over(control))

    def save_webhook(self) -> None:
        """Save the address of the webhook anew, which ends its being blocked."""
        self.failures = 0

    @property
    def is_blocked(self) -> bool:
        """Whether the platform calls the webhook no more."""
        return self.failures >= MOST_FAILURES

    # What the bot sends

    def take(self, event: dict[str, Any] | None, problems: tuple[Problem, ...] = ()) -> None:
        """Take an event that the bot has sent, or what was wrong with one that was not taken. Any
        thread may call it."""
        self._arrived.put(Arrived(event, problems))

    def look(self) -> Seen | None:
        """What has come since; None for nothing."""
        arrived = self._here()
        if not arrived:
            return None
        return self._finish(Seen(), arrived, [])

    def wait_for(self, seconds: float = ANSWER_SECONDS) -> Seen | None:
        """What comes by the send API by itself, as soon as it comes; None where nothing does."""
        arrived = self._coming(seconds)
        return self._finish(Seen(), arrived, []) if arrived else None

    def close(self) -> None:
        """Take nothing more that the bot sends."""
        super().close()
        if self._api is not None:
            self._api.remove(self)

    # How it goes

    def _send(self, name: str, shown: str, content: dict[str, Any]) -> Seen:
        """Let an event go to the webhook; what is seen then."""
        self.look()
        if self.is_blocked:
            what = f"the webhook is blocked after {MOST_FAILURES} errors in a row"
            effect = "nothing is sent to it until its address is saved anew"
            return self._seen(Seen(shown, problems=(Problem("", what, effect),)))
        standby = self.standby and name not in ("echo", "handover")
        request = event(name, self.key, standby, **content)
        called = self._webhook.post(request, _HEADERS)
        problems = around(called, self._webhook, "TalkTalk", "the user sees no answer")
        self._count(called)
        seen = Seen(
            shown,
            request=request,
            response=called.read(),
            status=called.status,
            took=called.took,
            sent=called.sent,
            received=called.body,
        )
        arrived = self._here()
        if called.status == 200:
            answer, wrong = reply_in(name, called)
            problems += wrong
            if answer:
                fetches = self._api is not None and self._api.fetches
                spoilt = spoilt_in(answer) if fetches else ()
                arrived.append(Arrived(answer, (*check(answer, is_reply=True), *spoilt)))
            waits = name == "send" and not standby
            if waits and not any(map(says, arrived)):
                arrived += self._coming(self._wait) if self._api is not None else []
                if not any(says(one) or one.event is None for one in arrived):
                    problems.append(no_answer(self._api is not None, self._wait))
        if name == "echo" and any(map(says, arrived)):
            problems.append(answered_echo())
        if standby and any(map(says, arrived)):
            told = "a person answers at the moment (standby), and the bot has answered as well"
            problems.append(Problem("", told, "the user sees two answers", drops=False))
        return self._finish(seen, arrived, problems)

    def _finish(self, seen: Seen, arrived: list[Arrived], problems: list[Problem]) -> Seen:
        """Deliver what has come, and let the bot have echoes of it."""
        problems = [*problems, *(problem for one in arrived for problem in one.problems)]
        delivered = [one.event for one in arrived if one.is_delivered and one.event is not None]
        found: dict[str, Touch] = {}
        for one in delivered:
            self._do(one)
            if one.get("event") != "persistentMenu":
                found |= touches(one)
        if delivered:
            self.touches = {**self._menu, **found}
        if self._echo:
            problems += [problem for one in delivered for problem in self._sent_echo(one)]
        return self._seen(
            replace(
                seen,
                lines=tuple(line for one in delivered for line in bubbles(one)),
                texts=tuple(text for one in delivered for text in texts(one)),
                labels=tuple(self.touches),
                problems=tuple(problems),
                shown=tuple(delivered),
            )
        )

    def _do(self, delivered: dict[str, Any]) -> None:
        """What an event does besides being seen."""
        options = delivered.get("options")
        given = options if isinstance(options, dict) else {}
        name = delivered.get("event")
        if name == "handover":
            self.standby = given.get("control") == "passThread"
        elif name == "profile":
            self._field = given["field"]
        elif name == "persistentMenu":
            self._menu = touches(delivered)

    def _sent_echo(self, delivered: dict[str, Any]) -> list[Problem]:
        """Let the bot have an echo of what it has sent. An answer to it would be echoed as well."""
        name = delivered.get("event")
        if name not in ("send", "product") or self.is_blocked:
            return []
        content = {key: one for key, one in delivered.items() if key.endswith("Content")}
        request = event("echo", self.key, False, **echoed(content, str(name)))
        called = self._webhook.post(request, _HEADERS)
        self._count(called)
        problems = around(called, self._webhook, "TalkTalk", "the bot has missed an echo")
        wrong = reply_in("echo", called)[1] if called.status == 200 else []
        if any(map(says, self._here())) and not wrong:
            wrong = [answered_echo()]
        return [*problems, *wrong]

    def _count(self, called: Called) -> None:
        """Count errors in a row. One of 429 is lost, and counts for nothing."""
        if called.status == 200:
            self.failures = 0
        elif called.status != 429 and (not called.status or called.status >= 400):
            self.failures += 1

    def _here(self) -> list[Arrived]:
        """What has come."""
        found = []
        while True:
            try:
                found.append(self._arrived.get_nowait())
            except queue.Empty:
                return found

    def _coming(self, seconds: float) -> list[Arrived]:
        """What comes within these seconds: all of an answer, which may be several events."""
        found: list[Arrived] = []
        end = time.monotonic() + seconds
        while True:
            is_whole = any(map(says, found)) or any(one.event is None for one in found)
            left = _QUIET if is_whole else end - time.monotonic()
            try:
                found.append(self._arrived.get(timeout=max(left, 0)))
            except queue.Empty:
                return found

    def _found(self, text: str) -> tuple[Touch | None, str]:
        """What has that label, and what is picked with it."""
        if (touch := self.touches.get(text)) is not None:
            return touch, ""
        label, _, picked = text.rpartition(" ")
        touch = self.touches.get(label)
        if touch is not None and touch.kind in PICKERS and _PICKED.fullmatch(picked):
            return touch, picked
        return None, ""
