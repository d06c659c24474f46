"""Bodies of requests, and doubles of what stands behind the server."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import date

from mockgenie.dialog import AccessMethod, Engine, Reply, Session, Speech
from mockgenie.records import Record
from mockgenie.sessions import MemorySessions, StoredSession

REQUEST_ID = "요청-7"


def call(method: str, *, access_key: str = "k", **argument: object) -> str:
    """The body of a call, with a request_id."""
    fields = {"method": method, **argument}
    request = {"request_id": REQUEST_ID, "access_key": access_key, "argument": fields}
    return json.dumps(request, ensure_ascii=False)


def opening(name: str = "Weather", *, access_key: str = "k", external: bool = False) -> str:
    """The body of an open_dialog."""
    access_method = "external_data" if external else "internal_data"
    return call("open_dialog", access_key=access_key, name=name, access_method=access_method)


def saying(text: str, uuid: str = "{uuid}", *, access_key: str = "k") -> str:
    """The body of a dialog."""
    return call("dialog", access_key=access_key, uuid=uuid, text=text)


def uuid_of(answer: bytes) -> str:
    """The uuid in an answer."""
    body = json.loads(answer.partition(b"\r\n\r\n")[2])
    uuid: str = body["return_object"]["uuid"]
    return uuid


def system_text(answer: bytes) -> str:
    """What is said in an answer."""
    body = json.loads(answer.partition(b"\r\n\r\n")[2])
    text: str = body["return_object"]["result"]["system_text"]
    return text


def outcome(answer: bytes) -> str:
    """The state of an answer and what is said in it, or its status and reason."""
    status = answer.split(b" ")[1].decode()
    body = json.loads(answer.partition(b"\r\n\r\n")[2])
    if "reason" in body:
        return f"{status} {body['reason']}"
    result = body["return_object"]["result"]
    said = result.get("system_text", "").removesuffix("\n")
    return " ".join(filter(None, [result["state"], said, result["message"]]))


class SlowEngine(Engine):
    """Takes its time for a turn."""

    def __init__(self, engine: Engine, seconds: float) -> None:
        super().__init__(engine.domain, engine.version)
        self._seconds = seconds

    def open(
        self, access_method: AccessMethod, today: date, seed: int = 0, usage: object = None
    ) -> tuple[Session, Reply]:
        time.sleep(self._seconds)
        return super().open(access_method, today, seed)

    def step(
        self, session: Session, text: str | None, data: Sequence[Record] | None, today: date,
        usage: object = None,
    ) -> tuple[Session, Reply]:  # fmt: skip
        time.sleep(self._seconds)
        return super().step(session, text, data, today)


class MumblingEngine(Engine):
    """Says what is no Unicode text."""

    def open(
        self, access_method: AccessMethod, today: date, seed: int = 0, usage: object = None
    ) -> tuple[Session, Reply]:
        session, _ = super().open(access_method, today, seed)
        return session, Speech("\ud800")


class FailingStore(MemorySessions[Session]):
    """A store in another process, of which every answer is an error."""

    immediate = False

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    async def open(self, access_key: str, session: Session) -> str:
        raise self._error

    async def load(
        self, uuid: str, access_key: str, foreseen: object = None
    ) -> tuple[Session, object] | None:
        raise self._error

    async def entry(self, uuid: str) -> StoredSession[Session] | None:
        raise self._error

    async def pages(self) -> AsyncIterator[Iterator[StoredSession[Session]]]:
        raise self._error
        yield iter(())
