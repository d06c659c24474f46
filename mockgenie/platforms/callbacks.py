"""Where a skill sends an answer that it has promised for later, as Kakao has it."""

from __future__ import annotations

import queue
import secrets
import time
from typing import Any

from mockgenie.channels.kakao import BOT_ID
from mockgenie.platforms.listener import Listener, Posted

CALLBACK_HOST = "bot-api.kakao.com"
"""The host of callback addresses, which careful skills look at."""
SECONDS = 60.0
"""Within which a promised answer has to come."""

_PATH = f"/v1/bots/{BOT_ID}/callback/"


class Callbacks:
    """Takes answers at an address: one for each `expect`, and no other.

    `base`: what the addresses begin with that skills are given, "" for where `listen` listens;
    `seconds`: for which an answer is waited for.
    """

    def __init__(self, base: str = "", seconds: float = SECONDS, **listening: Any) -> None:
        self._open: dict[str, queue.Queue[bytes]] = {}
        self._seconds = seconds
        self._listener = Listener(self._take, names=(CALLBACK_HOST,), **listening)
        self.port = self._listener.port
        self._base = base.rstrip("/") or self._listener.url

    def expect(self) -> str:
        """An address to which one answer may be sent."""
        token = f"cbtoken:{secrets.token_hex(16)}"
        self._open = {token: queue.Queue(1)}
        return f"{self._base}{_PATH}{token}"

    def wait(self) -> bytes | None:
        """The answer that was expected last, None where it does not come in time."""
        (coming,) = self._open.values()
        try:
            return coming.get(timeout=self._seconds)
        except queue.Empty:
            return None

    def close(self) -> None:
        """Take nothing more."""
        self._listener.close()

    def _take(self, request: Posted) -> tuple[int, dict[str, Any]]:
        """What is answered to a skill; an address takes one answer."""
        coming = self._open.get(request.path.removeprefix(_PATH))
        status, message = "SUCCESS", "OK"
        try:
            if coming is None:
                status, message = "FAIL", "there is no such callback, or not any more"
            else:
                coming.put_nowait(request.body)
        except queue.Full:
            status, message = "FAIL", "an answer has come already"
        answer = {"taskId": secrets.token_hex(8), "status": status, "message": message}
        return 200, {**answer, "timestamp": int(time.time() * 1000)}
