"""Access keys, on the command line or in a file, and the domains that each of them opens."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockgenie.server import AccessKeys
    from mockgenie.source import Node


class KeysError(Exception):
    """What is wrong with access keys; `problems` has a line for each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def access_key(text: str) -> tuple[str, tuple[str, ...]]:
    """`KEY` or `KEY=DOMAIN,…`: the key and the domains that it opens, () for all of them.

    Raises ArgumentTypeError.
    """
    key, equals, names = text.partition("=")
    domains = tuple(name.strip() for name in names.split(",")) if equals else ()
    if problem := _problem(key):
        raise argparse.ArgumentTypeError(problem)
    if not all(domains) or "=" in names:
        raise argparse.ArgumentTypeError(
            "behind = there have to be names of domains, as KEY=Weather,Movie; a key that has = in"
            " it can stand in the file of --access-keys"
        )
    return key, domains


def access_keys(
    given: Iterable[tuple[str, tuple[str, ...]]], file: Path | None
) -> AccessKeys | None:
    """All keys: the `given` ones and those of a `file`; None where there is neither.

    Raises KeysError.
    """
    pairs = list(given)
    if not pairs and file is None:
        return None
    if file is not None:
        pairs += _read(file)
    keys: dict[str, tuple[str, ...]] = {}
    for key, domains in pairs:
        if key in keys:
            raise KeysError(
                [f'the access key "{key}" is given twice; name all its domains at once']
            )
        keys[key] = domains
    return keys


def unknown_domains(keys: AccessKeys, names: Iterable[str]) -> Iterable[str]:
    """A line for each domain of a key that is none of `names`."""
    from mockgenie.source import did_you_mean

    known = set(names)
    for key, domains in keys.items():
        for domain in domains:
            if domain not in known:
                hint = did_you_mean(domain, known)
                yield f'the access key "{key}" opens "{domain}", which is no domain here{hint}'


def _read(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    """The keys in a YAML file: a list of them, or a mapping to their domains."""
    from mockgenie.source import Source, Unreadable

    source = Source(path, "a file of access keys", "it has at least one (KEY: [DOMAIN, …])")
    pairs: list[tuple[str, tuple[str, ...]]] = []
    with contextlib.suppress(Unreadable):
        root = source.root()
        if root.is_mapping:
            for key, node, value in root.pairs("access keys"):
                pairs.append((_key(node, key), _domains(value)))
        else:
            for node in root.items("access keys"):
                pairs.append((_key(node, node.text("an access key")), ()))
    if source.diagnostics:
        raise KeysError(map(str, source.diagnostics))
    return pairs


def _key(node: Node, key: str) -> str:
    from mockgenie.source import mistake

    if key and (problem := _problem(key)):
        node.report(mistake("bad-access-key", problem=problem))
    return key


def _domains(node: Node) -> tuple[str, ...]:
    if node.is_absent:
        return ()
    return tuple(domain.text("the name of a domain") for domain in node.items("domains"))


def _problem(key: str) -> str:
    """Why a text cannot be an access key; "" where it can."""
    from mockgenie.faults import PREFIX

    if not key:
        return "an access key must not be empty"
    if key.startswith(PREFIX):
        return f'an access key that begins with "{PREFIX}" asks for a fault; take another'
    return ""
