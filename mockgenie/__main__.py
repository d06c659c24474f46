"""`python -m mockgenie` is the `mockgenie` command.

From its first line on a signal ends it without a traceback, before the command is imported and can
see to that itself.
"""

import os
import signal
import sys

_INTERRUPTED = 130
"""What shells expect of a command that Ctrl-C has ended."""


def main() -> int:
    """Run the command line; the exit code."""
    serves = sys.argv[1:2] == ["serve"]

    def end(*_: object) -> None:
        os._exit(0 if serves else _INTERRUPTED)

    before = signal.signal(signal.SIGINT, end)
    if serves:
        signal.signal(signal.SIGTERM, end)
    from mockgenie.cli import main as run

    if not serves:
        signal.signal(signal.SIGINT, before)
    try:
        return run()
    except KeyboardInterrupt:
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
