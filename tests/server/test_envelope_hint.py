"""A client that opens sessions and never continues them is taken for an old bot."""

from __future__ import annotations

import pytest

from mockgenie.server.envelope_hint import EnvelopeHint


def suggestions(caplog: pytest.LogCaptureFixture) -> int:
    """How often the legacy envelope was suggested."""
    return sum("--envelope legacy" in record.getMessage() for record in caplog.records)


def test_after_two_sessions_that_were_left_the_third_brings_the_hint(
    caplog: pytest.LogCaptureFixture,
) -> None:
    hint = EnvelopeHint()
    for expected in (0, 0, 1, 1):  # and it is said once
        hint.opened("k", "guide")
        assert suggestions(caplog) == expected


def test_a_client_that_goes_on_is_no_old_bot(caplog: pytest.LogCaptureFixture) -> None:
    hint = EnvelopeHint()
    for _ in range(5):
        hint.opened("k", "guide")
        hint.opened("k", "guide")
        hint.continued("k")
    assert suggestions(caplog) == 0


def test_clients_are_counted_each_on_their_own(caplog: pytest.LogCaptureFixture) -> None:
    hint = EnvelopeHint()
    for key in ("a", "b", "c", "a", "b", "c"):
        hint.opened(key, "observed")
    assert suggestions(caplog) == 0
    hint.opened("b", "observed")
    assert suggestions(caplog) == 1
    assert "the observed envelope" in caplog.text


def test_who_is_answered_in_the_legacy_envelope_needs_no_hint(
    caplog: pytest.LogCaptureFixture,
) -> None:
    hint = EnvelopeHint()
    for _ in range(5):
        hint.opened("k", "legacy")
    assert suggestions(caplog) == 0


def test_few_clients_are_remembered(caplog: pytest.LogCaptureFixture) -> None:
    hint = EnvelopeHint()
    hint.opened("k", "guide")
    hint.opened("k", "guide")
    for number in range(1_000):
        hint.opened(str(number), "guide")
    hint.opened("k", "guide")
    assert suggestions(caplog) == 0
