"""Files in decomposed letters (NFD), as some programs on a Mac write them, say the same."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from contextlib import closing
from pathlib import Path

import pytest

from mockgenie.domain import load_domain
from mockgenie.domain.model import Slot
from tests.records.instance_reading import records_of

SLOTS = (Slot("Hotel.이름"), Slot("Hotel.지역"))
RECORDS = [{"이름": "달빛 호텔", "지역": "강남"}, {"이름": "Café 각", "지역": "홍대"}]


def apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def write_csv(path: Path) -> None:
    lines = [",".join(RECORDS[0]), *(",".join(record.values()) for record in RECORDS)]
    path.write_text(apart("\n".join(lines)), "utf-8")


def write_json(path: Path) -> None:
    path.write_text(apart(json.dumps(RECORDS, ensure_ascii=False)), "utf-8")


def write_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(apart('CREATE TABLE Hotel ("이름" TEXT, "지역" TEXT)'))
        rows = [[apart(f" {value}\n") for value in record.values()] for record in RECORDS]
        connection.executemany("INSERT INTO Hotel VALUES (?, ?)", rows)
        connection.commit()


@pytest.mark.parametrize(
    ("name", "write"), [("h.csv", write_csv), ("h.json", write_json), ("h.db", write_sqlite)]
)
def test_records_are_the_same(tmp_path: Path, name: str, write) -> None:  # type: ignore[no-untyped-def]
    write(tmp_path / name)
    assert records_of(tmp_path, name, SLOTS) == RECORDS


def test_a_domain_is_the_same(tmp_path: Path) -> None:
    written = """
        name: 숙소
        entities:
          숙소: {slots: {지역: {values: {강남: [테헤란로]}}, 이름: {values: names.txt}}}
        acts: {예약: "<숙소.지역> 예약"}
        tasks:
          시작: {say: 어서 오세요., next: {task: 끝, when: act = "예약"}}
          끝: {say: 안녕히 가세요.}
    """
    domains = []
    for folder, form in (("one", "NFC"), ("other", "NFD")):
        path = tmp_path / folder / "Inn.yaml"
        path.parent.mkdir()
        path.write_text(unicodedata.normalize(form, written), "utf-8")
        names = unicodedata.normalize(form, "달빛 호텔\n별빛 호텔\n")
        (path.parent / "names.txt").write_text(names, "utf-8")
        domains.append(load_domain(path))
    one, other = domains
    assert one == other
    assert one.name == "숙소"
