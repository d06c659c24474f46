"""What is in a domain, by the admin API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mockgenie.server.admin import graph as graphs
from mockgenie.server.admin import knowledge
from tests.server.admin.calling import BAKERY, Bakery, bakery

CAFE = """\
name: Cafe
entities:
  Drink:
    description: 음료
    key: name
    slots:
      name: {description: 이름, values: {아메리카노: [아아], 라떼: []}, any: 아무거나}
      price: {type: int}
    instances:
      - {name: 아메리카노, price: 3000}
      - {name: 라떼, price: 4000}
      - {name: 녹차, price: 3500}
acts:
  order:
    description: 주문
    patterns: ["<Drink.name> (주세요|줘)", 주문]
    examples: ["<Drink.name=라떼> 부탁해요"]
tasks:
  hello: {say: 네, next: {task: done, when: act = "order" and Drink.name is filled}}
  done: {say: 끝, end: true, lookup: Drink}
"""


@pytest.fixture
async def cafe(shop: Bakery) -> Bakery:
    """The bakery, with a coffee shop beside it."""
    (shop.folder / "cafe.yaml").write_text(CAFE, encoding="utf-8")
    await shop.ask("POST", "/domains/reload")
    return shop


async def told(shop: Bakery, path: str) -> Any:
    answer = await shop.ask("GET", path)
    assert answer.status == 200, answer.json
    return answer.json


async def test_a_graph_is_laid_out(cafe: Bakery) -> None:
    graph = await told(cafe, "/domains/Cafe/graph")
    hello, done = graph["tasks"]
    assert (hello["name"], hello["label"], hello["opens"], hello["ends"]) == (
        "hello", ["hello"], True, False,
    )  # fmt: skip
    assert done["label"] == ["done", "lookup: Drink", "end: yes"]
    assert (hello["line"], hello["column"]) == (19, 3)
    (link,) = graph["links"]
    assert (link["source"], link["target"], link["controller"]) == ("hello", "done", "user")
    assert link["ways"] == [
        {"acts": ["order"], "when": "Drink.name is filled", "line": 19, "column": 25}
    ]
    assert link["label"] == ["order [Drink.name is filled]"]
    for one in (hello, done, link):
        assert 0 < one["x"] < one["x"] + one["width"] < graph["width"]
        assert 0 < one["y"] < one["y"] + one["height"] < graph["height"]
    assert hello["x"] < link["points"][0][0] + 1 < link["points"][-1][0] + 1
    assert graph["version"] == (await told(cafe, "/domains/Cafe"))["version"]


async def test_the_graph_is_that_of_what_serves_now(cafe: Bakery) -> None:
    before = await told(cafe, "/domains/Cafe/graph")
    assert await told(cafe, "/domains/Cafe/graph") == before
    changed = CAFE + "  more: {say: 더}\n"
    (cafe.folder / "cafe.yaml").write_text(changed, encoding="utf-8")
    await cafe.ask("POST", "/domains/reload")
    after = await told(cafe, "/domains/Cafe/graph")
    assert [task["name"] for task in after["tasks"]] == ["hello", "done", "more"]


async def test_a_graph_that_is_too_large_is_not_drawn(
    cafe: Bakery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphs, "MOST_LINKS", 0)
    answer = await cafe.ask("GET", "/domains/Cafe/graph")
    assert answer.status == 409
    assert "mockgenie graph" in answer.json["detail"]


async def test_classes_have_their_slots(cafe: Bakery) -> None:
    (drink,) = (await told(cafe, "/domains/Cafe/entities"))["entities"]
    assert (drink["name"], drink["description"], drink["key"]) == ("Drink", "음료", "Drink.name")
    assert (drink["instances"], drink["line"]) == (3, 3)
    name, price = drink["slots"]
    assert name["values"] == [
        {"value": "아메리카노", "synonyms": ["아아"]},
        {"value": "라떼", "synonyms": []},
    ]
    assert (name["count"], name["any"], name["type"]) == (2, ["아무거나"], "text")
    assert (price["name"], price["type"], price["values"]) == ("Drink.price", "int", [])


async def test_of_many_values_the_first_are_shown(
    cafe: Bakery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge, "MOST_SHOWN", 1)
    (drink,) = (await told(cafe, "/domains/Cafe/entities"))["entities"]
    assert [one["value"] for one in drink["slots"][0]["values"]] == ["아메리카노"]
    assert drink["slots"][0]["count"] == 2
    (order,) = (await told(cafe, "/domains/Cafe/acts"))["acts"]
    assert (len(order["patterns"]), order["count"]) == (1, 3)


async def test_acts_have_their_patterns_as_they_are_written(cafe: Bakery) -> None:
    (order,) = (await told(cafe, "/domains/Cafe/acts"))["acts"]
    assert order["patterns"] == [
        "<Drink.name> (주세요|줘)", "주문", "<Drink.name=라떼> 부탁해요",
    ]  # fmt: skip
    assert (order["name"], order["description"], order["line"]) == ("order", "주문", 14)


async def instances(shop: Bakery, query: str) -> Any:
    return await told(shop, f"/domains/Cafe/instances?entity=Drink{query}")


async def test_instances_are_shown_page_by_page(cafe: Bakery) -> None:
    page = await instances(cafe, "&offset=1&limit=1")
    assert page == {
        "slots": ["Drink.name", "Drink.price"],
        "instances": [{"Drink.name": "라떼", "Drink.price": "4000"}],
        "total": 3,
        "held": 3,
        "searched": 3,
    }


@pytest.mark.parametrize(
    ("when", "names"),
    [
        ("Drink.price%20%3C%204000", ["아메리카노", "녹차"]),
        ("Drink.name%3D%22%EB%9D%BC%EB%96%BC%22%20or%20Drink.price%3D3500", ["라떼", "녹차"]),
        ("Drink.price%20%3E%209000", []),
        ("%20", ["아메리카노", "라떼", "녹차"]),
    ],
)
async def test_a_condition_selects_instances(when: str, names: list[str], cafe: Bakery) -> None:
    page = await instances(cafe, f"&when={when}")
    assert [one["Drink.name"] for one in page["instances"]] == names
    assert page["total"] == len(names)


async def test_a_page_of_those_that_fit_has_their_number(cafe: Bakery) -> None:
    page = await instances(cafe, "&when=Drink.price%20%3C%209000&offset=1&limit=1")
    assert [one["Drink.name"] for one in page["instances"]] == ["라떼"]
    assert page["total"] == 3


async def test_of_very_many_instances_the_first_are_searched(
    cafe: Bakery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge, "MOST_SEARCHED", 2)
    page = await instances(cafe, "&when=Drink.price%20%3C%204000")
    assert (page["total"], page["held"], page["searched"]) == (1, 3, 2)


@pytest.mark.parametrize(
    ("query", "where", "said"),
    [
        ("entity=Drnk", "query.entity", 'did you mean "Drink"?'),
        ("", "query", "entity"),
        ("entity=Drink&when=Drink.nam%3D1", "query.when", 'did you mean "Drink.name"?'),
        ("entity=Drink&when=price%3D1", "query.when", "price"),
        ("entity=Drink&when=Drink.name%20%3D", "query.when", "column "),
        ("entity=Drink&limit=0", "query.limit", ""),
    ],
)
async def test_what_is_wrong_is_told(query: str, where: str, said: str, cafe: Bakery) -> None:
    answer = await cafe.ask("GET", f"/domains/Cafe/instances?{query}")
    assert (answer.status, answer.json["where"]) == (400, where)
    assert said in answer.json["detail"]


@pytest.mark.parametrize("part", ["graph", "entities", "acts", "instances?entity=Order"])
async def test_of_no_domain_and_of_a_broken_one_there_is_nothing(part: str, shop: Bakery) -> None:
    answer = await shop.ask("GET", f"/domains/Bakary/{part}")
    assert (answer.status, answer.json["where"]) == (404, "path.name")
    assert 'did you mean "Bakery"?' in answer.json["detail"]
    (shop.folder / "bakery.yaml").write_text(BAKERY + "fallbck: 네?\n", encoding="utf-8")
    await shop.ask("POST", "/domains/reload")
    answer = await shop.ask("GET", f"/domains/Bakery/{part}")
    assert (answer.status, answer.json["where"]) == (409, "path.name")


async def test_records_of_a_file_are_found_as_well(tmp_path: Path) -> None:
    (tmp_path / "drinks.csv").write_text("name,price\n라떼,4000\n녹차,\n", encoding="utf-8")
    start, _, rest = CAFE.partition("    instances:\n")
    text = start + "    instances: drinks.csv\n" + rest[rest.index("acts:") :]
    (tmp_path / "cafe.yaml").write_text(text, encoding="utf-8")
    async with bakery(tmp_path) as shop:
        page = await instances(shop, "&when=Drink.price%20is%20not%20filled")
        assert page["instances"] == [{"Drink.name": "녹차"}]
