"""What each runtime heeds: the variables by which a command's connections are led elsewhere.

A runtime is a row of `RUNTIMES`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from mockgenie.launch.endpoints import Endpoint, Redirection
from mockgenie.launch.proxies import BYPASS, bypass_list, bypasses, proxy_variable

PRELOAD = Path(__file__).parent / "preload"
"""What runtimes load before a program."""

REDIRECTION = "REDIRECTED_BY_MOCKGENIE"
"""The variable by which what is loaded knows: the target, and the places that are led to it."""

_LOCAL = ("localhost", "127.0.0.1", "::1")


class Redirecting(Struct, frozen=True):
    """By what connections are redirected: `proxy` is asked for any address."""

    redirection: Redirection
    proxy: Endpoint


Variables: TypeAlias = Callable[[Redirecting, Mapping[str, str]], Mapping[str, str]]
"""From how it is redirected, and the environment as it is, to the variables that change."""


class Runtime(Struct, frozen=True):
    """A runtime, or several that heed the same."""

    name: str
    variables: Variables


def redirecting_environment(
    environment: Mapping[str, str], redirection: Redirection, proxy: Endpoint
) -> dict[str, str]:
    """The environment for a command of which some connections are led elsewhere; `proxy`: where a
    ForwardingProxy of the same redirection listens."""
    how = Redirecting(redirection, proxy)
    changed = dict(environment)
    for runtime in RUNTIMES:
        changed.update(runtime.variables(how, environment))
    return changed


def isolated_environment(
    environment: Mapping[str, str], places: Iterable[Endpoint]
) -> dict[str, str]:
    """The environment for a command in whose view `places` are on this machine: no proxy that it
    names is asked for them."""
    changed = dict(environment)
    if proxy_variable(environment):
        names = dict.fromkeys(place.host for place in places)
        changed.update(dict.fromkeys(BYPASS, _listed(bypass_list(environment), names)))
    return changed


def _proxy_variables(how: Redirecting, environment: Mapping[str, str]) -> Mapping[str, str]:
    url = f"http://{how.proxy}"
    kept = [
        one.strip()
        for one in bypass_list(environment).split(",")
        if not any(bypasses(one, place) for place in how.redirection.places)
    ]
    bypass = _listed(",".join(kept), _LOCAL)
    return {"http_proxy": url, "HTTP_PROXY": url, **dict.fromkeys(BYPASS, bypass)}


def _java(how: Redirecting, environment: Mapping[str, str]) -> Mapping[str, str]:
    options = f"-Dhttp.proxyHost={how.proxy.host} -Dhttp.proxyPort={how.proxy.port}"
    return {"JAVA_TOOL_OPTIONS": _joined(environment.get("JAVA_TOOL_OPTIONS", ""), options)}


def node_option(module: Path) -> str:
    """The option of NODE_OPTIONS by which a module is loaded before the program."""
    # Within the quotes, a backslash keeps what is behind it as it is.
    path = str(module).replace("\\", "\\\\").replace('"', '\\"')
    return f'--require "{path}"'


def _node(_: Redirecting, environment: Mapping[str, str]) -> Mapping[str, str]:
    options = _joined(environment.get("NODE_OPTIONS", ""), node_option(PRELOAD / "node.cjs"))
    variables = {"NODE_OPTIONS": options}
    # Node would then ask a proxy for https too, which it was not asked for before.
    if not any(environment.get(name) for name in ("https_proxy", "HTTPS_PROXY")):
        variables["NODE_USE_ENV_PROXY"] = environment.get("NODE_USE_ENV_PROXY") or "1"
    return variables


def _python(_: Redirecting, environment: Mapping[str, str]) -> Mapping[str, str]:
    places = [str(PRELOAD / "python"), environment.get("PYTHONPATH", "")]
    return {"PYTHONPATH": os.pathsep.join(filter(None, places))}


def _loaded(how: Redirecting, _: Mapping[str, str]) -> Mapping[str, str]:
    words = (how.redirection.target, *how.redirection.places)
    return {REDIRECTION: " ".join(map(str, words))}


RUNTIMES: tuple[Runtime, ...] = (
    Runtime("libcurl, PHP, Go, Ruby, .NET and whatever else reads http_proxy", _proxy_variables),
    Runtime("Java", _java),
    Runtime("Node.js", _node),
    Runtime("Python", _python),
    Runtime("what Node.js and Python load", _loaded),
)


def _joined(given: str, option: str) -> str:
    return f"{given} {option}" if given else option


def _listed(given: str, more: Iterable[str]) -> str:
    """A list with commas, and what is not in it yet."""
    known = [one.strip() for one in given.split(",") if one.strip()]
    return ",".join(dict.fromkeys([*known, *more]))
