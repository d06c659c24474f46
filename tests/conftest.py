"""What holds for every test."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from tests.support import PATIENCE

# No example is refused because a machine was slow for a moment, and a run does not depend on those
# before it. Constants of whatever modules are loaded are tried as well, so runs may still differ.
settings.register_profile(
    "mockgenie",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("mockgenie")


@pytest.fixture
def patient_platforms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Platforms that wait for a bot as long as tests do: five seconds may be too short on a machine
    that has much else to do."""
    for name in ("kakao.SECONDS", "naver.SECONDS", "naver.CONNECT_SECONDS"):
        monkeypatch.setattr(f"mockgenie.platforms.{name}", PATIENCE)
