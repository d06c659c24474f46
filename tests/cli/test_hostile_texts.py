"""Whatever a client or a file says is data: it colours no terminal, and forges no line."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.serving import PATIENCE, command_environment
from tests.server.http_bytes import post

pytestmark = pytest.mark.slow  # each test starts processes of its own

HOSTILE = "x\x1b[31m\x1b]0;title\x07\nmockgenie: forged\r\x85\u2028\u202e\u200f\x00\x7f\x9b31my"
_FORGED = re.compile("^[^x]{0,12}mockgenie: forged", re.MULTILINE)
_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffd]"
)

IN_YAML = json.dumps(HOSTILE).replace("\\u202e", "\\u202E")

DOMAIN = f"""\
name: Hostile
description: {IN_YAML}
entities:
  Thing:
    slots:
      name: {{values: {{{IN_YAML}: [{IN_YAML}]}}}}
      kind: {{type: choice, values: [가, {IN_YAML}]}}
acts:
  ask: [{IN_YAML}, "<Thing.name> 주세요"]
tasks:
  start: {{say: {IN_YAML}, next: {{task: more, when: act = "ask"}}}}
  more: {{fill: Thing.name, ask: {{Thing.name: {IN_YAML}}}, say: "{{Thing.name}}"}}
"""
BROKEN = f"""\
name: Broken
{IN_YAML}: 1
entities: {{{IN_YAML}: {{slots: [{IN_YAML}]}}}}
acts: {{{IN_YAML}: "(가", b: "<{IN_YAML[1:-1]}>"}}
tasks: {{{IN_YAML}: {{sai: 1, say: "{{{IN_YAML[1:-1]}}}", next: {IN_YAML}}}}}
"""
CONVERSATIONS = f"""\
- name: {IN_YAML}
  conversation:
    - bot: {IN_YAML}
    - user: {IN_YAML}
    - bot: 다른 말
      act: {IN_YAML}
      slots: {{{IN_YAML}: {IN_YAML}}}
