"""A good file to its domain: every field, in every form it may take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.conditions import parse
from mockgenie.domains import (
    Domain,
    DomainError,
    Saying,
    Task,
    Template,
    Transition,
    load_domain,
)

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
    assert domain.opening.say == (Saying(Template(("안녕하세요.",))),)


def test_a_domain_needs_no_more_than_a_task(load: Load) -> None:
    domain = load("tasks: {hello: {say: 안녕}}")
    assert domain.name == "Test"
    assert domain.description == ""
    assert domain.entities == {}
    assert domain.acts == ()
    assert list(domain.tasks) == ["hello"]
    fallback = domain.fallback.render(str)
    assert fallback
    assert "{" not in fallback


def test_a_task_needs_nothing(load: Load) -> None:
    assert load("tasks: {hello: }").opening == Task("hello")
    assert load("tasks: {hello: {}}").opening == Task("hello")


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
    assert (
        domain.tasks["a"].next == domain.tasks["b"].next == (Transition("b", parse('act="bye"')),)
    )


def test_a_byte_order_mark_and_windows_lines_are_fine(load: Load) -> None:
    domain = load("\ufeffname: 날씨\r\ntasks:\r\n  a:\r\n    say: 안녕\r\n".encode())
    assert domain.name == "날씨"
    assert domain.opening.say == (Saying(Template(("안녕",))),)


def test_a_text_may_have_lines_and_escapes(load: Load) -> None:
    domain = load('tasks: {a: {say: ["하나\\n둘", "\\u2028\\a", "😀"]}}')
    assert [saying.text.render(str) for saying in domain.opening.say] == [
        "하나\n둘",
        "\u2028\x07",
        "😀",
    ]


def test_a_block_of_text_keeps_its_lines(load: Load) -> None:
    domain = load("tasks:\n  a:\n    say: |\n      하나\n      둘\n")
    assert domain.opening.say == (Saying(Template(("하나\n둘\n",))),)


def test_a_domain_is_a_value(load: Load) -> None:
    content = SLOTS + "acts: {a: 안녕}\ntasks: {a: {say: 안녕}}"
    assert load(content).tasks == load(content).tasks
    with pytest.raises(AttributeError):
        load(content).name = "b"  # type: ignore[misc]
