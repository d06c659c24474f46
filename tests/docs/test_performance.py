"""What README and docs show is what happens: files, commands, transcripts, conversations.

The English pages are performed; test_translations.py holds the Korean ones to the same blocks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import ENGLISH, Section, quoted, rows, scenes, section, sections
from tests.docs.servers import arguments_of, refused
from tests.docs.speakers import SPEAKERS, take_apart
from tests.docs.stage import Stage, conversation, shows_start_up, uses_curl

LANGUAGES = {
    "sh",
    "console",
    "yaml",
    "csv",
    "json",
    "sql",
    "python",
    "text",
    "ebnf",
    "pycon",
    "mermaid",
    "toml",
}
# Run by test_other_languages.py.
LANGUAGES |= {"javascript", "java", "php"}
FILES = ("yaml", "csv", "json", "sql", "python", "toml")
SERVE = ENGLISH[1]


def performances() -> Iterator[object]:
    for page in ENGLISH:
        for shown in scenes(page):
            if any(block.language in ("sh", "console", "yaml") for block in shown.blocks):
                # Where there is no curl line, it does not matter how one would be sent.
                for speaker in SPEAKERS if uses_curl(shown) else ("socket",):
                    yield pytest.param(shown, speaker, id=f"{shown} ({speaker})")


@pytest.mark.slow
@pytest.mark.parametrize(("shown", "speaker"), list(performances()))
def test_what_a_section_shows_is_what_happens(shown: Section, speaker: str, tmp_path: Path) -> None:
    if sys.platform == "win32" and shows_start_up(shown):
        pytest.skip("what is printed has the paths and quotes of the system")
    Stage(tmp_path, SPEAKERS[speaker]).perform(shown)


@pytest.mark.slow
def test_every_bad_start_of_the_table_prints_its_line(tmp_path: Path) -> None:
    table = [row for row in rows(section(SERVE, "What a bad start prints").prose) if quoted(row[0])]
    assert len(table) >= 7
    for command, line in table:
        arguments = arguments_of(take_apart(quoted(command)[0]))
        code, printed = refused(arguments, tmp_path)
        assert (code, printed.splitlines()[-1]) == (2, quoted(line)[0])


@pytest.mark.parametrize("page", ENGLISH, ids=lambda page: page.name)
def test_every_block_is_of_a_kind_that_is_performed_or_only_read(page: Path) -> None:
    for shown in sections(page):
        assert {block.language for block in shown.blocks} <= LANGUAGES
        assert all(block.file for block in shown.blocks if block.language in FILES)


def test_a_conversation_is_read_as_it_is_written() -> None:
    text = "봇: 하나\n둘\n나: 셋\n봇: 넷\n"
    assert list(conversation(text)) == [("", "하나\n둘"), ("셋", "넷")]
