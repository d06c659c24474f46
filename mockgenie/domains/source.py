"""A YAML file as positioned nodes, and the problems found while reading them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn, TypeVar

import yaml

from mockgenie.domains.diagnostics import Diagnostic, did_you_mean

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

W = TypeVar("W", bound=str)

_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_YAML_TAG = "tag:yaml.org,2002:"
_TAGS = {_YAML_TAG + name for name in ("str", "int", "float", "bool", "null", "timestamp")} | {
    _YAML_TAG + name for name in ("map", "seq", "merge", "value")
}

_LARGEST_FILE = 20_000_000
_MOST_NODES = 2_000_000


class Unreadable(Exception):
    """The file is no YAML at all; the problem has been reported."""


class Source:
    """The file at `path`. Problems are collected, in `diagnostics`, not raised."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.diagnostics: list[Diagnostic] = []
        self._nodes_left = _MOST_NODES

    def root(self) -> Node:
        """The document's root. Raises Unreadable."""
        try:
            if self.path.stat().st_size > _LARGEST_FILE:
                self._refuse(1, 1, f"a domain file has at most {_LARGEST_FILE:,} bytes")
            # utf-8-sig: some Windows editors put a byte order mark first.
            text = self.path.read_bytes().decode("utf-8-sig")
            if control := _CONTROL.search(text):
                before = text[: control.start()]
                self._refuse(*_place_behind(before), "YAML does not allow this control character")
            node = yaml.compose(text, Loader=_Loader)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode("utf-8-sig")
            self._refuse(*_place_behind(before), "not UTF-8; save the file with UTF-8 encoding")
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            problem = ": ".join(filter(None, (error.context, error.problem)))
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self._refuse(line, column, f"not valid YAML: {problem}")
        except (yaml.YAMLError, RecursionError) as error:
            self._refuse(1, 1, f"not valid YAML: {str(error) or 'nested too deep'}")
        except OSError as error:
            self._refuse(1, 1, f"cannot be read: {error.strerror or error}")
        if node is None:
            self._refuse(1, 1, "the file is empty; a domain has at least tasks")
        return Node(self, node)

    def report(self, mark: yaml.Mark, message: str, offset: int = 0) -> None:
        """Note a problem `offset` characters behind `mark`."""
        column = mark.column + offset + 1
        self.diagnostics.append(Diagnostic(self.path, mark.line + 1, column, message))

    def count_node(self) -> None:
        """Aliases make a small file a huge tree: what is walked is bounded."""
        self._nodes_left -= 1
        if self._nodes_left < 0:
            self._refuse(1, 1, f"more than {_MOST_NODES:,} values, counting what aliases repeat")

    def _refuse(self, line: int, column: int, message: str) -> NoReturn:
        self.diagnostics.append(Diagnostic(self.path, line, column, message))
        raise Unreadable


def _place_behind(text: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows `text`."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


class Node:
    """A value in the file. Each reading reports a problem and gives something empty instead."""

    def __init__(self, source: Source, node: yaml.Node) -> None:
        source.count_node()
        self.source = source
        self._node = node
        if node.tag not in _TAGS:
            tag = node.tag.replace(_YAML_TAG, "!!")
            self.report(f"the tag {tag} has no meaning here; leave it out")

    def report(self, message: str) -> None:
        """Note a problem with this value."""
        self.source.report(self._node.start_mark, message)

    def report_at(self, offset: int, message: str) -> None:
        """Note a problem at character `offset` of this text, where that can be told."""
        node = self._node
        style = getattr(node, "style", None)
        if style in ("|", ">") or node.start_mark.line != node.end_mark.line:
            offset = 0
        elif style:
            offset += 1  # the quote
        self.source.report(node.start_mark, message, offset)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self._node, yaml.MappingNode)

    @property
    def is_list(self) -> bool:
        return isinstance(self._node, yaml.SequenceNode)

    @property
    def is_absent(self) -> bool:
        """Nothing stands behind the key (`info:`, `info: null`)."""
        return bool(self._node.tag == _YAML_TAG + "null")

    def text(self, what: str, may_be_empty: bool = False) -> str:
        """The scalar as it is written: `yes`, `1.0` and `2021-03-02` stay what they are."""
        if not isinstance(self._node, yaml.ScalarNode) or self.is_absent:
            self.report(f"{what} has to be a text")
            return ""
        value: str = self._node.value
        if not (value or may_be_empty):
            self.report(f"{what} must not be empty")
        if any("\ud800" <= char <= "\udfff" for char in value):
            self.report(f"{what} has half of a surrogate pair, which is no character")
            return ""
        return value

    def flag(self, what: str) -> bool:
        """true or false."""
        if self._node.tag != "tag:yaml.org,2002:bool":
            self.report(f"{what} has to be true or false")
            return False
        return str(self._node.value).lower() in ("true", "yes", "on")

    def choice(self, what: str, known: tuple[W, ...]) -> W | None:
        """One of the words in `known`, None where it is something else."""
        written = self.text(what)
        for word in known:
            if written == word:
                return word
        if written:
            self.report(f'unknown {what} "{written}"{did_you_mean(written, known)}')
        return None

    def items(self, what: str) -> Iterator[Node]:
        """The entries of a list; a single value counts as a list of itself."""
        if isinstance(self._node, yaml.SequenceNode):
            for node in self._node.value:
                yield Node(self.source, node)
        elif self.is_absent:
            self.report(f"{what} is empty")
        else:
            yield self

    def pairs(self, what: str) -> Iterator[tuple[str, Node, Node]]:
        """The keys of a mapping: (key, its node, its value)."""
        if self.is_absent:
            return
        if not isinstance(self._node, yaml.MappingNode):
            self.report(f"{what} has to be a mapping (name: …)")
            return
        seen: set[str] = set()
        for key_node, value_node in self._node.value:
            key, value = Node(self.source, key_node), Node(self.source, value_node)
            name = key.text(f"a key of {what}")
            if name in seen:
                key.report(f'"{name}" is there twice')
            elif name:
                seen.add(name)
                yield name, key, value

    def fields(self, what: str, known: tuple[str, ...]) -> dict[str, Node]:
        """The fields of a mapping; a field that is not known is a problem."""
        found = {}
        for name, key, value in self.pairs(what):
            if name in known:
                found[name] = value
            else:
                key.report(f'unknown field "{name}" in {what}{did_you_mean(name, known)}')
        return found
