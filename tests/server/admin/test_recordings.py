"""What was said is kept as conversation tests and as text, by the admin API."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from mockgenie.conversations import read_conversations, run_conversation
from mockgenie.dialog import Engine
from mockgenie.domain import load_domain
from mockgenie.server import Settings
from tests.server.admin.calling import BAKERY, Bakery, bakery


def held(shop: Bakery, text: str) -> list[str]:
    """The names of the conversations in a text, which all have to go as they are written."""
    domain = load_domain(shop.folder / "bakery.yaml")
    file = shop.folder / "kept.yaml"
    file.write_text(text, encoding="utf-8")
    conversations = read_conversations(file, domain)
    file.unlink()
    assert [run_conversation(Engine(domain), one) for one in conversations] == [None] * len(
        conversations
    )
    return [one.name for one in conversations]


async def test_a_session_is_kept_as_a_conversation_test(shop: Bakery) -> None:
    await shop.ask("POST", "/clock/freeze", {"at": "2026-12-24"})
    uuid = await shop.opened()
    await shop.said(uuid, "빵 사고 싶어요")
    await shop.said(uuid, "팥빵이요")
    await shop.dialog(method="close_dialog", uuid=uuid)
    answer = await shop.ask("GET", f"/sessions/{uuid}/test")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/yaml; charset=utf-8"
    assert answer.body.decode() == (
        "- name: 빵 사고 싶어요\n"
        "  domain: Bakery\n"
        "  today: 2026-12-24\n"
        "  conversation:\n"
        "    - bot: 어서 오세요.\n"
        "      task: greeting\n"
        "    - user: 빵 사고 싶어요\n"
        "      bot: 어떤 빵을 드릴까요?\n"
        "      act: order\n"
        "      task: selling\n"
        "    - user: 팥빵이요\n"
        "      bot: 단팥빵 여기 있습니다.\n"
        "      slots: {Order.bread: 단팥빵}\n"
    )
    assert held(shop, answer.body.decode()) == ["빵 사고 싶어요"]


async def test_several_sessions_are_kept_in_one_file(shop: Bakery) -> None:
    for text in ("식빵 주세요", "단팥빵 주세요", "식빵 주세요"):
        await shop.said(await shop.opened(), text)
    every = (await shop.ask("GET", "/sessions/test")).body.decode()
    assert held(shop, every) == ["식빵 주세요", "단팥빵 주세요", "식빵 주세요 (2)"]
    when = quote('Order.bread = "식빵"')
    some = (await shop.ask("GET", f"/sessions/test?when={when}&limit=1")).body.decode()
    assert held(shop, some) == ["식빵 주세요"]
    none = await shop.ask("GET", f"/sessions/test?when={quote('turn > 9')}")
    assert (none.status, none.json["where"]) == (404, "query.when")
    wrong = await shop.ask("GET", f"/sessions/test?when={quote('trun > 9')}")
    assert (wrong.status, wrong.json["where"]) == (400, "query.when")


async def test_what_was_refused_and_what_a_fault_said_is_not_expected_again(shop: Bakery) -> None:
    uuid = await shop.opened()
    await shop.ask("POST", "/faults", [{"error": "Too Many Requests", "times": 1}])
    await shop.dialog(method="dialog", uuid=uuid, text="식빵 주세요")
    await shop.ask("POST", "/faults", [{"text": "아무 말", "times": 1}])
    await shop.dialog(method="dialog", uuid=uuid, text="빵 사고 싶어요")
    await shop.said(uuid, "식빵이요")
    text = (await shop.ask("GET", f"/sessions/{uuid}/test")).body.decode()
    assert "아무 말" not in text
    assert text.count("user:") == 2
    assert held(shop, text) == ["빵 사고 싶어요"]


async def test_what_was_said_on_another_day_is_left_out(shop: Bakery) -> None:
    uuid = await shop.opened()
    await shop.said(uuid, "빵 사고 싶어요")
    await shop.ask("POST", "/clock/move", {"seconds": 86_400})
    uuid = await shop.opened()
    await shop.said(uuid, "빵 사고 싶어요")
    await shop.ask("POST", "/clock/move", {"seconds": -86_400})
    await shop.said(uuid, "식빵이요")
    text = (await shop.ask("GET", f"/sessions/{uuid}/test")).body.decode()
    assert held(shop, text) == ["빵 사고 싶어요"]
    assert "식빵이요" not in text


async def test_numbers_that_depend_on_the_day_are_patterns(tmp_path: Path) -> None:
    slot = "      when: {type: date}\nacts:\n  ask_when: <Order.when>\n"
    way = '    next: [{task: day, when: act = "ask_when"}, {task: selling'
    asking = BAKERY.replace("acts:\n", slot, 1).replace("    next: {task: selling", way)
    asking = asking.replace('when: act = "order"}', 'when: act = "order"}]', 1)
    text = asking + '  day:\n    say: "{Order.when:iso}에 엽니다. 문은 2개입니다."\n'
    async with bakery(tmp_path, text=text) as shop:
        await shop.ask("POST", "/clock/freeze", {"at": "2026-12-24"})
        uuid = await shop.opened()
        assert await shop.said(uuid, "내일") == "2026-12-25에 엽니다. 문은 2개입니다.\n"
        kept = (await shop.ask("GET", f"/sessions/{uuid}/test")).body.decode()
        (said,) = [line for line in kept.splitlines() if "matches" in line]
        assert said == (r'        matches: "^[0-9]+-[0-9]+-[0-9]+에 엽니다\\. 문은 2개입니다\\.$"')
        assert held(shop, kept) == ["내일"]


async def test_a_session_is_shown_as_text(shop: Bakery) -> None:
    uuid = await shop.opened()
    await shop.said(uuid, "식빵 주세요")
    answer = await shop.ask("GET", f"/sessions/{uuid}/transcript")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    first, *lines = answer.body.decode().splitlines()
    assert first == f"Bakery {uuid}"
    assert lines[0].strip() == "봇: 어서 오세요."
    assert lines[2].strip() == "나: 식빵 주세요"


async def test_what_cannot_be_kept_is_said(shop: Bakery, tmp_path: Path) -> None:
    gone = await shop.ask("GET", f"/sessions/{'1' * 18}/test")
    assert (gone.status, gone.json["where"]) == (404, "path.uuid")
    wanted = {"domain": "Bakery", "access_key": "k", "task": "selling"}
    uuid = (await shop.ask("POST", "/sessions", wanted)).json["session"]["uuid"]
    await shop.said(uuid, "식빵")
    by_hand = await shop.ask("GET", f"/sessions/{uuid}/test")
    assert by_hand.status == 409
    assert "was put into its state by hand" in by_hand.json["detail"]
    (tmp_path / "small").mkdir()
    async with bakery(tmp_path / "small", Settings(journal=1)) as small:
        uuid = await small.opened()
        await small.said(uuid, "식빵 주세요")
        forgotten = await small.ask("GET", f"/sessions/{uuid}/test")
        assert (forgotten.status, forgotten.json["detail"]) == (
            409,
            "the journal has forgotten how the session was opened",
        )


async def test_sessions_of_several_domains_are_not_kept_in_one_file(shop: Bakery) -> None:
    (shop.folder / "Shop.yaml").write_text(BAKERY.replace("Bakery", "Shop"), encoding="utf-8")
    await shop.ask("POST", "/domains/reload", {})
    await shop.opened()
    await shop.dialog(method="open_dialog", name="Shop", access_method="internal_data")
    refused = await shop.ask("GET", "/sessions/test")
    assert refused.status == 409
    assert refused.json["detail"] == (
        "the sessions are of several domains (Bakery, Shop), and a file of conversations is of one;"
        ' add domain = "Bakery" to the condition'
    )


async def test_the_documented_errors_are_listed(shop: Bakery) -> None:
    errors = (await shop.ask("GET", "/errors")).json["errors"]
    assert len(errors) == 23
    assert errors[0]["kind"] == "engine"
    by_text = {one["error"]: one for one in errors}
    assert by_text["Too Many Requests"] == {
        "error": "Too Many Requests", "kind": "gateway", "status": 429, "method": "",
    }  # fmt: skip
    added = await shop.ask("POST", "/faults", [{"error": one["error"]} for one in errors])
    assert added.status == 201
