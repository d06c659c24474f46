"""A conversation with a domain, line by line, whoever types the lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import ClassVar

from msgspec import Struct

from mockgenie.cli.lines import Lines
from mockgenie.cli.shelf import Shelf
from mockgenie.cli.trace import trace_of_data, trace_of_utterance
from mockgenie.domains import DomainError, did_you_mean
from mockgenie.engine import (
    AccessMethod,
    DataMissing,
    DataRequest,
    Engine,
    EngineFailure,
    Reply,
    Session,
    explain,
)
from mockgenie.wire import Call, Dialog, GatewayRefusal, Record, data_requested

PROMPT, MORE = "나: ", "…: "
_ENDED = "the dialog has ended"
_RECORDS = 'a JSON list of records, [{"Class.slot": "value"}], or [] for none'


class Settings(Struct, frozen=True):
    """How dialogs are opened: `today` is asked at every turn; `trace`: whether turns are
    explained from the beginning."""

    access_method: AccessMethod
    today: Callable[[], date]
    seed: int = 0
    trace: bool = False


class Command(Struct, frozen=True):
    """What a line that begins with / asks for."""

    argument: str
    does: str


COMMANDS = {
    "/help": Command("", "shows these commands"),
    "/trace": Command("[on|off]", "explains each turn, or stops to"),
    "/slots": Command("", "shows what is known: slots, task, what is missing"),
    "/data": Command("[RECORDS]", "gives the records that were asked for, a JSON list"),
    "/restart": Command("", "opens the dialog anew, with the domain as it is saved now"),
    "/domain": Command("[NAME]", "opens a dialog in another domain; without NAME, lists them"),
    "/quit": Command("", "leaves, as Ctrl-D does"),
}


class Talk:
    """Dialogs with the domains of a shelf, one after the other."""

    def __init__(self, shelf: Shelf, lines: Lines, settings: Settings) -> None:
        self._shelf = shelf
        self._lines = lines
        self._settings = settings
        self._trace = settings.trace
        self._failed = False
        self._over = False
        self._engine: Engine
        self._session: Session | None = None

    def run(self, engine: Engine) -> int:
        """Talk until the lines end, or the dialog where nobody can begin another; the exit code."""
        self._open(engine)
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
        if text.startswith("/") and not text.startswith("//"):
            command, _, argument = text.partition(" ")
            if command in self._OWN:
                self._OWN[command](self, argument.strip())
            else:
                self._lines.note(f"no command {command}{did_you_mean(command, COMMANDS)}")
        elif self._session is None:
            if text:
                self._lines.note(f"{_ENDED}; an empty line opens it again")
            else:
                self._restart("")
        elif text:
            self._say(self._session, text.removeprefix("/") if text.startswith("//") else text)

    def _say(self, session: Session, text: str) -> None:
        today = self._settings.today()
        try:
            after, reply = self._engine.step(session, text, None, today)
        except DataMissing:
            self._lines.note(f"records are awaited: /data and {_RECORDS}")
            return
        except EngineFailure as error:
            self._fail(error)
            return
        self._answer(after, reply)
        if self._trace:
            explanation = explain(self._engine, session, text, after, today)
            self._lines.trace(trace_of_utterance(explanation))
        self._look_for_end(reply)

    def _give(self, written: str) -> None:
        session = self._session
        if session is None or not session.pending:
            self._lines.note("no records were asked for")
            return
        records = self._records(written)
        if records is None:
            return
        try:
            after, reply = self._engine.step(session, None, records, self._settings.today())
        except EngineFailure as error:
            self._fail(error)
            return
        self._answer(after, reply)
        if self._trace:
            self._lines.trace(trace_of_data(session, after))
        self._look_for_end(reply)

    def _records(self, written: str) -> tuple[Record, ...] | None:
        """Records as JSON, of one line or of several; None where they are none."""
        if not written:
            self._lines.note(f"give {_RECORDS}")
        while True:
            try:
                data = json.loads(written)
                break
            except json.JSONDecodeError as error:
                more = None
                if error.pos >= len(written.rstrip()):
                    more = self._lines.read(MORE, lambda _: (), remember=False)
                if not (more and more.strip()):
                    self._lines.note(f"not JSON: {error}")
                    return None
                written += f"\n{more}"
            except RecursionError:
                self._lines.note("not JSON that can be read: nested too deep")
                return None
        try:
            # Read as the server reads them.
            request = Call("chat", None, "dialog", "0", {"uuid": "0", "data": data}).request()
        except GatewayRefusal:
            request = None
        if not isinstance(request, Dialog) or request.data is None:
            self._lines.note(f"records are {_RECORDS}")
            return None
        return request.data

    # What comes back

    def _open(self, engine: Engine) -> None:
        self._engine = engine
        self._session = None
        settings = self._settings
        try:
            session, reply = engine.open(settings.access_method, settings.today(), settings.seed)
        except EngineFailure as error:
            self._fail(error)
            self._over = not self._lines.interactive
            return
        self._answer(session, reply)
        self._look_for_end(reply)

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

    def _fail(self, error: EngineFailure) -> None:
        self._failed = True
        self._lines.note(f"domain {self._engine.domain.name}: {error}")

    # Commands

    def _help(self, argument: str) -> None:
        width = max(len(f"{name} {command.argument}") for name, command in COMMANDS.items())
        rows = [
            f"{f'{name} {command.argument}':<{width}}  {command.does}"
            for name, command in COMMANDS.items()
        ]
        rows.append(f"{'//…':<{width}}  says a text that begins with /")
        self._lines.show("\n".join(rows))

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
            self._show_problems(found)
        self._lines.note(f"{name} goes on as it was")
        self._open(before)

    def _change(self, name: str) -> None:
        self._shelf.refresh()
        if not name:
            self._lines.show(self._shelf.listed())
            return
        found = self._shelf.engine(name)
        if isinstance(found, Engine):
            self._open(found)
        elif found is None:
            self._lines.note(self._shelf.unknown(name))
        else:
            self._show_problems(found)

    def _show_problems(self, error: DomainError) -> None:
        for diagnostic in error.diagnostics:
            self._lines.note(str(diagnostic))

    def _quit(self, argument: str) -> None:
        self._over = True

    _OWN: ClassVar[dict[str, Callable[[Talk, str], None]]] = {
        "/help": _help,
        "/trace": _trace_on,
        "/slots": _show_slots,
        "/data": _give,
        "/restart": _restart,
        "/domain": _change,
        "/quit": _quit,
    }
