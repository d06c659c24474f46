"""Goes on as a command in whose view some files are others.

It is run as a script of its own, for a process has to be one thread to get a view of its own:
`isolate.py STATUS BINDS PROGRAM COMMAND…`, where STATUS is a descriptor, which gets a JSON array of
what could not be done, why, and the number of the error, or nothing; BINDS is a JSON array of pairs
of paths: what is seen, and where; and PROGRAM is the path of what runs as COMMAND.
"""

import ctypes
import json
import os
import signal
import sys
from typing import NoReturn

CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
MS_BIND, MS_REC, MS_SLAVE = 0x1000, 0x4000, 0x80000


class Failed(Exception):
    """What could not be done, and why."""


def _call(library: ctypes.CDLL, name: str, *arguments: object) -> None:
    if getattr(library, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise Failed(name, os.strerror(number), number)


def _leave_namespaces(library: ctypes.CDLL) -> None:
    """Have mounts of one's own: by right, or else as somebody who has all rights there alone."""
    try:
        _call(library, "unshare", CLONE_NEWNS)
    except Failed:
        user, group = os.getuid(), os.getgid()
        _call(library, "unshare", CLONE_NEWUSER | CLONE_NEWNS)
        for path, text in (
            ("setgroups", "deny"),
            ("uid_map", f"{user} {user} 1"),
            ("gid_map", f"{group} {group} 1"),
        ):
            try:
                with open("/proc/self/" + path, "w", encoding="ascii") as file:
                    file.write(text)
            except OSError as error:
                raise Failed(path, error.strerror, error.errno) from None


def main() -> NoReturn:
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    status, binds = int(sys.argv[1]), json.loads(sys.argv[2])
    program, command = sys.argv[3], sys.argv[4:]
    os.set_inheritable(status, False)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        _leave_namespaces(library)
        _call(library, "mount", b"none", b"/", None, ctypes.c_ulong(MS_REC | MS_SLAVE), None)
        for seen, place in binds:
            paths = os.fsencode(seen), os.fsencode(place)
            _call(library, "mount", *paths, None, ctypes.c_ulong(MS_BIND), None)
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.execv(program, command)
    except Failed as failed:
        problem = failed.args
    except OSError as error:
        problem = ("exec", error.strerror, error.errno)
    os.write(status, json.dumps(problem).encode())
    sys.exit(2)


if __name__ == "__main__":
    main()
