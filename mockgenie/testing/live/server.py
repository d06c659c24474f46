"""A server for tests: in this process, in a thread of its own, and open to be looked into."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any

from aiohttp import web
from msgspec import to_builtins

from mockgenie.faults import Armed, Fault, FaultError, as_fault
from mockgenie.journal import transcript
from mockgenie.server import (
    KOREA,
    SERVER,
    Domains,
    Instant,
    Runner,
    Server,
    create_app,
    seconds_at,
)
from mockgenie.sockets import EVERYWHERE, open_sockets
from mockgenie.stores import StoreGarbled, StoreUnreachable
from mockgenie.testing.live.background import Background
from mockgenie.testing.live.journal import ConversationView, JournalView, requests, watch
from mockgenie.testing.live.matching import ServedSlots, described, fault_of
from mockgenie.testing.live.sessions import SessionsView
from mockgenie.testing.live.sharing import look, perform

__tracebackhide__ = True  # what a test asks wrongly is shown at its own line


class ArmedFault:
    """A fault of a server: how often it has struck, and how to get rid of it."""

    def __init__(self, background: Background, server: Server, armed: Armed) -> None:
        self._background = background
        self._server = server
        self._armed = armed

    def __repr__(self) -> str:
        return f"<fault {to_builtins(self.fault)}, struck {self.struck} times>"

    @property
    def fault(self) -> Fault:
        """What it does, and to which requests."""
        return self._armed.fault

    @property
    def seen(self) -> int:
        """How many requests it has been for."""
        look(self._background, self._server)
        return self._armed.seen

    @property
    def struck(self) -> int:
        """How many of them were hit."""
        look(self._background, self._server)
        return self._armed.struck

    def remove(self) -> None:
        """Have it strike no more."""
        perform(
            self._background,
            self._server,
            lambda: self._server.faults.remove(self._armed.name),
        )


class MockServer:
    """A server that `serve` has started, until it is stopped. Any thread may call what it has.

    Matchers are keywords: the facts of a request (`method="dialog"`, `turn=3`; a list means one of
    several, None that there is none), slots (`**{"Weather.city": "서울"}`), `contains` and
    `matches` for the utterance, and `when`, a condition. What takes them raises TypeError for one
    that there is not, and ValueError for a value that it cannot have.
    """

    def __init__(self, app: web.Application, host: str, port: int) -> None:
        self._server = server = app[SERVER]
        self._slots = slots = ServedSlots(server.versions.engines)
        sockets = open_sockets(host, port)
        address: str = EVERYWHERE.get(host, sockets[0].getsockname()[0])
        self.host = f"[{address}]" if ":" in address else address
        """An address under which this machine reaches it."""
        self.port: int = sockets[0].getsockname()[1]
        self.url = f"http://{self.host}:{self.port}/Dialog"
        """What a bot is given for the address of the dialog API."""
        self.admin_url = f"http://{self.host}:{self.port}/__mockgenie/"
        """What the paths of the admin API begin with."""
        self._runner = Runner(app)
        self._background = Background()
        self.journal = JournalView(self._background, server, slots, self.url)
        """The requests that came, each with its answer."""
        self.sessions = SessionsView(self._background, server)
        """The open sessions by uuid."""
        try:
            self._background.run(self._runner.listen(sockets))
        except BaseException:
            self._background.stop()
            raise
        watch(self.journal)

    def __repr__(self) -> str:
        return (
            f"<{type(self).__name__} {self.url}{', stopped' if self._background.stopped else ''}>"
        )

    def __enter__(self) -> MockServer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the server; its journal can still be read. What other threads wait for then raises
        RuntimeError, as does all that needs the server from here on. For the second time nothing
        is done, nor is it in a process that was forked from the server's."""
        if not self._background.is_elsewhere:
            with contextlib.suppress(StoreUnreachable, StoreGarbled, RuntimeError):
                look(self._background, self._server)  # the journal can be read later
            self._background.stop(self._runner.cleanup)

    def clear(self) -> None:
        """Be as at the beginning: no sessions, the first faults, an empty journal, the machine's
        time, nothing used up."""
        self._background.run(self._server.reset())

    # What goes wrong

    def fail_next(self, error: str, times: int = 1, **matchers: Any) -> ArmedFault:
        """Answer the next `times` requests that the matchers are for with a documented error.

        `skip`, `every`, `chance` and `seed` count as in Fault. Raises ValueError for an error that
        there is not.
        """
        return self._arm({"error": error}, {**matchers, "times": times})

    def fail(self, error: str, **matchers: Any) -> ArmedFault:
        """The same for all such requests, until the fault is removed or the server cleared."""
        return self._arm({"error": error}, matchers)

    def delay(self, seconds: float | Sequence[float], **matchers: Any) -> ArmedFault:
        """Answer such requests so many seconds late, or between the first and the second."""
        spread = {"uniform": seconds} if isinstance(seconds, (tuple, list)) else seconds
        return self._arm({"delay": spread}, matchers)

    def add_fault(self, fault: Fault | Mapping[str, Any]) -> ArmedFault:
        """Have a fault, behind those that there are. Raises ValueError for one that cannot be
        meant so, TypeError for a field that there is not."""
        return self._add(as_fault(fault))

    # What time it is

    def freeze(self, moment: Instant | None = None) -> None:
        """Have the clock stand still, at a moment or at this one: "2026-11-22" is the beginning of
        that day in Korea. 오늘 depends on it, and so do the quota and when sessions expire."""
        at = None if moment is None else seconds_at(moment)
        perform(self._background, self._server, lambda: self._server.clock.freeze(at))

    def move(
        self, seconds: float = 0, *, minutes: float = 0, hours: float = 0, days: float = 0
    ) -> None:
        """Be so much later, or earlier; a clock that stands still goes on standing still."""
        by = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds).total_seconds()
        perform(self._background, self._server, lambda: self._server.clock.move(by))

    def release(self) -> None:
        """Have the machine's time again."""
        perform(self._background, self._server, self._server.clock.release)

    @property
    def now(self) -> datetime:
        """What time it is for the server, in Korea."""
        look(self._background, self._server)
        return datetime.fromtimestamp(self._background.call(self._server.clock.now), KOREA)

    # What came

    def conversation(self, uuid: str = "") -> ConversationView:
        """The requests of a session; without `uuid` of the only one in the journal.

        Raises LookupError where there is none, or where it is not the only one.
        """
        entries = list(self.journal)
        uuids = list(dict.fromkeys(entry.uuid for entry in entries if entry.uuid))
        if not uuid and len(uuids) != 1:
            known = ", ".join(uuids) or "none"
            raise LookupError(f"not one session is in the journal, but {len(uuids)}: {known}")
        uuid = uuid or uuids[0]
        if uuid not in uuids:
            raise LookupError(f"session {uuid} is not in the journal, which has: {uuids}")
        return ConversationView(uuid, [entry for entry in entries if entry.uuid == uuid])

    def assert_called(self, times: int | None = None, **matchers: Any) -> None:
        """Raises AssertionError unless there were `times` requests that the matchers are for;
        without `times` at least one."""
        came = len(self.journal.filter(**matchers))
        if times is None and came:
            return
        self.journal.check_whole()
        if came == times:
            return
        expected = "a request" if times is None else requests(times)
        self._disappoint(expected, came, matchers)

    def assert_not_called(self, **matchers: Any) -> None:
        """Raises AssertionError where there was a request that the matchers are for."""
        if came := len(self.journal.filter(**matchers)):
            self._disappoint("no request", came, matchers)
        self.journal.check_whole()

    def assert_no_contract_problems(self) -> None:
        """Raises AssertionError where a bot has sent data that are not what was asked for."""
        wrong = [entry for entry in self.journal if entry.problems]
        if wrong:
            count = sum(len(entry.problems) for entry in wrong)
            what = "contract problem" if count == 1 else "contract problems"
            raise AssertionError(f"{count} {what}\n\n{transcript(wrong)}")
        self.journal.check_whole()

    def _disappoint(self, expected: str, came: int, matchers: Mapping[str, Any]) -> None:
        wanted = f"{expected} {described(matchers)}".rstrip()
        raise AssertionError(f"expected {wanted}, there came {came}\n\n{self.journal.told()}")

    def _arm(self, effect: Mapping[str, object], matchers: Mapping[str, Any]) -> ArmedFault:
        return self._add(fault_of(effect, matchers, self._slots))

    def _add(self, fault: Fault) -> ArmedFault:
        try:
            Armed("", fault)
        except FaultError as error:
            raise error.with_traceback(None) from None
        armed = perform(self._background, self._server, lambda: self._server.faults.add(fault))
        return ArmedFault(self._background, self._server, armed)


def serve(
    domains: Domains = None,
    *,
    host: str = "localhost",
    port: int = 0,
    admin_token: str = "",
    **options: Any,
) -> MockServer:
    """A server of these domains, which listens already, in a thread of its own.

        with mockgenie.testing.serve("mydomains", rate=2) as server:
            bot = MyBot(server.url)

    `domains`: a file or a folder, several of them, names with the YAML text of each, or None: the
    domains that come with mockgenie. `port` 0 is a free one. `admin_token`: who calls the admin API
    has to have it. `options` are the fields of Settings; `faults` may be mappings, `access_keys` a
    list. Without `with`, call `stop`.

    Raises DomainsError where a domain does not load, TypeError for an option that there is not,
    ValueError for a value that it cannot have, OSError where a place is not there or the port is
    taken.
    """
    return MockServer(create_app(domains, admin_token=admin_token, **options), host, port)
