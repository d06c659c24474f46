"""What a server may be told in Python: the fields of Settings, as keywords."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec

from mockgenie.faults import Fault
from mockgenie.server.settings import Settings
from mockgenie.source import did_you_mean, misfit

__tracebackhide__ = True  # what a test asks wrongly is shown at its own line


def settings_of(options: Mapping[str, Any]) -> Settings:
    """Settings with these in the place of what they are otherwise.

    `faults` may be mappings, `access_keys` a list of keys that open every domain. Raises TypeError
    for an option that there is not, ValueError for a value that it cannot have.
    """
    only_known(options, Settings.__struct_fields__, "there is no option {}")
    given = dict(options)
    if "faults" in given:
        if not isinstance(given["faults"], (list, tuple)):
            raise ValueError(f"faults: a list of faults is expected, not {given['faults']!r}")
        given["faults"] = [
            msgspec.to_builtins(as_fault(one, f"faults[{number}]"))
            for number, one in enumerate(given["faults"])
        ]
    keys = given.get("access_keys")
    if isinstance(keys, (list, tuple, set, frozenset)):
        given["access_keys"] = dict.fromkeys(keys, ())
    try:
        return msgspec.convert(given, Settings)
    except msgspec.ValidationError as error:
        found = misfit(error, Settings)
        name = found.path.lstrip(".")
        got = f", got {given[name]!r}" if name in given and ", got " not in found.problem else ""
        raise ValueError(f"{name or 'options'}: {found.problem}{got}") from None


def as_fault(fault: Fault | Mapping[str, Any], where: str = "") -> Fault:
    """A fault as Python or JSON has it, which stands at `where` if there are several. Raises
    TypeError, ValueError, as `fault_of` does."""
    if isinstance(fault, Fault):
        return fault
    if not isinstance(fault, Mapping):
        raise TypeError(f"a fault is a mapping, or a Fault, not {fault!r}")
    only_known(fault, Fault.__struct_fields__, f"{where}: a fault has no {{}}".lstrip(": "))
    try:
        return msgspec.convert(dict(fault), Fault)
    except msgspec.ValidationError as error:
        found = misfit(error, Fault)
        place = f"{where}{found.path}".lstrip(".") or "fault"
        raise ValueError(f"{place}: {found.problem}") from None


def only_known(given: Iterable[str], known: Collection[str], complaint: str) -> None:
    """Raises TypeError for a name that is not known; `complaint` has {} in its place."""
    for name in given:
        if name not in known:
            raise TypeError(complaint.format(f'"{name}"') + did_you_mean(name, known))
