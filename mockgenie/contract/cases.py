"""The contract cases, read from the YAML files of `data/` (README.md describes the format)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from mockgenie.source import read_yaml

DATA = Path(__file__).parent / "data"
DOMAINS = DATA / "domains"
"""The domains that the cases talk to, except for the few that name another folder."""
ENVELOPES = ("guide", "observed", "legacy")


class ExpectedAnswer(Struct, frozen=True, forbid_unknown_fields=True):
    """What must come back: one of `return_object`, `error`, `reason`, `body` and `raw`, and what
    stands around it."""

    status: int = 200
    return_object: str | None = None
    error: str | None = None
    method: str = ""
    uuid: str = ""
    reason: str | None = None
    body: str | None = None
    raw: str | None = None
    request_id: str | None = None
    connection: str = "close"
    head_only: bool = False


class CaseStep(Struct, frozen=True, forbid_unknown_fields=True):
    """A request and its answer, or a `pause` of some seconds."""

    post: str | None = None
    post_bytes: str | None = None
    head: tuple[str, ...] | None = None
    raw: str | None = None
    interim: str | None = None
    one_read: bool = False
    repeat: int = 1
    answer: ExpectedAnswer | None = None
    pause: float = 0


class ContractCase(Struct, frozen=True):
    """Requests and their answers, in order, against one server.

    `source`: the rows of the contract that it checks; `options`: those of the server that it
    needs; `domains`: the folder that the server has them from.
    """

    file: str
    name: str
    source: tuple[str, ...]
    envelopes: tuple[str, ...]
    options: tuple[str, ...]
    domains: Path
    steps: tuple[CaseStep, ...]

    @property
    def requests(self) -> int:
        """How many requests it makes."""
        return sum(step.repeat for step in self.steps if step.answer is not None)


class _ServerFields(Struct, frozen=True, forbid_unknown_fields=True):
    options: tuple[str, ...] = ()
    domains: str = DOMAINS.name


class _CaseFields(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    source: tuple[str, ...]
    steps: tuple[CaseStep, ...]
    envelopes: tuple[str, ...] = ENVELOPES
    server: _ServerFields | None = None


class _FileFields(Struct, frozen=True, forbid_unknown_fields=True):
    cases: tuple[_CaseFields, ...]
    server: _ServerFields = _ServerFields()
    shared: object = None


def rows() -> dict[str, str | dict[str, str]]:
    """By the id of a row of the wire contract: what it says, or why there can be no case yet."""
    return msgspec.convert(
        read_yaml((DATA / "rows.yaml").read_text("utf-8")), dict[str, str | dict[str, str]]
    )


def cases() -> Iterator[ContractCase]:
    """All cases of all files. Raises ValueError for a file of another format."""
    for path in sorted(DATA.glob("*.yaml")):
        if path.name != "rows.yaml":
            yield from _cases_of(path)


def fewest(cases: Sequence[ContractCase]) -> Sequence[ContractCase]:
    """As few of `cases`, in their order, as it takes to check every row that they all check.

    Greedy: next is always the case that adds the most rows for the requests it makes.
    """
    lacking = {row for case in cases for row in case.source}
    chosen: set[int] = set()
    while lacking:
        gains = [len(lacking.intersection(case.source)) / max(case.requests, 1) for case in cases]
        best = gains.index(max(gains))
        chosen.add(best)
        lacking.difference_update(cases[best].source)
    return [case for number, case in enumerate(cases) if number in chosen]


def _cases_of(path: Path) -> Iterator[ContractCase]:
    try:
        file = msgspec.convert(read_yaml(path.read_text("utf-8")), _FileFields)
    except msgspec.ValidationError as error:
        raise ValueError(f"{path.name}: {error}") from error
    names: set[str] = set()
    for case in file.cases:
        if case.name in names:
            raise ValueError(f"{path.name}: two cases have the name {case.name!r}")
        names.add(case.name)
        server = case.server or file.server
        yield ContractCase(
            file=path.stem,
            name=case.name,
            source=case.source,
            envelopes=case.envelopes,
            options=server.options,
            domains=DATA / server.domains,
            steps=case.steps,
        )
