"""Databases of any content, with names and words few enough to refer to each other."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from mockgenie.importers.geniedialog.tables import AUTHORING_TABLES
from tests.importers.geniedialog.genie_files import answering, fill, link, utterance

Row = dict[str, object]

CLASSES = ("Bus", "정류장", "my class", "and", "")
SLOTS = (
    *("Bus.to", "Bus.day", "Bus.fare", "정류장.이름", "my class.x y", "and.or"),
    *("Bus.same", "loose", "Lost.slot", "1.2", ""),
)
ACTS = ("ask", "inform", "bye", "affirm", "negate", 'od"d', "묻기", "")
TASKS = ("First", "둘째", "END", "a: b", "{x}", "#no", "")
WORDS = (
    *("버스 있어요", "서울", "네", "네 맞아요", "취소", "부산 가는 차", "내일", "<", "a|b"),
    *("{x}", "=", "+", "- a", "it's", 'say "hi"', "\\", "#", "yes", "null", "2026-13-45", "<<"),
    *("<BR>", "<b>", "가는 <Bus.to>로", "<Bus.to>는 <Bus.fare>원"),
)
ASKED = 'IsDATypeAtPreviousUtter("user", "ask")==true'
CONDITIONS = (
    *("1", "0", "", "undefined", "count(Bus) > 1", ASKED),
    "IsDATypeAtPreviousUtter('user','bye') == false",
    'IsDATypeAtPreviousUtter(\\"system\\", \\"request\\")==true and 1',
    f"{ASKED} || (0 or {ASKED.replace('ask', 'inform')})",
)

any_text = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))
slots = st.sampled_from(SLOTS)
conditions = st.one_of(st.sampled_from(CONDITIONS), st.text(max_size=8))


def lists_of(one: st.SearchStrategy[Any], sign: str = "\n", most: int = 4) -> Any:
    return st.lists(one, max_size=most).map(sign.join)


@st.composite
def utterances(draw: st.DrawFn) -> str:
    """A cell of utterances, some of them not as they should be."""
    count = draw(st.integers(0, 3))
    found = [
        utterance(
            *draw(st.lists(any_text, max_size=3)),
            act=draw(st.sampled_from(("request(x)", "inform()", "", "request"))),
            condition=draw(conditions),
            weight=draw(st.sampled_from(("1.0", "", "1,0", "0", "nan", "0.5", "many", "1e9"))),
        )
        for _ in range(count)
    ]
    text = "".join(found)
    return draw(
        st.sampled_from(
            (
                text,
                f"<utterance>{text}</utterance>",
                text.replace("</pattern>", ""),
                text.replace("pattern>", "PATTERN>"),
                text.replace("[END]", ""),
                text.replace("</pattern>", "[END]</pattern>"),
                f"{text}<utterance>",
                draw(any_text),
            )
        )
    )


@st.composite
def tagged_rows(draw: st.DrawFn) -> Row:
    """A row of scenario."""
    slot, value, rest = draw(slots), draw(any_text), draw(any_text)
    act = draw(st.sampled_from(ACTS))
    meant = draw(st.sampled_from((value, "서울", "")))
    tagged = f"<{slot}={value}> {rest}" if draw(st.booleans()) else rest
    pairs = f'{slot}="{meant}"' if "<" in tagged else ""
    return {
        "speaker": draw(st.sampled_from(("human", "system", "", "HUMAN"))),
        "utter": draw(st.sampled_from((f"{value} {rest}", rest, ""))),
        "slot_tagged": tagged.replace(" ", draw(st.sampled_from((" ", "+")))),
        "dialog_action": draw(st.sampled_from((f"# {act}({pairs})", f"#{act}()", act, ""))),
        "comment": draw(any_text),
        "machine_utter_str": draw(any_text),
    }


slot_rows = st.fixed_dictionaries(
    {
        "class-name": st.sampled_from(CLASSES),
        "slot-name": st.one_of(st.just(""), slots),
        "class-slots": st.one_of(lists_of(slots), lists_of(slots, "\r\n"), any_text),
        "class-key": lists_of(slots, most=2),
        "class-description": any_text,
        "slot-description": any_text,
        "slot-type": st.sampled_from(("", "string", "int", "float", "date", "time", "event", "x")),
        "slot-source": st.sampled_from(("", "user", "KB", "system")),
        "slot-preceding_slots": lists_of(slots, most=2),
        "slot-sense": st.sampled_from(("", "뜻")),
        "slot-value_define": st.sampled_from(
            (
                "",
                "<define><condition></condition><target_slot></target_slot></define>",
                "<define><condition>x > 1</condition><target_slot>Bus.to</target_slot></define>",
            )
        ),
    }
)

task_rows = st.fixed_dictionaries(
    {
        "task-task_name": st.sampled_from(TASKS),
        "task-task_goal": conditions,
        "task-fill_slot": st.one_of(
            st.lists(slots, max_size=3).map(lambda names: fill(*names)),
            st.just("<slot>Bus.to, 2, done</slot>"),
            any_text,
        ),
        "task-task_type": st.sampled_from(("", "essential", "optional", "odd")),
        "task-reset_slot": st.sampled_from(("", "no", "yes")),
        "task-related_slot": lists_of(slots),
        "task-next_task": st.one_of(
            st.lists(
                st.builds(
                    link,
                    st.sampled_from((*TASKS, "nowhere")),
                    conditions,
                    st.sampled_from(("system", "user", "", "odd")),
                ),
                max_size=3,
            ).map("".join),
            any_text,
        ),
    }
)

library_rows = st.fixed_dictionaries(
    {
        "dialog_node-dialog_type": st.sampled_from(
            ("transaction", "progress", "progress", "response", "response", "odd", "")
        ),
        "dialog_node-subtype": st.sampled_from(("start", "start", "restart", "")),
        "dialog_node-talker": st.sampled_from(("system", "system", "system", "user", "")),
        "dialog_node-task": st.sampled_from((*TASKS, "nowhere")),
        "dialog_node-related_task": st.sampled_from((*TASKS, "nowhere")),
        "dialog_node-progress_slot": slots,
        "dialog_node-condition": conditions,
        "dialog_node-request_utterance": st.one_of(
            st.builds(
                answering, st.sampled_from(ACTS), st.sampled_from(("user", "system")), conditions
            ),
            any_text,
        ),
        "dialog_node-utterance_set": utterances(),
    }
)

act_rows = st.fixed_dictionaries(
    {
        "define-DA_class": st.sampled_from(("request", "affirm", "negate", "bye", "")),
        "define-DA_type": st.sampled_from(ACTS),
    }
)

record_rows = st.dictionaries(
    st.sampled_from([slot for slot in SLOTS if slot]),
    st.one_of(any_text, st.integers(-5, 5), st.floats(allow_nan=False), st.none()),
    max_size=5,
)


@st.composite
def databases(draw: st.DrawFn) -> dict[str, list[Row]]:
    """The tables of a database."""
    rows: dict[str, st.SearchStrategy[Any]] = {
        "da_type": act_rows,
        "scenario": tagged_rows(),
        "slot_structure": slot_rows,
        "task_manager": task_rows,
        "dialog_lib": library_rows,
        "task_information": record_rows,
        "SLOT_MAPPING": st.fixed_dictionaries({"a": any_text}),
    }
    most = {"dialog_lib": 10, "slot_structure": 8}
    tables = {
        name: draw(st.lists(one, max_size=most.get(name, 6)))
        for name, one in rows.items()
        if name in ("task_manager", "dialog_lib") or draw(st.integers(0, 9))
    }
    assert tables.keys() & AUTHORING_TABLES.keys()
    return tables
