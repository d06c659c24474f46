"""Domains by the admin API."""

from __future__ import annotations

from pathlib import Path

from tests.server.admin.calling import BAKERY, Bakery, bakery


async def test_domains_are_listed_with_what_they_are_about(shop: Bakery) -> None:
    (shown,) = (await shop.ask("GET", "/domains")).json["domains"]
    assert (shown["name"], shown["description"]) == ("Bakery", "동네 빵집")
    assert shown["loads"]
    assert shown["slots"] == ["Order.bread"]
    assert shown["tasks"] == ["greeting", "selling"]
    assert Path(shown["path"]) == shop.folder / "bakery.yaml"
    assert shown["diagnostics"] == []


async def test_a_domain_is_read_again_when_asked_for(shop: Bakery) -> None:
    changed = BAKERY.replace("어서 오세요.", "무엇을 드릴까요?")
    (shop.folder / "bakery.yaml").write_text(changed, encoding="utf-8")
    (shop.folder / "cafe.yaml").write_text("tasks: {hi: {say: 네}}", encoding="utf-8")
    news = (await shop.ask("POST", "/domains/reload")).json["news"]
    assert [line.split(" (")[0] for line in news] == ["reloaded Bakery", "loaded cafe"]
    opened = await shop.dialog(method="open_dialog", name="Bakery", access_method="internal_data")
    assert opened["return_object"]["result"]["system_text"] == "무엇을 드릴까요?\n"
    assert (await shop.ask("POST", "/domains/reload")).json == {"news": []}


async def test_a_domain_that_does_not_load_tells_why(shop: Bakery) -> None:
    (shop.folder / "bakery.yaml").write_text(BAKERY + "fallbck: 네?\n", encoding="utf-8")
    await shop.ask("POST", "/domains/reload")
    (shown,) = (await shop.ask("GET", "/domains")).json["domains"]
    assert not shown["loads"]
    (problem,) = shown["diagnostics"]
    line = BAKERY.count("\n") + 1
    assert (problem["line"], problem["column"], problem["severity"]) == (line, 1, "error")
    assert 'did you mean "fallback"?' in problem["message"]
    health = (await shop.ask("GET", "/health")).json
    assert (health["domains"], health["broken"]) == (0, 1)


async def test_one_domain_tells_the_warnings_about_its_file(shop: Bakery) -> None:
    unreachable = BAKERY + "  closed: {say: 문을 닫았습니다.}\n"
    (shop.folder / "bakery.yaml").write_text(unreachable, encoding="utf-8")
    await shop.ask("POST", "/domains/reload")
    shown = (await shop.ask("GET", "/domains/Bakery")).json
    assert shown["loads"]
    assert [problem["severity"] for problem in shown["diagnostics"]] == ["warning"]
    assert "closed" in shown["diagnostics"][0]["message"]


async def test_an_unknown_domain_is_a_problem_that_names_a_known_one(shop: Bakery) -> None:
    answer = await shop.ask("GET", "/domains/Bakary")
    assert (answer.status, answer.json["where"]) == (404, "path.name")
    assert 'did you mean "Bakery"?' in answer.json["detail"]


async def test_domains_that_come_from_no_file_are_not_read_again(tmp_path: Path) -> None:
    async with bakery(tmp_path) as running:
        running.server.reloading = None
        assert (await running.ask("POST", "/domains/reload")).status == 409
        shown = (await running.ask("GET", "/domains/Bakery")).json
    assert (shown["loads"], shown["path"]) == (True, "")
