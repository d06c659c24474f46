"""Slots whose values are places."""

from __future__ import annotations

import re

from mockgenie.domain import Slot

_OF_PLACES = re.compile("지역|동네|위치|도시|장소|시도")
"""What a slot of places is called in its words or its description."""


def names_places(slot: Slot) -> bool:
    """Whether a slot's values are places, by what it is called."""
    return any(map(_OF_PLACES.search, (*slot.words, slot.description)))
