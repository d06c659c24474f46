"""A YAML file as positioned nodes, and the problems found while reading them."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from stat import S_ISREG
from typing import NoReturn, TypeAlias, TypeVar

import yaml

from mockgenie.korean import composed
from mockgenie.source.diagnostics import Diagnostic, did_you_mean
from mockgenie.source.fields import Written, field_names
from mockgenie.source.mistakes import Mistake, mistake
from mockgenie.source.quoting import error_mark, text_without_quotes, torn_at_commas, torn_text
from mockgenie.source.yaml_text import YamlLoader

T = TypeVar("T")
U = TypeVar("U")
W = TypeVar("W", bound=str)

_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HALF_OF_PAIR = re.compile("[\ud800-\udfff]")
_YAML_TAG = "tag:yaml.org,2002:"
_TAGS = {_YAML_TAG + name for name in ("str", "int", "float", "bool", "null", "timestamp")} | {
    _YAML_TAG + name for name in ("map", "seq", "merge", "value")
}

_ESCAPES = {"x": 4, "u": 6, "U": 10}
"""How long an escape in double quotes is, by its letter, where it is longer than two signs."""
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")

_COMMENT = re.compile(r"[ \t]*(#[^\r\n]*)")

_LARGEST_FILE = 20_000_000
_MOST_NODES = 2_000_000


class Unreadable(Exception):
    """The file is no YAML at all; the problem has been reported."""


class Source:
    """The file at `path`. Problems are collected, in `diagnostics`, not raised.

    `what` the file is and what it `needs` stand in the messages about the file as a whole.
    """

    def __init__(
        self, path: Path, what: str = "a domain file", needs: str = "a domain has at least tasks"
    ) -> None:
        self.path = path
        self._what = what
        self._needs = needs
        self.diagnostics: list[Diagnostic] = []
        self._nodes_left = _MOST_NODES
        self._root: yaml.Node | None = None

    def root(self) -> Node:
        """The document's root; the file is read once. Raises Unreadable."""
        if self._root is None:
            self._root = self._compose()
        self._nodes_left = _MOST_NODES
        return Node(self, self._root)

    def _compose(self) -> yaml.Node:
        try:
            status = self.path.stat()
            if not S_ISREG(status.st_mode):  # reading a pipe might never end
                self._refuse(mistake("cannot-read", reason="this is no file"))
            if status.st_size > _LARGEST_FILE:
                self._refuse(mistake("too-large", what=self._what, most=_LARGEST_FILE))
            # utf-8-sig: some Windows editors put a byte order mark first.
            text = composed(self.path.read_bytes().decode("utf-8-sig"))
            if control := _CONTROL.search(text):
                wrong = mistake("control-character", number=ord(control[0]))
                self._refuse(wrong, *_place_behind(text[: control.start()]))
            self.text = text
            node: yaml.Node | None = yaml.compose(text, Loader=YamlLoader)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode("utf-8-sig")
            self._refuse(mistake("not-utf8"), *_place_behind(before))
        except yaml.MarkedYAMLError as error:
            mark = error_mark(error)
            if torn := text_without_quotes(text, error):
                self._refuse(torn.wrong, mark.line + 1, torn.start + 1)
            problem = ": ".join(filter(None, (error.context, error.problem)))
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self._refuse(mistake("yaml-syntax", problem=problem), line, column)
        except (yaml.YAMLError, RecursionError) as error:
            self._refuse(mistake("yaml-syntax", problem=str(error) or "nested too deep"))
        except OSError as error:
            self._refuse(mistake("cannot-read", reason=error.strerror or error))
        if node is None:
            self._refuse(mistake("empty-file", needs=self._needs))
        return node

    def report(self, place: tuple[int, int], wrong: Mistake) -> None:
        """Note a problem at a line and column."""
        self.diagnostics.append(wrong.at(self.path, *place))

    def problems(self) -> tuple[Diagnostic, ...]:
        """All of them, in the order of the file; each once, however many aliases repeat it."""
        each = dict.fromkeys(self.diagnostics)
        return tuple(sorted(each, key=lambda one: (str(one.path), one.line, one.column)))

    def count_node(self) -> None:
        """Aliases make a small file a huge tree: what is walked is bounded."""
        self._nodes_left -= 1
        if self._nodes_left < 0:
            self._refuse(mistake("too-many-values", most=_MOST_NODES))

    def _refuse(self, wrong: Mistake, line: int = 1, column: int = 1) -> NoReturn:
        self.report((line, column), wrong)
        raise Unreadable


