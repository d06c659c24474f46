"""The admin API is documented whole: operations, statuses, fields of the journal, settings."""

from __future__ import annotations

import re

from mockgenie.journal.entries import FACTS, Entry
from mockgenie.server import CHANGING, PARTS
from mockgenie.server.admin.openapi import openapi
from mockgenie.server.admin.operations import OPERATIONS
from mockgenie.server.admin.sessions import SESSION_FACTS
from tests.docs.languages import both_languages, named_rows, page_in
from tests.docs.pages import ROOT, quoted, rows, section, sections

ADMIN = ROOT / "docs" / "admin.md"


@both_languages
def test_every_operation_has_a_row_and_no_other(language: str) -> None:
    named = [name for name, _ in named_rows(page_in(language, ADMIN)) if " /" in name]
    operations = [f"{one.method} {one.path}" for one in OPERATIONS]
    assert sorted(named) == sorted([*operations, "GET /openapi.json"])


@both_languages
def test_every_status_of_a_problem_has_a_row(language: str) -> None:
    document = openapi(OPERATIONS, token=True)
    statuses = {
        status
        for path in document["paths"].values()
        for told in path.values()
        for status in told["responses"]
        if not status.startswith("2")
    }
    named = {name for name, _ in named_rows(page_in(language, ADMIN))}
    assert statuses | {"405"} == {name for name in named if re.fullmatch("[45][0-9]{2}", name)}


@both_languages
def test_every_field_of_an_entry_and_every_setting_that_changes_has_a_row(language: str) -> None:
    named = {name for name, _ in named_rows(page_in(language, ADMIN))}
    assert {*Entry.__struct_fields__, *CHANGING} <= named


@both_languages
def test_what_filters_may_speak_of_and_what_is_reset_is_told(language: str) -> None:
    prose = " ".join(one.prose for one in sections(page_in(language, ADMIN)))
    assert {*FACTS, *SESSION_FACTS, *PARTS} <= set(quoted(prose))


def test_the_tables_are_those_of_this_page() -> None:
    """So that the tests above cannot pass on an empty page."""
    assert len(list(rows(section(ADMIN, "Operations").prose))) == len(OPERATIONS) + 1
    assert len(list(sections(ADMIN))) > 5
