"""How similar utterances are to examples."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.domain import Act, Domain, SlotRef, Task, Variant
from mockgenie.nlu.examples import Examples

CITY, DAY = SlotRef("Trip.city"), SlotRef("Trip.day")


def examples(*acts: Iterable[Variant]) -> Examples:
    """Acts named 0, 1, … with examples."""
    told = tuple(Act(str(n), (), tuple(own)) for n, own in enumerate(acts))
    return Examples(Domain("Trips", "", {}, told, {"hello": Task("hello")}, ()))


def test_the_same_words_and_slots_are_wholly_similar() -> None:
    known = examples([(CITY, "날씨", "알려줘")], [("예약", "해줘")])
    similar = known.most_similar(["알려줘", "날씨"], ["Trip.city"])
    assert similar is not None
    assert (similar.act, similar.score) == ("0", pytest.approx(1))


def test_nothing_shared_is_similar_to_nothing() -> None:
    assert examples([("날씨",)]).most_similar(["예약"], ["Trip.day"]) is None


def test_what_few_acts_have_counts_more_than_what_all_have() -> None:
    known = examples([("환율", "알려줘")], [("주가", "알려줘")], [("시세", "알려줘")])
    similar = known.most_similar(["주가", "보여줘"], [])
    assert similar is not None
    assert similar.act == "1"


def test_of_equals_the_first_one_is_taken() -> None:
    similar = examples([("가나",)], [("가나",)], [("가나",)]).most_similar(["가나"], [])
    assert similar is not None
    assert similar.act == "0"


def test_a_slot_counts_like_words() -> None:
    known = examples([(CITY, "알려줘")], [(DAY, "알려줘")])
    similar = known.most_similar(["알려줘"], ["Trip.day"])
    assert similar is not None
    assert similar.act == "1"


def parts(told: Iterable[str | SlotRef]) -> set[str]:
    """Pairs of neighbouring letters of each word, its beginning too, and slots."""
    found: set[str] = set()
    for one in told:
        marked = f"^{one}" if isinstance(one, str) else ""
        found |= {first + second for first, second in pairwise(marked)}
        found |= {one.name} if isinstance(one, SlotRef) else set()
    return found


def highest_score(acts: list[list[Variant]], said: Variant) -> float:
    """Dice of what is said and each example in turn, a part weighing the more the fewer acts
    have it."""
    having = [set().union(*map(parts, told)) for told in acts if told]
    total = len(having) + 1

    def weight(of: set[str]) -> float:
        counts = [sum(part in act for act in having) for part in of]
        return sum(0.2 + (log(total / count) if count else log(total) / 2) for count in counts)

    own = parts(said)
    each = [parts(example) for told in acts for example in told]
    return max((2 * weight(own & one) / (weight(own) + weight(one)) for one in each), default=0)


_words = st.text(alphabet="가나다", min_size=1, max_size=3)
_told = st.lists(_words | st.sampled_from([CITY, DAY]), min_size=1, max_size=4).map(tuple)
_acts = st.lists(st.lists(_told, max_size=4), min_size=1, max_size=8)


@pytest.mark.slow
@given(_acts, _told)
@settings(max_examples=300)
def test_no_example_is_more_similar_than_the_one_found(
    acts: list[list[Variant]], said: Variant
) -> None:
    words = [one for one in said if isinstance(one, str)]
    slots = [one.name for one in said if isinstance(one, SlotRef)]
    found = examples(*acts).most_similar(words, slots)
    assert (found.score if found else 0) == pytest.approx(highest_score(acts, said))
