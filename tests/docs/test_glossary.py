"""The Korean pages use one word for one thing, and one level of politeness."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, relative, sections

PAGES = sorted(
    page
    for pattern in ("*.ko.md", "docs/*.ko.md", "examples/**/*.ko.md", "bench/*.ko.md")
    for page in ROOT.glob(pattern)
)
# What is not written, with what is written in its place.
GLOSSARY = {
    r"봉투|엔벨로프": "응답 형식",
    r"(?<![가-힣])이 ?쪽(?![가-힣]*으)": "이 페이지",
    r"시험": "테스트",
    r"허용량|쿼터": "할당량",
    r"접근 키|엑세스|접근키": "액세스 키",
    r"까닭": "이유",
    r"낱말": "단어",
    r"빈칸": "공백, 또는 표의 빈 칸",
    r"(?<![가-힣])견[주준줄줘줍]": "비교하다",
    r"메세지": "메시지",
    r"디렉[터토]리": "폴더",
    r"JSON 스키마": "JSON Schema",
    r"파이썬": "Python",
}
QUOTED = re.compile(r"`+[^`]*`+")
# What ends a sentence: a full stop or a colon, the end of a table cell, the end of a line that is
# not gone on with.
END = r"(?=\.|:|\s\||\*\*|$)"
PLAIN = re.compile(rf"[가-힣](?<![니마])(?<!합시)다{END}")
CASUAL = re.compile(r"[가-힣]요[.!]")

every_page = pytest.mark.parametrize("page", PAGES, ids=relative)


def prose(page: Path) -> list[str]:
    """The lines outside code, headings included."""
    return [
        QUOTED.sub("`…`", line)
        for one in sections(page)
        for line in (one.heading, *one.prose.splitlines())
    ]


@every_page
def test_one_word_stands_for_one_thing(page: Path) -> None:
    found = [
        f"{line}  ({instead})"
        for line in prose(page)
        for word, instead in GLOSSARY.items()
        if re.search(word, line)
    ]
    assert found == []


@every_page
def test_sentences_are_formal_and_polite(page: Path) -> None:
    """합니다체: neither 한다 nor 하세요. What users say is quoted, in backticks or parentheses."""
    lines = (re.sub(r"\([^()]*\)", "()", line) for line in prose(page))
    assert [line for line in lines if PLAIN.search(line) or CASUAL.search(line)] == []


@pytest.mark.parametrize(
    "wrong", ["서버를 시작한다.", "| `x` | 값이 없다 |", "새로 만드세요.", "줄을 고친다"]
)
def test_other_levels_are_noticed(wrong: str) -> None:
    assert PLAIN.search(wrong) or CASUAL.search(wrong)


def test_every_korean_page_is_looked_at() -> None:
    assert {ROOT / "README.ko.md", ROOT / "docs" / "serve.ko.md"} <= {*PAGES}
    assert {*PAGES} == {
        page
        for page in ROOT.rglob("*.ko.md")
        if not any(part.startswith(".") for part in page.relative_to(ROOT).parts)
    }
