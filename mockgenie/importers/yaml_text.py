"""Lists as a person would write them in YAML."""

from __future__ import annotations

from mockgenie.source import quoted

__all__ = ["listed", "quoted"]


def listed(texts: list[str], indent: str) -> str:
    """A list: behind its key where it is short, else a line each below it."""
    row = f" [{', '.join(quoted(text, within=True) for text in texts)}]"
    if len(row) < 80:
        return row
    return "".join(f"\n{indent}- {quoted(text)}" for text in texts)
