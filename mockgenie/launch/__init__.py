"""Somebody's bot as a command of its own, run as it is: what it takes for the connections that it
makes to an address that is compiled in to be made to another.

Each runtime heeds something else: variables for proxies (`environment`, with `forwarding` as the
proxy that they name), modules that are loaded before the program (`preload/`), and, on Linux, the
names that a view of its own has (`isolation`).
"""

from mockgenie.launch.command import CannotRun, find_program, run_to_end
from mockgenie.launch.endpoints import ETRI, Endpoint, Redirection, endpoint_of
from mockgenie.launch.environment import isolated_environment, redirecting_environment
from mockgenie.launch.forwarding import ForwardingProxy
from mockgenie.launch.hosts import HostsLine, hosts_file, hosts_lines
from mockgenie.launch.isolation import Isolation, NotIsolated, why_not_isolated
from mockgenie.launch.ports import Listening, listening_on
from mockgenie.launch.proxies import (
    UnusableProxy,
    UpstreamProxy,
    bypass_list,
    bypasses,
    proxy_variable,
    upstream_proxy,
)
from mockgenie.launch.relay import Relay

__all__ = [
    "ETRI",
    "CannotRun",
    "Endpoint",
    "ForwardingProxy",
    "HostsLine",
    "Isolation",
    "Listening",
    "NotIsolated",
    "Redirection",
    "Relay",
    "UnusableProxy",
    "UpstreamProxy",
    "bypass_list",
    "bypasses",
    "endpoint_of",
    "find_program",
    "hosts_file",
    "hosts_lines",
    "isolated_environment",
    "listening_on",
    "proxy_variable",
    "redirecting_environment",
    "run_to_end",
    "upstream_proxy",
    "why_not_isolated",
]
