"""What `mockgenie run` has every Python load before a program.

Connections to the places that a variable names are made to mockgenie, whatever library makes them:
names are looked up and connected to in these few functions. For all other places nothing changes.
Only what every Python 3 has is used here.
"""
# mypy: ignore-errors

import os
import sys

VARIABLE = "REDIRECTED_BY_MOCKGENIE"


def _place(word):
    host, _, port = word.rpartition(":")
    return host.strip("[]"), int(port)


def _redirected(host, port):
    """Where a connection to a host and a port is made; these themselves where nothing changes."""
    try:
        name = host.decode("ascii") if isinstance(host, (bytes, bytearray)) else str(host)
        place = (name.rstrip(".").lower(), int(port))
    except (TypeError, ValueError):
        return host, port
    return TARGET if place in PLACES else (host, port)


def _wrapped(function, host, port):
    """A function that gets a host and a port; `host` and `port`: the name of each argument, and
    its place among the others."""

    def redirected(*args, **kwargs):
        args = list(args)
        found = []
        for name, number in (host, port):
            if name in kwargs:
                found.append((kwargs, name))
            elif number < len(args):
                found.append((args, number))
        if len(found) == 2:
            place = _redirected(*[given[key] for given, key in found])
            for (given, key), value in zip(found, place):  # noqa: B905
                given[key] = value
        return function(*args, **kwargs)

    redirected.__name__ = getattr(function, "__name__", "redirected")
    redirected.__doc__ = getattr(function, "__doc__", None)
    redirected.__wrapped__ = function
    return redirected


def _resolve(module):
    """`_socket`, by which names are looked up in the end."""
    module.getaddrinfo = _wrapped(module.getaddrinfo, ("host", 0), ("port", 1))


def _connect(module):
    """`socket`, whose connections may be asked for by name."""

    def by_name(method):
        def connect(self, address):
            if isinstance(address, tuple) and len(address) >= 2:
                place = _redirected(*address[:2])
                if place != address[:2]:
                    address = place + address[2:]
            return method(self, address)

        connect.__name__ = method.__name__
        connect.__doc__ = method.__doc__
        return connect

    module.socket.connect = by_name(module.socket.connect)
    module.socket.connect_ex = by_name(module.socket.connect_ex)


def _anyio(module):
    """`anyio` looks a name up and goes on with the port that it was given (httpx)."""
    arguments = ("remote_host", 0), ("remote_port", 1)
    module.connect_tcp = _wrapped(module.connect_tcp, *arguments)


def _aiodns(module):
    """`aiodns` looks names up by itself (aiohttp, where it is installed)."""
    resolver = module.DNSResolver
    if hasattr(resolver, "getaddrinfo"):
        resolver.getaddrinfo = _wrapped(resolver.getaddrinfo, ("host", 1), ("port", 3))


def _uvloop(module):
    """`uvloop` looks names up by itself."""
    loop = module.Loop
    loop.getaddrinfo = _wrapped(loop.getaddrinfo, ("host", 1), ("port", 2))
    loop.create_connection = _wrapped(loop.create_connection, ("host", 2), ("port", 3))


CHANGES = {
    "_socket": _resolve,
    "socket": _connect,
    "anyio": _anyio,
    "aiodns": _aiodns,
    "uvloop": _uvloop,
}
"""Modules, and what changes in each as soon as it is imported."""


class _Importing:
    """Finds the modules in which something changes, as the other finders do."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        change = CHANGES.pop(name, None)
        if change is None:
            return None
        for finder in sys.meta_path:
            find = None if finder is _Importing else getattr(finder, "find_spec", None)
            spec = find(name, path, target) if find else None
            if spec is not None:
                _change_behind(spec.loader, change)
                return spec
        return None


def _change_behind(loader, change):
    load = getattr(loader, "exec_module", None)
    if load is None:
        return

    def exec_module(module):
        load(module)
        change(module)

    # One that is built in has a class for its loader.
    if not isinstance(loader, type):
        loader.exec_module = exec_module


def _run_next():
    """Run the sitecustomize that the environment has without this one."""
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    own = os.path.dirname(os.path.abspath(__file__))
    path = [one for one in sys.path if os.path.abspath(one or os.curdir) != own]
    spec = PathFinder.find_spec("sitecustomize", path)
    if spec is not None and spec.loader is not None:
        module = sys.modules["sitecustomize"] = module_from_spec(spec)
        spec.loader.exec_module(module)


_words = os.environ.get(VARIABLE, "").split()
if len(_words) > 1:
    TARGET, *_places = map(_place, _words)
    PLACES = frozenset(_places)
    import _socket

    CHANGES.pop("_socket")(_socket)
    for _name in [one for one in CHANGES if one in sys.modules]:
        CHANGES.pop(_name)(sys.modules[_name])
    sys.meta_path.insert(0, _Importing)
_run_next()
