"""A case told to another server: its address, its access key, its domain."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.contract import Address, CaseStep, Target, address_of
from mockgenie.contract.messages import RequestBytes, request, unescape

OPEN = (
    '{"access_key":"k","argument":'
    '{"method":"open_dialog","name":"Weather","access_method":"internal_data"}}'
)
THERE = Target("dialog.example:8000", "주문", "열쇠-1")
HEAD = (
    "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\n"
    "Content-Length: {length}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n"
)


def answer(result: str, method: str = "dialog") -> str:
    """An answer of the legacy envelope."""
    body = (
        '{"result":0,"return_object":'
        f'{{"method":"{method}","uuid":"617208326861624290","result":{result}}}}}'
    )
    return HEAD.format(length=len(body.encode())) + body


def said(text: str, state: str = "dialog") -> str:
    return f'{{"system_text":{text},"state":"{state}","message":""}}'


def wanted(entries: str) -> str:
    return f'{{"data_request":{entries},"state":"data_request","message":""}}'


def raw(text: str) -> RequestBytes:
    return request(CaseStep(raw=text), {})


def test_the_key_and_the_domain_are_theirs_and_the_length_is_counted_again() -> None:
    sent = THERE.request(request(CaseStep(post=OPEN), {}))
    body = (
        '{"access_key":"열쇠-1","argument":'
        '{"method":"open_dialog","name":"주문","access_method":"internal_data"}}'
    ).encode()
    assert sent.body == body
    assert b"\r\nHost: dialog.example:8000\r\n" in sent.head
    assert b"\r\nContent-Length: %d\r\n" % len(body) in sent.head


def test_a_request_that_was_written_byte_for_byte_is_counted_again() -> None:
    written = f"POST /Dialog HTTP/1.1\\r\\nHost: localhost:8000\\r\\nContent-Length: {len(OPEN)}"
    sent = THERE.request(raw(f"{written}\\r\\n\\r\\n{OPEN}"))
    assert sent.head == (
        b"POST /Dialog HTTP/1.1\r\nHost: dialog.example:8000\r\nContent-Length: %d\r\n\r\n"
        % len(sent.body)
    )
    assert json.loads(sent.body)["access_key"] == "열쇠-1"


def test_chunks_are_counted_again() -> None:
    chunked = unescape(
        r"POST /Dialog HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
        r'1\r\n{\r\n10;name=value\r\n"access_key":"k"\r\n1\r\n}\r\n0\r\n\r\n'
    ).decode()
    sent = Target("x", "Weather", "0123456789").request(
        raw(chunked.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n"))
    )
    # "access_key":"0123456789" is 25 bytes long.
    assert sent.body == (
        b'1\r\n{\r\n19;name=value\r\n"access_key":"0123456789"\r\n1\r\n}\r\n0\r\n\r\n'
    )


@pytest.mark.parametrize(
    "body", ['{"access_key":"k"', '{"access_key":"k",}', '["access_key","k"]', ""]
)
def test_what_is_no_object_stays_as_its_offsets_have_it(body: str) -> None:
    assert THERE.request(request(CaseStep(post=body), {})).body == body.encode()


def test_a_body_that_is_cut_by_its_length_stays_as_it_is() -> None:
    head = ("POST /Dialog HTTP/1.1", "Host: localhost", "Content-Length: 46")
    assert THERE.request(request(CaseStep(post=OPEN, head=head), {})).body == OPEN.encode()


def test_absolute_targets_and_authorization_are_theirs() -> None:
    head = (
        "POST http://aiopen.etri.re.kr:8000/Dialog?x=1 HTTP/1.1",
        "Host: aiopen.etri.re.kr:8000",
        "authorization: k",
        "Content-Length: {length}",
    )
    sent = THERE.request(request(CaseStep(post="{}", head=head), {}))
    assert sent.head.decode() == (
        "POST http://dialog.example:8000/Dialog?x=1 HTTP/1.1\r\nHost: dialog.example:8000\r\n"
        "authorization: 열쇠-1\r\nContent-Length: 2\r\n\r\n"
    )


def test_without_a_key_those_of_the_cases_are_sent() -> None:
    sent = Target("x", "Weather").request(request(CaseStep(post=OPEN), {}))
    assert sent.body == OPEN.encode()


CONTRACT = answer(said('"언제인가요?\\n"'))


def test_what_a_domain_says_is_its_own_affair() -> None:
    got = answer(said('"\\"무엇\\"을 <드릴까요>?\\n"'))
    assert THERE.adapt(CONTRACT, got.encode()).text == got
    assert THERE.adapt(CONTRACT, got.encode()).undecided == ""


@pytest.mark.parametrize(
    ("got", "right"),
    [
        ('"무엇?"', '"무엇?\\n"'),
        ('"무엇?\\n\\n"', '"무엇?\\n"'),
        ('"\\ubb34\\uc5c7\\n"', '"무엇\\n"'),
        ('"1 \\/ 2 \\u003c 3\\n"', '"1 / 2 < 3\\n"'),
        ('"가\u2028나\\n"', '"가\\u2028나\\n"'),
        ("null", '"…\\n"'),
    ],
)
def test_but_it_is_written_as_the_contract_has_it(got: str, right: str) -> None:
    expected = THERE.adapt(CONTRACT, answer(said(got)).encode())
    assert expected.text == answer(said(right))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_it_says_has_one_way_to_be_written(text: str) -> None:
    written = json.dumps(text.rstrip("\n") + "\n", ensure_ascii=False)
    right = answer(said(written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")))
    for spelled in (written, json.dumps(text)):
        assert THERE.adapt(CONTRACT, answer(said(spelled)).encode()).text == right


def test_a_domain_that_goes_otherwise_decides_nothing() -> None:
    got = answer(said('"안녕히 가세요.\\n"', "end"))
    expected = THERE.adapt(CONTRACT, got.encode())
    assert expected.text == got
    assert expected.undecided == ("the domain 주문 answered with state end where dialog was needed")


def test_an_opening_that_should_end_may_go_on() -> None:
    case = answer(said('"오늘은 쉽니다.\\n"', "end"), "open_dialog")
    got = answer(said('"어서 오세요.\\n"', "start"), "open_dialog")
    assert THERE.adapt(case, got.encode()).text == got
    assert THERE.adapt(case, got.encode()).undecided == ""


DATA = answer(wanted('[{"slots":["Weather.city"],"condition":""}]'))


@pytest.mark.parametrize(
    ("got", "right"),
    [
        (
            '[{"slots":["Menu.name","Menu.price"],"condition":"Menu.price<=\\"9000\\""}]',
            '[{"slots":["Menu.name","Menu.price"],"condition":"Menu.price<=\\"9000\\""}]',
        ),
        (
            '[{"condition":"A.b = 3 AND A.c ~= \\"라\\"","slots":["A.b"]},{}]',
            (
                '[{"slots":["A.b"],"condition":"A.b=\\"3\\" and A.c~=\\"라\\""},'
                '{"slots":["…"],"condition":"…"}]'
            ),
        ),
        ('[{"slots":[],"condition":"A.b="}]', '[{"slots":["…"],"condition":"…"}]'),
        ("[]", '[{"slots":["…"],"condition":"…"}]'),
    ],
)
def test_what_data_it_wants_is_written_as_the_guide_does(got: str, right: str) -> None:
    assert THERE.adapt(DATA, answer(wanted(got)).encode()).text == answer(wanted(right))


@pytest.mark.parametrize("got", ["", "HTTP/1.1 200 OK\r\n\r\n[]", "no HTTP", CONTRACT])
def test_errors_and_closings_are_not_the_domains_affair(got: str) -> None:
    closing = answer('{"state":"end","message":""}', "close_dialog")
    refusal = HEAD.format(length=40) + '{"result":-1,"reason":"Unknown Handler"}'
    error = answer('{"system_text":"","state":"error","message":"Dialog engine: unexpected error"}')
    for text in (closing, refusal, error):
        assert THERE.adapt(text, got.encode()).text == text


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://localhost:8000/Dialog", Address("localhost", 8000, "localhost:8000")),
        ("http://localhost:8000", Address("localhost", 8000, "localhost:8000")),
        ("HTTP://Example.KR/", Address("example.kr", 80, "Example.KR")),
        ("http://[::1]:8000/Dialog", Address("::1", 8000, "[::1]:8000")),
    ],
)
def test_where_a_server_is(url: str, address: Address) -> None:
    assert address_of(url) == address


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "a URL is wanted like http://localhost:8000/Dialog"),
        ("localhost", "a URL is wanted like http://localhost:8000/Dialog"),
        ("ftp://localhost", "a URL is wanted like http://localhost:8000/Dialog"),
        ("https://x/Dialog", "plain HTTP"),
        ("http://", "it needs a host"),
        ("http://me:secret@localhost/", "no user"),
        ("http://localhost:port/", "no URL: "),
        ("http://localhost:99999/", "no URL: "),
        ("http://[::1/", "no URL: "),
        ("http://한글.kr/", "ASCII"),
        ("http://a b/", "it needs a host"),
        ("http://localhost/dialog", "the path /Dialog"),
        ("http://localhost/Dialog?x=1", "the path /Dialog"),
    ],
)
def test_what_is_wrong_with_one(url: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        address_of(url)
