"""Reviews the particles behind values in texts: those that fit only some of the values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from mockgenie.domain import Value
from mockgenie.korean import FITTING, ONE_FORM, attach
from mockgenie.lint.codes import warn, warning
from mockgenie.lint.filling import Filling
from mockgenie.lint.outline import Outline
from mockgenie.source import Diagnostic

_FORM = re.compile(ONE_FORM)
_VARIED = ("1", "2")
"""The sounds that numbers, and the words for days and times, end in."""
_MOST_VALUES = 1000


def check_particles(outline: Outline, filling: Filling) -> Iterator[Diagnostic]:
    """Warnings about particles that are written in one form behind a value that needs both."""
    for shown in outline.shown:
        text = shown.node.text("a text")
        end = text.find("}", shown.value.column) + 1
        found = _FORM.match(text, end)
        if found is None or shown.value.particle:
            continue
        written = FITTING[found[0]]
        if any(attach(value, written) != found[0] for value in _values(shown.value, outline)):
            wrong = warn("one-form", form=found[0], name=shown.value.name, written=written)
            yield warning(wrong, shown.node, end, found[0])


def _values(value: Value, outline: Outline) -> Iterator[str]:
    """Values that may stand there; nothing where they are not known."""
    part = outline.slots.get(value.name)
    if part is None:
        if outline.is_number(value.name):
            yield from _VARIED
    elif part.slot.type not in ("text", "choice", "boolean") or value.form:
        yield from _VARIED
    elif part.slot.type != "boolean":
        records = part.entity.instances.values(part.slot.name)
        known = list(islice((*part.slot.values, *part.slot.examples), _MOST_VALUES))
        known += islice(records, _MOST_VALUES)
        # Where nothing is known, a name may end in any sound.
        yield from known or _VARIED
