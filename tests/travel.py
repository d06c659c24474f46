"""A travel agency: a domain whose words mean several things."""

from __future__ import annotations

TRAVEL = """
entities:
  Trip:
    slots:
      from: {values: {서울: [서울시, 서울 특별시], 부산: [], 울산: [], 제주: [제주도]}}
      to: {values: {서울: [], 부산: [], 강릉: [], KTX역: []}}
      date: {type: date, any: [아무 때나, 언제든]}
      class: {values: {특실: [우등, 일등석], 일반실: []}, any: 상관없어}
      name: {}
      seat: {values: [1, 2, 10]}
  Stop:
    slots: [station, note]
    instances:
      - {station: 동대구역, note: 갈아타는 곳}
      - {station: 서울역}
acts:
  book: [예약, <Trip.from> 에서 <Trip.to>, "표 (사|끊어) [줘]"]
  book_day: <Trip.date> 예약
  cancel: 예약 취소
  bye: (그만|안녕히)
  yes: [네, 응]
tasks:
  a: {fill: [Trip.from, Trip.to, Trip.date, Stop.station]}
"""


def slots(**values: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {f"Trip.{slot.rstrip('_')}": given for slot, given in values.items()}
