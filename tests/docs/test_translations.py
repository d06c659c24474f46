"""The Korean pages say what the English ones say, where that can be told without reading them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import ENGLISH, PAPERS, Block, korean, quoted, read, relative, rows, sections

# Blank, sign, blank: neither a fragment in a link nor a colour.
COMMENT = re.compile(r" +# .*$", re.MULTILINE)
HANGUL = re.compile("[가-힣]")

both_languages = pytest.mark.parametrize("page", [*ENGLISH, *PAPERS], ids=relative)


def without_comments(block: Block) -> Block:
    """Comments are for the reader of the page, so they are in the page's language."""
    return block._replace(text=COMMENT.sub("", block.text))


@both_languages
def test_both_languages_show_the_same_code(page: Path) -> None:
    for english, translated in zip(sections(page), sections(korean(page)), strict=True):
        assert [*map(without_comments, english.blocks)] == [
            *map(without_comments, translated.blocks)
        ]


@both_languages
def test_both_languages_have_the_same_sections(page: Path) -> None:
    levels = [[section.level for section in sections(one)] for one in (page, korean(page))]
    assert levels[0] == levels[1]


@both_languages
def test_both_languages_name_the_same_things_in_their_tables(page: Path) -> None:
    for english, translated in zip(sections(page), sections(korean(page)), strict=True):
        named = [
            [{name for cell in row for name in quoted(cell)} for row in rows(section.prose)]
            for section in (english, translated)
        ]
        assert named[0] == named[1], str(english)


@both_languages
def test_each_language_is_the_one_it_says(page: Path) -> None:
    for section in sections(page):
        prose = re.sub(r"`+[^`]*`+", "", section.prose)
        words = [word for word in prose.split() if HANGUL.search(word)]
        # Words that are spoken of, as "서울 in …" is; whole sentences would be more.
        assert len(words) <= len(prose.split()) / 4, f"{section}: {words}"
    assert len(HANGUL.findall(read(korean(page)))) > 2 * len(HANGUL.findall(read(page)))
