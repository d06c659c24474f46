"""A command that runs as if it had been started itself: its input and output, terminal, signals
and exit code are its own."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from mockgenie.launch.isolation import Isolation

_NOT_THERE, _NOT_RUN = 127, 126
"""What shells say where there is no such command, and where it is none that can be run."""

_HANDED_ON = ("SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM")
_BY_KEYS = ("SIGINT", "SIGQUIT", "SIGBREAK")
"""What keys of a terminal send to all that run there, the command among them."""


class CannotRun(Exception):
    """Why a command cannot be run; `code` is what shells then end with."""

    def __init__(self, problem: str, code: int) -> None:
        super().__init__(problem)
        self.code = code


def find_program(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """The path of the program that a command runs. Raises CannotRun."""
    name = command[0]
    path = environment.get("PATH", os.defpath)
    found = shutil.which(name, path=path)
    if found is not None:
        return found
    if os.path.dirname(name) and os.path.exists(name):
        why = "is a folder" if os.path.isdir(name) else "may not be executed (chmod +x)"
        raise CannotRun(f"{name} {why}", _NOT_RUN)
    where = "" if os.path.dirname(name) else " on PATH"
    raise CannotRun(f'there is no command "{name}"{where}', _NOT_THERE)


async def run_to_end(
    command: Sequence[str],
    program: str,
    environment: Mapping[str, str],
    isolation: Isolation | None = None,
) -> int:
    """Run a command whose program is `program`, in the view of an `isolation` where there is one;
    its exit code, 128 and the number of the signal where one has ended it.

    Signals that come meanwhile are handed on to it, but for those that it gets from the terminal
    itself. Raises CannotRun and NotIsolated.
    """
    with _handing_on() as signals:
        try:
            if isolation is None:
                # Windows takes the first word of the command line for the program.
                first = program if sys.platform == "win32" else command[0]
                process = await _spawn([first, *command[1:]], program, environment)
            else:
                process = await _start_isolated(command, program, environment, isolation)
        except OSError as error:
            raise CannotRun(f"{command[0]} cannot be run: {_reason(error)}", _NOT_RUN) from None
        signals.hand_on_to(process)
        code = await process.wait()
    return 128 - code if code < 0 else code


async def _spawn(
    command: Sequence[str], program: str, environment: Mapping[str, str]
) -> asyncio.subprocess.Process:
    # What else was inherited stays open for it.
    return await asyncio.create_subprocess_exec(
        *command, executable=program, env=environment, close_fds=False
    )


async def _start_isolated(
    command: Sequence[str],
    program: str,
    environment: Mapping[str, str],
    isolation: Isolation,
) -> asyncio.subprocess.Process:
    receives, sends = os.pipe()
    with open(receives, "rb") as reader:
        try:
            os.set_inheritable(sends, True)
            started = isolation.command(sends, os.path.abspath(program), command)
            process = await _spawn(started, started[0], environment)
        finally:
            os.close(sends)
        told = await asyncio.to_thread(reader.read)  # it ends as soon as the command runs
    if told:
        await process.wait()
        isolation.check(told)
    return process


class _Signals:
    """Signals that came, for a command as soon as it runs."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._waiting: list[int] = []

    def hand_on_to(self, process: asyncio.subprocess.Process) -> None:
        """Send those that have come to a process, and from now on each one."""
        self._process = process
        for number in self._waiting:
            self.send(number)

    def send(self, number: int, by_key: bool = False) -> None:
        """Hand a signal on; `by_key`: keys of the terminal send it, to the command as well."""
        if by_key and (sys.platform == "win32" or _is_in_front()):
            return
        if self._process is None:
            self._waiting.append(number)
            return
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(number)

    def received(self, by_key: bool, number: int, _: object) -> None:
        """The same, as the system calls it."""
        self.send(number, by_key)


@contextlib.contextmanager
def _handing_on() -> Iterator[_Signals]:
    """Hand on the signals that come. Those that are ignored (nohup, `&` in a script) the command
    ignores as well."""
    signals = _Signals()
    loop = asyncio.get_running_loop()
    handled = dict.fromkeys(_numbers(_HANDED_ON), False)
    handled |= dict.fromkeys(_numbers(_BY_KEYS), True)
    for number, by_key in handled.items():
        if signal.getsignal(number) is signal.SIG_IGN:
            continue
        try:
            loop.add_signal_handler(number, signals.send, number, by_key)
        except NotImplementedError:  # Windows
            signal.signal(number, partial(signals.received, by_key))
    try:
        yield signals
    finally:
        for number in handled:
            with contextlib.suppress(NotImplementedError):
                loop.remove_signal_handler(number)


def _numbers(names: Sequence[str]) -> Iterator[signal.Signals]:
    for name in names:
        if hasattr(signal, name):
            yield signal.Signals[name]


def _is_in_front() -> bool:
    """Whether this is what runs in front on its terminal, where keys reach it and the command."""
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY)
    except OSError:
        return False
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:
        return False
    finally:
        os.close(terminal)


def _reason(error: OSError) -> str:
    if error.errno == errno.ENOEXEC:
        return "it is neither a program nor begins with #!"
    return error.strerror or str(error)
