"""Does what a section shows, in the order in which it is shown, and compares."""

from __future__ import annotations

import json
import re
import sqlite3
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.channels.programs import ApiServer, api_server
from tests.docs.pages import Block, Section
from tests.docs.servers import (
    DOCUMENTED_PORT,
    Running,
    arguments_of,
    finished,
    is_mockgenie,
    refused,
)
from tests.docs.speakers import CommandLine, Speaker, own_socket, take_apart
from tests.support import PATIENCE
from tests.testing import plugin

UUID = re.compile(r"\b[1-9][0-9]{17}\b")
# Installing is what .ci/run does, in environments of its own.
INSTALLS = re.compile(r"python -m (pip install|venv) ")
# An API server of the documentation, and how it is written to run where there is room.
DOCUMENTED_API = "http://127.0.0.1:5000"
RUNS_AT_ANY_PORT = ("app.run(port=5000)", "app.run(port=0)")
BOT, USER = "봇: ", "나: "
# What a server logs of a turn.
LOGGED = re.compile(r"mockgenie: session [0-9]{18}, ")
# Files beside a domain that are none.
CONVERSATIONS = re.compile(r"\.test\.yaml$|/tests/")


class Stage:
    """A folder of its own, the files of the section in it, and the server it starts."""

    def __init__(self, folder: Path, speak: Speaker) -> None:
        self._folder = folder
        self._speak = speak
        self._server: Running | None = None
        self._start_up = ""
        self._domain_file = ""
        self._rewritten = False
        self._uuids: dict[str, str] = {}
        self._api: ApiServer | None = None
        self._running = ExitStack()

    def perform(self, section: Section) -> None:
        """Every block of the section, one after the other."""
        try:
            for block in section.blocks:
                self._perform(block)
        finally:
            self._running.close()
            printed = self._server.stop() if self._server else ""
        self._compare_start_up(printed)

    def _perform(self, block: Block) -> None:
        if block.file:
            self._write(block)
        elif block.language == "sh":
            for line in block.text.splitlines():
                self._run(line)
        elif block.language == "console":
            for line, output in steps(block.text):
                self._show(line, output)
        elif block.text.startswith(BOT):
            self._converse(block.text)
        elif LOGGED.match(block.text) or (self._rewritten and block.text.startswith("mockgenie: ")):
            assert self._server
            for line in self._with_real_uuids(block.text).splitlines():
                self._server.wait_for(line)

    def _write(self, block: Block) -> None:
        if self._server is not None and block.language == "python":
            text = self._server.real(block.text).replace(*RUNS_AT_ANY_PORT)
            block = block._replace(text=text)
        rewritten = (self._folder / block.file).exists()
        self._rewritten = rewritten and self._server is not None
        write_file(block, self._folder)
        if block.language == "yaml" and not CONVERSATIONS.search(block.file):
            self._domain_file = block.file

    def _run(self, line: str) -> None:
        """A line of an `sh` block: nothing is said of what it prints, but it has to work."""
        if INSTALLS.match(line):
            return
        command = take_apart(line)
        if command.arguments[:2] == ("-m", "pytest"):
            # The same with the plugin where mockgenie is not installed.
            arguments = ("-m", "pytest", *plugin.command_line(), *command.arguments[2:])
            code, output = finished(arguments, self._folder)
            assert code == 0, output
            return
        if command.program == "python" and command.arguments[0].endswith(".py"):
            script = self._folder / command.arguments[0]
            if RUNS_AT_ANY_PORT[1] in script.read_text(encoding="utf-8"):
                pytest.importorskip("flask", reason="the API server is a server of Flask")
                self._api = self._running.enter_context(api_server(script))
                return
            code, output = finished(command.arguments, self._folder)
            assert code == 0, output
            return
        assert is_mockgenie(command), f"no way is known to test this line: {line}"
        arguments = alone(arguments_of(command))
        if arguments[0] == "naver":
            arguments = (*arguments, "--port", "0")
        if arguments[0] == "serve" and "--help" not in arguments:
            self._serve(arguments)
        else:
            code, output = refused(arguments, self._folder)
            assert code == 0, output

    def _show(self, line: str, output: str) -> None:
        """A `$` line of a `console` block, and what has to come back."""
        command = take_apart(line)
        if command.program == "curl":
            self._curl(line, output)
        elif "mockgenie listening on" in output:
            self._serve(arguments_of(command), **command.variables)
            self._start_up = output
            for shown in output.splitlines():
                if shown.startswith("  curl "):
                    assert '"state":"start"' in self._say(shown.strip())
        elif command.program == "printf":
            typed, piped = pipe(command)
            assert self._printed(arguments_of(piped), typed) == output
        elif command.program == "python" and command.arguments[0].endswith(".py"):
            _, printed = finished(command.arguments, self._folder)
            assert printed == output
        elif arguments_of(command)[0] in ("verify", "kakao", "naver") or (
            "--against" in arguments_of(command)
        ):
            if self._server is None:
                self._serve(("serve",))
            assert self._printed(arguments_of(command)) == output
        elif arguments_of(command)[0] != "serve":
            arguments = alone(arguments_of(command))
            _, printed = refused(arguments, self._folder, **command.variables)
            assert printed == output
        elif self._server is None:
            assert refused(arguments_of(command), self._folder) == (2, output)
        else:
            # The port that it wants is taken by the server of the line before.
            taken = self._server.port
            code, printed = refused((*arguments_of(command), "--port", str(taken)), self._folder)
            assert (code, printed.replace(f":{taken}:", f":{DOCUMENTED_PORT}:")) == (2, output)

    def _printed(self, arguments: tuple[str, ...], typed: str = "") -> str:
        """What a command prints that may ask the server, with the ports of the documentation."""
        server = self._server
        if server is not None:
            arguments = tuple(map(self._real, arguments))
            if arguments[0] == "naver":
                arguments = (*arguments, "--port", str(server.api_port))
        _, printed = finished(("-m", "mockgenie", *arguments), self._folder, typed)
        return server.documented(printed) if server is not None else printed

    def _real(self, text: str) -> str:
        """A text of the documentation with the ports of the servers of the section."""
        assert self._server
        text = self._server.real(text)
        return text.replace(DOCUMENTED_API, self._api.url) if self._api else text

    def _serve(self, arguments: tuple[str, ...], **variables: str) -> None:
        if self._server:
            self._compare_start_up(self._server.stop())
        if "--store" not in arguments:  # the sessions of the one before have ended with it
            self._uuids.clear()
        self._server = Running(arguments, self._folder, **variables)
        url = f"http://127.0.0.1:{self._server.port}/"
        assert "Unknown Handler" in own_socket(take_apart(f"curl -s {url}"), self._folder)

    def _compare_start_up(self, printed: str) -> None:
        expected, self._start_up = self._start_up, ""
        if expected:
            assert printed == expected

    def _curl(self, line: str, expected: str) -> None:
        if self._server is None:
            self._serve(("serve",))
        line = self._with_real_uuids(line)
        answer = self._say(line)
        self._learn_uuids(line, expected, answer)
        # Whether an answer ends its line, a transcript does not show.
        assert answer.removesuffix("\n") == self._with_real_uuids(expected).removesuffix("\n")

    def _say(self, line: str) -> str:
        assert self._server
        return self._speak(take_apart(self._real(line)), self._folder)

    def _with_real_uuids(self, shown_text: str) -> str:
        for shown, real in self._uuids.items():
            shown_text = shown_text.replace(shown, real)
        return shown_text

    def _learn_uuids(self, sent: str, expected: str, answer: str) -> None:
        """A uuid that the request did not have is whatever the server gives, each a new one."""
        for shown, real in zip(UUID.findall(expected), UUID.findall(answer), strict=False):
            if shown not in self._uuids and shown not in sent:
                assert real not in self._uuids.values()
                self._uuids[shown] = real

    def _converse(self, text: str) -> None:
        """A conversation with the domain that the section has shown last."""
        if self._server is None:
            self._serve(("serve", "--domains", Path(self._domain_file).parts[0]))
        turns = list(conversation(text))
        name = domain_name(self._folder / self._domain_file)
        returned = self._ask("open_dialog", name=name, access_method="internal_data")
        uuid, said = returned["uuid"], returned["result"]["system_text"]
        for utterance, answer in turns:
            if utterance:
                returned = self._ask("dialog", uuid=uuid, text=utterance)
                said = returned["result"]["system_text"]
            assert said == answer + "\n", f"to {utterance!r}"

    def _ask(self, method: str, **argument: str) -> dict[str, Any]:
        assert self._server
        request = {"access_key": "test", "argument": {"method": method, **argument}}
        url = f"http://localhost:{self._server.port}/Dialog"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(url, json.dumps(request).encode(), timeout=PATIENCE) as answer:
            returned: dict[str, Any] = json.load(answer)["return_object"]
        return returned