"""


def check(shown: str) -> None:
    """That nothing of it is obeyed, or looks like what is not there."""
    assert "x" in shown
    assert not _OBEYED.search(shown), repr(shown)
    assert not _FORGED.search(shown), shown


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in (
        ("Hostile.yaml", DOMAIN),
        ("Broken.yaml", BROKEN),
        ("Hostile.test.yaml", CONVERSATIONS),
    ):
        (tmp_path / name).write_text(content, "utf-8")
    return tmp_path


def run(*arguments: str, typed: str = "", **environment: str) -> str:
    """All that a command writes."""
    done = subprocess.run(
        [sys.executable, "-m", "mockgenie", *arguments],
        input=typed.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=command_environment(**environment),
        timeout=PATIENCE,
        check=False,
    )
    return done.stdout.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "--format", "json"),
        ("check", "--format", "github"),
        ("test",),
        ("test", "-v"),
        ("serve", "--host", HOSTILE.replace("\0", "")),
        ("serve", HOSTILE.replace("\0", "")),
        ("check", HOSTILE.replace("\0", "")),
        ("test", "-k", HOSTILE.replace("\0", "")),
        ("chat", HOSTILE.replace("\0", "")),
        (HOSTILE.replace("\0", ""),),
    ],
    ids=lambda arguments: " ".join(arguments)[:12].replace("\x1b", ""),
)
def test_what_commands_say_of_files_and_of_their_arguments(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    named = arguments in (("check",), ("test",)) or arguments[-1] in ("json", "github", "-v")
    check(run(*arguments, *([str(folder)] if named else [])))


def test_what_the_bot_says_in_a_chat(folder: Path) -> None:
    typed = f"{HOSTILE}\n:slots\n:trace\n{HOSTILE}\n"
    shown = run("chat", "Hostile", "--domains", str(folder), "--trace", typed=typed)
    assert "x\\x1b[31m" in shown
    assert not _OBEYED.search(shown)  # a text of several lines is shown on as many


def requests() -> Iterator[bytes]:
    """HOSTILE in every field of a request that is ever shown."""
    opening = {"method": "open_dialog", "name": "Hostile", "access_method": "internal_data"}
    for argument in (
        opening,
        {**opening, "name": HOSTILE},
        {**opening, "access_method": HOSTILE},
        {"method": HOSTILE},
        {"method": "dialog", "uuid": HOSTILE, "text": HOSTILE},
        {"method": "close_dialog", "uuid": HOSTILE},
        {"method": "dialog", "uuid": "1", "data": [{HOSTILE: HOSTILE}]},
        HOSTILE,
    ):
        for key in ("k", HOSTILE, f"fault:{HOSTILE}", f"fault:{HOSTILE}".ljust(2000, "x")):
            yield post(json.dumps({"access_key": key, "request_id": HOSTILE, "argument": argument}))
    yield post(json.dumps({"access_key": "k"}), f"X-Mockgenie-Fault: \u202e{HOSTILE[:1]}\x85")
    yield post(HOSTILE)
    yield HOSTILE.encode() + b"\r\n\r\n"
    yield b"GET /x\xe2\x80\xae\xc2\x9b31m HTTP/1.1\r\nHost: \xe2\x80\xae\r\n\r\n"


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_what_a_server_says_of_clients_and_domains(folder: Path, log_format: str) -> None:
    errors = folder / "errors.txt"
    with errors.open("wb") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-m", "mockgenie", "serve", "--port", "0", "--domains", str(folder),
             "--log-format", log_format],
            stdout=subprocess.PIPE,
            stderr=stderr,
            env=command_environment(),
        )  # fmt: skip
    try:
        assert process.stdout
        head = []
        while not (found := re.search(rb"localhost:(\d+)/Dialog", b"".join(head))):
            head.append(process.stdout.readline())
            assert head[-1]
        port = int(found[1])
        uuid = ""
        for sent in requests():
            answered = exchanged(port, sent)
            if not uuid and b'"uuid":"' in answered:
                uuid = json.loads(answered.partition(b"\r\n\r\n")[2])["return_object"]["uuid"]
        assert uuid
        for argument in (
            {"method": "dialog", "uuid": uuid, "text": HOSTILE},
            {"method": "dialog", "uuid": uuid, "text": "", "data": [{HOSTILE: HOSTILE}]},
        ):
            exchanged(port, post(json.dumps({"access_key": "k", "argument": argument})))
        new = folder / ".Hostile.yaml.new"
        new.write_text(BROKEN.replace("Broken", "Hostile"), "utf-8")
        new.replace(folder / "Hostile.yaml")
        give_up = time.monotonic() + PATIENCE
        while b"Hostile.yaml:" not in errors.read_bytes():
            assert time.monotonic() < give_up
            exchanged(port, post("{}"))
        process.terminate()
        shown = b"".join(head) + process.communicate(timeout=PATIENCE)[0]
    finally:
        process.kill()
        process.communicate()
    check(errors.read_text("utf-8"))
    check(shown.decode())
    for line in errors.read_text("utf-8").splitlines():
        assert line.startswith(("mockgenie: ", "  "))
    if log_format == "json":
        for line in shown.decode().splitlines():
            json.loads(line)


def exchanged(port: int, sent: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        parts = []
        try:
            while part := connection.recv(65536):
                parts.append(part)
        except ConnectionError:
            pass
    return b"".join(parts)


@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode on this system")
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_file_names_that_cannot_be_decoded_are_shown_escaped(tmp_path: Path, locale: str) -> None:
    named = os.fsdecode(os.fsencode(tmp_path) + b"/\xb0\xa1\x1b[31m.yaml")
    Path(named).write_text("tasks: {a: {sai: 1}}\n", "utf-8")
    for arguments in (("check",), ("check", "--format", "json"), ("check", "--format", "github")):
        shown = run(*arguments, str(tmp_path), LC_ALL=locale, PYTHONUTF8="0")
        check("x" + shown)
        assert "\\udcb0\\udca1\\x1b[31m.yaml" in shown.replace("\\\\", "\\")
        if "json" in arguments:
            told: list[dict[str, Any]] = json.loads(shown[: shown.rindex("]") + 1])
            assert told[0]["path"].endswith("\\udcb0\\udca1\\x1b[31m.yaml")
