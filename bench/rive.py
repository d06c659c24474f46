"""RiveScript with the same wishes and the same answers as the domains of `talks`."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple, Protocol

from invented import wishes

VERSION = "1.15.0"
HOW_TO_INSTALL = f"RiveScript is not installed: python -m pip install rivescript=={VERSION}"

TRIGGERS = {
    "whole": "+ {noun} {verb} 주세요",
    "anywhere": "+ [*] {noun} [*] {verb} [*]",
}
"""Triggers that are the whole utterance, which RiveScript compares without an expression, and
triggers with anything around and between their words, as in patterns of mockgenie."""


class Brain(Protocol):
    """What is used of RiveScript's interpreter."""

    def reply(self, user: str, msg: str) -> str:
        """What is answered."""


class Script(NamedTuple):
    """A script that has been read, and what is said to it again and again."""

    brain: Brain
    said: Sequence[str]

    def batch(self) -> int:
        """All of it once; gives the number of replies."""
        reply = self.brain.reply
        for text in self.said:
            reply("user", text)
        return len(self.said)

    def replies(self) -> list[str]:
        """What is answered."""
        return [self.brain.reply("user", text) for text in self.said]


def script(count: int, trigger: str, said: Sequence[str]) -> Script:
    """A script of `count` triggers. Raises ModuleNotFoundError where RiveScript is missing."""
    interpreter = import_module("rivescript").RiveScript
    lines = ["! version = 2.0", "+ *", "- 네."]
    for noun, verb in wishes(count):
        lines += (TRIGGERS[trigger].format(noun=noun, verb=verb), f"- {noun} 안내입니다.")
    brain = interpreter(utf8=True)
    brain.stream(lines)
    brain.sort_replies()
    return Script(brain, said)
