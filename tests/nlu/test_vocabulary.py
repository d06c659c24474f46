"""The dictionary of a domain: what its words can mean."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from mockgenie.domain import Act, Domain, EntityClass, Slot, Task
from mockgenie.nlu.vocabulary import Vocabulary
from mockgenie.records.table import NO_TABLE


def vocabulary(*slots: Slot, patterns: Iterable[tuple[str, ...]] = ()) -> Vocabulary:
    entity = EntityClass("Trip", slots, NO_TABLE)
    act = Act("go", tuple(patterns))
    domain = Domain("Trips", "", {"Trip": entity}, (act,), {"hello": Task("hello")}, ())
    return Vocabulary(domain)


def read(of: Vocabulary, word: str) -> list[tuple[str, str, str]]:
    """What the whole of `word` can mean."""
    return [
        (meaning.slot, meaning.value, meaning.kind)
        for start, end, entry in of.lexicon.search(word)
        if (start, end) == (0, len(word))
        for meaning in entry.meanings
    ]


def test_a_value_is_found_by_its_synonyms_and_without_its_spaces() -> None:
    words = vocabulary(Slot("Trip.to", values={"부산": ("부산 광역시",)}))
    assert read(words, "부산") == [("Trip.to", "부산", "value")]
    assert read(words, "부산광역시") == [("Trip.to", "부산", "value")]


def test_a_word_keeps_all_its_meanings_in_their_order() -> None:
    cities = {"서울": (), "경기": ("수도권",), "인천": ("수도권",)}
    words = vocabulary(Slot("Trip.start", values=cities), Slot("Trip.to", values={"서울": ()}))
    assert read(words, "수도권") == [
        ("Trip.start", "경기", "value"),
        ("Trip.start", "인천", "value"),
    ]
    assert read(words, "서울") == [("Trip.start", "서울", "value"), ("Trip.to", "서울", "value")]


def test_the_same_meaning_said_twice_counts_once() -> None:
    words = vocabulary(Slot("Trip.to", values={"강릉": ("강릉", "강 릉")}))
    assert read(words, "강릉") == [("Trip.to", "강릉", "value")]


def test_a_word_can_be_a_value_and_a_name_and_begin_a_pattern() -> None:
    words = vocabulary(
        Slot("Trip.to", values={"출발": ()}), Slot("Trip.start", words=("출발",)),
        patterns=[("출발", "알려"), ("출발", "몇시")],
    )  # fmt: skip
    ((_, _, entry),) = words.lexicon.search("출발")
    assert [meaning.value for meaning in entry.meanings] == ["출발"]
    assert entry.names == ("Trip.start",)
    assert {pattern.words for pattern in entry.patterns} == {("출발", "알려"), ("출발", "몇시")}


def test_a_word_that_is_only_a_value_names_no_slot_and_begins_no_pattern() -> None:
    ((_, _, entry),) = vocabulary(Slot("Trip.to", values={"부산": ()})).lexicon.search("부산")
    assert (entry.names, entry.patterns) == ((), ())


def test_what_has_no_letters_is_no_word() -> None:
    assert vocabulary(Slot("Trip.to", values={"…": ("!", "")})).lexicon.search("부산…") == []


@pytest.mark.slow
def test_a_synonym_of_a_hundred_thousand_values_is_no_trouble() -> None:
    places = {f"식당{number}": ("맛집",) for number in range(100_000)}
    assert len(read(vocabulary(Slot("Trip.to", values=places)), "맛집")) == 100_000


def test_a_truth_is_said_with_other_particles() -> None:
    breakfast = Slot("Inn.breakfast", type="boolean", words=("아침이 나오", "조식"))
    of = vocabulary(breakfast)
    for word in ("아침이나오", "아침은나오", "아침도나오", "아침나오", "조식"):
        assert read(of, word) == [("Inn.breakfast", "", "truth")]
