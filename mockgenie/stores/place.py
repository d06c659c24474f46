"""Where something is kept, as people write it: `memory`, `sqlite:FILE`, `redis://HOST`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeAlias
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from msgspec import Struct

from mockgenie.source import did_you_mean

PlaceKind: TypeAlias = Literal["memory", "sqlite", "redis"]

_SQLITE_OPTIONS = ("synchronous", "timeout")
_SYNCHRONOUS = ("normal", "full")
_REDIS_OPTIONS = ("db", "prefix", "timeout")
_SSL_OPTIONS = (
    "ssl_ca_certs",
    "ssl_cert_reqs",
    "ssl_certfile",
    "ssl_check_hostname",
    "ssl_keyfile",
)
_EXAMPLES = "memory, sqlite:FILE or redis://HOST:PORT"
_SCHEMES = ("redis", "rediss", "unix")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LONGEST_TIMEOUT = 3600.0


class PlaceError(ValueError):
    """A text that names no place, or a place that this installation cannot use."""


class StorePlace(Struct, frozen=True):
    """Where something is kept: `target` is the file, or the URL without options."""

    kind: PlaceKind
    target: str = ""
    options: Mapping[str, str] = {}

    @property
    def is_shared(self) -> bool:
        """Whether several processes can use it."""
        return self.kind != "memory"

    @property
    def shown(self) -> str:
        """The place for people, without a password."""
        if self.kind == "memory":
            return "memory"
        if self.kind == "sqlite":
            return f"sqlite:{self.target}"
        parts = urlsplit(self.target)
        who, at, host = parts.netloc.rpartition("@")
        if at:
            user, colon, _ = who.partition(":")
            host = f"{user}{':***' if colon else ''}@{host}"
        return f"{parts.scheme}://{host}{parts.path}"

    @property
    def written(self) -> str:
        """The text that `place_of` reads as this place."""
        if self.kind == "memory":
            return "memory"
        target = f"sqlite:{self.target}" if self.kind == "sqlite" else self.target
        return f"{target}?{urlencode(self.options)}" if self.options else target


MEMORY = StorePlace("memory")
"""The memory of the process."""


def place_of(text: str) -> StorePlace:
    """The place that a text names: `memory`, `sqlite:FILE`, `sqlite:FILE?synchronous=full`,
    `redis://HOST:PORT/DB`, `rediss://…` (TLS) or `unix:///SOCKET`, with options behind a `?`.

    Raises PlaceError.
    """
    text = text.strip()
    if text == "memory":
        return MEMORY
    if not (scheme := _SCHEME.match(text)):
        hint = did_you_mean(text, ["memory", "sqlite", "redis"])
        raise PlaceError(f'"{text}" is no store{hint}; {_EXAMPLES} is expected')
    name = scheme[1].lower()
    if name == "sqlite":
        return _sqlite(text[scheme.end() :])
    if name in _SCHEMES:
        return _redis(text)
    hint = did_you_mean(name, ["memory", "sqlite", *_SCHEMES])
    raise PlaceError(f'there is no store "{name}:"{hint}; {_EXAMPLES} is expected')


def _sqlite(rest: str) -> StorePlace:
    file, mark, query = rest.partition("?")
    if not file:
        raise PlaceError("sqlite: needs a file, sqlite:sessions.db for example")
    if file == ":memory:":
        raise PlaceError("sqlite::memory: is shared with nobody; memory is the same, and faster")
    if file.startswith("//"):
        plain = file.lstrip("/")
        raise PlaceError(
            f"sqlite:{file}: behind sqlite: stands the path of a file alone:"
            f" sqlite:{plain}, or sqlite:/{plain} from the root"
        )
    options = _options(query, _SQLITE_OPTIONS, "sqlite:") if mark else {}
    if "synchronous" in options:
        options["synchronous"] = written = options["synchronous"].lower()
        if written not in _SYNCHRONOUS:
            raise PlaceError(f"synchronous={written}: {' or '.join(_SYNCHRONOUS)} is expected")
    if "timeout" in options:
        _check_timeout(options["timeout"])
    return StorePlace("sqlite", file, options)


def _redis(text: str) -> StorePlace:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as error:
        raise PlaceError(f"the address of Redis cannot be read: {error}") from None
    scheme = parts.scheme.lower()
    if scheme != "unix" and not parts.hostname:
        raise PlaceError(f"{scheme}: needs a host, {scheme}://localhost:6379 for example")
    if scheme == "unix" and not parts.path:
        raise PlaceError("unix: needs the path of a socket, unix:///run/redis/redis.sock")
    known = (*_REDIS_OPTIONS, *(_SSL_OPTIONS if scheme == "rediss" else ()))
    options = _options(parts.query, known, f"{scheme}:")
    number = options.get("db", "")
    if scheme != "unix" and parts.path.strip("/"):
        number = number or unquote(parts.path).strip("/")
    if number and not re.fullmatch("[0-9]{1,9}", number):
        raise PlaceError(f'"{number}" is no number of a database of Redis')
    if "timeout" in options:
        _check_timeout(options["timeout"])
    return StorePlace("redis", f"{scheme}://{parts.netloc}{parts.path}", options)


def _options(query: str, known: tuple[str, ...], where: str) -> dict[str, str]:
    options: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in known:
            hint = did_you_mean(name, known)
            raise PlaceError(f'{where} has no option "{name}"{hint}')
        if name in options:
            raise PlaceError(f"{name} is given twice")
        options[name] = value
    return options


def _check_timeout(written: str) -> None:
    try:
        seconds = float(written)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= _LONGEST_TIMEOUT:
        raise PlaceError(f"timeout={written}: seconds above 0 are expected, timeout=3 for example")
