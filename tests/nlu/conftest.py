"""The engines and conversations that these tests use."""

import pytest

from tests.engines import (
    begin,
    domain,
    new_session,
    talk,
    travel,
    weather,
    weather_domain,
    weather_engine,
)
from tests.nlu.steps import INN, Steps, load

__all__ = [
    "begin",
    "domain",
    "inn",
    "new_session",
    "talk",
    "travel",
    "weather",
    "weather_domain",
    "weather_engine",
]


@pytest.fixture(scope="session")
def inn(tmp_path_factory: pytest.TempPathFactory) -> Steps:
    """The steps of a domain of inns, visits and rides."""
    return Steps(load(tmp_path_factory.mktemp("inn"), INN))
