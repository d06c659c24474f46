"""TalkTalk's send API, to which the bots of simulated users send."""

from __future__ import annotations

import json
from typing import Any, Protocol

from mockgenie.channels import ApiAnswer, Problem
from mockgenie.channels.naver import EVENTS, IMAGES, failed, image_uploaded, sent
from mockgenie.platforms.listener import Listener, Posted
from mockgenie.platforms.pictures import fetched, problem_of, refusal, spoilt_in

NAVER_HOSTS = ("gw.talk.naver.com", "gq.talk.naver.com")
"""Those that bots have hard-coded: the one of the documentation, and that of a well-known book."""

_REFUSED = "the API refuses it"


class Recipient(Protocol):
    """Somebody to whom bots send: known by `key`, and reached unless `has_left`."""

    key: str
    has_left: bool

    def take(self, event: dict[str, Any] | None, problems: tuple[Problem, ...] = ()) -> None:
        """Take an event, or what was wrong with one that was not taken (None)."""


class NaverApi:
    """The send API of TalkTalk, at `url` and at `image_url`, until `close`.

    It hands events to the users that have been added, and answers with the result codes of the real
    one, always with 200 but for a wrong content type. `key`: what Authorization has to be, "" for
    anything; `fetches`: pictures are fetched, and refused where they cannot be shown; `listening`:
    the arguments of `Listener`. Raises OSError where it cannot listen.
    """

    def __init__(self, key: str = "", fetches: bool = False, **listening: Any) -> None:
        self._key = key
        self.fetches = fetches
        self._users: dict[str, Recipient] = {}
        self._images: set[str] = set()
        self._listener = Listener(self.answer, names=NAVER_HOSTS, **listening)
        self.port = self._listener.port
        self.url = f"{self._listener.url}{EVENTS}"
        self.image_url = f"{self._listener.url}{IMAGES}"

    def add(self, user: Recipient) -> None:
        """Hand the events for a user to them."""
        self._users[user.key] = user

    def remove(self, user: Recipient) -> None:
        """Hand a user nothing any more."""
        if self._users.get(user.key) is user:
            del self._users[user.key]

    def close(self) -> None:
        """Take nothing more."""
        self._listener.close()

    def __enter__(self) -> NaverApi:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def answer(self, posted: Posted) -> tuple[int, dict[str, Any]]:
        """What is answered to a bot."""
        given = (
            posted.body,
            posted.headers.get("authorization", ""),
            posted.headers.get("content-type", ""),
            self._key,
        )
        if posted.path == IMAGES:
            done = self._uploaded(image_uploaded(*given), posted.body)
            if (name := done.content.get("imageId")) is not None:
                self._images.add(name)
            self._refuse(list(self._users.values()), done.problems)
        elif posted.path == EVENTS:
            done = sent(*given)
            if done.content["success"]:
                event = json.loads(posted.body)
                spoilt = tuple(spoilt_in(event)) if self.fetches else ()
                done = self._deliver(event, (*done.problems, *spoilt)) or done
            else:
                self._refuse(list(self._users.values()), done.problems)
        else:
            return 404, {"success": False, "resultMessage": f"there is no {posted.path[:80]}"}
        return done.status, done.content

    def _uploaded(self, done: ApiAnswer, body: bytes) -> ApiAnswer:
        """The answer to an upload, where the picture is looked at as well."""
        if not self.fetches or not done.content["success"]:
            return done
        spoilt = fetched(json.loads(body)["imageUrl"])
        if spoilt is None:
            return done
        return ApiAnswer(200, refusal(spoilt), (problem_of(spoilt),))

    def _deliver(self, event: dict[str, Any], problems: tuple[Problem, ...]) -> ApiAnswer | None:
        """Hand an event to its user; the answer where that cannot be done, else None."""
        if event.get("event") == "persistentMenu":
            for user in list(self._users.values()):
                user.take(event, problems)
            return None
        to = self._users.get(str(event.get("user")))
        if to is None:
            told = Problem("user", "it has no conversation with this partner", _REFUSED)
            self._refuse(list(self._users.values()), (told,))
            return failed("01", "권한없는 파트너에 대한 요청", told)
        if to.has_left:
            told = Problem("user", "the user has left", _REFUSED)
            self._refuse([to], (told,))
            return failed("04", "현재 이 사용자에게 메시지를 보낼 수 없음", told)
        content = event.get("imageContent")
        image = content.get("imageId") if isinstance(content, dict) else None
        if image is not None and image not in self._images:
            what = "no image with this id has been uploaded here"
            told = Problem("imageContent.imageId", what, "the user never sees it")
            problems = (*problems, told)
        to.take(event, problems)
        return None

    def _refuse(self, users: list[Recipient], problems: tuple[Problem, ...]) -> None:
        """Let users know of something that was sent and not taken."""
        for user in users if problems else ():
            user.take(None, problems)
