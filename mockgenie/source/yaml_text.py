"""YAML as plain values, and texts and lists as a person would write them there: without quotes
where none are needed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import yaml

YamlLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The reader in C where there is one."""

_PLAIN = re.compile(r"[\w<][^#:{}\[\],&*|\"'`\\\n\t]*(?<!\s)|https?://[\w./%~=&?-]+")

_LONGEST_PLAIN = 1_000


def read_yaml(text: str) -> Any:
    """What a YAML text says. Raises yaml.YAMLError; ValueError for a date that is none."""
    return yaml.load(text, YamlLoader)


def quoted(text: str, within: bool = False) -> str:
    """A text as a YAML scalar; `within`: between braces or brackets, where not every reader takes
    a question mark."""
    is_short = len(text) <= _LONGEST_PLAIN and text.isprintable()
    plain = is_short and _PLAIN.fullmatch(text) and not (within and "?" in text)
    if plain and _means_itself(text):
        return text
    written = json.dumps(text, ensure_ascii=False)
    return written if written.isprintable() else "".join(map(_escaped, written))


def in_a_row(texts: Iterable[str]) -> str:
    """Texts as a list of YAML on one line: `[서울, 부산]`."""
    return f"[{', '.join(quoted(text, within=True) for text in texts)}]"


def one_or_several(texts: Sequence[str]) -> str:
    """A text where there is one, else a list on one line."""
    return quoted(texts[0], within=True) if len(texts) == 1 else in_a_row(texts)


def listed(texts: Sequence[str], indent: str) -> str:
    """A list: behind its key where it is short, else a line each below it."""
    row = f" {in_a_row(texts)}"
    if len(row) < 80:
        return row
    return "".join(f"\n{indent}- {quoted(text)}" for text in texts)


def _means_itself(text: str) -> bool:
    """Whether YAML reads it as it stands: 010 is a number, 아니오 none."""
    try:
        return bool(yaml.safe_load(text) == text)
    except (yaml.YAMLError, ValueError):  # 2026-13-45
        return False


def _escaped(letter: str) -> str:
    """A letter between double quotes, where not every one can stand for itself."""
    if letter.isprintable():
        return letter
    number = ord(letter)
    return f"\\u{number:04x}" if number < 0x1_0000 else f"\\U{number:08x}"
