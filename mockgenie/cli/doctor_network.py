"""What `mockgenie doctor` finds about ports, proxies and names."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from mockgenie import __version__
from mockgenie.cli.doctor_checks import Machine, MachineCheck, Observation
from mockgenie.cli.running import health, why_unreachable
from mockgenie.launch import (
    ETRI,
    Endpoint,
    HostsLine,
    bypass_list,
    bypasses,
    hosts_lines,
    listening_on,
    proxy_variable,
    why_not_isolated,
)

_HOMES = ("CURL_HOME", "HOME", "USERPROFILE")
_LOCAL = ("localhost", "127.0.0.1")
_JAVA = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
_NON_PROXY = re.compile(r"-Dhttp\.nonProxyHosts=(\S*)")
_CURL = re.compile(r"(?m)^\s*(?:-x|(?:--)?proxy)(?:\s*[=:\s]\s*)\S+")
_CURL_BYPASS = re.compile(r"(?m)^\s*(?:--)?noproxy(?:\s*[=:\s]\s*)\S+")


def check_port(machine: Machine) -> Iterator[Observation]:
    """Who listens where a server would."""
    place = machine.server
    if told := health(place):
        version = told["version"]
        found = f"on port {place.port} answers mockgenie {version}".rstrip()
        if version in (__version__, ""):
            yield Observation("ok", found)
        else:
            yield Observation("note", f"{found}, while this is {__version__}", "start it again")
        return
    listening = listening_on(place.port)
    if listening:
        whose = ", ".join(dict.fromkeys(one.whose for one in listening))
    elif listening is None and not why_unreachable(place):
        whose = "another program; this system does not tell which"
    else:
        yield Observation("ok", f"port {place.port} is free")
        return
    yield Observation(
        "problem",
        f"port {place.port} is taken by {whose}",
        "end it, or take another port: mockgenie serve --port PORT",
    )


def check_proxies(machine: Machine) -> Iterator[Observation]:
    """Which proxies would get the requests that are for this machine."""
    problems = [*_of_environment(machine), *_of_system(machine), *_of_java(machine)]
    problems += _of_curl(machine)
    if problems:
        yield from problems
    else:
        yield Observation("ok", "no proxy gets what is for this machine")


def check_hosts(machine: Machine) -> Iterator[Observation]:
    """Whether the real server's name still means another machine."""
    try:
        text = machine.hosts.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        yield Observation("note", f"{machine.hosts} cannot be read: {error.strerror}")
        return
    from mockgenie.platforms import CALLBACK_HOST, NAVER_HOSTS

    lines = list(hosts_lines(text))
    found = False
    for line in lines:
        for name in (ETRI.host, *NAVER_HOSTS, CALLBACK_HOST):
            if name in line.names:
                found = True
                yield _led(machine, line, name)
    if not found:
        yield Observation("ok", f"no line of {machine.hosts} leads {ETRI.host} elsewhere")


def check_isolate(_: Machine) -> Iterator[Observation]:
    """Whether `mockgenie run --isolate` works."""
    if not sys.platform.startswith("linux"):
        yield Observation("ok", "mockgenie run --isolate is for Linux alone")
    elif reason := why_not_isolated():
        yield Observation(
            "note",
            f"mockgenie run --isolate does not work: {reason}",
            "programs that heed no proxy need a line in the hosts file instead",
        )
    else:
        yield Observation("ok", "mockgenie run --isolate works")


CHECKS: Mapping[str, MachineCheck] = {
    "port": check_port,
    "proxies": check_proxies,
    "hosts": check_hosts,
    "isolate": check_isolate,
}


def _led(machine: Machine, line: HostsLine, name: str) -> Observation:
    where = f"line {line.number} of {machine.hosts} leads {name} to {line.address}"
    if name == ETRI.host and health(Endpoint(line.address, ETRI.port)):
        return Observation("ok", f"{where}, where a mockgenie answers")
    if name == ETRI.host:
        return Observation(
            "problem",
            f"{where}, where no mockgenie answers on port {ETRI.port}",
            "take the line out, or run mockgenie serve",
        )
    return Observation("note", where, "take the line out when you need it no more")


def _of_environment(machine: Machine) -> Iterator[Observation]:
    variable = proxy_variable(machine.environment)
    if not variable:
        return
    proxy = machine.environment[variable]
    if proxy.rstrip("/").rpartition("//")[2] in (f"{one}:{machine.port}" for one in _LOCAL):
        return  # mockgenie itself, in the place of the proxy
    no_proxy = bypass_list(machine.environment)
    swallowed = [one for one in _LOCAL if not bypasses(no_proxy, Endpoint(one, machine.port))]
    if swallowed:
        hosts = ",".join(filter(None, [no_proxy, *swallowed]))
        yield Observation(
            "problem",
            f"{variable} names a proxy that gets requests for {', '.join(swallowed)} too",
            f"set the variable no_proxy={hosts}",
        )


def _of_system(machine: Machine) -> Iterator[Observation]:
    """The proxies of the settings of Windows and macOS, which Python and browsers heed."""
    from urllib.request import getproxies, proxy_bypass

    if sys.platform not in ("win32", "darwin") or proxy_variable(machine.environment):
        return
    if "http" in getproxies() and not proxy_bypass("localhost"):
        yield Observation(
            "problem",
            "the proxy of the system's settings gets requests for localhost too",
            "add localhost and 127.0.0.1 to its exceptions in the settings",
        )


def _of_java(machine: Machine) -> Iterator[Observation]:
    for variable in _JAVA:
        options = machine.environment.get(variable, "")
        found = _NON_PROXY.search(options)
        # Without the option, Java asks no proxy for this machine.
        if "-Dhttp.proxyHost=" in options and found and "localhost" not in found[1]:
            yield Observation(
                "problem",
                f"{variable} has Java ask a proxy for localhost too",
                f"write -Dhttp.nonProxyHosts=localhost|127.*|[::1]|{found[1]}",
            )


def _of_curl(machine: Machine) -> Iterator[Observation]:
    home = next((machine.environment[one] for one in _HOMES if machine.environment.get(one)), "")
    path = Path(home, ".curlrc")
    try:
        text = path.read_text(encoding="utf-8", errors="replace") if home else ""
    except OSError:
        return
    if _CURL.search(text) and not _CURL_BYPASS.search(text):
        yield Observation(
            "problem",
            f"{path} has curl ask a proxy for localhost too",
            "add the line: noproxy = localhost,127.0.0.1",
        )
