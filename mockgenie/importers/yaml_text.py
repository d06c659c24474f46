"""Texts as a person would write them in YAML: without quotes where none are needed."""

from __future__ import annotations

import json
import re

import yaml

_PLAIN = re.compile(r"[\w<][^#:{}\[\],&*|\"'`\\\n\t]*(?<!\s)|https?://[\w./%~=&?-]+")
_LONGEST_PLAIN = 1_000


def quoted(text: str, within: bool = False) -> str:
    """A text as a YAML scalar; `within`: between braces or brackets, where not every reader takes
    a question mark."""
    is_short = len(text) <= _LONGEST_PLAIN and text.isprintable()
    if is_short and _PLAIN.fullmatch(text) and not (within and "?" in text) and _is_text(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def _is_text(text: str) -> bool:
    """Whether YAML reads it as the text that it is."""
    try:
        return bool(yaml.safe_load(text) == text)
    except (yaml.YAMLError, ValueError):  # a sign of its own, a day that does not exist
        return False


def listed(texts: list[str], indent: str) -> str:
    """A list: behind its key where it is short, else a line each below it."""
    row = f" [{', '.join(quoted(text, within=True) for text in texts)}]"
    if len(row) < 80:
        return row
    return "".join(f"\n{indent}- {quoted(text)}" for text in texts)
