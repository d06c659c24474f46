"""What a test's server may be told: the fields of Settings, as keywords."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from mockgenie.domains import did_you_mean
from mockgenie.server import Settings
from mockgenie.testing.live.matching import as_fault, only_known
from mockgenie.wire import ENVELOPES


def settings_of(options: Mapping[str, Any]) -> Settings:
    """Settings with these in the place of what they are otherwise.

    `faults` may be mappings, `access_keys` a list of keys that open every domain. Raises TypeError
    for an option that there is not, ValueError for a value that it cannot have.
    """
    only_known(options, Settings.__struct_fields__, "there is no option {}")
    given = dict(options)
    if "faults" in given:
        given["faults"] = [msgspec.to_builtins(as_fault(one)) for one in given["faults"]]
    keys = given.get("access_keys")
    if isinstance(keys, (list, tuple, set, frozenset)):
        given["access_keys"] = dict.fromkeys(keys, ())
    try:
        settings = msgspec.convert(given, Settings)
    except msgspec.ValidationError as error:
        raise ValueError(f"options: {error}") from None
    if settings.envelope not in ENVELOPES:
        known = did_you_mean(settings.envelope, ENVELOPES)
        raise ValueError(f'options: there is no envelope "{settings.envelope}"{known}')
    return settings
