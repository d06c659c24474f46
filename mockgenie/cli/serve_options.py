"""The options of `mockgenie serve`, made of the settings that are declared in `server.settings`."""

from __future__ import annotations

import argparse
import contextlib
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockgenie.cli.numbers import number, whole
from mockgenie.cli.output import shown
from mockgenie.cli.settings_file import OptionsError

if TYPE_CHECKING:
    from mockgenie.faults import Fault
    from mockgenie.server import AccessKeys, Setting, Settings
    from mockgenie.source import Node
    from mockgenie.stores import StorePlace


_UNITS = {"s": 1, "m": 60, "h": 3600}
"""How many seconds each unit of a rate has."""

_SEVERAL = ("domains", "access_keys", "engine_domains")
"""Options that may be given several times."""

_NOT_GIVEN = {
    "domains": "the domains that come with mockgenie",
    "engine_port": "no such socket",
    "engine_domains": "the first domain",
    "access_keys": "any key is allowed",
    "access_key_file": "any key is allowed",
    "rate": "any number",
}
"""What holds where an option is not given."""


def add_options(
    parser: argparse.ArgumentParser, without: Collection[str] = ()
) -> Mapping[str, str]:
    """Add an option for each setting but those whose names are in `without`; the options by the
    names of their settings."""
    from mockgenie.server import ServeSettings, Settings, settings_in

    added: dict[str, str] = {}
    for struct in (ServeSettings, Settings):
        for setting in settings_in(struct):
            if setting.flag and setting.name not in without:
                parser.add_argument(setting.flag, dest=setting.name, **_argument(setting))
                added[setting.name] = setting.flag
    return added


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings that the options make. Raises OptionsError."""
    from mockgenie.server import Settings

    return Settings(**given_settings(options))


def given_settings(options: argparse.Namespace) -> dict[str, Any]:
    """The settings that the options give, by name. Raises OptionsError."""
    from mockgenie.server import Settings

    given = {name: getattr(options, name) for name in Settings.__struct_fields__ if name in options}
    keys_file: Path | None = getattr(options, "access_key_file", None)
    keys = access_keys(given.get("access_keys", ()), keys_file)
    if keys is not None:
        given["access_keys"] = keys
    if "rate" in given:
        given["rate"], given["burst"] = given["rate"]
    if "faults" in given:
        given["faults"] = _faults(given["faults"])
    return given


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
    is_whole = setting.type in (int, int | None)
    read = _READERS.get(setting.name)
    if read is None:
        read = number(is_whole, setting.least, setting.above, setting.most)
    return {**argument, "type": read}


def rate(text: str) -> tuple[float, int]:
    """`10/s`, `100/m` or `1000/h`: requests a second, and how many of them may come at once."""
    given, _, unit = text.partition("/")
    if (count := whole(given, 9)) and unit in _UNITS:
        return count / _UNITS[unit], count
    raise argparse.ArgumentTypeError(
        f"expected requests a second, minute or hour, as 10/s, 100/m or 1000/h, not {shown(text)}"
    )


def _faults(path: Path) -> tuple[Fault, ...]:
    from mockgenie.faults.fault_file import FaultFileError, read_faults

    try:
        return read_faults(path)
    except FaultFileError as error:
        raise OptionsError(error.diagnostics) from None


def _token(text: str) -> str:
    if text and all("!" <= char <= "~" for char in text):
        return text
    raise argparse.ArgumentTypeError("a token is made of ASCII letters, digits and signs, no space")


class StoreReader:
    """Reads where sessions live, as `place_of` does; Raises ArgumentTypeError."""

    def __call__(self, text: str) -> str:
        return self._place(text).written

    def in_folder(self, text: str, folder: Path) -> str:
        """The same, with the path of a file as one in this folder."""
        from msgspec.structs import replace

        place = self._place(text)
        if place.kind == "sqlite":
            place = replace(place, target=str(folder / place.target))
        return place.written

    @staticmethod
    def _place(text: str) -> StorePlace:
        from mockgenie.stores import PlaceError, place_of

        try:
            return place_of(text)
        except PlaceError as error:
            raise argparse.ArgumentTypeError(str(error)) from None


def workers(text: str) -> int:
    """A number of processes, `auto` for one for each processor that this one may use. Raises
    ArgumentTypeError."""
    from mockgenie.server import MOST_WORKERS

    if text == "auto":
        affinity = getattr(os, "sched_getaffinity", None)  # Linux
        return min(len(affinity(0)) if affinity else os.cpu_count() or 1, MOST_WORKERS)
    count = whole(text)
    if count is None or not 1 <= count <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(
            f"expected a whole number from 1 to {MOST_WORKERS}, or auto, not {shown(text)}"
        )
    return count


def access_key(text: str) -> tuple[str, tuple[str, ...]]:
    """`KEY` or `KEY=DOMAIN,…`: the key and the domains that it opens, () for all of them.

    Raises ArgumentTypeError.
    """
    key, equals, names = text.partition("=")
    domains = tuple(name.strip() for name in names.split(",")) if equals else ()
    if problem := _why_no_key(key):
        raise argparse.ArgumentTypeError(problem)
    if not all(domains) or "=" in names:
        raise argparse.ArgumentTypeError(
            "behind = there have to be names of domains, as KEY=Weather,Movie; a key that has = in"
            " it can stand in the file of --access-keys"
        )
    return key, domains


def access_keys(
    given: Iterable[tuple[str, tuple[str, ...]]], file: Path | None
) -> AccessKeys | None:
    """All keys: the `given` ones and those of a `file`; None where there is neither.

    Raises OptionsError.
    """
    pairs = list(given)
    if not pairs and file is None:
        return None
    if file is not None:
        pairs += _keys_in(file)
    keys: dict[str, tuple[str, ...]] = {}
    for key, domains in pairs:
        if key in keys:
            problem = f'the access key "{key}" is given twice; name all its domains at once'
            raise OptionsError([problem])
        keys[key] = domains
    return keys


def unknown_domains(keys: AccessKeys, names: Iterable[str]) -> Iterable[str]:
    """A line for each domain of a key that is none of `names`."""
    from mockgenie.source import did_you_mean

    known = set(names)
    for key, domains in keys.items():
        for domain in domains:
            if domain not in known:
                hint = did_you_mean(domain, known)
                yield f'the access key "{key}" opens "{domain}", which is no domain here{hint}'


def _keys_in(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    """The keys in a YAML file: a list of them, or a mapping to their domains."""
    from mockgenie.source import Source, Unreadable

    source = Source(path, "a file of access keys", "it has at least one (KEY: [DOMAIN, …])")
    pairs: list[tuple[str, tuple[str, ...]]] = []
    with contextlib.suppress(Unreadable):
        root = source.root()
        if root.is_mapping:
            for key, node, value in root.pairs("access keys"):
                pairs.append((_key_at(node, key), _domains_at(value)))
        else:
            for node in root.items("access keys"):
                pairs.append((_key_at(node, node.text("an access key")), ()))
    if source.diagnostics:
        raise OptionsError(source.diagnostics)
    return pairs


def _key_at(node: Node, key: str) -> str:
    from mockgenie.source import mistake

    if key and (problem := _why_no_key(key)):
        node.report(mistake("bad-access-key", problem=problem))
    return key


def _domains_at(node: Node) -> tuple[str, ...]:
    if node.is_absent:
        return ()
    return tuple(domain.text("the name of a domain") for domain in node.items("domains"))


def _why_no_key(key: str) -> str:
    """Why a text cannot be an access key; "" where it can."""
    from mockgenie.faults import PREFIX

    if not key:
        return "an access key must not be empty"
    if key.startswith(PREFIX):
        return f'an access key that begins with "{PREFIX}" asks for a fault; take another'
    return ""


_READERS: dict[str, Callable[[str], Any]] = {
    "host": str,
    "domains": Path,
    "engine_domains": str,
    "channels": str,
    "naver_send": str,
    "naver_key": str,
    "access_key_file": Path,
    "access_keys": access_key,
    "rate": rate,
    "faults": Path,
    "admin_token": _token,
    "record": str,
    "store": StoreReader(),
    "workers": workers,
}
"""How options are read that are no number."""
