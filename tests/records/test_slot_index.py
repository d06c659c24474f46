"""Sets of rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mockgenie.conditions import Key
from mockgenie.records.slot_index import SlotIndex, every_row, first_rows, row_set

SIZES = st.integers(1, 5000)


@given(SIZES.flatmap(lambda size: st.tuples(st.just(size), st.sets(st.integers(0, size - 1)))))
def test_a_set_has_the_rows_it_was_made_of_in_order(made: tuple[int, set[int]]) -> None:
    size, numbers = made
    rows = row_set(numbers, size)
    assert first_rows(rows, size) == sorted(numbers)
    assert first_rows(rows, 3) == sorted(numbers)[:3]
    assert rows.bit_count() == len(numbers)


@given(SIZES)
def test_every_row_is_every_row(size: int) -> None:
    assert every_row(size) == row_set(range(size), size)
    assert first_rows(0, size) == []


CELLS = st.sampled_from(["서울", "부산", 3, 2.5, True, "", " ", None])


@given(st.lists(CELLS, min_size=1, max_size=300))
def test_the_rows_with_a_value_are_those_whose_cell_says_something(cells: list[object]) -> None:
    numbers: dict[object, list[int]] = {}
    for number, cell in enumerate(cells):
        numbers.setdefault(cell, []).append(number)
    index = SlotIndex(numbers, len(cells))
    filled = [number for number, cell in enumerate(cells) if str(cell or "").strip()]
    assert first_rows(index.filled, len(cells)) == filled


def test_only_so_many_different_values_are_read() -> None:
    read: list[str] = []

    def reading(text: str) -> Key:
        read.append(text)
        return ("number", int(text))

    numbers = {f"{number:02}": [number] for number in range(10)}
    index = SlotIndex(numbers, 10, most_read=4)
    for value, rows in (("3", [3]), ("7", []), ("07", [7]), ("003", [3])):
        assert first_rows(index.rows([value], reading), 10) == rows
    assert sorted({*read} - {"3", "7", "07", "003"}) == ["00", "01", "02", "03"]
