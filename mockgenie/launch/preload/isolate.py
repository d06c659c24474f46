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

CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
MS_BIND, MS_REC, MS_SLAVE = 0x1000, 0x4000, 0x80000


class Failed(Exception):
    """What could not be done, and why."""


def _call(library, name, *arguments):
    if getattr(library, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise Failed(name, os.strerror(number), number)


def _leave_namespaces(library):
    """Have mounts of one's own: by right, or else as somebody who has all rights there alone."""
    try:
        _call(library, "unshare", CLONE_NEWNS)
    except Failed:
        user, group = os.getuid(), os.getgid()
        _call(library, "unshare", CLONE_NEWUSER | CLONE_NEWNS)
        for path, text in (
            ("setgroups", "deny"),
            ("uid_map", "%d %d 1" % (user, user)),
            ("gid_map", "%d %d 1" % (group, group)),
        ):
            try:
                with open("/proc/self/" + path, "w", encoding="ascii") as file:
                    file.write(text)
            except OSError as error:
                raise Failed(path, error.strerror, error.errno) from None


def main():
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    status, binds, program, *command = sys.argv[1:]
    status, binds = int(status), json.loads(binds)
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
