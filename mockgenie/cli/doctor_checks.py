"""What `mockgenie doctor` looks at, and what it finds.

A check is a row of `CHECKS`, here or in `doctor_network`: its name, and a generator of findings.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from mockgenie import __version__
from mockgenie.cli.output import counted
from mockgenie.cli.running import admin_answer, health
from mockgenie.launch import ETRI, Endpoint, hosts_file
from mockgenie.sockets import FASTER

State: TypeAlias = Literal["ok", "note", "problem"]

REQUIRED = (
    "ahocorasick_rs", "aiohttp", "argcomplete", "google-re2", "graphlay", "msgspec",
    "prompt_toolkit", "python-rapidjson", "PyYAML", "watchfiles",
)  # fmt: skip
"""What mockgenie cannot do without."""

EXTRAS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "speed": ((FASTER,), "a faster event loop of mockgenie serve"),
    "redis": (("redis",), "mockgenie serve --store redis://HOST"),
    "xlsx": (("openpyxl", "defusedxml"), "mockgenie import chatbot-xlsx"),
    "tls": (("trustme",), "--tls of mockgenie kakao and naver"),
}
"""By the extras that somebody can miss: what is installed with each, and what it is for."""

_SOURCES = {
    ".py", ".js", ".mjs", ".cjs", ".ts", ".java", ".kt", ".php", ".c", ".cc", ".cpp", ".cs", ".go",
    ".rb", ".rs",
}  # fmt: skip
"""What files of bots end in."""
_MOST_FILES = 2_000
_LARGEST = 1_000_000
_MOST_NAMED = 3
_NOT_LOOKED_INTO = {"node_modules", "site-packages", "venv", "build", "dist", "target", "vendor"}


class Observation(Struct, frozen=True):
    """What a check has found: `found` says what is there, `advice` what to do, "" for nothing."""

    state: State
    found: str
    advice: str = ""


class Machine(Struct, frozen=True):
    """Where it is looked: the variables, the current folder, the port of the server, and the file
    of hosts."""

    environment: Mapping[str, str] = os.environ
    folder: Path = Path()
    port: int = 8000
    hosts: Path = hosts_file()

    @property
    def server(self) -> Endpoint:
        """Where a server would be."""
        return Endpoint("127.0.0.1", self.port)


MachineCheck: TypeAlias = Callable[[Machine], Iterator[Observation]]


def check_version(_: Machine) -> Iterator[Observation]:
    """Which mockgenie this is, and whether its command is found."""
    where = Path(__file__).parents[2]
    found = f"mockgenie {__version__} in {where}"
    if shutil.which("mockgenie") is None:
        yield Observation(
            "note",
            f"{found}; there is no command `mockgenie` on PATH",
            f"`{Path(sys.executable).name} -m mockgenie` is the same",
        )
    else:
        yield Observation("ok", found)


def check_python(_: Machine) -> Iterator[Observation]:
    """Which Python runs it."""
    yield Observation(
        "ok", f"Python {platform.python_version()} on {platform.platform(terse=True)}"
    )


def check_packages(_: Machine) -> Iterator[Observation]:
    """Whether what mockgenie needs is installed."""
    versions = {name: _version(name) for name in REQUIRED}
    missing = [name for name, found in versions.items() if not found]
    if missing:
        names = " ".join(missing)
        yield Observation("problem", f"not installed: {names}", f"python -m pip install {names}")
    else:
        listed = ", ".join(f"{name} {found}" for name, found in versions.items())
        yield Observation("ok", listed)
    import yaml

    if not yaml.__with_libyaml__:
        yield Observation(
            "note",
            "PyYAML has no C library, so that domains load about ten times more slowly",
            "python -m pip install --force-reinstall PyYAML",
        )


def check_extras(_: Machine) -> Iterator[Observation]:
    """Which optional packages are installed."""
    for extra, (names, purpose) in EXTRAS.items():
        missing = [name for name in names if not _version(name)]
        if missing:
            advice = f'for {purpose}: python -m pip install "mockgenie[{extra}]"'
            yield Observation("note", f"{extra} is not there ({', '.join(missing)})", advice)
        else:
            yield Observation("ok", f"{extra}: {', '.join(names)}")


def check_folders(_: Machine) -> Iterator[Observation]:
    """Where domains, options and histories are."""
    from mockgenie.cli.domains import find_places, shipped_places
    from mockgenie.domain import domain_files

    (shipped,) = shipped_places().paths
    if count := len(list(domain_files(shipped))):
        yield Observation("ok", f"{counted(count, 'domain')} in {shipped}")
    else:
        yield Observation(
            "problem", f"no domains in {shipped}", "install mockgenie again; parts of it are gone"
        )
    try:
        places = find_places(())
    except OSError as error:
        yield Observation("problem", f"{error.filename}: {error.strerror}", "go to another folder")
        return
    yield Observation("ok", f"check, test and chat take {places.called}")


def check_options(machine: Machine) -> Iterator[Observation]:
    """Which options stand in a file, and whether they can be read."""
    from mockgenie.cli.settings_file import OptionsError, find_settings_file

    try:
        file = find_settings_file(machine.folder)
    except OptionsError as error:
        for problem in error.problems:
            yield Observation("problem", problem, "correct this file, or take --config none")
        return
    yield Observation(
        "ok", f"options are read from {file.path}" if file else "no file with options"
    )


def check_writing(_: Machine) -> Iterator[Observation]:
    """Whether files can be written where mockgenie writes some."""
    from mockgenie.cli.terminal import open_history

    try:
        path = open_history()
    except OSError as error:
        yield Observation(
            "note",
            f"what is typed in chat is not kept: {error.strerror or error}",
            "allow yourself to write this file, or do without",
        )
    else:
        yield Observation("ok", f"what is typed in chat is kept in {path}")
    try:
        with tempfile.TemporaryFile():
            pass
    except OSError as error:
        yield Observation(
            "problem",
            f"no temporary file can be made: {error.strerror or error}",
            "have TMPDIR name a folder that can be written to",
        )


def check_envelope(machine: Machine) -> Iterator[Observation]:
    """In which form a server answers that runs, and whether its clients can read it."""
    settings = admin_answer(machine.server, "/settings") if health(machine.server) else {}
    envelope = settings.get("envelope", "")
    legacy = "bots written between 2018 and 2022 read --envelope legacy"
    if not envelope:
        yield Observation(
            "ok", f"answers are in the guide envelope unless told otherwise; {legacy}"
        )
        return
    told: dict[str, Any] = admin_answer(machine.server, "/sessions?limit=1000")
    sessions = told.get("sessions", [])
    if envelope != "legacy" and sessions and not any(one["turn"] for one in sessions):
        yield Observation(
            "note",
            f"{counted(len(sessions), 'session')} opened and none went on; answers are in the"
            f" {envelope} envelope",
            legacy,
        )
    else:
        yield Observation("ok", f"the server answers in the {envelope} envelope")


def check_bots(machine: Machine) -> Iterator[Observation]:
    """Which files of the current folder have the address of the real server."""
    found = [path for path in _sources(machine.folder) if _names_etri(path)]
    if found:
        named = ", ".join(str(path.relative_to(machine.folder)) for path in found[:_MOST_NAMED])
        more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
        yield Observation(
            "note",
            f"the address of the real server is in {named}{more}",
            "mockgenie run -- COMMAND runs a bot as it is; if it was written between 2018 and"
            " 2022, with --envelope legacy",
        )
    else:
        yield Observation("ok", "no file here has the address of the real server")


CHECKS: Mapping[str, MachineCheck] = {
    "version": check_version,
    "python": check_python,
    "packages": check_packages,
    "extras": check_extras,
    "folders": check_folders,
    "options": check_options,
    "writing": check_writing,
    "envelope": check_envelope,
    "bots": check_bots,
}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _sources(folder: Path) -> Iterator[Path]:
    """Files of programs in a folder and two levels below it."""
    seen = 0
    waiting = [(folder, 0)]
    while waiting:
        place, depth = waiting.pop(0)
        try:
            entries = sorted(place.iterdir())
        except OSError:
            continue
        for path in entries:
            seen += 1
            if seen > _MOST_FILES:
                return
            if path.suffix in _SOURCES and path.is_file():
                yield path
            elif (
                depth < 2
                and path.is_dir()
                and not path.is_symlink()
                and not path.name.startswith(".")
                and path.name not in _NOT_LOOKED_INTO
            ):
                waiting.append((path, depth + 1))


def _names_etri(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return ETRI.host.encode() in file.read(_LARGEST)
    except OSError:
        return False
