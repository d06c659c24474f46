"""lark_parser.py is what Lark generates from grammar.lark."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import lark
from lark.grammar import Rule
from lark.lexer import TerminalDef

from mockgenie.conditions import lark_parser

AGAIN = "generate lark_parser.py again, as grammar.lark says"


def test_the_parser_is_generated_from_the_grammar() -> None:
    grammar = files("mockgenie.conditions").joinpath("grammar.lark").read_text(encoding="utf-8")
    parser = lark.Lark(grammar, parser="lalr", maybe_placeholders=False, start=["start"])
    tables, memo = parser.memo_serialize([TerminalDef, Rule])
    assert lark_parser.__version__ == lark.__version__, AGAIN
    assert memo == lark_parser.MEMO, AGAIN
    assert _canonical(tables) == _canonical(lark_parser.DATA), AGAIN


def _canonical(tables: Mapping[str, Any]) -> dict[str, Any]:
    """Tables with each state named by the shortest way to it from the start. The numbers that Lark
    gives to states and tokens are others each time that it makes them."""
    actions = tables["parser"]["parser"]
    names: Mapping[int, str] = actions["tokens"]
    start = actions["start_states"]["start"]
    ways = {start: ""}
    queue = [start]
    for state in queue:
        following = sorted((names[token], move) for token, move in actions["states"][state].items()
                           if move[0] == lark_parser.Shift)  # fmt: skip
        for name, (_, target) in following:
            if target not in ways:
                ways[target] = f"{ways[state]} {name}"
                queue.append(target)
    states = {
        ways[state]: {
            names[token]: ways[target] if kind == lark_parser.Shift else target
            for token, (kind, target) in moves.items()
        }
        for state, moves in actions["states"].items()
    }
    ends = {start: ways[state] for start, state in actions["end_states"].items()}
    return {
        "states": states,
        "ends": ends,
        "lexer": tables["parser"]["lexer_conf"],
        "options": tables["options"],
        "rules": tables["rules"],
    }
