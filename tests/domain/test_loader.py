"""A good file to its domain: every field, in every form it may take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.domain import Domain, DomainError, load_domain
from tests.domain.placeless import placeless, says, way

Load = Callable[[str | bytes], Domain]

SLOTS = "entities: {Weather: {slots: [city, date, info]}}\n"


def test_five_lines_are_a_domain(load: Load) -> None:
    domain = load(
        "name: Hello\n"
        "acts:\n"
        "  bye: 잘 가\n"
        "tasks:\n"
        "  hello: {say: 안녕하세요.}\n"
    )  # fmt: skip
    assert domain.name == "Hello"
    assert domain.opening.name == "hello"
    assert placeless(domain.opening.say) == says("안녕하세요.")


def test_a_domain_needs_no_more_than_a_task(load: Load) -> None:
    domain = load("tasks: {hello: {say: 안녕}}")
    assert domain.name == "Test"
    assert domain.description == ""
    assert domain.entities == {}
    assert domain.acts == ()
    assert list(domain.tasks) == ["hello"]
    assert domain.anywhere == ()
    assert domain.threshold == 0.6


# The name


def test_a_domain_is_called_what_it_says(load: Load) -> None:
    assert load("name: 날씨 안내\ntasks: {a: }").name == "날씨 안내"


@pytest.mark.parametrize("name", ["yes", "1.0", "2021-03-02", "null_", "0x10", "1_000", "~a"])
def test_a_name_stays_as_it_is_written(load: Load, name: str) -> None:
    assert load(f"name: {name}\ntasks: {{a: }}").name == name


def test_else_a_domain_is_called_as_its_file(tmp_path: Path) -> None:
    path = tmp_path / "날씨.v2.yaml"
    path.write_text("tasks: {a: }", "utf-8")
    assert load_domain(path).name == "날씨.v2"


def test_else_domain_yaml_is_called_as_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "Hotel" / "domain.yaml"
    path.parent.mkdir()
    path.write_text("tasks: {a: }", "utf-8")
    assert load_domain(path).name == "Hotel"


def test_a_domain_that_does_not_load_has_a_name_too(load: Load) -> None:
    with pytest.raises(DomainError) as caught:
        load("name: Hotel\nfoo: 1\ntasks: {a: }")
    assert caught.value.name == "Hotel"
    with pytest.raises(DomainError) as caught:
        load("tasks: [")
    assert caught.value.name == "Test"


def test_a_description_is_kept(load: Load) -> None:
    assert load("description: 날씨를 안내합니다\ntasks: {a: }").description == "날씨를 안내합니다"


@pytest.mark.parametrize(("written", "threshold"), [("0", 0), ("0.75", 0.75), ("1", 1), ("1.0", 1)])
def test_a_threshold_is_from_0_to_1(load: Load, written: str, threshold: float) -> None:
    assert load(f"threshold: {written}\ntasks: {{a: }}").threshold == threshold


# YAML


def test_anchors_spare_repetition(load: Load) -> None:
    domain = load(
        """
acts: {bye: 그만}
tasks:
  a: {next: &anywhere [{task: b, when: act = "bye"}]}
  b: {next: *anywhere}
"""
    )
    tasks = placeless(domain.tasks)
    assert tasks["a"].next == tasks["b"].next == (way("b", 'act="bye"'),)


def test_a_byte_order_mark_and_windows_lines_are_fine(load: Load) -> None:
    domain = load("\ufeffname: 날씨\r\ntasks:\r\n  a:\r\n    say: 안녕\r\n".encode())
    assert domain.name == "날씨"
    assert placeless(domain.opening.say) == says("안녕")


def test_a_domain_is_a_value(load: Load) -> None:
    content = SLOTS + "acts: {a: 안녕}\ntasks: {a: {say: 안녕}}"
    assert load(content).tasks == load(content).tasks
    with pytest.raises(AttributeError):
        load(content).name = "b"  # type: ignore[misc]
