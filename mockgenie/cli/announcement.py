"""What `mockgenie serve` says when it answers: where, what, and how to try it."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from mockgenie.sockets import EVERYWHERE, is_loopback, loop_name

if TYPE_CHECKING:
    from mockgenie.domain import Edition

_ENVELOPES = {
    "guide": "Answers are in the guide envelope; bots written between 2018 and 2022 read"
    " --envelope legacy.",
    "observed": "Answers are in the observed envelope.",
    "legacy": "Answers are in the legacy envelope.",
}


def announcement(
    options: argparse.Namespace,
    port: int,
    editions: dict[str, Edition],
    console: str,
    engine: str,
) -> str:
    """Lines that say that the server answers, and what it serves; `console`, `engine`: where its
    page in the browser and its chat engine are, "" where there is none."""
    from mockgenie.domain import Domain
    from mockgenie.source import safe, safe_json

    entries = {name: edition.entry for name, edition in editions.items()}
    domains = [entry for entry in entries.values() if isinstance(entry, Domain)]
    host: str = options.host
    url = f"http://{authority(host, port)}/Dialog"
    if options.log_format == "json":
        names = [domain.name for domain in domains]
        ready: dict[str, object] = {
            "listening": url,
            "envelope": options.envelope,
            "domains": names,
            "loop": loop_name(),
        }
        if console:
            ready["console"] = console
        if engine:
            ready["engine"] = engine
        if options.workers > 1:
            ready["workers"] = options.workers
        return safe_json(json.dumps(ready, ensure_ascii=False))
    lines = [f"mockgenie listening on {url}"]
    lines += (f"  {domain.name}  {domain.description}".rstrip() for domain in domains)
    broken = [name for name, entry in entries.items() if not isinstance(entry, Domain)]
    lines += (f"  {name}  does not load, see above" for name in broken)
    if domains:
        lines += ["Try it:", f"  {_curl(host, port, domains[0].name)}"]
    if console:
        lines.append(f"In the browser: {console}")
    lines.append(_ENVELOPES[options.envelope])
    if engine:
        lines.append(f"The chat engine listens on {engine}")
    if options.workers > 1:
        lines.append(f"{options.workers} workers serve together")
    return "\n".join(map(safe, lines))


def console_of(host: str, port: int, token: str) -> str:
    """Where the page in the browser is, "" where nobody may use it."""
    from mockgenie.server import CONSOLE_PATH

    if not (token or is_loopback(host) or host in EVERYWHERE):
        return ""
    return f"http://{_reachable(host, port)}{CONSOLE_PATH}"


def open_in_browser(console: str, say: Callable[[str], object]) -> None:
    """Open the page in the browser, which may take its time."""
    import threading
    import webbrowser

    def open_page() -> None:
        if not (console and webbrowser.open(console)):
            say(f"WARNING: no browser could be opened{f'; open {console}' if console else ''}")

    threading.Thread(target=open_page, daemon=True).start()


def _curl(host: str, port: int, name: str) -> str:
    """A command line that opens a dialog, for the shell at hand."""
    url = f"http://{_reachable(host, port)}/Dialog"
    argument = {"method": "open_dialog", "name": name, "access_method": "internal_data"}
    body = json.dumps(
        {"access_key": "test", "argument": argument}, ensure_ascii=False, separators=(",", ":")
    )
    if os.name == "nt":
        escaped = body.replace('"', '\\"')
        return f'curl -s {url} -d "{escaped}"'
    quoted = body.replace("'", "'\\''")
    return f"curl -s {url} -d '{quoted}'"


def _reachable(host: str, port: int) -> str:
    """Host and port by which this machine reaches the server."""
    return authority(EVERYWHERE.get(host, host), port)


def authority(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
