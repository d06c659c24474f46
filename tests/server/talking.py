"""Many users who talk on while servers die: each says the next number once it has been answered."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.support import PATIENCE

DOMAIN = """
description: 번호를 받아 그대로 말합니다
entities:
  Ticket:
    slots:
      number: {type: pattern, pattern: '\\d+호', description: 번호를 말씀해 주세요}
tasks:
  count:
    fill: Ticket.number
    say: "{Ticket.number} 받았습니다"
"""

REFUSED = (
    b'{"request_id":"reserved field","result":-1,"reason":"ETRI service server connection refused"}'
)
"""What is documented for a server behind the gateway that cannot be reached, in the guide's
envelope."""

_PAUSE_S = 0.02
"""How long a user waits before trying again."""


class User:
    """Somebody in a session: the turns that were answered, and those of which nobody knows whether
    they were made, because no answer came or a refusal."""

    def __init__(self, uuid: str) -> None:
        self.uuid = uuid
        self.answered = 0
        self.doubtful = 0


class Talk:
    """Users who talk at once, until so many turns in all have been answered, on a connection each.

    Whoever gets no answer, or the documented refusal, tries again. Any other answer is wrong.
    """

    def __init__(self, port: int, turns: int) -> None:
        self._port = port
        self._turns = turns
        self.users: list[User] = []
        self.refused = self.unanswered = 0

    @property
    def answered(self) -> int:
        return sum(user.answered for user in self.users)

    async def open(self, count: int) -> None:
        """Open sessions, of which each is a user's."""
        argument = {"method": "open_dialog", "name": "Count", "access_method": "internal_data"}
        for _ in range(count):
            answer = await self._ask(argument)
            assert answer is not None
            self.users.append(User(json.loads(answer)["return_object"]["uuid"]))

    async def lead(self, *troubles: Callable[[], Awaitable[None]]) -> None:
        """Talk, and have the troubles happen one after the other meanwhile, evenly."""
        talking = [asyncio.ensure_future(self._talk(user)) for user in self.users]
        try:
            for number, trouble in enumerate(troubles, 1):
                await self._until(self._turns * number // (len(troubles) + 1), talking)
                await trouble()
            await asyncio.wait_for(asyncio.gather(*talking), 5 * PATIENCE)
        finally:
            for task in talking:
                task.cancel()

    async def _until(self, answered: int, talking: list[asyncio.Task[None]]) -> None:
        until = time.monotonic() + 5 * PATIENCE
        while self.answered < answered:
            for task in talking:
                if task.done():
                    task.result()
            assert time.monotonic() < until, f"{self.answered} turns of {answered}"
            await asyncio.sleep(0.005)

    async def _talk(self, user: User) -> None:
        while user.answered < self._turns // len(self.users):
            said = f"{user.answered + 1}호"
            answer = await self._ask({"method": "dialog", "uuid": user.uuid, "text": said})
            if answer is None or answer == REFUSED:
                user.doubtful += 1
                self.unanswered += answer is None
                self.refused += answer is not None
                await asyncio.sleep(_PAUSE_S)
                continue
            result = json.loads(answer)["return_object"]
            assert result["uuid"] == user.uuid, answer
            assert result["result"]["system_text"] == f"{said} 받았습니다\n", answer
            user.answered += 1

    async def _ask(self, argument: dict[str, str]) -> bytes | None:
        """The body of the answer, None where none has come whole."""
        body = json.dumps({"access_key": "k", "argument": argument}, ensure_ascii=False).encode()
        head = f"POST /Dialog HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n"
        writer = None
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            writer.write(head.encode() + body)
            answer = await asyncio.wait_for(reader.read(), PATIENCE)
        except asyncio.TimeoutError:
            raise AssertionError(f"{argument} is not answered, and the connection open") from None
        except OSError:
            return None
        finally:
            if writer is not None:
                writer.close()
        head_sent, _, content = answer.partition(b"\r\n\r\n")
        length = head_sent.partition(b"Content-Length: ")[2].partition(b"\r\n")[0]
        return content if content and len(content) == int(length) else None


def write_domain(folder: Path) -> Path:
    """The domain that they talk to."""
    (folder / "Count.yaml").write_text(DOMAIN, "utf-8")
    return folder
