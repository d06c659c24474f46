"""What each runtime is told by the environment."""

from __future__ import annotations

import os

import pytest

from mockgenie.launch import (
    ETRI,
    Endpoint,
    Redirection,
    isolated_environment,
    redirecting_environment,
)

TARGET, PROXY = Endpoint("127.0.0.1", 4000), Endpoint("127.0.0.1", 5000)


def environment(*places: Endpoint, **given: str) -> dict[str, str]:
    """What is made of an environment for a command whose connections to these places, or to that of
    the guide, are led elsewhere."""
    return redirecting_environment(given, Redirection(places or (ETRI,), TARGET), PROXY)


def test_what_reads_http_proxy_asks_the_proxy_and_nobody_for_this_machine() -> None:
    made = environment()
    for name in ("http_proxy", "HTTP_PROXY"):
        assert made[name] == "http://127.0.0.1:5000"
    for name in ("no_proxy", "NO_PROXY"):
        assert made[name] == "localhost,127.0.0.1,::1"


def test_https_goes_where_it_went() -> None:
    assert environment(https_proxy="http://p:1")["https_proxy"] == "http://p:1"
    assert "https_proxy" not in environment()


@pytest.mark.parametrize(
    ("no_proxy", "kept"),
    [
        ("intra.example,localhost", "intra.example,localhost,127.0.0.1,::1"),
        ("*", "localhost,127.0.0.1,::1"),
        ("etri.re.kr, intra.example", "intra.example,localhost,127.0.0.1,::1"),
    ],
)
def test_no_proxy_keeps_all_but_what_would_go_past_the_proxy(no_proxy: str, kept: str) -> None:
    assert environment(no_proxy=no_proxy)["no_proxy"] == kept


def test_java_gets_properties_behind_those_that_it_has() -> None:
    own = "-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=5000"
    assert environment()["JAVA_TOOL_OPTIONS"] == own
    assert environment(JAVA_TOOL_OPTIONS="-Xmx1g")["JAVA_TOOL_OPTIONS"] == f"-Xmx1g {own}"


def test_node_loads_a_module_behind_those_that_it_loads() -> None:
    options = environment(NODE_OPTIONS="--no-warnings")["NODE_OPTIONS"]
    assert options.startswith('--no-warnings --require "')
    assert options.endswith('node.cjs"')


def test_node_asks_the_proxies_of_the_environment_where_that_changes_nothing_else() -> None:
    assert environment()["NODE_USE_ENV_PROXY"] == "1"
    assert environment(NODE_USE_ENV_PROXY="0")["NODE_USE_ENV_PROXY"] == "0"
    assert "NODE_USE_ENV_PROXY" not in environment(HTTPS_PROXY="http://p:1")


def test_python_finds_its_module_before_all_else() -> None:
    first, *others = environment(PYTHONPATH="mine")["PYTHONPATH"].split(os.pathsep)
    assert os.path.exists(os.path.join(first, "sitecustomize.py"))
    assert others == ["mine"]


def test_what_is_loaded_knows_the_target_and_the_places() -> None:
    made = environment(ETRI, Endpoint("other.example", 80))
    assert made["REDIRECTED_BY_MOCKGENIE"] == (
        "127.0.0.1:4000 aiopen.etri.re.kr:8000 other.example:80"
    )


def test_the_rest_of_the_environment_stays() -> None:
    assert environment(HOME="/h")["HOME"] == "/h"


def test_in_a_view_of_its_own_only_a_proxy_could_lead_away() -> None:
    assert isolated_environment({"A": "1"}, [ETRI]) == {"A": "1"}
    made = isolated_environment({"http_proxy": "http://p:1", "NO_PROXY": "a"}, [ETRI])
    assert made["no_proxy"] == made["NO_PROXY"] == "a,aiopen.etri.re.kr"
    assert made["http_proxy"] == "http://p:1"
