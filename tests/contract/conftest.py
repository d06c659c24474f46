"""Servers for the contract cases, one for each set of options, started when first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.support import Server, serve


@pytest.fixture(scope="session")
def server_with() -> Iterator[Callable[..., Server]]:
    """`server_with(*options)`: a running server with these options."""
    running: dict[tuple[str, ...], Server] = {}
    with ExitStack() as stack:

        def server_with(*options: str) -> Server:
            if options not in running:
                running[options] = stack.enter_context(serve(*options))
            return running[options]

        yield server_with
