"""What was said in sessions, to be kept: as conversation tests, or as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta, Struct

from mockgenie.dialog import Engine
from mockgenie.journal import FACTS, Entry, read_entries, transcript
from mockgenie.server.admin.params import filter_of
from mockgenie.server.admin.problem import Refused
from mockgenie.server.admin.sessions import OneSession
from mockgenie.server.background import in_background
from mockgenie.server.server import Server


class SessionsToKeep(Struct, frozen=True, forbid_unknown_fields=True):
    """Of which sessions."""

    when: Annotated[
        str,
        Meta(
            description="Those of which an entry of the journal meets this condition.",
            examples=['domain = "Weather" and state = "end"'],
        ),
    ] = ""
    limit: Annotated[
        int, Meta(ge=1, le=100, description="No more than so many, the latest of them.")
    ] = 100


async def write_test(server: Server, asked: OneSession) -> str:
    """A conversation test of a session that is open or was. Raises Refused, 404 or 409."""
    return await _written(server, [await _entries(server, asked.uuid)])


async def write_tests(server: Server, asked: SessionsToKeep) -> str:
    """Conversation tests of several sessions of one domain. Raises Refused, 400, 404 or 409."""
    test = filter_of(asked.when, FACTS).test()
    found: dict[str, None] = {}

    def look_at(entry: Entry) -> None:
        if entry.uuid and entry.uuid not in found and test(entry.facts()):
            found[entry.uuid] = None

    await read_entries(server.journal, look_at)
    sessions = []
    for uuid in list(found)[-asked.limit :]:
        sessions.append(await _entries(server, uuid))
    if not sessions:
        raise Refused(404, "no session in the journal meets the condition", "query.when")
    return await _written(server, sessions)


async def write_transcript(server: Server, asked: OneSession) -> str:
    """What was said in a session that is open or was. Raises Refused, 404."""
    return transcript(await _entries(server, asked.uuid))


async def _entries(server: Server, uuid: str) -> list[Entry]:
    found: list[Entry] = []
    if uuid:
        await read_entries(server.journal, found.append, uuid=uuid)
    if not found:
        raise Refused(404, "the journal has nothing of such a session", "path.uuid")
    return found


async def _written(server: Server, sessions: Sequence[Sequence[Entry]]) -> str:
    # Imported when somebody wants it: a server starts without it.
    from mockgenie.conversations import recorded, with_patterns, write_conversations

    conversations = [one for one in map(recorded, sessions) if one is not None and one.domain]
    for entries in sessions:
        if await server.replay.placed(entries[0].uuid):
            why = "was put into its state by hand, and a conversation test begins with the opening"
            raise Refused(409, f"session {entries[0].uuid} {why}")
    if not conversations:
        raise Refused(409, "the journal has forgotten how the session was opened")
    names = dict.fromkeys(one.domain for one in conversations)
    if len(names) > 1:
        (first, *_), listed = names, ", ".join(names)
        problem = f"the sessions are of several domains ({listed}), and a file of conversations is"
        raise Refused(409, f'{problem} of one; add domain = "{first}" to the condition')
    engine = server.versions.engines.get(next(iter(names)))
    if isinstance(engine, Engine):
        of_domain = engine
        conversations = await in_background(
            lambda: [with_patterns(of_domain, one) for one in conversations]
        )
    return write_conversations(conversations)
