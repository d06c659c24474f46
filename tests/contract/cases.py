"""The contract cases, read from the YAML files of this folder (README.md tells the format)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

HERE = Path(__file__).parent
DOMAINS = HERE / "domains"
"""The domains that the cases talk to, but for the few that name another folder."""
ENVELOPES = ("guide", "observed", "legacy")

_FILE_FIELDS = {"server", "shared", "cases"}
_SERVER_FIELDS = {"options", "domains"}
_CASE_FIELDS = {"name", "source", "envelopes", "server", "steps"}
_STEP_FIELDS = {
    "post",
    "post_bytes",
    "head",
    "raw",
    "interim",
    "one_read",
    "repeat",
    "answer",
    "pause",
}
_ANSWER_FIELDS = {
    "status",
    "return_object",
    "error",
    "method",
    "uuid",
    "reason",
    "body",
    "raw",
    "request_id",
    "connection",
    "head_only",
}


class Case(NamedTuple):
    """Requests and their answers, in order, against one server."""

    file: str
    name: str
    source: tuple[str, ...]
    envelopes: tuple[str, ...]
    options: tuple[str, ...]
    domains: Path
    steps: tuple[dict, ...]


def rows() -> dict[str, str | dict[str, str]]:
    """Row id of the wire contract to what it says, or to why there can be no case yet."""
    return _load(HERE / "rows.yaml")


def cases() -> Iterator[Case]:
    """All cases of all files."""
    for path in sorted(HERE.glob("*.yaml")):
        if path.name != "rows.yaml":
            yield from _cases_of(path)


def _cases_of(path: Path) -> Iterator[Case]:
    content = _load(path)
    _check(content, _FILE_FIELDS, path.name)
    names: set[str] = set()
    for case in content["cases"]:
        where = f"{path.name}: {case.get('name')}"
        _check(case, _CASE_FIELDS, where)
        for step in case["steps"]:
            _check(step, _STEP_FIELDS, where)
            _check(step.get("answer", {}), _ANSWER_FIELDS, where)
        if case["name"] in names:
            raise ValueError(f"{where}: two cases have this name")
        names.add(case["name"])
        server = case.get("server", content.get("server", {}))
        _check(server, _SERVER_FIELDS, where)
        yield Case(
            file=path.stem,
            name=case["name"],
            source=tuple(case["source"]),
            envelopes=tuple(case.get("envelopes", ENVELOPES)),
            options=tuple(server.get("options", ())),
            domains=HERE / server.get("domains", DOMAINS),
            steps=tuple(case["steps"]),
        )


def _check(fields: dict, known: set[str], where: str) -> None:
    if unknown := set(fields) - known:
        raise ValueError(f"{where}: unknown fields {sorted(unknown)}")


def _load(path: Path) -> dict:
    with path.open(encoding="utf-8") as stream:
        return yaml.safe_load(stream)
