"""Fields of a mapping, declared once, and read as they are declared."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest
from msgspec import UNSET, UnsetType

from mockgenie.source import Source, Written, field_names, read_description, read_field
from tests.problems import assert_problems, brief


class Defaults(Written):
    size: int | UnsetType = UNSET


class CakeFields(Defaults, kw_only=True, rename={"not_": "not"}):
    one_of: ClassVar = ("flour", "not")

    name: str
    flour: str | UnsetType = UNSET
    not_: str | UnsetType = UNSET


def test_fields_are_named_as_they_are_written() -> None:
    assert field_names(CakeFields) == ("size", "name", "flour", "not")


def test_a_field_without_a_default_is_needed_and_one_of_several() -> None:
    assert list(CakeFields.needed()) == [("name",), ("flour", "not")]
    assert list(Defaults.needed()) == []


@pytest.mark.parametrize(
    ("written", "problems"),
    [
        ("{name: a, flour: b}", []),
        ("{name: a, not: b, size: 3}", []),
        ("{flour: b}", ["1:1 missing-field"]),
        ("{name: a}", ["1:1 missing-field"]),
        ("{size: 3}", ["1:1 missing-field", "1:1 missing-field"]),
        ("{name: a, flour: b, sise: 3}", ["1:21 unknown-field → size"]),
        ("null", ["1:1 missing-field", "1:1 missing-field"]),
        ("cake", ["1:1 wrong-type"]),
        ("[name]", ["1:1 wrong-type"]),
    ],
)
def test_a_mapping_is_read_as_it_is_declared(
    tmp_path: Path, written: str, problems: list[str]
) -> None:
    path = tmp_path / "cake.yaml"
    path.write_text(written, "utf-8")
    source = Source(path)
    fields = source.root().fields_of("a cake", CakeFields)
    assert fields.keys() <= set(field_names(CakeFields))
    assert_problems([brief(one, path) for one in source.diagnostics], problems)


def test_what_is_missing_may_be_reported_at_the_key(tmp_path: Path) -> None:
    path = tmp_path / "cake.yaml"
    path.write_text("cakes:\n  tart: {flour: b}\n", "utf-8")
    source = Source(path)
    (_, _, cakes) = next(source.root().pairs("a file"))
    (_, key, cake) = next(cakes.pairs("cakes"))
    cake.fields_of("a cake", CakeFields, at=key)
    assert [str(one) for one in source.problems()] == [f"{path}:2:3: a cake needs name"]


def test_a_field_that_is_left_out_has_a_value_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "cake.yaml"
    path.write_text("{size: 3, description: ''}", "utf-8")
    fields = Source(path).root().fields("a cake", ("size", "description"))
    assert read_field(fields, "size", lambda node: node.number("size", 0, 9, whole=True), 1) == 3
    assert read_field(fields, "name", lambda node: node.text("name"), None) is None
    assert read_description(fields) == ""
    assert read_description({}) == ""


def test_problems_come_once_and_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "cake.yaml"
    path.write_text("- &cake {size: x}\n- *cake\n- {sise: 1}\n", "utf-8")
    source = Source(path)
    for entry in reversed(list(source.root().items("cakes"))):
        fields = entry.fields("a cake", ("size",))
        read_field(fields, "size", lambda node: node.number("size", 0, 9), 0)
    found = [brief(one, path) for one in source.problems()]
    assert_problems(found, ["1:16 wrong-value", "3:4 unknown-field → size"])
