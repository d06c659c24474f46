"""Databases of GenieDialog for tests, with a domain of our own."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

from mockgenie.importers.geniedialog.tables import AUTHORING_TABLES

Rows: TypeAlias = Sequence[Mapping[str, object]]
Tables: TypeAlias = Mapping[str, Rows]


def utterance(*patterns: str, act: str = "", condition: str = "1", weight: str = "1.0") -> str:
    """An `<utterance>` with one template."""
    written = "".join(f"<pattern>{pattern}</pattern>" for pattern in patterns)
    return (
        f"<utterance><condition>{condition}</condition><action></action><template>"
        f"<weight>{weight}</weight><intention><DA>{act}</DA>{written}</intention></template>"
        "</utterance>"
    )


def link(task: str, condition: str = "1", controller: str = "system") -> str:
    """An item of `task-next_task`."""
    return (
        f"<next_task_item><task_name>{task}</task_name><controller>{controller}</controller>"
        f"<condition>{condition}</condition></next_task_item>"
    )


def fill(*slots: str) -> str:
    """A cell of `task-fill_slot`."""
    return "".join(f"<slot>{slot}, 1, progress</slot>\n" for slot in slots)


def said(kind: str, task: str, utterances: str, **cells: str) -> dict[str, object]:
    """A row of dialog_lib: what is said in a task."""
    place = "task" if kind == "transaction" else "related_task"
    row: dict[str, object] = {
        "dialog_node-dialog_type": kind,
        "dialog_node-subtype": "start",
        "dialog_node-talker": "system",
        f"dialog_node-{place}": task,
        "dialog_node-utterance_set": utterances,
    }
    return row | {f"dialog_node-{name}": cell for name, cell in cells.items()}


def answering(act: str, talker: str = "user", condition: str = "1") -> str:
    """A cell of `dialog_node-request_utterance`."""
    return f"<DA>{act}</DA><talker>{talker}</talker><condition>{condition}</condition>"


def ferry() -> dict[str, list[dict[str, object]]]:
    """A domain in which ferries are asked for."""
    slots = [("Ferry.port", "user", "string"), ("Ferry.day", "user", "date")]
    slots += [("Ferry.leaves", "KB", "string"), ("Ferry.fare", "KB", "int")]
    rows: list[dict[str, object]] = [
        {
            "slot-_idx": str(number),
            "slot-name": name,
            "slot-source": source,
            "slot-type": kind,
            "slot-preceding_slots": "Ferry.port" if name == "Ferry.day" else "",
        }
        for number, (name, source, kind) in enumerate(slots, 1)
    ]
    said_by_user = [
        (
            "목포 배 있어요",
            "<Ferry.port=목포> 배 있어요",
            '# ask_ferry(Ferry.port="목포")',
        ),
        ("모레요", "<Ferry.day=모레>요", '# inform(Ferry.day="모레")'),
        ("다음에 올게요", "다음에 올게요", "# leave()"),
    ]
    return {
        "da_type": [
            {"define-_idx": "1", "define-DA_class": "request", "define-DA_type": "ask_ferry"},
            {"define-_idx": "2", "define-DA_class": "inform", "define-DA_type": "inform"},
            {"define-_idx": "3", "define-DA_class": "bye", "define-DA_type": "leave"},
        ],
        "slot_structure": [
            {
                "class-_idx": "1",
                "class-name": "Ferry",
                "class-source": "system",
                "class-description": "여객선",
                "class-slots": "\n".join(name for name, _, _ in slots),
                "slot-name": "",
            },
            *rows,
        ],
        "scenario": [
            {
                "_idx": str(number),
                "speaker": "human",
                "utter": utter,
                "slot_tagged": tagged,
                "dialog_action": act,
                "status": "COMPLETE",
            }
            for number, (utter, tagged, act) in enumerate(said_by_user, 1)
        ],
        "task_manager": [
            {
                "task-_idx": "1",
                "task-task_name": "Find",
                "task-task_goal": 'IsDATypeAtPreviousUtter("user", "leave")==true',
                "task-fill_slot": fill("Ferry.port", "Ferry.day"),
                "task-task_type": "essential",
                "task-reset_slot": "no",
                "task-related_slot": "Ferry.leaves\nFerry.fare",
                "task-next_task": link("END"),
            },
            {
                "task-_idx": "2",
                "task-task_name": "END",
                "task-task_goal": "1",
                "task-task_type": "optional",
                "task-reset_slot": "no",
            },
        ],
        "dialog_lib": [
            said(
                "transaction",
                "Find",
                utterance("여객선 창구입니다.", "뱃길 안내입니다.", act="greet()"),
            ),
            said(
                "progress",
                "Find",
                utterance("어느 항구로 가세요?", act="request(Ferry.port)"),
                progress_slot="Ferry.port",
                condition="1",
            ),
            said(
                "progress",
                "Find",
                utterance("<Ferry.port>는 언제 가세요?", act="request(Ferry.day)"),
                progress_slot="Ferry.day",
                condition="1",
            ),
            said(
                "response",
                "Find",
                utterance("<Ferry.day> <Ferry.port>행은 <Ferry.leaves>에 <Ferry.fare>원입니다."),
                request_utterance=answering("ask_ferry"),
            ),
            said("transaction", "END", utterance("좋은 여행 되세요.")),
        ],
        "task_information": [
            {"_idx": str(number), **dict(zip((name for name, _, _ in slots), record, strict=True))}
            for number, record in enumerate(
                (("목포", "모레", "아홉 시", 18000), ("여수", "모레", "열 시", 21000)), 1
            )
        ],
    }


def write_database(path: Path, tables: Tables, journal: str = "delete") -> Path:
    """A database with these tables; columns that no row has are those of the tool."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        for table, rows in tables.items():
            columns = list(dict.fromkeys(column for row in rows for column in row))
            for known in AUTHORING_TABLES.get(table, ("_idx",)):
                if known not in columns:
                    columns.append(known)
            add_table(connection, table, columns, rows)
        connection.commit()
    return path


def add_table(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Rows
) -> None:
    """Another table, with exactly these columns."""
    written = ", ".join(f"{quoted(column)} TEXT" for column in columns)
    connection.execute(f"CREATE TABLE {quoted(table)} ({written})")
    places = ", ".join("?" * len(columns))
    connection.executemany(
        f"INSERT INTO {quoted(table)} VALUES ({places})",
        [[row.get(column) for column in columns] for row in rows],
    )


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
