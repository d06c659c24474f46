"""A server that may run already."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPException
from typing import Any

from mockgenie.launch import Endpoint
from mockgenie.source import json_object

PATIENCE = 10.0
"""Seconds for which it is waited for; only a program that listens and says nothing takes them."""


def why_unreachable(place: Endpoint) -> str:
    """Why no connection can be made there, "" where one can."""
    connection = HTTPConnection(place.host, place.port, timeout=PATIENCE)
    try:
        connection.connect()
    except OSError as error:
        return error.strerror or str(error)
    finally:
        connection.close()
    return ""


def admin_answer(place: Endpoint, path: str) -> dict[str, Any]:
    """What the admin API of a server answers to a GET; empty where it does not."""
    status, _, body = _get(place, path)
    return json_object(body) if status == 200 else {}


def health(place: Endpoint) -> dict[str, Any]:
    """What a mockgenie says of itself: its `version`, "" where it asks for a token first; empty
    where none answers."""
    status, challenge, body = _get(place, "/health")
    if status == 401 and 'realm="mockgenie"' in challenge:
        return {"version": ""}
    told = json_object(body) if status == 200 else {}
    return told if told.get("status") == "ok" and "version" in told else {}


def _get(place: Endpoint, path: str) -> tuple[int, str, bytes]:
    """Status, challenge and body of an answer; 0 where there is none."""
    connection = HTTPConnection(place.host, place.port, timeout=PATIENCE)
    try:
        connection.request("GET", f"/__mockgenie{path}")
        response = connection.getresponse()
        return response.status, response.getheader("WWW-Authenticate", ""), response.read()
    except (OSError, HTTPException):
        return 0, "", b""
    finally:
        connection.close()
