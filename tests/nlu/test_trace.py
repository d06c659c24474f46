"""What each step changed, for whoever wants to see it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.dialog import Session
from mockgenie.domain import Domain
from mockgenie.nlu import STEPS, Finding, Pipeline, StepTrace
from tests.nlu.steps import INN, load


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return Pipeline(load(tmp_path_factory.mktemp("inn"), INN))


def traced(pipeline: Pipeline, text: str) -> dict[str, StepTrace]:
    _, steps = pipeline.trace(text, Session("Test", "internal_data", "find"), ["Inn.area"])
    return {step.step: step for step in steps}


def test_a_step_is_told_by_what_it_found(pipeline: Pipeline) -> None:
    steps = traced(pipeline, "강남역이요")
    assert list(steps) == ["dictionary", "slot_resolver", "patterns", "filling"]
    assert steps["slot_resolver"].found == (Finding("mention", ("Inn.area",), "강남역", ("강남",)),)
    assert steps["patterns"].found == (
        Finding("pattern", ("find",), "<Inn.area>"), Finding("act", ("find",)),
    )  # fmt: skip
    assert steps["filling"] == StepTrace(
        "filling", (Finding("slot", ("Inn.area",), values=("강남",)),), ()
    )


def test_a_mention_seen_in_another_way_is_found_anew(pipeline: Pipeline) -> None:
    polarity = traced(pipeline, "강남은 싫어요")["polarity"]
    assert polarity == StepTrace(
        "polarity", (Finding("mention", ("Inn.area",), "강남", ("강남",), "unwanted"),), ()
    )


def test_what_is_no_longer_so_is_told(pipeline: Pipeline) -> None:
    gone = traced(pipeline, "베개 두 겹으로 메모해 줘")["free_text"].gone
    assert [finding.words for finding in gone] == ["베개"]


def test_another_spelling_is_told_as_normalised(pipeline: Pipeline) -> None:
    steps = traced(pipeline, "강남　２명")
    assert steps["normalise"].found == (Finding("text", words="강남 2명"),)
    assert "normalise" not in traced(pipeline, "강남 2명")


def test_where_nothing_is_found_no_step_is_told(pipeline: Pipeline) -> None:
    assert traced(pipeline, "ㅋㅋㅋ") == {}


def test_tracing_changes_nothing(pipeline: Pipeline) -> None:
    session = Session("Test", "internal_data", "find")
    for text in ("강남 말고 홍대", "주차 되는 곳 두 명", "네"):
        traced_one, _ = pipeline.trace(text, session)
        plain = pipeline.understand(text, session)
        assert (traced_one.act, traced_one.slots) == (plain.act, plain.slots)


# Leaving steps out


def test_a_step_can_be_left_out_by_its_name(domain: Callable[[str], Domain]) -> None:
    inn = domain(INN)
    session = Session("Test", "internal_data", "find")
    text = "강남 말고 홍대"
    assert Pipeline(inn).understand(text, session).slots == {"Inn.area": ("홍대",)}
    without = Pipeline(inn, without=["polarity"])
    assert "polarity" not in without.steps
    assert without.understand(text, session).slots == {"Inn.area": ("강남", "홍대")}


def test_a_step_that_does_not_exist_cannot_be_left_out(domain: Callable[[str], Domain]) -> None:
    with pytest.raises(ValueError, match=r"no step 'polarty', did you mean \"polarity\"\?"):
        Pipeline(domain(INN), without=["polarty"])


def test_every_step_may_be_left_out(tmp_path: Path) -> None:
    inn = load(tmp_path, INN)
    session = Session("Test", "internal_data", "book", asked="Visit.wish", turn=1)
    for name in Pipeline(inn).steps:
        left = Pipeline(inn, without=[name])
        for text in ("강남 말고 홍대 두 명", "조용한 방 메모해 줘", "거기 주차 되나요?", "네"):
            left.understand(text, session)


@pytest.mark.parametrize(
    ("yaml", "spared"),
    [
        ("tasks: {a: }", {"slot_resolver", "polarity", "filling", "references", "requested_slot"}),
        ("entities: {A: {slots: {b: {values: [가]}}}}\ntasks: {a: }",
         {"dates", "times", "durations", "regexes", "counts", "named_numbers", "truths",
          "examples", "free_text", "whole_answer", "list_positions", "repeated_values",
          "slot_names", "other_forms"}),
    ],
)  # fmt: skip
def test_a_domain_goes_without_the_steps_that_it_cannot_need(
    domain: Callable[[str], Domain], yaml: str, spared: set[str]
) -> None:
    assert spared.isdisjoint(Pipeline(domain(yaml)).steps)


def test_a_domain_with_everything_needs_every_step(tmp_path: Path) -> None:
    others = """entities:
  Meal: {many: "{Meal.dish}", slots: {dish: {values: [국수, 만두]}}}
  Guest: {slots: {home: {words: [주소]}, hall: 만나는 장소}}
  Show: {slots: {at: {type: time}}}
"""
    book = (
        INN.replace("Visit.cot]", "Visit.cot, Guest.hall]")
        + "  thank: {say: 네.}\n  show: {lookup: Show}\n"
    )
    book = book.replace("<Inn.area>]", "<Inn.area>, <Inn.name>]", 1)
    book += "  tell: {lookup: Inn}\n"
    ways = '{task: show, when: act = "drop"}, {task: tell, when: act = "note" or act = "find"}'
    book += f"anywhere: [{ways}]\n"
    inn = load(tmp_path, book.replace("entities:\n", others, 1))
    # Where there are many of a class, all that is commanded belongs to one order.
    assert Pipeline(inn).steps == tuple(name for name, _ in STEPS if name != "commands")
    assert "commands" in Pipeline(load(tmp_path, INN)).steps
