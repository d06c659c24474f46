"""Records that are like the one that is spoken of."""

from __future__ import annotations

import pytest

from mockgenie.dialog import Session
from mockgenie.nlu import Pipeline, Understanding
from tests.nlu.steps import load

SHELF = """
entities:
  Book:
    key: title
    slots:
      title: {values: [물의 집, 바람의 집, 모래시계]}
      author: {words: [작가, 저자]}
      hero: {words: [주인공, 나오는]}
      sort: {type: choice, words: [분야], values: [소설, 시집]}
    instances:
      - {title: 물의 집, author: 한물결, hero: 두리, sort: 소설}
      - {title: 바람의 집, author: 한물결, hero: 세리, sort: 시집}
      - {title: 모래시계, author: 오사막, hero: 두리, sort: 소설}
acts: {find: [책 있, <Book.author>, <Book.hero>]}
tasks: {find: {fill: Book.title, lookup: Book}}
"""
CHOSEN = {"Book.title": ("물의 집",)}


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return Pipeline(load(tmp_path_factory.mktemp("shelf"), SHELF))


def understood(pipeline: Pipeline, text: str, **fields: object) -> Understanding:
    session = Session("Test", "internal_data", "find", turn=1, **fields)  # type: ignore[arg-type]
    return pipeline.understand(text, session)


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("그 작가 다른 책은요?", "author", "한물결"),
        ("그 작가가 만든 다른 책도 있어요?", "author", "한물결"),
        ("같은 저자 책 더 있나요", "author", "한물결"),
        ("작가의 다른 책은 없나요", "author", "한물결"),
        ("그 주인공 나오는 거 또 있어?", "hero", "두리"),
        ("이 분야 다른 거요", "sort", "소설"),
    ],
)
def test_others_have_what_the_chosen_one_has(
    pipeline: Pipeline, text: str, slot: str, value: str
) -> None:
    said = understood(pipeline, text, slots=CHOSEN)
    assert said.slots == {f"Book.{slot}": (value,)}
    assert said.unwanted == {"Book.title": ("물의 집",)}


def test_the_one_may_be_named(pipeline: Pipeline) -> None:
    said = understood(pipeline, "모래시계 작가의 다른 책 있어요?", slots=CHOSEN)
    assert said.slots == {"Book.author": ("오사막",)}
    assert said.unwanted == {"Book.title": ("모래시계",)}


@pytest.mark.parametrize(
    "text", ["그 작가 누구예요?", "같은 작가인가요?", "모래시계 작가가 누구죠", "작가가 다른가요?"]
)
def test_who_it_is_asks_for_no_others(pipeline: Pipeline, text: str) -> None:
    said = understood(pipeline, text, slots=CHOSEN)
    assert "Book.author" not in said.slots
    assert said.unwanted == {}


def test_a_value_that_is_said_counts_more(pipeline: Pipeline) -> None:
    said = understood(pipeline, "세리 나오는 다른 책", slots=CHOSEN)
    assert said.slots == {"Book.hero": ("세리",)}


def test_of_nothing_that_is_spoken_of_there_is_nothing_alike(pipeline: Pipeline) -> None:
    assert understood(pipeline, "그 작가 다른 책은요?").slots == {}
