"""What stands in cells, which look like XML and are none."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from mockgenie.importers.geniedialog.cells import (
    GenieFill,
    GenieIntention,
    GenieLink,
    GenieRequest,
    GenieTemplate,
    GenieUtterance,
    act_slots,
    act_type,
    names,
    read_fill,
    read_links,
    read_request,
    read_utterances,
)
from tests.importers.geniedialog.genie_files import answering, fill, link, utterance

ONE = GenieUtterance("1", "", (GenieTemplate("1.0", (GenieIntention("ask()", ("가", "나")),)),))
CELL = utterance("가", "나", act="ask()")


@pytest.mark.parametrize(
    "cell",
    [
        CELL,
        f"<utterance>{CELL}</utterance>",
        f"<utterance>\r\n<utterance>{CELL}</utterance></utterance>",
        CELL.replace("<template>", "<template><template>"),
        CELL.replace("</intention>", "</intention></intention>"),
        CELL.replace("pattern>", "PATTERN>"),
        CELL.replace("<pattern>가", "<pattern><pattern>\n 가 \n</pattern>"),
        CELL.replace("<DA>ask()</DA>", "<DA><DA>ask()</DA></DA>"),
        CELL.replace("<condition>1", "<condition><condition>1</condition>"),
        CELL.removeprefix("<utterance>").removesuffix("</utterance>"),
        f"{CELL}<utterance></utterance>",
        f"{CELL}<utterance><condition>1</condition><template></template>",
        CELL.replace("<action></action>", "<action>undefined</action>"),
    ],
)
def test_tags_may_be_doubled_missing_and_in_any_case(cell: str) -> None:
    assert read_utterances(cell) == (ONE,)


def test_utterances_are_in_their_order() -> None:
    cell = f"<utterance>{utterance('가')}{utterance('나')}</utterance>{utterance('다')}"
    patterns = [one.templates[0].intentions[0].patterns for one in read_utterances(cell)]
    assert patterns == [("가",), ("나",), ("다",)]


def test_slots_stand_in_patterns_as_they_are() -> None:
    (found,) = read_utterances(utterance("<Bus.to>은 <Bus.fare>원 & 'a' < b"))
    assert found.templates[0].intentions[0].patterns == ("<Bus.to>은 <Bus.fare>원 & 'a' < b",)


def test_a_pattern_that_is_never_closed_is_none() -> None:
    assert read_utterances("<utterance><pattern>가</utterance>") == ()
    assert read_utterances("") == read_utterances("안녕") == ()


def test_other_cells() -> None:
    assert read_links(link("B", "0") + link("", "1")) == (GenieLink("B", "system", "0"),)
    assert read_request(answering("ask", "system")) == GenieRequest("ask", "system", "1")
    assert read_request("<DA></DA><talker>user</talker><condition>1</condition>") == GenieRequest(
        "", "user", "1"
    )
    assert read_fill(fill("a.b") + "<slot> c.d </slot><slot>, 1</slot>") == (
        GenieFill("a.b", ("1", "progress")),
        GenieFill("c.d", ()),
    )
    assert names("a.b\r\nc.d\r\r\n\n a.b , e") == ("a.b", "c.d", "e")


@pytest.mark.parametrize(
    ("written", "kind", "slots"),
    [
        ('# ask(a.b="가", c="나 다")', "ask", (("a.b", "가"), ("c", "나 다"))),
        ("#ask(a.b='가')", "ask", (("a.b", "가"),)),
        ('# ask(a.b=\\"가\\")', "ask", (("a.b", "가"),)),
        ("request(mode)", "request", ()),
        ("bye", "bye", ()),
        ('# 묻기(a b="", ="x")', "묻기", (("a b", ""),)),
        ("", "", ()),
        ("undefined", "", ()),
    ],
)
def test_acts(written: str, kind: str, slots: tuple[tuple[str, str], ...]) -> None:
    assert act_type(written) == kind
    assert act_slots(written) == slots


HARMFUL = [
    "<utterance>" * 20_000,
    "<utterance>" + " " * 200_000,
    "<pattern>" * 20_000 + "</pattern>",
    "<utterance><template><intention>" * 7_000,
    "=" * 200_000,
    'a="' * 60_000,
    "(" + "a" * 200_000,
    "<slot>" + "," * 200_000,
]


@pytest.mark.slow
@pytest.mark.parametrize("cell", HARMFUL)
@pytest.mark.parametrize("read", [read_utterances, read_links, read_request, read_fill, act_slots])
def test_no_cell_takes_more_than_its_length(cell: str, read: Callable[[str], object]) -> None:
    began = time.process_time()
    read(cell)
    assert time.process_time() - began < 20  # quadratic time takes minutes
