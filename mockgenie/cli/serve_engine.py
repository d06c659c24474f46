"""The chat engine's socket of `mockgenie serve`, imported where it is asked for."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator

from mockgenie.channels import EngineChannel
from mockgenie.server import EngineSocket, Server
from mockgenie.source import did_you_mean


def engine_socket(
    server: Server, options: argparse.Namespace, domains: dict[str, str]
) -> EngineSocket:
    """The engine as the options have it; `domains` by bot type, as `engine_domains` gives them."""
    channel = EngineChannel(
        options.engine_limit,
        options.engine_answer,
        options.engine_utf8,
        options.engine_plain,
    )
    return EngineSocket(server.conversations, channel, domains)


def engine_domains(given: Collection[str]) -> dict[str, str]:
    """The domains of `[TYPE=]NAME`, by bot type in small letters; "" has that of all others."""
    pairs = (one.rpartition("=") for one in given)
    return {bot_type.strip().lower(): name.strip() for bot_type, _, name in pairs}


def unknown_engine_domains(domains: dict[str, str], served: Collection[str]) -> Iterator[str]:
    """What is wrong with domains that are not served."""
    for name in domains.values():
        if name not in served:
            yield f'--engine-domain: no domain "{name}" is served{did_you_mean(name, served)}'
