"""The OpenAPI document of `POST /Dialog`, with every documented error as an example.

Its examples are written by what writes the answers, from the tables of errors and envelopes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from mockgenie.protocol.errors import EngineError, EngineRefusal, GatewayError
from mockgenie.protocol.request import LONGEST_KEY, read_call
from mockgenie.protocol.response import (
    ENVELOPES,
    STATUS_WORDS,
    closed,
    data_requested,
    failed,
    spoken,
)

_Json: TypeAlias = dict[str, Any]

VERSION = "3.0.3"
"""Of OpenAPI: the one that Postman, Prism and generators of clients all take."""

_UUID = "408240833423240526"
_NO_JSON = b'{"access_key": "test", '
_METHODS = ("open_dialog", "dialog", "close_dialog")

_ABOUT = """\
The dialog API of ETRI's GenieDialog, as its guide documents it. A dialog is opened in a domain,
goes on turn by turn under the `uuid` that its opening gives, and is closed or ends by itself.

An answer comes in one of three envelopes: `guide`, as the guide prints it, with `request_id` and
`return_type`; `observed`, with `request_id` only where the request has one; `legacy`, as bots of
2018 to 2022 read it, without both. What the engine refuses is 200 with `state` `error`; what the
gateway before it refuses has a status of its own, `result` -1 and a `reason`."""


def dialog_openapi(server: str) -> _Json:
    """The document, as JSON has it. `server`: the address before `/Dialog`."""
    by_status: dict[int, list[GatewayError]] = {}
    for error in GatewayError:
        by_status.setdefault(error.status, []).append(error)
    refusals = {
        str(status): _response(
            f"{STATUS_WORDS[status]}: {', '.join(error.reason for error in errors)}",
            _gateway_schema(errors),
            dict(one for error in errors for one in _gateway_examples(error)),
        )
        for status, errors in sorted(by_status.items())
    }
    success = _response("What the engine answers", _reference("Answer"), dict(_engine_examples()))
    return {
        "openapi": VERSION,
        "info": {"title": "GenieDialog", "version": "1", "description": _ABOUT},
        "servers": [{"url": server}],
        "paths": {
            "/Dialog": {
                "post": {
                    "operationId": "dialog",
                    "summary": "Open a dialog, say something in it, close it",
                    "security": [{}, {"accessKey": []}],
                    "requestBody": {
                        "required": True,
                        "content": {
                            "application/json": {
                                "schema": _reference("Request"),
                                "examples": _REQUESTS,
                            }
                        },
                    },
                    "responses": {"200": success, **refusals},
                }
            }
        },
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "accessKey": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Authorization",
                    "description": "Takes the place of `access_key` where a request has none.",
                }
            },
        },
    }


# Requests


def _request(**argument: Any) -> _Json:
    return {"access_key": "test", "argument": argument}


_REQUESTS = {
    "open_dialog": {
        "summary": "Begin a dialog in a domain",
        "value": _request(method="open_dialog", name="Weather", access_method="internal_data"),
    },
    "dialog": {
        "summary": "Say something",
        "value": _request(method="dialog", uuid=_UUID, text="내일 서울 날씨 어때?"),
    },
    "dialog_data": {
        "summary": "Give the records that were asked for (external_data)",
        "value": _request(
            method="dialog",
            uuid=_UUID,
            data=[{"Weather.city": "서울", "Weather.info": "맑음"}],
        ),
    },
    "close_dialog": {
        "summary": "End the dialog",
        "value": _request(method="close_dialog", uuid=_UUID),
    },
}


# Answers


_ASKED = {
    EngineError.INVALID_ACCESS_KEY: "open_dialog",
    EngineError.INVALID_METHOD: "opendialog",
}
"""The method of the request in examples of errors that are not those of one method alone."""


def _engine_examples() -> Iterator[tuple[str, _Json]]:
    """What comes with 200: each kind of answer, and each error of the engine, in each envelope."""
    slots = ["Weather.info"]
    condition = 'Weather.city = "서울"'
    said = "안녕하세요. 무엇을 도와 드릴까요?"
    yield from _in_each_envelope("opened", "Opened", spoken("open_dialog", _UUID, said, "start"))
    yield from _in_each_envelope("said", "Said", spoken("dialog", _UUID, "맑습니다.", "dialog"))
    yield from _in_each_envelope("ended", "Ended", spoken("dialog", _UUID, "안녕히 가세요.", "end"))
    asked = data_requested("dialog", _UUID, [(slots, condition)])
    yield from _in_each_envelope("data_requested", "Records are asked for", asked)
    yield from _in_each_envelope("closed", "Closed", closed(_UUID))
    for error in EngineError:
        message = _parsing_error() if error is EngineError.JSON_PARSING else error.value
        uuid = _UUID if error.method in ("dialog", "close_dialog") else ""
        method = error.method or _ASKED.get(error, "")
        answer = failed(method, uuid, message)
        yield from _in_each_envelope(error.name.lower(), message, answer)


def _parsing_error() -> str:
    """What a body that is cut off is answered with."""
    try:
        read_call(_NO_JSON)
    except EngineRefusal as refusal:
        return refusal.message
    raise AssertionError(_NO_JSON)


def _in_each_envelope(name: str, summary: str, return_object: str) -> Iterator[tuple[str, _Json]]:
    for envelope in ENVELOPES.values():
        value = json.loads(envelope.success(None, return_object))
        yield f"{name}_{envelope.name}", _example(f"{summary} ({envelope.name})", value)


def _gateway_examples(error: GatewayError) -> Iterator[tuple[str, _Json]]:
    for envelope in ENVELOPES.values():
        value = json.loads(envelope.failure(None, error.reason))
        name = f"{error.name.lower()}_{envelope.name}"
        yield name, _example(f"{error.reason} ({envelope.name})", value)


def _example(summary: str, value: object) -> _Json:
    return {"summary": summary, "value": value}


def _response(description: str, schema: _Json, examples: _Json) -> _Json:
    # The media type has no charset: validators compare it without.
    content = {"application/json": {"schema": schema, "examples": examples}}
    return {"description": description, "content": content}


# Schemas


def _reference(name: str) -> _Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(required: str = "", closed: bool = True, **properties: _Json) -> _Json:
    """The schema of an object; `required`: the names of properties, with spaces between them;
    `closed`: it has no others."""
    schema: _Json = {"type": "object", "properties": properties}
    if required:
        schema["required"] = required.split()
    if closed:
        schema["additionalProperties"] = False
    return schema


def _text(description: str = "", *choices: str) -> _Json:
    schema: _Json = {"type": "string"}
    if choices:
        schema["enum"] = list(choices)
    if description:
        schema["description"] = description
    return schema


def _gateway_schema(errors: list[GatewayError]) -> _Json:
    return _object(
        "result reason",
        request_id=_REQUEST_ID,
        result={"type": "integer", "enum": [-1]},
        reason=_text("", *(error.reason for error in errors)),
    )


_REQUEST_ID = _text("That of the request; in the envelope `guide` also without one.")


def _schemas() -> dict[str, _Json]:
    uuid = _text("The dialog, 18 digits, as its opening gives it.")
    record = {
        "type": "object",
        "description": "Values by slot, as `Weather.city`.",
        "additionalProperties": {
            # `nullable` needs a type beside it: validators pass over a schema that lacks it.
            "anyOf": [
                {"type": "string", "nullable": True},
                {"type": "number"},
                {"type": "boolean"},
            ],
        },
    }
    arguments = {
        "OpenDialog": _object(
            "method name access_method",
            closed=False,
            method=_text("", "open_dialog"),
            name=_text("The domain."),
            access_method=_text(
                "Where records come from: the domain's own, or those of the client.",
                "internal_data",
                "external_data",
            ),
        ),
        "DialogTurn": {
            **_object(
                "method uuid",
                closed=False,
                method=_text("", "dialog"),
                uuid=uuid,
                text=_text("What the user says."),
                data={
                    "type": "array",
                    "items": record,
                    "description": "The records that were asked for.",
                },
            ),
            "anyOf": [{"required": ["text"]}, {"required": ["data"]}],
        },
        "CloseDialog": _object(
            "method uuid", closed=False, method=_text("", "close_dialog"), uuid=uuid
        ),
    }
    results = {
        "Spoken": _object(
            "system_text state message",
            system_text=_text("What the system says; it ends with a newline."),
            state=_text("", "start", "dialog", "end"),
            message=_text("", ""),
        ),
        "DataRequest": _object(
            "data_request state message",
            data_request={
                "type": "array",
                "items": _object(
                    "slots condition",
                    slots={"type": "array", "items": {"type": "string"}},
                    condition=_text('Which records, as `Weather.city = "서울"`.'),
                ),
            },
            state=_text("", "data_request"),
            message=_text("", ""),
        ),
        "Closed": _object("state message", state=_text("", "end"), message=_text("", "")),
        "Failed": _object(
            "state message",
            system_text=_text("", ""),
            state=_text("", "error"),
            message=_text("A documented error of the engine."),
        ),
    }
    return {
        "Request": _object(
            "argument",
            closed=False,
            access_key={**_text("Who calls."), "maxLength": LONGEST_KEY},
            request_id=_text("Comes back in the answer, but for the envelope `legacy`."),
            argument={
                "oneOf": [_reference(name) for name in arguments],
                "discriminator": {
                    "propertyName": "method",
                    "mapping": {
                        method: f"#/components/schemas/{name}"
                        for method, name in zip(_METHODS, arguments, strict=True)
                    },
                },
            },
        ),
        **arguments,
        "Answer": _object(
            "result return_object",
            request_id=_REQUEST_ID,
            result={"type": "integer", "enum": [0]},
            return_type=_text("The gateway's Java class; not in the envelope `legacy`."),
            return_object=_object(
                "method uuid result",
                method=_text("That of the request, empty where it has none."),
                uuid=_text("The dialog, empty where there is none."),
                result={"oneOf": [_reference(name) for name in results]},
            ),
        ),
        **results,
    }
