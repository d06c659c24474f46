"""Where a server is, by the URL that a person gives."""

from __future__ import annotations

from urllib.parse import urlsplit

from msgspec import Struct

EXAMPLE = "http://localhost:8000/Dialog"


class Address(Struct, frozen=True):
    """`authority` is HOST:PORT as a Host header has it, `url` the whole of it."""

    host: str
    port: int
    authority: str

    @property
    def url(self) -> str:
        return f"http://{self.authority}/Dialog"


def address_of(url: str) -> Address:
    """The address in `url`; a URL without a path means /Dialog. Raises ValueError that says what
    is wrong with it."""
    scheme, colon, rest = url.partition("://")
    if not colon or scheme.lower() != "http":
        raise ValueError(f"a URL is wanted like {EXAMPLE}{_instead(scheme, colon)}")
    try:
        parts = urlsplit(f"http://{rest}")
        host, port = parts.hostname, parts.port
        authority = parts.netloc.encode("ascii").decode()
    except UnicodeError:
        raise ValueError("a host name has to be in ASCII letters (xn--…)") from None
    except ValueError as error:
        raise ValueError(f"no URL: {error}") from None
    if not host or "@" in authority or not authority.isprintable() or " " in authority:
        raise ValueError(f"a URL is wanted like {EXAMPLE}: it needs a host, and no user")
    if parts.path not in ("", "/", "/Dialog") or parts.query or parts.fragment:
        raise ValueError(f"the contract is about the path /Dialog, as in {EXAMPLE}")
    return Address(host, 80 if port is None else port, authority)


def _instead(scheme: str, colon: str) -> str:
    return ": the contract is about plain HTTP" if colon and scheme.lower() == "https" else ""
