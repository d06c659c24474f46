"""A bot as its developer might write it: no more than it needs, with the standard library."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

TIMEOUT_SECONDS = 60
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Refused(Exception):
    """An answer whose `result` is not 0."""


class Bot:
    """Talks to the dialog API at `url`."""

    def __init__(self, url: str, access_key: str = "시험용-키") -> None:
        self._url = url
        self._access_key = access_key
        self.uuid = ""

    def open(self, name: str = "Cafe", access_method: str = "internal_data") -> str:
        """Open a dialog; what is said first."""
        returned = self.ask("open_dialog", name=name, access_method=access_method)
        self.uuid = returned["uuid"]
        return str(returned["result"].get("system_text", ""))

    def say(self, text: str) -> str:
        """Say something; the answer to it."""
        returned = self.ask("dialog", uuid=self.uuid, text=text)
        return str(returned["result"].get("system_text", ""))

    def send(self, *records: dict[str, str]) -> str:
        """Send records; the answer of the turn that waited for them."""
        returned = self.ask("dialog", uuid=self.uuid, data=list(records))
        return str(returned["result"].get("system_text", ""))

    def close(self) -> None:
        """Close the dialog."""
        self.ask("close_dialog", uuid=self.uuid)

    def ask(self, method: str, **argument: Any) -> dict[str, Any]:
        """The `return_object` of the answer. Raises Refused."""
        body = {"access_key": self._access_key, "argument": {"method": method, **argument}}
        try:
            with _OPENER.open(self._url, json.dumps(body).encode(), TIMEOUT_SECONDS) as answer:
                result = json.load(answer)
        except urllib.error.HTTPError as error:
            result = json.load(error)
        if result["result"] != 0:
            raise Refused(result["reason"])
        returned: dict[str, Any] = result["return_object"]
        return returned
