"""Each refusal of a request has a reason for people, which is no part of the answer."""

from __future__ import annotations

import json

import pytest

from mockgenie.protocol import EngineRefusal, Refusal, read_call

OPEN = {"method": "open_dialog", "name": "Weather", "access_method": "internal_data"}


def why(body: object) -> str:
    """The reason for which a body is refused."""
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    with pytest.raises(Refusal) as caught:
        read_call(raw).request()
    return caught.value.why


def asked(**argument: object) -> dict[str, object]:
    """A body with an argument."""
    return {"access_key": "k", "argument": argument}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({}, "access_key is missing and argument is missing"),
        ({"access_key": "", "argument": OPEN}, "access_key is empty"),
        ({"access_key": "k"}, "argument is missing"),
        ({"access_key": "k", "argument": "x"}, 'argument has to be an object, not a string ("x")'),
        ({"access_key": "k", "argument": [1]}, "argument has to be an object, not a list"),
        (asked(name="Weather"), "argument.method is missing"),
        (
            {"access_key": 5, "argument": OPEN},
            "access_key has to be a string, not a number (5)",
        ),
        (asked(**{**OPEN, "name": ""}), "argument.name is empty"),
        (
            asked(method="open_dialog"),
            "argument.name is missing and argument.access_method is missing",
        ),
        (
            asked(**{**OPEN, "access_method": True}),
            "argument.access_method has to be a string, not true or false (true)",
        ),
        (asked(method="dialog", uuid="1"), "argument.text is missing"),
        (asked(method="dialog", text="안녕"), "argument.uuid is missing"),
        (
            asked(method="dialog", uuid=540833, text="안녕"),
            "argument.uuid has to be a string, not a number (540833)",
        ),
        (
            asked(method="dialog", uuid="1", text=7),
            "argument.text has to be a string, not a number (7)",
        ),
        (
            asked(method="dialog", uuid="1", data={"Weather.city": "서울"}),
            "argument.data has to be a list of objects, not an object",
        ),
        (
            asked(method="dialog", uuid="1", data=[{}, "서울"]),
            'argument.data[1] has to be an object, not a string ("서울")',
        ),
        (
            asked(method="dialog", uuid="1", data=[{"Weather.city": ["서울"]}]),
            'argument.data[0]["Weather.city"] has to be a single value, not a list',
        ),
        (
            asked(method="dialogue"),
            'no method "dialogue"; there are open_dialog, dialog and close_dialog',
        ),
        ([], "the body is JSON, but a list where an object is expected"),
        (b"null", "the body is JSON, but null where an object is expected"),
        (b"", "the request has no body"),
        (b" \n", "the request has no body"),
        (b'{"access_key":"test",}', 'the body is not JSON behind byte 21: "access_key":"test",▶}'),
        (
            b'{"access_key":"test"',
            (
                "the body ends after 20 bytes, before its JSON does; does Content-Length count"
                " characters instead of bytes?"
            ),
        ),
        (
            '{"a":"서울"}'.encode("cp949"),
            "the body is not UTF-8 at byte 6; it looks like CP949 (EUC-KR)",
        ),
        (b'{"a":"\xff"}', "the body is not UTF-8 at byte 6"),
        (
            '{"a":"서울'.encode()[:-1],
            (
                "the body is not UTF-8 at byte 9, where it ends within a letter; does"
                " Content-Length count characters?"
            ),
        ),
    ],
)
def test_a_refusal_says_what_is_wrong_and_where(body: object, reason: str) -> None:
    assert why(body) == reason


def test_of_a_long_value_the_beginning_is_shown() -> None:
    reason = why(asked(method="x" * 1000))
    assert reason == f'no method "{"x" * 60}…"; there are open_dialog, dialog and close_dialog'


def test_the_documented_text_is_as_it_was() -> None:
    with pytest.raises(EngineRefusal) as caught:
        read_call(b'{"a":"\xff"}')
    assert caught.value.message == (
        "JSON parsing error, error type: Invalid encoding in string., offset: 6"
    )


def test_deep_nesting_has_a_reason_too() -> None:
    assert why(b"[" * 100_000).startswith("the body is not JSON behind byte ")
