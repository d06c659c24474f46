"""Conversations are written into a file while a server runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from mockgenie.conversations import read_conversations, run_conversation
from mockgenie.dialog import Engine
from mockgenie.domain import load_domain
from mockgenie.server import Server, Settings, recording
from mockgenie.server.domains import engines_at
from mockgenie.server.recording import RecordError, Recording
from tests.server.admin.calling import BAKERY
from tests.server.rehearsal import Caller
from tests.support import wait_until

Record = Callable[..., Recording]


@pytest.fixture
def server() -> Server:
    """Two bakeries, called in this process."""
    return Server(engines_at({"Bakery": BAKERY, "Shop": BAKERY.replace("Bakery", "Shop")}))


@pytest.fixture
def record(server: Server) -> Iterator[Record]:
    """Records what is said there."""
    begun: list[Recording] = []

    def record(place: Path, idle_seconds: float = 1800) -> Recording:
        recording = Recording(
            str(place), lambda name: next(server.versions.of_domain(name), None), idle_seconds
        )
        recording.start()
        begun.append(recording)
        server.journal.listen(recording.note)
        return recording

    yield record
    for one in begun:
        one.stop()


def held(bot: Caller, text: str, domain: str = "Bakery") -> None:
    """A conversation from its opening to its end."""
    uuid = bot.open(domain)
    bot.say(uuid, text)
    bot.call("close_dialog", uuid=uuid)


def names_in(file: Path) -> list[str]:
    """The names of the conversations in a file, which all go as they are written."""
    (file.parent / "Bakery.yaml").write_text(BAKERY, encoding="utf-8")
    domain = load_domain(file.parent / "Bakery.yaml")
    conversations = read_conversations(file, domain)
    assert [run_conversation(Engine(domain), one) for one in conversations] == [None] * len(
        conversations
    )
    return [one.name for one in conversations]


def test_a_conversation_is_written_when_it_has_ended(
    server: Server, record: Record, tmp_path: Path
) -> None:
    file = tmp_path / "Bakery.test.yaml"
    running, bot = record(file), Caller(server)
    held(bot, "식빵 주세요")
    wait_until(file.exists)
    assert names_in(file) == ["식빵 주세요"]
    held(bot, "단팥빵 주세요")
    held(bot, "식빵 주세요")
    running.stop()
    assert names_in(file) == ["식빵 주세요", "단팥빵 주세요", "식빵 주세요 (2)"]
    again = record(file)
    held(bot, "식빵 주세요")
    again.stop()
    assert names_in(file)[-1] == "식빵 주세요 (3)"


def test_what_has_not_ended_is_written_at_the_end_or_when_nobody_goes_on(
    server: Server, record: Record, tmp_path: Path
) -> None:
    file, idle = tmp_path / "Bakery.test.yaml", tmp_path / "idle.test.yaml"
    running, bot = record(file), Caller(server)
    record(idle, idle_seconds=0.01)
    bot.open("Bakery")  # and nothing is said
    bot.say(bot.open("Bakery"), "식빵 주세요")
    wait_until(idle.exists)
    assert not file.exists()
    running.stop()
    assert names_in(file) == ["식빵 주세요"]


def test_each_domain_has_a_file_where_its_name_is_asked_for(
    server: Server, record: Record, tmp_path: Path
) -> None:
    running, bot = record(tmp_path / "kept" / "{domain}.test.yaml"), Caller(server)
    held(bot, "식빵 주세요")
    held(bot, "단팥빵 주세요", "Shop")
    running.stop()
    assert sorted(file.name for file in (tmp_path / "kept").iterdir()) == [
        "Bakery.test.yaml",
        "Shop.test.yaml",
    ]
    assert names_in(tmp_path / "kept" / "Bakery.test.yaml") == ["식빵 주세요"]


def test_a_domain_named_like_a_path_leaves_the_folder_alone() -> None:
    assert recording._NO_FILE.sub("_", "../../etc") == "_._.._etc"
    assert recording._NO_FILE.sub("_", "a/b\\c:d") == "a_b_c_d"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("conversations: []\n", "is no list of conversations"),
        ("a: [\n", "is no file of conversations"),
        ("- name: 시험", "is no list of conversations"),
        (b"\xff\xfe\n", "is no file of conversations"),
    ],
)
def test_nothing_is_added_to_what_is_no_file_of_conversations(
    record: Record, tmp_path: Path, content: str | bytes, problem: str
) -> None:
    file = tmp_path / "other.yaml"
    raw = content if isinstance(content, bytes) else content.encode()
    file.write_bytes(raw)
    with pytest.raises(RecordError, match=problem):
        record(file)
    with pytest.raises(RecordError, match="is no file of at most"):
        record(tmp_path)
    assert file.read_bytes() == raw


def test_a_file_that_is_full_stays_as_it_is(
    server: Server, record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "LARGEST", 500)
    file = tmp_path / "Bakery.test.yaml"
    running, bot = record(file), Caller(server)
    for _ in range(20):
        held(bot, "식빵 주세요")
    running.stop()
    assert 100 < file.stat().st_size <= 500
    assert names_in(file)[0] == "식빵 주세요"


def test_conversations_with_a_gap_are_not_written(
    server: Server, record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "Bakery.test.yaml"
    running, bot = record(file), Caller(server)
    uuid = bot.open("Bakery")
    wait_until(lambda: not running._waiting)
    monkeypatch.setattr(recording, "_MOST_WAITING", 0)
    bot.say(uuid, "빵 사고 싶어요")
    monkeypatch.setattr(recording, "_MOST_WAITING", 2_000)
    bot.say(uuid, "식빵이요")
    held(bot, "단팥빵 주세요")
    running.stop()
    assert names_in(file) == ["단팥빵 주세요"]
    assert [one["name"] for one in yaml.safe_load(file.read_text(encoding="utf-8"))] == [
        "단팥빵 주세요"
    ]


def test_a_journal_that_keeps_few_is_enough(tmp_path: Path) -> None:
    server = Server(engines_at({"Bakery": BAKERY}), Settings(journal=1))
    running = Recording(str(tmp_path / "Bakery.test.yaml"), lambda _: None, 1800)
    running.start()
    server.journal.listen(running.note)
    held(Caller(server), "식빵 주세요")
    running.stop()
    assert names_in(tmp_path / "Bakery.test.yaml") == ["식빵 주세요"]
