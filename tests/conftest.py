"""What holds for every test."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

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
