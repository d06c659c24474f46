"""Engines for domains that a test writes, and conversations with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from mockgenie.dialog import AccessMethod, DataRequest, Engine, Reply, Session, Speech
from mockgenie.domain import Domain, load_domain, shipped_folder
from mockgenie.records import Record
from tests.hearing import Listener
from tests.travel import TRAVEL

SUNDAY = date(2026, 11, 22)


class Conversation:
    """A dialog with an engine; `said` is what the system said at the opening."""

    def __init__(
        self,
        engine: Engine,
        access_method: AccessMethod = "internal_data",
        today: date = SUNDAY,
    ) -> None:
        self.engine = engine
        self.today = today
        self.session, self.reply = engine.open(access_method, today)

    @property
    def said(self) -> str:
        """What the system said last; it has to have said something, not asked for records."""
        assert isinstance(self.reply, Speech)
        return self.reply.text

    @property
    def ended(self) -> bool:
        """Whether that was the last that it says."""
        return isinstance(self.reply, Speech) and self.reply.end

    @property
    def requested(self) -> list[tuple[list[str], str]]:
        """The records that the system asked for last: slots and condition of each class."""
        assert isinstance(self.reply, DataRequest)
        return [(list(entry.slots), entry.condition) for entry in self.reply.entries]

    def say(self, text: str) -> str:
        """The user says `text`; what the system says."""
        self.turn(text)
        return self.said

    def turn(self, text: str | None = None, data: list[Record] | None = None) -> Reply:
        """A turn of any kind."""
        self.session, self.reply = self.engine.step(self.session, text, data, self.today)
        return self.reply

    def give(self, *records: Record) -> str:
        """The client gives records; what the system says."""
        self.turn(data=list(records))
        return self.said

    def filled(self) -> dict[str, tuple[str, ...]]:
        """The slots of the session."""
        return dict(self.session.slots)


def load(folder: Path, content: str) -> Domain:
    """The domain of this text, whose file stands in a folder."""
    path = folder / "Test.yaml"
    path.write_text(content, "utf-8")
    return load_domain(path)


@cache
def load_alone(content: str) -> Domain:
    """The domain of this text, which has no files beside it: it is read once for all tests."""
    with TemporaryDirectory() as folder:
        return load(Path(folder), content)


@cache
def engine_alone(content: str) -> Engine:
    """An engine for it: one serves any number of sessions."""
    return Engine(load_alone(content))


@pytest.fixture
def domain(tmp_path: Path) -> Callable[[str], Domain]:
    """Loads a domain from its text."""

    def domain(content: str) -> Domain:
        is_alone = not any(tmp_path.iterdir())
        return load_alone(content) if is_alone else load(tmp_path, content)

    return domain


@pytest.fixture
def talk(tmp_path: Path) -> Callable[..., Conversation]:
    """Begins a conversation in a domain, from its text."""

    def talk(
        content: str, access_method: AccessMethod = "internal_data", today: date = SUNDAY
    ) -> Conversation:
        is_alone = not any(tmp_path.iterdir())
        engine = engine_alone(content) if is_alone else Engine(load(tmp_path, content))
        return Conversation(engine, access_method, today)

    return talk


@pytest.fixture(scope="session")
def weather_domain() -> Domain:
    """The Weather domain that ships."""
    return load_domain(shipped_folder() / "weather" / "domain.yaml")


@pytest.fixture(scope="session")
def weather_engine(weather_domain: Domain) -> Engine:
    """An engine for it: one serves any number of sessions."""
    return Engine(weather_domain)


@pytest.fixture
def weather(weather_engine: Engine) -> Conversation:
    """A conversation in it, on a Sunday."""
    return Conversation(weather_engine)


@pytest.fixture
def begin() -> Callable[..., Conversation]:
    """Begins a conversation with an engine."""
    return Conversation


@pytest.fixture
def new_session() -> Callable[..., Session]:
    """A session by its fields."""

    def new_session(**fields: object) -> Session:
        return Session("Test", "internal_data", "a", **fields)  # type: ignore[arg-type]

    return new_session


@pytest.fixture(scope="session")
def travel(tmp_path_factory: pytest.TempPathFactory) -> Listener:
    """Understands the users of a travel agency."""
    path = tmp_path_factory.mktemp("travel") / "Travel.yaml"
    path.write_text(TRAVEL, "utf-8")
    return Listener(load_domain(path))
