"""Every kind of mistake that keeps a file from loading: its code, what it stands for, its wording.

A new one is a line here, and a row in the table of docs/check.md where domain files can have it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from mockgenie.source.diagnostics import Diagnostic, Severity, did_you_mean


class Mistake(Struct, frozen=True):
    """What is wrong: `code` names the kind, `message` says what would be right."""

    code: str
    message: str

    def __str__(self) -> str:
        return self.message

    def at(
        self,
        path: Path,
        line: int = 1,
        column: int = 1,
        severity: Severity = "error",
        end_column: int = 0,
    ) -> Diagnostic:
        """The same at a place of a file."""
        return Diagnostic(path, line, column, self.code, self.message, severity, end_column)

    def within(self, part: str) -> Mistake:
        """The same in a part of a file that has no lines, such as a table of a database."""
        return Mistake(self.code, f"{part}: {self.message}")


class MistakeKind(NamedTuple):
    """What a code stands for, and the wording of its messages."""

    meaning: str
    wording: str


_K = MistakeKind

FILES: dict[str, MistakeKind] = {
    # the file as a whole
    "cannot-read": _K("the file cannot be read", "cannot be read: {reason}"),
    "too-large": _K("the file is too large", "{what} has at most {most:,} bytes"),
    "empty-file": _K("the file is empty", "the file is empty; {needs}"),
    "not-utf8": _K(
        "the file has another encoding than UTF-8", "not UTF-8; save the file with UTF-8 encoding"
    ),
    "control-character": _K(
        "a control character",
        "U+{number:04X} is a control character, which no text has; is this another kind of file?",
    ),
    "yaml-syntax": _K("the file is not valid YAML", "not valid YAML: {problem}"),
    "needs-quotes": _K(
        "a text that YAML takes apart, because it has no quotes",
        "a text {why} needs quotes: {written}",
    ),
    "yaml-tag": _K(
        "a YAML tag, such as !!binary", "the tag {tag} has no meaning here; leave it out"
    ),
    "too-many-values": _K(
        "the file has too many values",
        "more than {most:,} values, counting what aliases repeat",
    ),
    # values
    "wrong-type": _K("a value of another type", "{what} has to be {wanted}"),
    "wrong-value": _K(
        "a number, day or other value that does not fit",
        '{what} has to be {wanted}, not "{written}"',
    ),
    "no-value": _K("a field without a value", "{what} has no value; give it one, or leave it out"),
    "empty-text": _K("an empty text", "{what} must not be empty"),
    "no-character": _K(
        "an escape such as \\ud800, which is half of a character",
        "{what} has an escape that is no character",
    ),
    "duplicate": _K("something that is there twice", '"{name}" is there twice'),
    # fields
    "unknown-field": _K(
        "a field that does not exist there", 'unknown field "{name}" in {what}{hint}'
    ),
    "missing-field": _K("a field that has to be there", "{what} needs {field}"),
    "misplaced-field": _K(
        "a field that only something else has", "{field} belongs to {owner}; {here}"
    ),
    # names
    "unknown-choice": _K(
        "a word that is none of the possible ones", 'unknown {what} "{name}"{hint}'
    ),
    "unknown-name": _K(
        "a name in a condition or a text that is neither a slot nor a term",
        'unknown name "{name}"{hint}',
    ),
    "unknown-slot": _K("a slot that no entity class has", 'unknown slot "{name}"{hint}'),
    "unknown-class": _K("an entity class that does not exist", 'unknown class "{name}"{hint}'),
    "unknown-task": _K("a task that does not exist", 'unknown task "{name}"{hint}'),
    "unknown-act": _K("a dialog act that does not exist", 'unknown act "{name}"{hint}'),
    # conditions and regular expressions
    "bad-condition": _K("something that is no condition", "not a condition: {problem}"),
    "bad-regex": _K(
        "something that is no regular expression of RE2",
        "not a regular expression that matches in linear time: {problem}"
        " (backreferences, lookahead and lookbehind cannot be used)",
    ),
    "regex-too-long": _K(
        "a regular expression that is too long",
        "a pattern has at most {most:,} characters, this one has {length:,}",
    ),
    "no-group": _K(
        "a part of a form that is none of its regular expression",
        '"{written}" is no part of the pattern: {{0}} is all of it, and its ( ) are {{1}} and so'
        " on, of which there are {groups} here; a brace itself is {{{{ or }}}}",
    ),
    "regex-matches-nothing": _K(
        "a regular expression that an empty text matches",
        "this pattern also fits nothing at all; it has to need at least one character",
    ),
}
"""Of any file that people write."""

DOMAINS: dict[str, MistakeKind] = {
    # entity classes and slots
    "wrong-name": _K(
        "a name that conditions could not use",
        'the name of {what} has letters, digits and _, and no digit first: not "{name}"',
    ),
    "slot-with-class": _K(
        "a slot that is declared with its class before it",
        'write the slot without its class: "{name}"',
    ),
    "boolean-values": _K(
        "a slot of type boolean with other values than yes and no",
        "the values of type boolean are yes and no, with their words",
    ),
    "unspoken-slot": _K(
        "a slot with spoken: false where what is said has to fill it",
        "nothing that is said fills {name} (spoken: false), so it cannot be {of}",
    ),
    "same-as-itself": _K(
        "a slot that is declared to be itself", "{name} cannot be the same as itself"
    ),
    "same-slot": _K(
        "a slot that is declared to be another one, which has to be named instead",
        '"{name}" is the same as {same}; write "{same}" here',
    ),
    # patterns, examples and texts
    "unpaired": _K(
        "a bracket, brace or {if} without its partner", '"{sign}" has no {partner}{hint}'
    ),
    "nothing-named": _K("<> or {} without a name in it", "{written} names no {what}"),
    "no-words": _K(
        "a pattern or an example without words", "{what} needs at least one word or slot{where}"
    ),
    "too-many-variants": _K(
        "a pattern with too many alternatives",
        "more than {most:,} ways of saying it; write several patterns",
    ),
    "too-many-ways": _K(
        "patterns that have too many alternatives together",
        "{ways:,} ways of saying it; all patterns of the domain have {total:,}, and may have"
        " {most:,}: write fewer alternatives",
    ),
    "too-deep": _K("brackets or {if} nested too deep", "{what} can be nested at most {most} deep"),
    "behind-else": _K("a branch behind {else}", "{{{word}}} cannot stand behind {{else}}"),
    "block-argument": _K(
        "words behind {else} or {end}", "nothing can stand behind {word}; write {{{word}}}"
    ),
    # files of values and records
    "no-file-name": _K(
        "a text that cannot be the name of a file", "this is no name that a file can have"
    ),
    "no-such-file": _K("a file that is not there", 'there is no file "{name}"{where}'),
    "outside-folder": _K(
        "a file outside the folder of the domain", '"{name}" is outside the folder of the domain'
    ),
    "wrong-file-type": _K(
        "a file whose name has another ending", '{what} come from {types}, not "{name}"'
    ),
    "line-too-long": _K("a line that is too long", "a line has less than {most:,} characters"),
    "too-many-mistakes": _K(
        "more than a hundred mistakes in one file",
        "there are more problems; only the first {most} of a file are listed",
    ),
    "csv-syntax": _K("a file of records is not valid CSV", "not valid CSV: {problem}"),
    "csv-header": _K(
        "a .csv file without a header", "the first line has to name the slots of the columns"
    ),
    "csv-cells": _K(
        "a row with more or fewer cells than the header",
        "{cells} cells, but the header has {columns}",
    ),
    "json-syntax": _K("a file of records is not valid JSON", "not valid JSON: {problem}"),
    "not-a-slot": _K(
        "a key, or a column of records, that is no slot of its class",
        '"{name}" is no slot of {of}{hint}',
    ),
    "no-column": _K("records without any slot", "no column is a slot of {of}{hint}"),
    "sqlite-file": _K(
        "a file that is no SQLite database",
        "not a SQLite database that can be read: {problem}",
    ),
    "sqlite-log": _K(
        "a SQLite database whose last changes are in a log beside it",
        "the last changes are in {log} beside it; open and close it once with the program that"
        " writes it",
    ),
    "no-sqlite": _K(
        "a SQLite database where Python cannot read one",
        "this Python was built without sqlite3, which reads such files",
    ),
    "no-table": _K("a table that is not in the database", "{file} has no table{which}"),
    "not-a-table": _K("a view in place of a table", '"{name}" in {file} is {kind}, not a table'),
    "which-table": _K(
        "a database with several tables, none of them named",
        "{file} has several tables ({tables}); say which one: {{file: {file}, table: {first}}}",
    ),
}
"""Of domain files and the files of values and records that they name."""

OTHERS: dict[str, MistakeKind] = {
    "name-taken": _K(
        "two domains, or two conversations, of one name", 'the name "{name}" is taken by {other}'
    ),
    "exclusive-fields": _K(
        "two fields of which there can be one", "{what} has {one} or {other}, not both"
    ),
    # conversations
    "no-entries": _K("a list without entries", "{what} has at least one {entry}"),
    "empty-list": _K(
        "an empty list of values", "an empty list; write null where there is no value"
    ),
    "dialog-over": _K(
        "a turn behind the end of its dialog", "the dialog is over before this turn (state: end)"
    ),
    "nothing-expected": _K(
        "a conversation that expects nothing",
        "nothing is expected; say what the bot says, or its state, slots, act, …",
    ),
    "wrong-state": _K(
        "a state that the turn cannot have", 'the state cannot be "{state}" here; {why}'
    ),
    "no-bot-words": _K("words of the bot where it says nothing", "{what} has no words of the bot"),
    "repeated-field": _K(
        "a field that the turn has already",
        "this turn already has {name}; the next turn begins with user",
    ),
    # faults
    "unknown-error": _K("an error that is not documented", '"{text}" is no documented error{hint}'),
    "too-many-faults": _K("more faults than there can be", "a server has at most {most:,} faults"),
    "fault-too-long": _K(
        "a fault that is named in too many characters",
        "a fault is named in at most {most:,} characters",
    ),
    "wrong-effect": _K("an effect with a value that does not fit", '"{text}": {problem}'),
    # access keys
    "bad-access-key": _K("a text that cannot be an access key", "{problem}"),
    # options
    "toml-syntax": _K("a file of options is not valid TOML", "not valid TOML: {problem}"),
    "bad-option": _K("an option that there is not, or that cannot be so", "{problem}"),
}
"""Of files of conversations, faults, access keys and options, and of domains beside each other."""

MISTAKES = FILES | DOMAINS | OTHERS
"""All of them, by code."""


def mistake(code: str, **values: object) -> Mistake:
    """A mistake of a kind, its wording filled in."""
    return Mistake(code, MISTAKES[code].wording.format_map(values))


def unknown(kind: str, name: str, known: Iterable[str]) -> Mistake:
    """A name that is none of the `known` ones; `kind`: slot, class, task, act or name."""
    return mistake(f"unknown-{kind}", name=name, hint=did_you_mean(name, known))
