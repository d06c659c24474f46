"""What a test's server may be told: the fields of Settings, as keywords."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from mockgenie.protocol import ENVELOPES
from mockgenie.server import Settings
from mockgenie.source import did_you_mean, mismatch
from mockgenie.testing.live.matching import as_fault, only_known

__tracebackhide__ = True  # what a test asks wrongly is shown at its own line

_ABOVE_0 = ("session_ttl", "max_sessions", "max_body", "handler_timeout")
_FROM_0_ON = ("max_text", "engine_timeout", "rate", "daily_quota", "burst", "journal")
"""Numbers of which 0 is for any, or none."""


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
        settings = msgspec.convert(given, Settings)
    except msgspec.ValidationError as error:
        found = mismatch(error, Settings)
        raise ValueError(f"{found.path.lstrip('.') or 'options'}: {found.problem}") from None
    for name in (*_ABOVE_0, *_FROM_0_ON):
        number = getattr(settings, name)
        if name in _ABOVE_0 and not number > 0:
            raise ValueError(f"{name}: a number above 0 is expected, not {number}")
        if not number >= 0:
            raise ValueError(f"{name}: a number from 0 on is expected, not {number}")
    if settings.envelope not in ENVELOPES:
        known = did_you_mean(settings.envelope, ENVELOPES)
        raise ValueError(f'options: there is no envelope "{settings.envelope}"{known}')
    return settings
