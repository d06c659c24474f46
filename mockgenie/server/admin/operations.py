"""Everything that can be asked of the admin API: its routes, and its OpenAPI document."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from mockgenie.faults import Fault
from mockgenie.server.admin import (
    bots,
    clock,
    conversations,
    domains,
    events,
    faults,
    graph,
    journal,
    knowledge,
    placements,
    recordings,
    rooms,
    server,
    sessions,
    traces,
)
from mockgenie.server.settings import Settings

ROOT = "/__mockgenie"
"""What every path begins with."""

CONSOLE = "/console"
"""Where the page in the browser is, below ROOT."""

JSON = "application/json"
EVENTS = "text/event-stream"
YAML = "application/yaml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """No parameters, or no fields."""


Common: TypeAlias = Literal["ignored", "seen", "changed"]


class Operation(Struct, frozen=True):
    """Something that can be asked of the admin API, as its routes and its OpenAPI document have
    it.

    `path`: below ROOT, with parameters in braces; `run` is called with the server, then with
    `parameters` (of the path and the query) and the `body` where there are any; `many`: the body
    is one such thing or a list of them, and `run` gets a list; `answer`: the type of what `run`
    gives, None for nothing; `media`: what the answer is written in: JSON, a text, which `run` gives
    as it is, or EVENTS, of which it gives a stream; `headers`: those that say the same as a
    parameter, by its name; `problems`: the statuses with which it refuses what every other
    operation would take; `common`: what it does with that which all processes of a mock have in
    common, which is 503 where their store cannot be used. One that changes it waits for nothing,
    and may be run several times.
    """

    method: str
    path: str
    summary: str
    run: Callable[..., Coroutine[object, None, Any]]
    parameters: type[Struct] = Nothing
    body: type[Struct] | None = None
    many: bool = False
    answer: Any = None
    status: int = 200
    problems: tuple[int, ...] = ()
    media: str = JSON
    headers: Mapping[str, str] = {}
    common: Common = "seen"

    @property
    def segments(self) -> tuple[str, ...]:
        """What stands between the slashes of its path."""
        return tuple(self.path.split("/"))

    @property
    def name(self) -> str:
        """Its name in the OpenAPI document: that of the function which does it."""
        return self.run.__name__


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET", "/health", "Whether the server answers",
        server.show_health, answer=server.Health, common="ignored",
    ),
    Operation(
        "POST", "/reset", "Be as at the beginning",
        server.reset_server, body=server.Parts, status=204,
    ),
    Operation(
        "GET", "/domains", "The domains that are served, and those that do not load",
        domains.list_domains, answer=domains.DomainsShown,
    ),
    Operation(
        "POST", "/domains/reload", "Read again now what has changed in the files",
        domains.reload_domains, body=Nothing, answer=domains.Reloaded, problems=(409, 503),
    ),
    Operation(
        "GET", "/domains/{name}", "One domain, and what is wrong with its file",
        domains.show_domain, domains.OneDomain, answer=domains.DomainShown,
    ),
    Operation(
        "GET", "/domains/{name}/graph", "The task graph of a domain, laid out to be drawn",
        graph.show_graph, domains.OneDomain, answer=graph.GraphShown, problems=(409,),
    ),
    Operation(
        "GET", "/domains/{name}/entities", "Its entity classes with their slots",
        knowledge.list_entities, domains.OneDomain,
        answer=knowledge.EntitiesShown, problems=(409,),
    ),
    Operation(
        "GET", "/domains/{name}/acts", "Its dialog acts with their patterns",
        knowledge.list_acts, domains.OneDomain, answer=knowledge.ActsShown, problems=(409,),
    ),
    Operation(
        "GET", "/domains/{name}/instances", "Instances of an entity class",
        knowledge.list_instances, knowledge.InstancesAsked,
        answer=knowledge.InstancesShown, problems=(409,),
    ),
    Operation(
        "GET", "/domains/{name}/tests", "How its conversation tests went last",
        conversations.show_tests, domains.OneDomain, answer=conversations.TestsShown,
    ),
    Operation(
        "POST", "/domains/{name}/tests", "Hold its conversation tests now",
        conversations.run_tests, domains.OneDomain, Nothing,
        answer=conversations.TestsShown, problems=(409, 503),
    ),
    Operation(
        "GET", "/sessions", "The sessions that are open",
        sessions.list_sessions, sessions.SessionsAsked,
        answer=sessions.SessionsShown,
    ),
    Operation(
        "POST", "/sessions", "Open a session in a state",
        placements.open_session, body=placements.SessionWanted,
        answer=placements.SessionOpened, status=201, problems=(409,),
    ),
    Operation(
        "GET", "/sessions/test", "What was said in sessions, as conversation tests",
        recordings.write_tests, recordings.SessionsToKeep, answer=str, media=YAML,
        problems=(404, 409),
    ),
    Operation(
        "POST", "/sessions/search", "The same, with a filter in a body",
        sessions.find_sessions, body=sessions.SessionsAsked,
        answer=sessions.SessionsShown,
    ),
    Operation(
        "DELETE", "/sessions", "End all sessions",
        sessions.end_sessions, status=204,
    ),
    Operation(
        "GET", "/sessions/{uuid}", "One session: its slots, and what was said",
        sessions.show_session, sessions.SessionAsked,
        answer=sessions.SessionTold,
    ),
    Operation(
        "DELETE", "/sessions/{uuid}", "End a session, as if its client had closed it",
        sessions.end_session, sessions.OneSession, status=204,
    ),
    Operation(
        "PATCH", "/sessions/{uuid}", "Change the slots, the task or the day of a session",
        placements.change_session, sessions.OneSession, placements.StateWanted,
        answer=sessions.SessionShown, problems=(409,),
    ),
    Operation(
        "POST", "/sessions/{uuid}/dialog", "Go on with a session as its bot would",
        bots.make_call, sessions.OneSession, bots.CallWanted,
        answer=bots.CallMade,
    ),
    Operation(
        "GET", "/sessions/{uuid}/answers", "What may be answered to what was asked last",
        bots.show_answers, bots.AnswersAsked, answer=bots.AnswersShown, problems=(409,),
    ),
    Operation(
        "GET", "/sessions/{uuid}/records", "The records of the domain that a session waits for",
        bots.show_records, sessions.OneSession, answer=bots.RecordsShown, problems=(409,),
    ),
    Operation(
        "GET", "/sessions/{uuid}/test", "What was said in a session, as a conversation test",
        recordings.write_test, sessions.OneSession, answer=str, media=YAML, problems=(409,),
    ),
    Operation(
        "GET", "/sessions/{uuid}/transcript", "What was said in a session, as text",
        recordings.write_transcript, sessions.OneSession, answer=str, media=TEXT,
    ),
    Operation(
        "POST", "/sessions/{uuid}/trace", "What an utterance would be understood as now",
        traces.trace_text, sessions.OneSession, traces.TextToTrace,
        answer=traces.TurnTraced, problems=(409,),
    ),
    Operation(
        "POST", "/sessions/{uuid}/expire", "End a session, as if it had been idle too long",
        sessions.expire_session, sessions.OneSession, Nothing, status=204,
    ),
    Operation(
        "GET", "/faults", "The faults, and how often they have struck",
        faults.list_faults, answer=faults.FaultsShown,
    ),
    Operation(
        "GET", "/errors", "The documented errors, which faults can make happen",
        faults.list_errors, answer=faults.ErrorsShown, common="ignored",
    ),
    Operation(
        "POST", "/faults", "Add a fault, or a list of them",
        faults.add_faults, body=Fault, many=True,
        answer=faults.FaultsShown, status=201, problems=(409,), common="changed",
    ),
    Operation(
        "DELETE", "/faults", "Remove all faults",
        faults.clear_faults, status=204, common="changed",
    ),
    Operation(
        "GET", "/faults/{id}", "One fault, and how often it has struck",
        faults.show_fault, faults.OneFault, answer=faults.FaultShown,
    ),
    Operation(
        "DELETE", "/faults/{id}", "Remove a fault",
        faults.remove_fault, faults.OneFault, status=204, common="changed",
    ),
    Operation(
        "GET", "/journal", "What was asked and answered",
        journal.list_entries, journal.EntriesAsked, answer=journal.EntriesShown,
    ),
    Operation(
        "DELETE", "/journal", "Forget what was asked and answered",
        journal.clear_journal, status=204,
    ),
    Operation(
        "GET", "/journal/wait", "Wait until something was asked and answered",
        journal.await_entries, journal.EntriesAwaited,
        answer=journal.EntriesArrived, problems=(409, 429),
    ),
    Operation(
        "POST", "/journal/search", "What was asked and answered, with a filter in a body",
        journal.find_entries, body=journal.EntriesAsked, answer=journal.EntriesShown,
    ),
    Operation(
        "POST", "/journal/wait", "Wait for it, with a filter in a body",
        journal.await_found_entries, body=journal.EntriesAwaited,
        answer=journal.EntriesArrived, problems=(409, 429),
    ),
    Operation(
        "GET", "/journal/{number}", "One entry, and its bytes",
        journal.show_entry, journal.OneEntry, answer=journal.EntryTold,
    ),
    Operation(
        "GET", "/journal/{number}/trace", "How the turn of an entry was understood",
        traces.trace_entry, traces.TurnAsked, answer=traces.TurnTraced, problems=(409,),
    ),
    Operation(
        "GET", "/events", "What happens from now on",
        events.show_events, events.EventsAsked, answer=events.EVENTS, media=EVENTS,
        headers={"last_event_id": "Last-Event-ID"}, problems=(429,),
    ),
    Operation(
        "GET", "/rooms", "The rooms of simulated chat platforms that are open",
        rooms.list_rooms, answer=rooms.RoomsShown,
    ),
    Operation(
        "POST", "/rooms", "Open a room with a bot on this machine",
        rooms.open_room, body=rooms.RoomWanted,
        answer=rooms.RoomShown, status=201, problems=(409, 503),
    ),
    Operation(
        "GET", "/rooms/{id}", "A room, and what was said in it",
        rooms.show_room, rooms.OneRoom, answer=rooms.RoomTold,
    ),
    Operation(
        "DELETE", "/rooms/{id}", "Close a room",
        rooms.close_room, rooms.OneRoom, status=204,
    ),
    Operation(
        "POST", "/rooms/{id}/do", "Have its user say or do something",
        rooms.do_in_room, rooms.OneRoom, rooms.RoomDeed,
        answer=rooms.RoomTurns, problems=(409,),
    ),
    Operation(
        "POST", "/rooms/{id}/look", "What its bot has sent by itself since",
        rooms.look_into_room, rooms.OneRoom, Nothing,
        answer=rooms.RoomTurns, problems=(409,),
    ),
    Operation(
        "GET", "/clock", "What time it is for the server",
        clock.show_clock, answer=clock.ClockShown,
    ),
    Operation(
        "POST", "/clock/freeze", "Let the clock stand still",
        clock.freeze_clock, body=clock.Moment, answer=clock.ClockShown, common="changed",
    ),
    Operation(
        "POST", "/clock/move", "Let it be later, or earlier",
        clock.move_clock, body=clock.Shift, answer=clock.ClockShown, common="changed",
    ),
    Operation(
        "POST", "/clock/release", "Let the clock show the machine's time again",
        clock.release_clock, body=Nothing, answer=clock.ClockShown, common="changed",
    ),
    Operation(
        "GET", "/settings", "How the server serves",
        server.show_settings, answer=Settings,
    ),
    Operation(
        "PATCH", "/settings", "Change settings, until the next reset",
        server.change_settings, body=server.Changes, answer=Settings, common="changed",
    ),
    Operation(
        "GET", "/dialog/openapi.json", "The OpenAPI document of /Dialog",
        server.show_dialog_openapi, answer=dict[str, Any], common="ignored",
    ),
)  # fmt: skip
