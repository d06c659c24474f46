"""Every field of a file of conversations stands in its reference, and every word it may hold."""

from __future__ import annotations

from typing import get_args

import pytest

from mockgenie.conversations.fields import (
    ConversationFields,
    FileFields,
    ReplyState,
    RequestFields,
    TurnFields,
    WordingFields,
)
from mockgenie.conversations.model import TODAY
from tests.docs.languages import both_languages, page_in
from tests.docs.pages import ROOT, quoted, read, rows, sections

TESTING = ROOT / "docs" / "testing.md"


@both_languages
@pytest.mark.parametrize(
    "fields", [FileFields, ConversationFields, TurnFields, WordingFields, RequestFields]
)
def test_every_field_has_a_row_in_the_table_of_its_level(
    language: str, fields: type[FileFields]
) -> None:
    tables = [
        {name for row in rows(table) for name in quoted(row[0])}
        for one in sections(page_in(language, TESTING))
        for table in one.prose.split("\n\n")
    ]
    assert set(fields.__struct_encode_fields__) in tables


@both_languages
def test_every_state_and_the_day_of_conversations_are_told(language: str) -> None:
    text = read(page_in(language, TESTING))
    for word in (*get_args(ReplyState), TODAY.isoformat()):
        assert f"`{word}`" in text
