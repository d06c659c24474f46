"""A coffee shop: a small domain with all that a dialog can do."""

from __future__ import annotations

from mockgenie.records import Record

SHOP = """
name: Shop
entities:
  Coffee:
    slots:
      kind: {values: {아메리카노: [아아], 라떼: [카페라떼], 녹차: []}, any: [아무거나]}
      size: {values: {톨: [작은], 벤티: [큰]}, any: 상관없어}
      price: {}
    instances:
      - {kind: 아메리카노, size: 톨, price: 3000}
      - {kind: 아메리카노, size: 벤티, price: 4000}
      - {kind: 라떼, size: 톨, price: 3500}
      - {kind: 라떼, size: 벤티, price: 4500}
acts:
  bye: [그만]
  manual: [설명서]
  order: [주문]
tasks:
  greeting:
    say: 어서 오세요.
    next:
      - {task: farewell, when: act = "bye"}
      - {task: order, when: act = "order" or Coffee.kind is filled}
  order:
    fill: [Coffee.kind, Coffee.size]
    ask:
      Coffee.kind: 무엇을 드릴까요?
      Coffee.size: "{Coffee.kind}은(는) 어떤 크기로 드릴까요?"
    lookup: Coffee
    say:
      - {when: count = 0, text: "{Coffee.kind}은(는) 없습니다."}
      - {when: count = 1, text: "{Coffee.size} {Coffee.kind}은(는) {Coffee.price}원입니다."}
      - {when: count > 3, text: "{count}가지나 있습니다."}
      - {text: "{count}가지입니다.", each: "- {Coffee.kind} {Coffee.size}: {Coffee.price}원"}
    reset: [Coffee.size]
    next:
      - {task: farewell, when: act = "bye"}
  farewell: {say: 안녕히 가세요., end: true}
fallback: 네? 다시 말씀해 주세요.
"""

FALLBACK = "네? 다시 말씀해 주세요."


ALL: list[Record] = [
    {"Coffee.kind": "아메리카노", "Coffee.size": "톨", "Coffee.price": "3000"},
    {"Coffee.kind": "아메리카노", "Coffee.size": "벤티", "Coffee.price": "4000"},
    {"Coffee.kind": "라떼", "Coffee.size": "톨", "Coffee.price": "3500"},
    {"Coffee.kind": "라떼", "Coffee.size": "벤티", "Coffee.price": "4500"},
]
SLOTS = ["Coffee.kind", "Coffee.size", "Coffee.price"]
