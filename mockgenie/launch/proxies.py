"""The proxies that the environment names for its programs."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from mockgenie.launch.endpoints import Endpoint

BYPASS = ("no_proxy", "NO_PROXY")
"""Variables with the hosts for which no proxy is asked."""

_HTTP = ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY")
_DEFAULT_PORT = 80


class UnusableProxy(ValueError):
    """A proxy that is asked in another way than one for http."""


class UpstreamProxy(Struct, frozen=True):
    """A proxy that is asked for what is not led elsewhere, and `authorization`, what it is told
    about who asks: the value of Proxy-Authorization, "" for nothing."""

    place: Endpoint
    authorization: str = ""


def proxy_variable(environment: Mapping[str, str]) -> str:
    """The variable that names the proxy for http, "" for none."""
    return next((name for name in _HTTP if environment.get(name)), "")


def upstream_proxy(environment: Mapping[str, str]) -> UpstreamProxy | None:
    """The proxy for http, None where the environment names none. Raises UnusableProxy."""
    variable = proxy_variable(environment)
    if not variable:
        return None
    text = environment[variable]
    try:
        split = urlsplit(text if "://" in text else f"http://{text}")
        host, port = split.hostname or "", split.port or _DEFAULT_PORT
    except ValueError as error:
        raise UnusableProxy(f"{variable} is no address of a proxy ({error})") from None
    if split.scheme != "http" or not host:
        raise UnusableProxy(
            f"{variable} names a proxy that is not asked by http://, which is the only kind that"
            " can be asked for the other addresses"
        )
    authorization = ""
    if split.username is not None:
        who = f"{unquote(split.username)}:{unquote(split.password or '')}"
        authorization = f"Basic {base64.b64encode(who.encode()).decode()}"
    return UpstreamProxy(Endpoint(host, port), authorization)


def bypass_list(environment: Mapping[str, str]) -> str:
    """The hosts for which no proxy is asked, as `no_proxy` has them."""
    return next((environment[name] for name in BYPASS if environment.get(name)), "")


def bypasses(no_proxy: str, place: Endpoint) -> bool:
    """Whether a `no_proxy` covers a place: `*` covers all of them, a name itself and all that end
    with it behind a dot, and with a port this port alone."""
    for one in no_proxy.split(","):
        name = one.strip().lower().lstrip(".")
        if name in ("*", place.host, str(place)) or (
            name and f"{place.host}:{place.port}".endswith((f".{name}", f".{name}:{place.port}"))
        ):
            return True
    return False
