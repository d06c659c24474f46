"""The engines and conversations that these tests use."""

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

__all__ = [
    "begin",
    "domain",
    "new_session",
    "talk",
    "travel",
    "weather",
    "weather_domain",
    "weather_engine",
]