def _place_behind(text: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows `text`."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _length_as_written(text: str, start: int, quote: str, length: int) -> int:
    """How many characters, the quote at `start` included, write the first `length` ones of a
    quoted text."""
    position = start + 1
    for _ in range(length):
        if quote == '"' and text.startswith("\\", position):
            position += _ESCAPES.get(text[position + 1 : position + 2], 2)
        elif quote == "'" and text.startswith("''", position):
            position += 2
        else:
            position += 1
    return position - start


def _place_in_block(text: str, line: int, value: str, offset: int) -> tuple[int, int] | None:
    """Where character `offset` of the lines behind a `|` in line `line` stands."""
    before = value[:offset].split("\n")
    shown = value.split("\n")[len(before) - 1]
    lines = _LINE_BREAK.split(text)
    number = line + len(before)
    if number > len(lines) or not lines[number - 1].endswith(shown):
        return None
    return number, len(lines[number - 1]) - len(shown) + len(before[-1]) + 1


Fields: TypeAlias = "dict[str, Node]"
"""The values of a mapping, by the names of their fields."""


class Node:
    """A value in the file. Each reading reports a problem and gives something empty instead."""

    def __init__(self, source: Source, node: yaml.Node) -> None:
        source.count_node()
        self.source = source
        self._node = node
        if node.tag not in _TAGS:
            tag = node.tag.replace(_YAML_TAG, "!!")
            self.report(mistake("yaml-tag", tag=tag))

    def report(self, wrong: Mistake) -> None:
        """Note a problem with this value."""
        self.source.report(self.place, wrong)

    def report_at(self, offset: int, wrong: Mistake) -> None:
        """Note a problem at character `offset` of this text (see `place_at`)."""
        self.source.report(self.place_at(offset), wrong)

    def _report_type(self, what: str, wanted: str) -> None:
        self.report(mistake("wrong-type", what=what, wanted=wanted))

    @property
    def place(self) -> tuple[int, int]:
        """Line and column, from 1."""
        mark = self._node.start_mark
        return mark.line + 1, mark.column + 1

    def place_at(self, offset: int) -> tuple[int, int]:
        """Where character `offset` of this text stands; where the text begins, if that is not
        known, because the text goes over several lines in quotes, for example."""
        line, column = self.place
        if not isinstance(self._node, yaml.ScalarNode):
            return line, column
        style, text = self._node.style, self.source.text
        if style == "|":
            return _place_in_block(text, line, self._node.value, offset) or (line, column)
        if style == ">" or self._node.start_mark.line != self._node.end_mark.line:
            return line, column
        if style:
            start = self._node.start_mark.index
            return line, column + _length_as_written(text, start, style, offset)
        return line, column + offset

    @property
    def comment(self) -> tuple[int, str]:
        """The comment behind this text without quotes, on its last line, and how many characters
        behind the beginning; (0, "") where there is none."""
        node, text = self._node, self.source.text
        is_plain = isinstance(node, yaml.ScalarNode) and not node.style and node.value
        found = _COMMENT.match(text, node.end_mark.index) if is_plain else None
        return (found.start(1) - node.start_mark.index, found[1]) if found else (0, "")

    @property
    def is_mapping(self) -> bool:
        return isinstance(self._node, yaml.MappingNode)

    @property
    def is_list(self) -> bool:
        return isinstance(self._node, yaml.SequenceNode)

    @property
    def is_scalar(self) -> bool:
        return isinstance(self._node, yaml.ScalarNode)

    @property
    def is_flag(self) -> bool:
        """true or false stands here."""
        return bool(self._node.tag == _YAML_TAG + "bool")

    @property
    def is_empty(self) -> bool:
        """Nothing is here, or a list or mapping without entries."""
        return self.is_absent or not (self.is_scalar or self._node.value)

    @property
    def is_absent(self) -> bool:
        """Nothing stands behind the key (`info:`, `info: null`)."""
        return bool(self._node.tag == _YAML_TAG + "null")

    def text(self, what: str, may_be_empty: bool = False) -> str:
        """The scalar as it is written: `yes`, `1.0` and `2021-03-02` stay what they are."""
        if not isinstance(self._node, yaml.ScalarNode) or self.is_absent:
            if torn := torn_text(self._node, self.source.text):
                self.report(torn)
            else:
                self._report_type(what, "a text")
            return ""
        value: str = self._node.value
        if not (value or may_be_empty):
            self.report(mistake("empty-text", what=what))
        if _HALF_OF_PAIR.search(value):
            self.report(mistake("no-character", what=what))
            return ""
        return value

    def flag(self, what: str) -> bool:
        """true or false."""
        if not self.is_flag:
            self._report_type(what, "true or false")
            return False
        return str(self._node.value).lower() in ("true", "yes", "on")

    def number(self, what: str, low: float, high: float, whole: bool = False) -> float:
        """A number from `low` to `high`."""
        written = self.text(what)
        try:
            number = int(written) if whole else float(written)
            if low <= number <= high:
                return number
        except ValueError:
            pass
        if written:
            wanted = f"{'a whole number' if whole else 'a number'} from {low:,} to {high:,}"
            self.report(mistake("wrong-value", what=what, wanted=wanted, written=written))
        return low

    def choice(self, what: str, known: tuple[W, ...]) -> W | None:
        """One of the words in `known`, None where it is something else."""
        written = self.text(what)
        for word in known:
            if written == word:
                return word
        if written:
            hint = did_you_mean(written, known)
            self.report(mistake("unknown-choice", what=what, name=written, hint=hint))
        return None

    def items(self, what: str) -> Iterator[Node]:
        """The entries of a list; a single value counts as a list of itself."""
        if isinstance(self._node, yaml.SequenceNode):
            for node in self._node.value:
                yield Node(self.source, node)
        elif self.is_absent:
            self.report(mistake("no-value", what=what))
        else:
            yield self

    def pairs(
        self, what: str, known: Container[str] | None = None
    ) -> Iterator[tuple[str, Node, Node]]:
        """The keys of a mapping: (key, its node, its value). Where the keys are `known`, others
        between braces that have no colon are what commas have cut off the text before them."""
        if self.is_absent:
            return
        if not isinstance(self._node, yaml.MappingNode):
            self._report_type(what, "a mapping (name: …)")
            return
        seen: set[str] = set()
        pairs, text = self._node.value, self.source.text
        torn = torn_at_commas(pairs, text, known) if known and self._node.flow_style else {}
        rest = 0
        for number, (key_node, value_node) in enumerate(pairs):
            if rest:
                rest -= 1
                continue
            key, value = Node(self.source, key_node), Node(self.source, value_node)
            name = key.text(f"a key of {what}")
            if name in seen:
                key.report(mistake("duplicate", name=name))
            elif name:
                seen.add(name)
                if number in torn:
                    rest, wrong = torn[number]
                    value.report(wrong)
                yield name, key, value

    def has_key(self, name: str) -> bool:
        """Whether this is a mapping with such a key."""
        return self.is_mapping and any(key.value == name for key, _ in self._node.value)

    def fields(self, what: str, known: tuple[str, ...]) -> dict[str, Node]:
        """The fields of a mapping; a field that is not known is a problem."""
        found = {}
        for name, key, value in self.pairs(what, known):
            if name in known:
                found[name] = value
            else:
                hint = did_you_mean(name, known)
                key.report(mistake("unknown-field", name=name, what=what, hint=hint))
        return found

    def fields_of(self, what: str, declared: type[Written], at: Node | None = None) -> Fields:
        """The fields of a mapping as `declared`; that one is missing is reported `at` another
        node, such as the key of the mapping, or here."""
        known = field_names(declared)
        if not any(map(self.has_key, known)) and (torn := torn_text(self._node, self.source.text)):
            self.report(torn)
            return {}
        found = self.fields(what, known)
        if self.is_mapping or self.is_absent:
            (at or self).report_missing(what, declared, found)
        return found

    def report_missing(self, what: str, declared: type[Written], found: Fields) -> None:
        """Report that what a mapping has to have is not among the fields that were `found`."""
        for names in declared.needed():
            if not any(name in found for name in names):
                self.report(mistake("missing-field", what=what, field=" or ".join(names)))


def read_field(fields: Fields, name: str, read: Callable[[Node], T], otherwise: U) -> T | U:
    """What `read` makes of a field, `otherwise` where it is left out."""
    return read(fields[name]) if name in fields else otherwise


def read_description(fields: Fields) -> str:
    """The line for people that a mapping may have."""
    return fields["description"].text("description", True) if "description" in fields else ""
