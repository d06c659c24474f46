"""Starts a server for tests."""

from __future__ import annotations

from typing import Any

from mockgenie.server import Domains, create_app
from mockgenie.testing.live.server import MockServer

__tracebackhide__ = True  # what a test asks wrongly is shown at its own line


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
