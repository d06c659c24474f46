"""A small domain to converse with."""

from __future__ import annotations

CAFE = """\
name: Cafe
entities:
  Menu:
    slots:
      name: {values: {라떼: [카페라떼], 아메리카노: [아아], 홍차: []}, any: [아무거나]}
      price: {type: int}
    instances:
      - {name: 라떼, price: 4500}
      - {name: 아메리카노, price: 4000}
acts:
  ask_price: [얼마, 가격]
  leave: 그만
tasks:
  welcome:
    say: 어서 오세요.
    next:
      - {task: goodbye, when: act = "leave"}
      - {task: price, when: act = "ask_price"}
  price:
    fill: Menu.name
    ask: {Menu.name: 어떤 메뉴를 찾으세요?}
    lookup: Menu
    say:
      - {when: count = 0, text: 그 메뉴는 없습니다.}
      - {when: count > 1, text: "{count}가지가 있습니다.", each: "{Menu.name} {Menu.price:,}원"}
      - "{Menu.name}은(는) {Menu.price:,}원입니다."
    next: {task: goodbye, when: act = "leave"}
  goodbye: {say: 또 오세요., end: true}
fallback: 다시 말씀해 주세요.
"""
