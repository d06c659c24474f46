"""The `mockgenie` command. One module for each of its commands, imported when it runs."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from mockgenie import __version__
from mockgenie.cli import chat, check, new, schema, serve, test, verify


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the command line, and where to read on."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: error: {message}; see {self.prog} --help\n")


_NOBODY_READS = (errno.EPIPE, errno.EINVAL)
"""What the system says of an output that was closed; EINVAL is Windows."""

_INTERRUPTED = 130
"""What shells expect of a command that Ctrl-C has ended."""

_EPILOG = "`mockgenie COMMAND --help` tells more of a command."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code: 0, or 2 where it could not be done as asked."""
    # Started without an output (a service, `>&-`) Python has None for it.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # A console that has no Korean letters shows "?" for them instead of failing.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    parser = _Parser(
        prog="mockgenie",
        description="A mock of ETRI's GenieDialog dialog API, faithful to the byte.",
        epilog=_EPILOG,
    )
    parser.add_argument("--version", action="version", version=f"mockgenie {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    serve.add_to(commands)
    chat.add_to(commands)
    new.add_to(commands)
    test.add_to(commands)
    check.add_to(commands)
    schema.add_to(commands)
    verify.add_to(commands)
    try:
        try:
            options = parser.parse_args(arguments)
        finally:
            sys.stdout.flush()  # --help and --version end here
        code: int = options.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        if error.errno not in (*_NOBODY_READS, errno.ENOSPC):
            raise
        # What is left of it is not tried again at the end.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        if error.errno in _NOBODY_READS:
            return 1
        print(f"mockgenie: cannot write: {error.strerror}", file=sys.stderr, flush=True)
        return 2
    return code
