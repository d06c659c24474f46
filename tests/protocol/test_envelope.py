"""The three envelopes, byte for byte (wire contract, section 2)."""

from __future__ import annotations

import pytest

from mockgenie.protocol import ENVELOPES

OBJECT = '{"method":"close_dialog"}'
LINKED = '"return_type":"com.google.gson.internal.LinkedTreeMap",'


def test_there_are_three_envelopes_and_the_first_is_the_guides() -> None:
    assert list(ENVELOPES) == ["guide", "observed", "legacy"]
    assert [envelope.name for envelope in ENVELOPES.values()] == ["guide", "observed", "legacy"]


@pytest.mark.parametrize(
    ("envelope", "request_id", "body"),
    [
        (
            "guide",
            None,
            f'{{"request_id":"reserved field","result":0,{LINKED}"return_object":{{}}}}',
        ),
        ("guide", "가-1", f'{{"request_id":"가-1","result":0,{LINKED}"return_object":{{}}}}'),
        ("guide", "", f'{{"request_id":"","result":0,{LINKED}"return_object":{{}}}}'),
        ("observed", None, f'{{"result":0,{LINKED}"return_object":{{}}}}'),
        ("observed", "a", f'{{"request_id":"a","result":0,{LINKED}"return_object":{{}}}}'),
        ("legacy", None, '{"result":0,"return_object":{}}'),
        ("legacy", "a", '{"result":0,"return_object":{}}'),
    ],
)
def test_a_success_is_wrapped(envelope: str, request_id: str | None, body: str) -> None:
    assert ENVELOPES[envelope].success(request_id, "{}") == body.encode()


@pytest.mark.parametrize(
    ("envelope", "request_id", "body"),
    [
        ("guide", None, '{"request_id":"reserved field","result":-1,"reason":"R"}'),
        ("guide", "a", '{"request_id":"a","result":-1,"reason":"R"}'),
        ("observed", None, '{"result":-1,"reason":"R"}'),
        ("observed", "a", '{"request_id":"a","result":-1,"reason":"R"}'),
        ("legacy", None, '{"result":-1,"reason":"R"}'),
        ("legacy", "a", '{"result":-1,"reason":"R"}'),
    ],
)
def test_a_failure_is_wrapped(envelope: str, request_id: str | None, body: str) -> None:
    assert ENVELOPES[envelope].failure(request_id, "R") == body.encode()


@pytest.mark.parametrize("envelope", ["guide", "observed"])
def test_a_request_id_is_quoted(envelope: str) -> None:
    start = b'{"request_id":"\\"\\n\\u2028<","result":'
    assert ENVELOPES[envelope].success('"\n\u2028<', OBJECT).startswith(start)
    assert ENVELOPES[envelope].failure('"\n\u2028<', "R").startswith(start)


@pytest.mark.parametrize("envelope", ENVELOPES)
def test_korean_leaves_as_utf_8(envelope: str) -> None:
    assert '"서울"'.encode() in ENVELOPES[envelope].success(None, '{"system_text":"서울"}')


@pytest.mark.parametrize("envelope", ENVELOPES)
def test_half_of_a_surrogate_pair_cannot_be_written(envelope: str) -> None:
    with pytest.raises(UnicodeEncodeError):
        ENVELOPES[envelope].success(None, '{"system_text":"\ud83d"}')
