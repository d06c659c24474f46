"""The page for authors of bots tells every kind of problem, with data that has it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from mockgenie.dialog import DataRequest, Engine, contract_problems
from mockgenie.dialog.contract_problems import ContractProblemKind
from mockgenie.domain import load_domain
from mockgenie.lint import lint_file
from tests.docs.languages import both_languages, named_rows, page_in
from tests.docs.pages import ROOT, quoted, sections
from tests.docs.stage import write_file

EXTERNAL_DATA = ROOT / "docs" / "external-data.md"
KINDS: tuple[str, ...] = get_args(ContractProblemKind)
DAY = date(2026, 11, 22)


@pytest.fixture
def bus(tmp_path: Path) -> Path:
    """The domain of the page."""
    (shown,) = (
        block for one in sections(EXTERNAL_DATA) for block in one.blocks if block.language == "yaml"
    )
    return write_file(shown, tmp_path)


def problem_rows(page: Path) -> dict[str, tuple[str, ...]]:
    return {name: row for name, row in named_rows(page) if name in KINDS}


@both_languages
def test_every_kind_of_problem_has_a_row(language: str) -> None:
    assert sorted(problem_rows(page_in(language, EXTERNAL_DATA))) == sorted(KINDS)


@both_languages
@pytest.mark.parametrize("kind", KINDS)
def test_the_data_of_a_row_has_the_problem_that_is_told(
    language: str, kind: str, bus: Path
) -> None:
    *_, sent, told = problem_rows(page_in(language, EXTERNAL_DATA))[kind]
    (data,) = map(json.loads, quoted(sent))
    engine = Engine(load_domain(bus))
    session, _ = engine.open("external_data", DAY)
    if kind != "unasked":
        session, reply = engine.step(session, "부산이요", None, DAY)
        assert isinstance(reply, DataRequest)
    found = contract_problems(engine.domain, session, data, DAY)
    assert [str(problem) for problem in found if problem.kind == kind] == quoted(told)


def test_the_domain_of_the_page_has_no_mistakes(bus: Path) -> None:
    assert lint_file(bus).diagnostics == ()
