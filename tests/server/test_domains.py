"""The domains that a server begins to serve: for a test all at once, for serve one by one."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from mockgenie.dialog import Engine
from mockgenie.domain import DomainError, Library
from mockgenie.server import Arriving, DomainsError
from mockgenie.server.domains import Shipped, engines_at
from mockgenie.testing.live import serve
from tests.support import PATIENCE
from tests.testing.cafe import CAFE
from tests.testing.live.bot import Bot

HELLO = "tasks: {hello: {say: 안녕하세요.}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With two domains, one of them in a folder of its own."""
    (tmp_path / "Hello.yaml").write_text(HELLO, "utf-8")
    (tmp_path / "Cafe").mkdir()
    (tmp_path / "Cafe" / "domain.yaml").write_text(CAFE, "utf-8")
    return tmp_path


def test_nothing_stands_for_the_domains_that_come_with_mockgenie() -> None:
    assert "Weather" in engines_at(None)


def test_a_domain_that_comes_with_mockgenie_is_read_when_it_is_asked_for() -> None:
    engines = Shipped()
    assert len(engines) == len(list(engines)) == 8
    assert {name: engines[name].domain.name for name in engines} == {name: name for name in engines}
    assert engines["Weather"] is engines["Weather"] is Shipped()["Weather"]
    assert engines.get("Nowhere") is None


def test_where_nothing_is_asked_of_slots_no_domain_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []

    def reading(engines: Shipped, name: str) -> Engine:
        read.append(name)
        return made(engines, name)

    made = Shipped.__getitem__
    monkeypatch.setattr(Shipped, "__getitem__", reading)
    with serve() as server:
        server.fail_next("Invalid method", times=1, text="아무 말")
        server.assert_not_called(method="dialog", when='turn = 3 and state = "end"')
        server.clear()
        assert read == []
        with pytest.raises(TypeError, match=r'no matcher "Wether\.city", did you mean'):
            server.assert_not_called(**{"Wether.city": "서울"})
        server.assert_not_called(**{"Weather.city": "서울"})
        assert set(read) == set(Shipped())


def test_a_folder_has_all_its_domains(folder: Path) -> None:
    assert sorted(engines_at(folder)) == sorted(engines_at(str(folder))) == ["Cafe", "Hello"]


def test_a_file_is_a_domain(folder: Path) -> None:
    assert list(engines_at(folder / "Hello.yaml")) == ["Hello"]


def test_several_places_have_each_domain_once(folder: Path) -> None:
    places = [folder / "Hello.yaml", folder, folder / "Cafe"]
    assert list(engines_at(places)) == ["Hello", "Cafe"]


def test_a_text_is_the_domain_of_its_name() -> None:
    with serve({"Hello": HELLO, "인사": HELLO.replace("안녕하세요", "반갑습니다")}) as server:
        assert Bot(server.url).open("Hello") == "안녕하세요.\n"
        assert Bot(server.url).open("인사") == "반갑습니다.\n"


def test_domains_are_read_once_whoever_serves_them(folder: Path) -> None:
    first, second = engines_at(folder), engines_at([folder / "Cafe", folder / "Hello.yaml"])
    assert first["Cafe"] is second["Cafe"]
    assert first["Hello"] is second["Hello"]
    assert engines_at({"Cafe": CAFE})["Cafe"] is engines_at({"Cafe": CAFE})["Cafe"]


def test_a_file_that_has_changed_is_read_again(folder: Path) -> None:
    before = engines_at(folder)
    (folder / "Hello.yaml").write_text(HELLO.replace("안녕하세요", "어서 오세요"), "utf-8")
    after = engines_at(folder)
    assert after["Hello"].domain != before["Hello"].domain
    assert after["Cafe"] is before["Cafe"]


def test_many_threads_may_read_the_same_domains(folder: Path) -> None:
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(engines_at(folder)["Cafe"])) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(found) == 8
    assert len(set(found)) == 1


def test_what_is_wrong_in_a_file_is_told_with_its_place(folder: Path) -> None:
    broken = folder / "Hello.yaml"
    broken.write_text("task: {}\n", "utf-8")
    with pytest.raises(DomainsError) as told:
        serve(folder)
    assert f"{broken}:1:1: " in str(told.value)
    assert 'unknown field "task" in a domain, did you mean "tasks"?' in str(told.value)


def test_what_is_wrong_in_a_text_is_told_with_its_place() -> None:
    with pytest.raises(DomainsError, match=r'^Hello\.yaml:1:1: .*\n?.*unknown field "task"'):
        serve({"Hello": "task: {}\n"})


def test_two_domains_of_one_name_are_told(folder: Path) -> None:
    (folder / "Other.yaml").write_text(f"name: Hello\n{HELLO}", "utf-8")
    with pytest.raises(DomainsError, match=r'Other\.yaml: there is another .* called "Hello"'):
        serve(folder)


def test_a_text_that_has_another_name_is_told() -> None:
    with pytest.raises(DomainsError, match='the text says "name: Cafe"'):
        serve({"Caffe": CAFE})


@pytest.mark.parametrize("name", ["", "../Hello", "a/b", "a\\b", "가\n나"])
def test_a_name_that_no_file_can_have_is_told(name: str) -> None:
    with pytest.raises(DomainsError, match="cannot be the name of a file"):
        serve({name: HELLO})


def test_a_place_without_domains_is_told(tmp_path: Path) -> None:
    with pytest.raises(DomainsError, match="there is no domain"):
        serve(tmp_path)


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        serve(tmp_path / "nowhere")


@pytest.fixture
def three_domains(tmp_path: Path) -> Path:
    for name in ("A", "B", "C"):
        text = f"tasks: {{greeting: {{say: {name}}}}}\nname: Domain{name}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_one_that_is_asked_for_is_read_alone(three_domains: Path) -> None:
    library = Library([three_domains])
    engines = Arriving(library)
    assert library.editions == {}
    assert not isinstance(engines["DomainC"], DomainError)
    assert list(library.editions) == ["DomainC"]


def test_they_are_read_one_by_one(three_domains: Path) -> None:
    library = Library([three_domains])
    engines = Arriving(library)
    first = engines["DomainB"]
    read = [len(library.editions)]
    while engines.read_next():
        read.append(len(library.editions))
    assert read == [1, 2, 3]
    assert sorted(engines) == ["DomainA", "DomainB", "DomainC"]
    assert engines["DomainB"] is first
    assert library.unread() == []


def test_one_that_is_not_there_is_looked_for_in_all_of_them(three_domains: Path) -> None:
    engines = Arriving(Library([three_domains]))
    assert "Other" not in engines
    assert not engines.read_next()


def test_a_file_that_names_no_domain_is_called_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "Cafe.yaml").write_text("tasks: {hi: {say: 네}}", encoding="utf-8")
    (tmp_path / "Broken.yaml").write_text("tasks: 3", encoding="utf-8")
    engines = Arriving(Library([tmp_path]))
    assert engines["Cafe"] is not None
    assert isinstance(engines["Broken"], DomainError)


def test_a_place_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        Arriving(Library([tmp_path / "nowhere"]))
