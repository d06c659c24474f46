"""A conversation with a domain, line by line, whoever types the lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from mockgenie.cli.chat_records import RECORDS, read_typed
from mockgenie.cli.domains import Shelf
from mockgenie.cli.line_commands import (
    LineCommand,
    help_text,
    is_command,
    said,
    unknown_command,
)
from mockgenie.cli.lines import ChatLines
from mockgenie.cli.trace import (
    trace_of_data,
    trace_of_problems,
    trace_of_request,
    trace_of_speech,
    trace_of_utterance,
)
from mockgenie.dialog import (
    AccessMethod,
    Bot,
    DataMissing,
    DataRequest,
    Engine,
    EngineFailure,
    Reply,
    Session,
    Speech,
    contract_problems,
    data_of,
    explain,
)
from mockgenie.domain import Domain, RecordFileError, read_record_file
from mockgenie.protocol import DataRecord, data_requested
from mockgenie.source import Diagnostic

PROMPT = "나: "
_ENDED = "the dialog has ended"
_BY_ITSELF = "--external answers by itself; with --access-method external_data /data does"
_MOST_REQUESTS = 10
"""So many requests are answered in one turn: a domain may ask again because of what came."""


class ChatSettings(Struct, frozen=True):
    """How dialogs are opened: `today` is asked at every turn; `trace`: whether turns are
    explained from the beginning; `external`: whether requests for records are answered here,
    with those of the file `records` where there is one."""

    access_method: AccessMethod
    today: Callable[[], date]
    seed: int = 0
    trace: bool = False
    external: bool = False
    records: Path | None = None


class Talk:
    """Dialogs with the domains of a shelf, one after the other."""

    def __init__(self, shelf: Shelf, lines: ChatLines, settings: ChatSettings) -> None:
        self._shelf = shelf
        self._lines = lines
        self._settings = settings
        self._trace = settings.trace
        self._failed = False
        self._over = False
        self._engine: Engine
        self._session: Session | None = None
        self._bot: Bot | None = None

    def run(self, engine: Engine) -> int:
        """Talk until the lines end, or the dialog where nobody can begin another; the exit code."""
        if not self._employ(engine.domain):
            return 1
        self._begin(engine)
        while not self._over:
            line = self._lines.read(PROMPT, self.completions)
            if line is None:
                break
            self._hear(line)
        return 1 if self._failed and not self._lines.interactive else 0

    def completions(self, begun: str) -> Iterator[str]:
        """Commands, and domain names behind /domain; of what is said to the bot nothing."""
        command, space, argument = begun.partition(" ")
        if not space:
            yield from (name for name in COMMANDS if begun and name.startswith(begun))
        elif command == "/domain":
            names = self._shelf.editions
            yield from (f"/domain {name}" for name in names if name.startswith(argument))

    # A line

    def _hear(self, line: str) -> None:
        text = line.strip()
        if is_command(text):
            command, _, argument = text.partition(" ")
            if command in COMMANDS:
                COMMANDS[command].run(self, argument.strip())
            else:
                self._lines.note(unknown_command(command, COMMANDS))
        elif self._session is None:
            if text:
                self._lines.note(f"{_ENDED}; an empty line opens it again")
            else:
                self._restart("")
        elif text:
            self._say(self._session, said(text))

    def _say(self, session: Session, text: str) -> None:
        today = self._settings.today()
        try:
            after, reply = self._engine.step(session, text, None, today)
        except DataMissing:
            self._lines.note(f"records are awaited: /data and {RECORDS}")
            return
        except EngineFailure as error:
            self._fail(str(error))
            return
        traced = ""
        if self._trace:
            traced = trace_of_utterance(explain(self._engine, session, text, after, today))
        self._take(after, reply, traced, today)

    def _give(self, written: str) -> None:
        session = self._session
        if self._bot is not None:
            self._lines.note(_BY_ITSELF)
        elif session is None:
            self._lines.note(_ENDED)
        elif not session.pending:
            self._refuse(session, written)
        elif (records := read_typed(written, self._lines)) is not None:
            self._send(session, records)

    def _refuse(self, session: Session, written: str) -> None:
        """Take no records; the trace says what a server's log says of them."""
        self._lines.note("no records were asked for")
        if self._trace and written and (records := read_typed(written, self._lines)) is not None:
            domain, today = self._engine.domain, self._settings.today()
            problems = contract_problems(domain, session, records, today)
            self._lines.trace(trace_of_problems(problems))

    def _send(self, session: Session, records: tuple[DataRecord, ...]) -> None:
        today = self._settings.today()
        try:
            after, reply = self._engine.step(session, None, records, today)
        except EngineFailure as error:
            self._fail(str(error))
            return
        self._take(after, reply, self._traced(session, records, after, today), today)

    def _traced(
        self, before: Session, data: tuple[DataRecord, ...], after: Session, today: date
    ) -> str:
        if not self._trace:
            return ""
        problems = contract_problems(self._engine.domain, before, data, today)
        return trace_of_data(before, after, problems)

    # What comes back

    def _open(self, engine: Engine) -> None:
        if not self._employ(engine.domain):
            self._lines.note(f"the instances of {engine.domain.name} are sent instead")
        self._begin(engine)

    def _employ(self, domain: Domain) -> bool:
        """Have the domain's requests answered, where that is wished; False where the file has
        no records for it, which is told."""
        if not self._settings.external:
            return True
        self._bot = Bot(domain, hint="; --data FILE gives records")
        path = self._settings.records
        if not domain.looked_up():
            self._lines.note(f"{domain.name} looks nothing up: it asks for no records")
        elif path is not None:
            try:
                self._bot = Bot(domain, read_record_file(path, domain), str(path))
            except RecordFileError as error:
                self._show_problems(error.diagnostics)
                return False
        return True

    def _begin(self, engine: Engine) -> None:
        self._engine = engine
        self._session = None
        settings = self._settings
        today = settings.today()
        try:
            session, reply = engine.open(settings.access_method, today, settings.seed)
        except EngineFailure as error:
            self._fail(str(error))
            return
        self._take(session, reply, "", today)

    def _take(self, session: Session, reply: Reply, traced: str, today: date) -> None:
        """Show what a turn came to; where that is a request that the bot answers, what comes of
        its answer. The dialog stays as it was where that fails."""
        requests = 0
        while self._bot is not None and isinstance(reply, DataRequest):
            self._show_trace(traced)
            if requests == _MOST_REQUESTS:
                self._fail(f"asks for records again and again, {requests} times in one turn")
                return
            requests += 1
            sent = self._bot.answer(reply, today)
            self._lines.trace(trace_of_request(sent))
            before, data = session, data_of(sent)
            try:
                session, reply = self._engine.step(before, None, data, today)
            except EngineFailure as error:
                self._fail(str(error))
                return
            traced = self._traced(before, data, session, today)
        self._answer(session, reply)
        self._show_trace(traced)
        if self._trace and isinstance(reply, Speech):
            self._show_trace(trace_of_speech(reply))
        self._look_for_end(reply)

    def _show_trace(self, traced: str) -> None:
        if traced:
            self._lines.trace(traced)

    def _answer(self, session: Session, reply: Reply) -> None:
        self._session = session
        if isinstance(reply, DataRequest):
            entries = ((entry.slots, entry.condition) for entry in reply.entries)
            asked = json.loads(data_requested("dialog", "0", entries))["result"]
            self._lines.show(json.dumps(asked, ensure_ascii=False, separators=(",", ":")))
        else:
            self._lines.say(reply.text)

    def _look_for_end(self, reply: Reply) -> None:
        if isinstance(reply, DataRequest) or not reply.end:
            return
        self._session = None
        self._over = not self._lines.interactive
        again = "; an empty line opens it again" if self._lines.interactive else ""
        self._lines.note(f"{_ENDED}{again}")

    def _fail(self, problem: str) -> None:
        self._failed = True
        if self._session is None:  # it could not be opened
            self._over = not self._lines.interactive
        self._lines.note(f"domain {self._engine.domain.name}: {problem}")

    # Commands

    def _help(self, argument: str) -> None:
        self._lines.show(help_text(COMMANDS))

    def _trace_on(self, argument: str) -> None:
        if argument not in ("", "on", "off"):
            self._lines.note(f"/trace is on or off, not {argument}")
            return
        self._trace = argument == "on" if argument else not self._trace
        self._lines.show(f"trace {'on' if self._trace else 'off'}")

    def _show_slots(self, argument: str) -> None:
        session = self._session
        if session is None:
            self._lines.note(_ENDED)
            return
        rows = [f"{slot} = {', '.join(v) or 'any'}" for slot, v in session.slots.items()]
        rows += (f"{slot} ~= {', '.join(v)}" for slot, v in session.unwanted.items())
        rows += (f"{slot} {' and '.join(compared)}" for slot, compared in session.compared.items())
        missing = () if session.stage or session.pending else self._engine.missing(session)
        rows.append(f"task {session.task}, needs {', '.join(missing) or 'nothing'}")
        self._lines.show("\n".join(rows))

    def _restart(self, argument: str) -> None:
        before = self._engine
        name = before.domain.name
        self._shelf.refresh()
        found = self._shelf.engine(name)
        if isinstance(found, Engine):
            if found is not before:
                self._lines.note(f"reloaded {name}")
            self._open(found)
            return
        if found is None:
            self._lines.note(f"{name} is not there any more")
        else:
            self._show_problems(found.diagnostics)
        self._lines.note(f"{name} goes on as it was")
        self._open(before)

    def _change(self, name: str) -> None:
        self._shelf.refresh()
        if not name:
            self._lines.show(self._shelf.listed())
            return
        found = self._shelf.engine(self._shelf.chosen(name))
        if isinstance(found, Engine):
            self._open(found)
        elif found is None:
            self._lines.note(self._shelf.unknown(name))
        else:
            self._show_problems(found.diagnostics)

    def _show_problems(self, diagnostics: Iterable[Diagnostic]) -> None:
        for diagnostic in diagnostics:
            self._lines.note(str(diagnostic))

    def _quit(self, argument: str) -> None:
        self._over = True


COMMANDS = {
    "/help": LineCommand("", "shows these commands", Talk._help),
    "/trace": LineCommand("[on|off]", "explains each turn, or stops to", Talk._trace_on),
    "/slots": LineCommand(
        "", "shows what is known: slots, task, what is missing", Talk._show_slots
    ),
    "/data": LineCommand(
        "[RECORDS]", "gives the records asked for, a JSON list; not with --external", Talk._give
    ),
    "/restart": LineCommand(
        "", "opens the dialog anew, with the domain as it is saved now", Talk._restart
    ),
    "/domain": LineCommand(
        "[NAME]",
        "opens a dialog in another domain, by name or number; without, lists them",
        Talk._change,
    ),
    "/quit": LineCommand("", "leaves, as Ctrl-D does", Talk._quit),
}
