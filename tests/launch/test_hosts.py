"""The file with the names that a machine knows."""

from __future__ import annotations

from pathlib import PureWindowsPath

import pytest

from mockgenie.launch import HostsLine, hosts_file, hosts_lines
from mockgenie.launch.hosts import with_names
from mockgenie.launch.isolation import with_files_first

TEXT = """\
# names
127.0.0.1  localhost
\t127.0.0.1 AIOPEN.etri.re.kr  # left behind
#127.0.0.1 commented.example
10.0.0.1 a aiopen.etri.re.kr b
10.0.0.2
"""


def test_lines_that_name_something() -> None:
    assert list(hosts_lines(TEXT)) == [
        HostsLine(2, "127.0.0.1", ("localhost",)),
        HostsLine(3, "127.0.0.1", ("aiopen.etri.re.kr",)),
        HostsLine(5, "10.0.0.1", ("a", "aiopen.etri.re.kr", "b")),
    ]


def test_names_are_at_their_new_address_alone() -> None:
    text = with_names(TEXT, ["aiopen.etri.re.kr"], "127.80.1.1")
    assert text == (
        "127.80.1.1 aiopen.etri.re.kr\n"
        "# names\n"
        "127.0.0.1  localhost\n"
        "#127.0.0.1 commented.example\n"
        "10.0.0.1 a b\n"
        "10.0.0.2\n"
    )


def test_where_the_file_is() -> None:
    windows = hosts_file({"SystemRoot": r"D:\Win"}, "win32")
    assert PureWindowsPath(windows).name == "hosts"
    assert "etc" in str(windows)
    assert str(hosts_file({}, "linux").as_posix()) == "/etc/hosts"
    assert str(hosts_file({}, "darwin").as_posix()) == "/etc/hosts"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("hosts: files dns", "hosts: files dns"),
        ("hosts:\t\tfiles", "hosts:\t\tfiles"),
        (
            "hosts: mymachines resolve [!UNAVAIL=return] files myhostname dns",
            "hosts: files mymachines resolve [!UNAVAIL=return] myhostname dns",
        ),
        ("hosts: dns [!UNAVAIL=return] files", "hosts: files dns [!UNAVAIL=return]"),
        ("hosts: dns files [NOTFOUND=return] nis  # x", "hosts: files dns nis"),
        ("passwd: dns files", "passwd: dns files"),
    ],
)
def test_names_are_looked_for_in_files_before_all_else(before: str, after: str) -> None:
    assert with_files_first(f"a: b\n{before}\nc: d\n") == f"a: b\n{after}\nc: d\n"
