"""Images and further keys beside what is said, which chat channels give on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mockgenie.dialog import Speech

Talk = Callable[..., Any]

SHOP = """
entities:
  Food:
    slots:
      menu: {values: [짜장면, 짬뽕]}
      picture: {spoken: false}
    instances:
      - {menu: 짜장면, picture: https://a/1.png}
      - {menu: 짬뽕}
acts: {bye: 끝, joke: 농담}
tasks:
  hello: {say: {text: 어서 오세요., image: https://a/hello.png}}
  order:
    enter: {text: 주문이요?, image: https://a/order.png, extra: {Step: "1", Mood: 기쁨}}
    fill: Food.menu
    lookup: Food
    say:
      text: "{Food.menu} 하나요."
      image: "{Food.picture}"
      extra: {Step: "2", Menu: "{Food.menu}"}
    reset: true
  joke:
    say:
      image: https://a/joke.png
      text: [{text: 하하, image: https://a/haha.png}, {text: 하하, image: https://a/haha.png}]
  bye: {say: {text: 잘 가요., image: https://a/bye.png}, end: true}
anywhere:
  - {when: act = "bye", task: bye}
  - {when: act = "joke", task: joke}
  - {when: Food.menu is filled, task: order}
"""


@pytest.fixture
def shop(talk: Talk) -> Any:
    return talk(SHOP)


def test_an_opening_and_an_end_may_have_an_image(shop: Any) -> None:
    assert shop.reply == Speech("어서 오세요.", image="https://a/hello.png")
    assert shop.turn("끝") == Speech("잘 가요.", end=True, image="https://a/bye.png")


def test_of_several_images_the_last_counts_and_further_keys_add_up(shop: Any) -> None:
    assert shop.turn("짜장면") == Speech(
        "주문이요?\n짜장면 하나요.",
        image="https://a/1.png",
        extra=(("Step", "2"), ("Mood", "기쁨"), ("Menu", "짜장면")),
    )


def test_an_image_that_a_record_lacks_is_none(shop: Any) -> None:
    assert shop.turn("짬뽕").image == "https://a/order.png"


def test_the_image_of_a_wording_goes_before_that_of_its_entry(shop: Any) -> None:
    assert shop.turn("농담") == Speech("하하", image="https://a/haha.png")


def test_an_image_is_of_its_turn_alone(shop: Any) -> None:
    shop.turn("농담")
    assert shop.turn("음 그게").image == ""
