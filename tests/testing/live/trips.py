"""A small domain whose records the client may send."""

from __future__ import annotations

TRIPS = """\
entities:
  Bus:
    slots:
      to: {values: {서울: [], 부산: []}}
      time: {type: time}
tasks:
  find:
    fill: Bus.to
    ask: {Bus.to: 어디로 가세요?}
    lookup: Bus
    say: "{Bus.to}행은 {Bus.time}에 있습니다."
"""
