"""The `return_object` of each kind of answer, as JSON text (wire contract, section 3)."""

from __future__ import annotations

from collections.abc import Iterable

from mockgenie.protocol.text import quote


def spoken(method: str, uuid: str, system_text: str, state: str) -> str:
    """The system says something; `state` is `start`, `dialog` or `end`.

    `system_text` is sent with exactly one newline at its end.
    """
    text = quote(system_text.rstrip("\n") + "\n")
    result = f'{{"system_text":{text},"state":"{state}","message":""}}'
    return _return_object(method, uuid, result)


def data_requested(method: str, uuid: str, entries: Iterable[tuple[Iterable[str], str]]) -> str:
    """The engine asks for records: per entity class the slots and the condition."""
    requests = ",".join(
        f'{{"slots":[{",".join(map(quote, slots))}],"condition":{quote(condition)}}}'
        for slots, condition in entries
    )
    result = f'{{"data_request":[{requests}],"state":"data_request","message":""}}'
    return _return_object(method, uuid, result)


def closed(uuid: str) -> str:
    """The dialog is closed as asked."""
    return _return_object("close_dialog", uuid, '{"state":"end","message":""}')


def failed(method: str, uuid: str, message: str) -> str:
    """An engine error; `method` and `uuid` are what the request sent, "" where it sent none."""
    system_text = "" if method == "close_dialog" else '"system_text":"",'
    result = f'{{{system_text}"state":"error","message":{quote(message)}}}'
    return _return_object(method, uuid, result)


def _return_object(method: str, uuid: str, result: str) -> str:
    return f'{{"method":{quote(method)},"uuid":{quote(uuid)},"result":{result}}}'
