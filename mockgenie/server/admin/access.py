"""Who may use the admin API.

It can end sessions and read what bots have sent, so neither another machine nor a web page that a
developer happens to look at may use it. A page can make a browser call any address, under a name
that it makes resolve to the loopback one (DNS rebinding) if need be; but a browser tells in Host,
Origin and Sec-Fetch-Site who calls whom, and those a page cannot change.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from mockgenie.server.admin.problem import Refused

_HOST = re.compile(r"(localhost|[0-9.]{7,15}|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?", re.IGNORECASE)
_OWN_PAGES = ("same-origin", "none")
"""What Sec-Fetch-Site says where no other site has a hand in it."""

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="mockgenie"'}


class Caller(Struct, frozen=True):
    """Who calls: the address it comes from, and its headers by their names in small letters, each
    with every value that was sent."""

    address: str
    headers: Mapping[str, Sequence[str]]

    def says(self, header: str) -> Sequence[str]:
        """Every value of a header."""
        return self.headers.get(header, ())


def check(caller: Caller, token: str) -> None:
    """Let a caller in that knows the `token`; where that is "", any on this machine.

    Raises Refused, 401 or 403.
    """
    check_place(caller, token)
    if token:
        _check_token(caller, token)


def check_place(caller: Caller, token: str) -> None:
    """The same of a caller that need not know the token, as a browser that fetches the console's
    files, in which nothing is told. Raises Refused, 403."""
    if not token:
        _check_nearness(caller)
    _check_origin(caller)


def is_loopback_host(host: str) -> bool:
    """Whether a Host header names this machine, by a name or an address that only it has."""
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    return found[1].lower() == "localhost" or is_loopback_address(found[1].strip("[]"))


def _check_nearness(caller: Caller) -> None:
    if not is_loopback_address(caller.address):
        raise Refused(
            403,
            "the admin API answers this machine alone; start the server with --admin-token to use"
            " it from another one",
        )
    hosts = caller.says("host")
    if len(hosts) != 1 or not is_loopback_host(hosts[0]):
        raise Refused(
            403,
            "call the admin API by a name that is always this machine's: localhost, 127.0.0.1 or"
            " [::1]; start the server with --admin-token to use it by another",
            "header.Host",
        )


def _check_origin(caller: Caller) -> None:
    hosts = caller.says("host")
    own = [f"http://{host.lower()}" for host in hosts] if len(hosts) == 1 else []
    if any(origin.lower() not in own for origin in caller.says("origin")):
        raise Refused(403, "pages of other origins may not use the admin API", "header.Origin")
    if any(site.lower() not in _OWN_PAGES for site in caller.says("sec-fetch-site")):
        raise Refused(
            403, "pages of other sites may not use the admin API", "header.Sec-Fetch-Site"
        )


def _check_token(caller: Caller, token: str) -> None:
    given = caller.says("authorization")
    scheme, _, known = given[0].partition(" ") if len(given) == 1 else ("", "", "")
    if scheme.lower() != "bearer":
        raise Refused(
            401,
            "this server has an admin token; send it as Authorization: Bearer TOKEN",
            "header.Authorization",
            _CHALLENGE,
        )
    # As bytes, for texts are compared in constant time only where they are ASCII.
    if not hmac.compare_digest(_bytes(known.strip()), _bytes(token)):
        raise Refused(401, "that is not the admin token", "header.Authorization", _CHALLENGE)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def is_loopback_address(address: str) -> bool:
    """Whether an address is one that only this machine has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        return found.ipv4_mapped.is_loopback
    return found.is_loopback
