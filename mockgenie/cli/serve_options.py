"""The options of `mockgenie serve`, made of the settings that are declared in `server.settings`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockgenie.cli.access_keys import KeysError, access_key, access_keys
from mockgenie.cli.numbers import rate, shown

if TYPE_CHECKING:
    from mockgenie.faults import Fault
    from mockgenie.server import Setting, Settings

TOKEN_VARIABLE = "MOCKGENIE_ADMIN_TOKEN"
"""Where the admin token may stand as well: a command line can be seen by others."""

_MOST_DIGITS = 15
_LONGEST_SECONDS = 10**9


class OptionsError(Exception):
    """What is wrong in a file that an option names, or between options; `problems` has a line for
    each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add an option for each setting."""
    from mockgenie.server import ServeSettings, Settings, settings_in

    for struct in (ServeSettings, Settings):
        for setting in settings_in(struct):
            if setting.flag:
                parser.add_argument(setting.flag, dest=setting.name, **_argument(setting))


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings that the options make. Raises OptionsError."""
    from mockgenie.server import Settings

    given = {name: getattr(options, name) for name in Settings.__struct_fields__ if name in options}
    keys_file: Path | None = getattr(options, "access_key_file", None)
    try:
        given["access_keys"] = access_keys(given.get("access_keys", ()), keys_file)
    except KeysError as error:
        raise OptionsError(error.problems) from None
    if "rate" in given:
        given["rate"], given["burst"] = given["rate"]
    if "faults" in given:
        given["faults"] = _faults(given["faults"])
    return Settings(**given)


def admin_token(options: argparse.Namespace) -> str:
    """What the admin API asks for, "" for nothing. Raises OptionsError."""
    given: str | None = getattr(options, "admin_token", None)
    if given is not None:
        return given
    try:
        return _token(os.environ[TOKEN_VARIABLE]) if TOKEN_VARIABLE in os.environ else ""
    except argparse.ArgumentTypeError as error:
        raise OptionsError((f"{TOKEN_VARIABLE}: {error}",)) from None


def _argument(setting: Setting) -> dict[str, Any]:
    """What argparse has to know of an option. One that is not given, and whose default is no word
    or number, is not there at all."""
    text = setting.english.replace("`", "").replace("%", "%%")
    if setting.type is bool:
        return {"action": "store_true", "help": text}
    argument: dict[str, Any] = {"metavar": setting.metavar}
    if setting.default in (None, "", ()) or setting.name in _NOT_GIVEN:
        argument["default"] = argparse.SUPPRESS
        text += f" (default: {_NOT_GIVEN.get(setting.name, 'none')})"
    else:
        argument["default"] = setting.default
        text += " (default: %(default)s)"
    argument["help"] = text
    if setting.choices:
        return {**argument, "choices": setting.choices}
    if setting.name in _SEVERAL:
        argument["action"] = "append"
    return {**argument, "type": _READERS.get(setting.name) or _number(setting)}


def _number(setting: Setting) -> Callable[[str], Any]:
    """Reads a number within the limits of a setting."""
    kind = "a whole number" if setting.type is int else "a number"
    limits = "" if setting.above is None else f" above {setting.above:g}"
    if setting.least is not None:
        limits = f" from {setting.least:g} on"
    if setting.most is not None:
        limits = f" from {setting.least:g} to {setting.most:g}"

    def read(text: str) -> Any:
        number = _whole(text) if setting.type is int else _seconds(text)
        if (
            number is None
            or (setting.above is not None and number <= setting.above)
            or (setting.most is not None and number > setting.most)
        ):
            raise argparse.ArgumentTypeError(f"expected {kind}{limits}, not {shown(text)}")
        return number

    return read


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


def _seconds(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if 0 <= found <= _LONGEST_SECONDS else None


def _faults(path: Path) -> tuple[Fault, ...]:
    from mockgenie.faults.fault_file import FaultFileError, read_faults

    try:
        return read_faults(path)
    except FaultFileError as error:
        raise OptionsError(tuple(map(str, error.diagnostics))) from None


def _token(text: str) -> str:
    if text and all("!" <= char <= "~" for char in text):
        return text
    raise argparse.ArgumentTypeError("a token is made of ASCII letters, digits and signs, no space")


_READERS: dict[str, Callable[[str], Any]] = {
    "host": str,
    "domains": Path,
    "access_key_file": Path,
    "access_keys": access_key,
    "rate": rate,
    "faults": Path,
    "admin_token": _token,
}
"""How options are read that are no number."""

_SEVERAL = ("domains", "access_keys")
"""Options that may be given several times."""

_NOT_GIVEN = {
    "domains": "the domains that come with mockgenie",
    "access_keys": "any key is allowed",
    "access_key_file": "any key is allowed",
    "rate": "any number",
}
"""What holds where an option is not given."""
