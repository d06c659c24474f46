"""The server of a bot's author, called as a platform calls it: in time, or not at all."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from mockgenie.channels import Problem

_MOST_BYTES = 1_000_000
"""Of an answer; no platform takes so many."""


class NoSuchWebhook(ValueError):
    """What was given is no address of a server."""


class Called(Struct, frozen=True):
    """What came back.

    `status`: 0 where no answer came: then `failure` says why, "" where it only came too late.
    `late`: it did not come within the seconds that the platform waits; `took`: those it took;
    `sent`: the body that was sent.
    """

    status: int = 0
    content_type: str = ""
    body: bytes = b""
    took: float = 0.0
    late: bool = False
    failure: str = ""
    sent: bytes = b""

    @property
    def is_json(self) -> bool:
        """Whether it says of itself that it is JSON."""
        return "json" in self.content_type.lower()

    def read(self) -> Any:
        """The JSON that the body is, None for anything else."""
        try:
            return json.loads(self.body.decode("utf-8"))
        except (ValueError, RecursionError):
            return None


class Webhook:
    """An address to which a platform posts, `connect` and `seconds` being what it waits for a
    connection, and for the whole of the answer. A proxy is not asked.

    Raises NoSuchWebhook for what is no address of http or https.
    """

    def __init__(
        self, url: str, headers: Mapping[str, str], seconds: float, connect: float = 0
    ) -> None:
        try:
            place = urlsplit(url)
            self._port = place.port
        except ValueError as error:
            raise NoSuchWebhook(f"{url}: {error}") from None
        if place.scheme not in ("http", "https") or not place.hostname:
            raise NoSuchWebhook(f"expected an address, as http://localhost:5000/query, not {url}")
        if not url.isascii() or not url.isprintable() or " " in url:
            raise NoSuchWebhook(f"an address has ASCII letters without spaces, not {url}")
        self.url = url
        self.seconds = seconds
        self._host = place.hostname
        self._is_https = place.scheme == "https"
        self._target = (place.path or "/") + (f"?{place.query}" if place.query else "")
        self._headers = headers
        self.connect = connect or seconds

    def post(self, message: Mapping[str, Any], headers: Mapping[str, str]) -> Called:
        """Send a message, and wait for what comes."""
        body = json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")
        connection = self._connection()
        began = time.monotonic()
        watch: threading.Timer | None = None
        status, kind, content, failure = 0, "", b"", ""
        try:
            connection.connect()
            sock = connection.sock
            sock.settimeout(self.seconds)
            watch = threading.Timer(began + self.seconds - time.monotonic(), _end, (sock,))
            watch.daemon = True
            watch.start()
            connection.request("POST", self._target, body, {**headers, **self._headers})
            answer = connection.getresponse()
            status, kind = answer.status, answer.headers.get("Content-Type", "")
            content = answer.read(_MOST_BYTES)
        except TimeoutError:
            failure = "it does not answer"
        except (OSError, http.client.HTTPException, ValueError) as error:
            failure = str(error) or type(error).__name__
        finally:
            if watch is not None:
                watch.cancel()
            connection.close()
        took = time.monotonic() - began
        late = took > self.seconds or failure == "it does not answer"
        if late or failure:
            return Called(took=took, late=late, failure="" if late else failure, sent=body)
        return Called(status, kind, content, took, sent=body)

    def _connection(self) -> http.client.HTTPConnection:
        if not self._is_https:
            return http.client.HTTPConnection(self._host, self._port, timeout=self.connect)
        trusted = ssl.create_default_context()
        return http.client.HTTPSConnection(
            self._host, self._port, timeout=self.connect, context=trusted
        )


def around(called: Called, webhook: Webhook, platform: str, effect: str) -> list[Problem]:
    """What is wrong with how an answer came, or did not; `effect`: what becomes of it."""
    if called.late and called.took < webhook.seconds:
        what = f"no connection within the {webhook.connect:g} seconds that {platform} waits"
        return [Problem("", what, effect, int(webhook.connect))]
    if called.late:
        what = (
            f"it came after {called.took:.1f} seconds, of {webhook.seconds:g} that {platform} waits"
        )
        return [Problem("", what, effect, int(webhook.seconds))]
    if called.failure:
        return [Problem("", f"{webhook.url} cannot be reached: {called.failure}", effect)]
    if called.status != 200:
        return [Problem("", f"its status is {called.status}, not 200", effect)]
    return []


def _end(sock: socket.socket) -> None:
    """Let whoever reads from a socket read no more."""
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
