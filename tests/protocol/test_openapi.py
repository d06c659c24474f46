"""The OpenAPI document of /Dialog: valid, with every documented error, and true of the answers."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import schemathesis

from mockgenie.contract import body, cases
from mockgenie.protocol import ENVELOPES, EngineError, GatewayError
from mockgenie.protocol.openapi import dialog_openapi
from mockgenie.testing import MockServer, serve
from tests.support import PATIENCE, free_port

pytestmark = pytest.mark.slow  # a large family

DOCUMENT = dialog_openapi("http://localhost:8000")
RESPONSES = DOCUMENT["paths"]["/Dialog"]["post"]["responses"]
ERRORS = [error.value for error in EngineError] + [error.reason for error in GatewayError]


def examples(status: str) -> dict[str, Any]:
    """What is shown of the answers with a status, by name."""
    shown = RESPONSES[status]["content"]["application/json"]["examples"]
    return {name: one["value"] for name, one in shown.items()}


def check(schema: dict[str, Any], value: object) -> None:
    """Raise ValidationError where a value does not fit a schema of the document."""
    jsonschema.Draft4Validator({**schema, "components": DOCUMENT["components"]}).validate(value)


def schema_of(status: int) -> dict[str, Any]:
    found: dict[str, Any] = RESPONSES[str(status)]["content"]["application/json"]["schema"]
    return found


def test_the_document_is_valid() -> None:
    schemathesis.openapi.from_dict(DOCUMENT).validate()


def test_every_error_of_the_engine_is_shown_in_every_envelope() -> None:
    shown = [value["return_object"]["result"]["message"] for value in examples("200").values()]
    for error in EngineError:
        pattern = re.escape(error.value).replace(r"\{type\}", ".+").replace(r"\{offset\}", "[0-9]+")
        found = [message for message in shown if re.fullmatch(pattern, message)]
        assert len(found) == len(ENVELOPES), error


@pytest.mark.parametrize("error", GatewayError, ids=lambda one: one.reason)
def test_every_error_of_the_gateway_is_shown_with_its_status(error: GatewayError) -> None:
    shown = examples(str(error.status)).values()
    assert {"request_id": "reserved field", "result": -1, "reason": error.reason} in shown
    assert {"result": -1, "reason": error.reason} in shown


def test_every_example_is_what_its_schema_says() -> None:
    for status in RESPONSES:
        for value in examples(status).values():
            check(schema_of(int(status)), value)
    asked = DOCUMENT["paths"]["/Dialog"]["post"]["requestBody"]["content"]["application/json"]
    for one in asked["examples"].values():
        check(asked["schema"], one["value"])


@pytest.mark.parametrize(
    "argument",
    [
        {"method": "open_dialog", "name": "Weather"},
        {"method": "open_dialog", "name": "Weather", "access_method": "data"},
        {"method": "dialog", "uuid": "1"},
        {"method": "dialog", "uuid": "1", "data": [{"Weather.city": []}]},
        {"method": "close"},
        {},
    ],
)
def test_a_request_that_is_refused_does_not_fit(argument: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        check({"$ref": "#/components/schemas/Request"}, {"access_key": "k", "argument": argument})


@pytest.mark.parametrize("envelope", ENVELOPES)
def test_every_answer_of_the_wire_contract_fits(envelope: str) -> None:
    answers = [
        step.answer
        for case in cases()
        if envelope in case.envelopes
        for step in case.steps
        if step.answer is not None and step.answer.raw is None
    ]
    assert len(answers) > 100
    for answer in answers:
        check(schema_of(answer.status), json.loads(body(answer, envelope)))


# In front of a server


class Prism:
    """Prism, which lets what fits the document pass, in front of a server."""

    def __init__(self, document: Path, upstream: str) -> None:
        prism = shutil.which("prism")
        if prism is None:
            pytest.skip("no prism here: npm install --global @stoplight/prism-cli")
        self._port = free_port()
        self._process = subprocess.Popen(
            [prism, "proxy", str(document), upstream, "--errors", "--port", str(self._port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self._told: list[str] = []
        self._ready = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if not self._ready.wait(PATIENCE) or self._process.poll() is not None:
            self.stop()
            raise AssertionError("".join(self._told))

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._told.append(line)
            if "Prism is listening" in line:
                self._ready.set()
        self._ready.set()

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)

    def ask(self, access_key: str = "test", **argument: Any) -> tuple[int, bytes]:
        """The answer to a call, which is Prism's own where something does not fit."""
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self._port}/Dialog",
            json.dumps({"access_key": access_key, "argument": argument}).encode(),
            {"Content-Type": "application/json; charset=UTF-8"},
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(asked, timeout=PATIENCE) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read()


@pytest.fixture(params=ENVELOPES)
def proxied(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[MockServer, Prism]]:
    """A server, and Prism in front of it."""
    document = tmp_path / "dialog.json"
    with serve(host="127.0.0.1", envelope=request.param) as server:
        document.write_text(json.dumps(dialog_openapi(server.url.removesuffix("/Dialog"))), "utf-8")
        prism = Prism(document, server.url.removesuffix("/Dialog"))
        yield server, prism
        prism.stop()


def test_prism_lets_pass_what_is_answered(proxied: tuple[MockServer, Prism]) -> None:
    server, prism = proxied

    def ask(access_key: str = "test", **argument: Any) -> tuple[int, bytes]:
        status, answer = prism.ask(access_key, **argument)
        (entry,) = server.journal[-1:]
        assert (status, answer) == (entry.status, entry.answer.encode())
        return status, answer

    for method in ("internal_data", "external_data"):
        opened = json.loads(ask(method="open_dialog", name="Weather", access_method=method)[1])
        uuid = opened["return_object"]["uuid"]
        said = json.loads(ask(method="dialog", uuid=uuid, text="내일 서울 날씨 어때?")[1])
        if method == "external_data":
            assert said["return_object"]["result"]["state"] == "data_request"
            ask(method="dialog", uuid=uuid, data=[])
        ask(method="dialog", uuid=uuid, text="")
        ask(method="close_dialog", uuid=uuid)
        ask(method="close_dialog", uuid=uuid)
    statuses = set()
    for error in ERRORS:
        server.fail_next(error)
        status, _ = ask(method="open_dialog", name="Weather", access_method="internal_data")
        statuses.add(status)
    assert statuses == {int(status) for status in RESPONSES}


def test_prism_refuses_what_does_not_fit(proxied: tuple[MockServer, Prism]) -> None:
    server, prism = proxied
    status, answer = prism.ask(method="open_dialog", name="Weather")
    assert status == 422
    assert b"must have required property 'access_method'" in answer
    server.assert_not_called()
