"""The OpenAPI document of the admin API, made from its table of operations."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

import msgspec

import mockgenie
from mockgenie.server.admin.operations import JSON, ROOT, Operation
from mockgenie.server.admin.problem import CONTENT_TYPE, ProblemDetails

_ABOUT = """\
Looks into a running mockgenie and changes what it does. Callers on the same machine may use it, or
those that know the admin token where there is one."""
_REFERENCE = "#/components/schemas/{name}"


def openapi(operations: Iterable[Operation], token: bool) -> dict[str, Any]:
    """The document, as JSON has it; `token`: whether callers need one."""
    operations = tuple(operations)
    types: list[Any] = [ProblemDetails]
    for operation in operations:
        answers = operation.answer if isinstance(operation.answer, tuple) else (operation.answer,)
        types += [operation.parameters, operation.body, *answers]
    wanted = [type_ for type_ in dict.fromkeys(types) if type_ is not None]
    schemas, components = msgspec.json.schema_components(wanted, ref_template=_REFERENCE)
    schema_of: dict[Any, dict[str, Any]] = dict(zip(wanted, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        path = paths.setdefault(ROOT + operation.path, {})
        path[operation.method.lower()] = _operation(operation, schema_of, components, token)
    bodies = {operation.body for operation in operations}
    for parameters in {operation.parameters for operation in operations} - bodies:
        # What is told parameter by parameter needs no schema of its own.
        del components[parameters.__name__]
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "mockgenie admin API",
            "version": mockgenie.__version__,
            "description": _ABOUT,
        },
        "paths": paths,
        "components": {"schemas": components},
    }
    if token:
        document["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        document["security"] = [{"token": []}]
    return document


def _operation(
    operation: Operation,
    schema_of: dict[Any, dict[str, Any]],
    components: dict[str, Any],
    token: bool,
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [operation.segments[1]],
        "summary": operation.summary,
    }
    if parameters := _parameters(operation, components):
        told["parameters"] = parameters
    if operation.body is not None:
        schema = schema_of[operation.body]
        if operation.many:
            schema = {"anyOf": [schema, {"type": "array", "items": schema}]}
        told["requestBody"] = {
            "required": bool(components[operation.body.__name__].get("required")),
            "content": {"application/json": {"schema": schema}},
        }
    answer: dict[str, Any] = {"description": HTTPStatus(operation.status).phrase}
    if operation.answer is not None:
        answer["content"] = {operation.media: {"schema": _answer(operation, schema_of)}}
    problem = {"content": {CONTENT_TYPE: {"schema": schema_of[ProblemDetails]}}}
    told["responses"] = {
        str(operation.status): answer,
        **{
            str(status): {"description": HTTPStatus(status).phrase, **problem}
            for status in sorted(_problems(operation, token))
        },
    }
    return told


def _answer(operation: Operation, schema_of: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    """The schema of an answer; that of a stream is the one of each event."""
    if not isinstance(operation.answer, tuple):
        return schema_of[operation.answer]
    data = {
        "type": "string",
        "contentMediaType": JSON,
        "contentSchema": {"anyOf": [schema_of[one] for one in operation.answer]},
    }
    properties = {"id": {"type": "string"}, "event": {"type": "string"}, "data": data}
    return {"type": "object", "properties": properties}


def _parameters(operation: Operation, components: dict[str, Any]) -> list[dict[str, Any]]:
    schema = components[operation.parameters.__name__]
    required = schema.get("required", ())
    parameters = []
    for name, about in schema["properties"].items():
        described = {key: value for key, value in about.items() if key != "description"}
        parameters.append(
            {
                "name": name,
                "in": "path" if f"{{{name}}}" in operation.path else "query",
                "description": about["description"],
                "required": name in required,
                "schema": described,
            }
        )
        if header := operation.headers.get(name):
            parameters.append({**parameters[-1], "name": header, "in": "header"})
    return parameters


def _problems(operation: Operation, token: bool) -> set[int]:
    """Every status with which it may refuse."""
    refusals = {400, 403, *operation.problems}
    if "{" in operation.path:
        refusals.add(404)
    if operation.body is not None:
        refusals |= {408, 413, 415}
    if operation.common != "ignored":
        refusals.add(503)
    if token:
        refusals.add(401)
    return refusals
