"""The proxies that an environment names."""

from __future__ import annotations

import pytest

from mockgenie.launch import (
    ETRI,
    Endpoint,
    UnusableProxy,
    UpstreamProxy,
    bypass_list,
    bypasses,
    upstream_proxy,
)


@pytest.mark.parametrize(
    ("environment", "proxy"),
    [
        ({}, None),
        ({"http_proxy": ""}, None),
        ({"https_proxy": "http://p:1"}, None),
        ({"http_proxy": "http://p:3128/"}, UpstreamProxy(Endpoint("p", 3128))),
        ({"HTTP_PROXY": "p:3128"}, UpstreamProxy(Endpoint("p", 3128))),
        ({"ALL_PROXY": "http://p"}, UpstreamProxy(Endpoint("p", 80))),
        ({"all_proxy": "http://q", "http_proxy": "http://p"}, UpstreamProxy(Endpoint("p", 80))),
        # base64 of "me:a b", RFC 7617
        ({"http_proxy": "http://me:a%20b@p:1"}, UpstreamProxy(Endpoint("p", 1), "Basic bWU6YSBi")),
    ],
)
def test_the_proxy_for_http(environment: dict[str, str], proxy: UpstreamProxy | None) -> None:
    assert upstream_proxy(environment) == proxy


@pytest.mark.parametrize("url", ["socks5://p:1", "https://p:1", "http://p:port", "http://"])
def test_a_proxy_of_another_kind_is_refused_by_the_name_of_its_variable(url: str) -> None:
    with pytest.raises(UnusableProxy, match=r"^HTTP_PROXY"):
        upstream_proxy({"HTTP_PROXY": url})


@pytest.mark.parametrize(
    ("no_proxy", "covered"),
    [
        ("", False),
        ("localhost", False),
        ("*", True),
        ("localhost, aiopen.etri.re.kr", True),
        ("AIOPEN.ETRI.RE.KR", True),
        ("etri.re.kr", True),
        (".re.kr", True),
        ("open.etri.re.kr", False),
        ("aiopen.etri.re.kr:8000", True),
        ("etri.re.kr:8000", True),
        ("aiopen.etri.re.kr:80", False),
        (",,", False),
    ],
)
def test_what_no_proxy_covers(no_proxy: str, covered: bool) -> None:
    assert bypasses(no_proxy, ETRI) == covered


def test_an_ipv6_address_is_covered_without_its_brackets() -> None:
    assert bypasses("localhost,::1", Endpoint("::1", 80))


def test_the_small_letters_count_first() -> None:
    assert bypass_list({"NO_PROXY": "a", "no_proxy": "b"}) == "b"
    assert bypass_list({"NO_PROXY": "a"}) == "a"
    assert bypass_list({}) == ""
