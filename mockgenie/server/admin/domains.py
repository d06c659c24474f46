"""Domains: those that are served, what is wrong with their files, and reading them again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from mockgenie.dialog import Engine
from mockgenie.domain import DomainError
from mockgenie.server.admin.problem import Refused
from mockgenie.server.server import Server
from mockgenie.source import Diagnostic, did_you_mean, escaped


class OneDomain(Struct, frozen=True, forbid_unknown_fields=True):
    """Which domain."""

    name: Annotated[str, Meta(description="The name that open_dialog asks for.")]


class DiagnosticShown(Struct, frozen=True):
    """Something that is wrong in a file: an `error` keeps its domain from being loaded, a
    `warning` does not."""

    path: str
    line: int
    column: int
    severity: str
    code: str
    message: str


class DomainShown(Struct, frozen=True):
    """A domain: `loads`: dialogs can be opened in it; `path`: its file, "" where it was not read
    from one; `version` changes with what is in it; `diagnostics`: why it does not load."""

    name: str
    loads: bool
    description: str
    version: str
    path: str
    slots: list[str]
    tasks: list[str]
    diagnostics: list[DiagnosticShown]


class DomainsShown(Struct, frozen=True):
    """Domains in the order in which they were read."""

    domains: list[DomainShown]


class Reloaded(Struct, frozen=True):
    """What has come of it: a line for each domain that was read, or for each problem in it; none
    where nothing has changed."""

    news: list[str]


async def list_domains(server: Server) -> DomainsShown:
    """Those there are."""
    engines = server.versions.engines
    return DomainsShown([shown_domain(server, name, engine) for name, engine in engines.items()])


async def show_domain(server: Server, asked: OneDomain) -> DomainShown:
    """One of them, with the warnings about its file as well. Raises Refused, 404."""
    engine = _known_engine(server, asked.name)
    shown, file = shown_domain(server, asked.name, engine), file_of(server, asked.name)
    if not shown.loads or file is None:
        return shown
    from mockgenie.lint import lint_file

    reviewed = await asyncio.to_thread(lint_file, file)
    return replace(shown, diagnostics=told_of(reviewed.diagnostics))


async def reload_domains(server: Server) -> Reloaded:
    """Read again what has changed, now. Raises Refused, 409 or 503."""
    try:
        news = await server.reload()
    except OSError as error:
        raise Refused(503, f"the files cannot be looked at now: {error.strerror}") from None
    if news is None:
        raise Refused(409, "this server has not read its domains from files")
    return Reloaded(news)


def known_version(server: Server, name: str) -> str:
    """The version of a domain, "" where it does not load. Raises Refused, 404."""
    engine = _known_engine(server, name)
    return "" if isinstance(engine, DomainError) else engine.version


def serving_engine(server: Server, name: str) -> Engine:
    """The engine of a domain. Raises Refused: 404, and 409 where the domain does not load."""
    engine = _known_engine(server, name)
    if isinstance(engine, DomainError):
        raise Refused(409, f"{name} does not load; its diagnostics tell why", "path.name")
    return engine


def _known_engine(server: Server, name: str) -> Engine | DomainError:
    engines = server.versions.engines
    if name not in engines:
        raise Refused(404, f'there is no domain "{name}"{did_you_mean(name, engines)}', "path.name")
    return engines[name]


def file_of(server: Server, name: str) -> Path | None:
    """The file of a domain, None where it was not read from one."""
    editions = server.reloading.editions if server.reloading else {}
    return editions[name].path if name in editions else None


def shown_domain(server: Server, name: str, engine: Engine | DomainError) -> DomainShown:
    """A domain as it is shown, without the warnings about its file."""
    path = escaped(str(file_of(server, name) or ""))
    if isinstance(engine, DomainError):
        return DomainShown(name, False, "", "", path, [], [], told_of(engine.diagnostics))
    domain = engine.domain
    return DomainShown(
        name,
        True,
        domain.description,
        engine.version,
        path,
        list(domain.slots()),
        list(domain.tasks),
        [],
    )


def told_of(diagnostics: Iterable[Diagnostic]) -> list[DiagnosticShown]:
    """What is wrong in files, as it is shown."""
    return [
        DiagnosticShown(
            escaped(str(one.path)), one.line, one.column, one.severity, one.code, one.message
        )
        for one in diagnostics
    ]
