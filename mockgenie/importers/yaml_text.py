"""Texts as a person would write them in YAML: without quotes where none are needed."""

from __future__ import annotations

import json
import re

import yaml

_PLAIN = re.compile(r"[\w<][^#:{}\[\],&*|\"'`\\\n\t]*(?<!\s)|https?://[\w./%~=&?-]+")


def quoted(text: str, within: bool = False) -> str:
    """A text as a YAML scalar; `within`: between braces or brackets, where not every reader takes
    a question mark."""
    plain = _PLAIN.fullmatch(text) and not (within and "?" in text)
    if plain and text.isprintable() and yaml.safe_load(text) == text:
        return text
    return json.dumps(text, ensure_ascii=False)


def listed(texts: list[str], indent: str) -> str:
    """A list: behind its key where it is short, else a line each below it."""
    row = f" [{', '.join(quoted(text, within=True) for text in texts)}]"
    if len(row) < 80:
        return row
    return "".join(f"\n{indent}- {quoted(text)}" for text in texts)