def alone(arguments: tuple[str, ...]) -> tuple[str, ...]:
    """The arguments of a command that joins no server which happens to run on this machine."""
    return ("run", "--new", *arguments[1:]) if arguments[0] == "run" else arguments


def write_file(block: Block, folder: Path) -> Path:
    """The file that a block shows; what `sql` says makes a SQLite file."""
    path = folder / block.file
    path.parent.mkdir(parents=True, exist_ok=True)
    if block.language == "sql":
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(block.text)
    else:
        path.write_text(block.text, encoding="utf-8")
    return path


def pipe(command: CommandLine) -> tuple[str, CommandLine]:
    """What `printf '…' | …` prints, and the command that reads it."""
    text, bar, program, *arguments = command.arguments
    assert bar == "|"
    assert "%" not in text
    return text.replace("\\n", "\n"), CommandLine({}, program, tuple(arguments))


def steps(transcript: str) -> Iterator[tuple[str, str]]:
    """The commands of a transcript, each with its output."""
    line, output = "", ""
    for shown in transcript.splitlines(keepends=True):
        if shown.startswith("$ "):
            if line:
                yield line, output
            line, output = shown[2:].rstrip("\n"), ""
        else:
            assert line, f"a transcript begins with a command: {shown}"
            output += shown
    yield line, output


def conversation(text: str) -> Iterator[tuple[str, str]]:
    """The utterances, the first one empty, each with the answer to it."""
    utterance, answer = "", ""
    for line in text.splitlines():
        if line.startswith(USER):
            yield utterance, answer
            utterance, answer = line.removeprefix(USER), ""
        elif line.startswith(BOT):
            answer = line.removeprefix(BOT)
        else:
            answer += f"\n{line}"
    yield utterance, answer


def domain_name(path: Path) -> str:
    """The name that open_dialog asks for (docs/domains.md, section "Where the files are")."""
    by_place = path.parent.name if path.stem == "domain" else path.stem
    name = yaml.safe_load(path.read_text(encoding="utf-8")).get("name", by_place)
    assert isinstance(name, str)
    return name


def uses_curl(section: Section) -> bool:
    """Whether a transcript of the section has a curl line."""
    return any(take_apart(line).program == "curl" for line in _transcript_lines(section))


def shows_start_up(section: Section) -> bool:
    """Whether a transcript of the section has what mockgenie prints when it starts."""
    return any(is_mockgenie(take_apart(line)) for line in _transcript_lines(section))


def _transcript_lines(section: Section) -> Iterator[str]:
    for block in section.blocks:
        if block.language == "console":
            yield from (line for line, _ in steps(block.text))
