"""What is loaded into Python and Node.js leads their connections, whatever library makes them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mockgenie.testing import MockServer
from tests.clients.runtimes import program
from tests.support import PATIENCE

pytestmark = pytest.mark.slow

BOTS = Path(__file__).parent / "bots"
GREETING = "안녕하세요. 전국 날씨를 알려 드리는 날씨 도우미입니다.\n"
LIBRARIES = {
    "http_client": "",
    "urllib3": "urllib3",
    "requests": "requests",
    "httpx": "httpx",
    "async_httpx": "httpx",
    "aiohttp": "aiohttp",
    "aiodns": "aiodns",
    "asyncio": "",
    "uvloop": "uvloop",
    "socket": "",
    "process": "",
}
"""By each way of libraries.py: the package that it needs."""
NODE_WAYS = ("http", "fetch", "net by options", "net by words", "new net.Socket", "worker")


def run(
    command: list[str], environment: dict[str, str], cwd: Path | None = None
) -> tuple[int, str, str]:
    done = subprocess.run(
        command,
        env={"PYTHONUTF8": "1", **environment},
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_python_library_that_asks_no_proxy(
    library: str, server: MockServer, without_proxy: dict[str, str]
) -> None:
    if LIBRARIES[library]:
        pytest.importorskip(LIBRARIES[library])
    done = run([sys.executable, str(BOTS / "libraries.py"), library], without_proxy)
    assert done == (0, GREETING, "")
    server.assert_called(1)


@pytest.mark.parametrize("way", NODE_WAYS)
def test_a_way_of_node(way: str, server: MockServer, without_proxy: dict[str, str]) -> None:
    # Node 24 and later would ask the proxy first.
    environment = {**without_proxy, "NODE_USE_ENV_PROXY": "0"}
    done = run([program("node"), str(BOTS / "ways.mjs"), way], environment)
    assert done == (0, GREETING, "")
    server.assert_called(1)


def test_python_connects_to_all_else_as_ever(
    server: MockServer, without_proxy: dict[str, str]
) -> None:
    source = (
        "import socket;"
        f"print(socket.getaddrinfo('127.0.0.1', {server.port})[0][4]);"
        "print(socket.getaddrinfo('localhost', None)[0][4][1]);"
        f"print(socket.create_connection(('127.0.0.1', {server.port})).getpeername());"
        "s = socket.socket();"
        f"print(s.connect_ex(('127.0.0.1', {server.port})), s.getpeername())"
    )
    place = ("127.0.0.1", server.port)
    expected = f"{place}\n0\n{place}\n0 {place}\n"
    assert run([sys.executable, "-c", source], without_proxy) == (0, expected, "")


def test_the_sitecustomize_of_a_user_still_runs(
    without_proxy: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text("import builtins; builtins.MINE = __file__\n")
    own, _, others = without_proxy["PYTHONPATH"].partition(os.pathsep)
    path = os.pathsep.join(filter(None, [own, str(tmp_path), others]))
    source = "import sitecustomize as s; print(MINE == s.__file__, s.__name__)"
    done = run([sys.executable, "-c", source], {**without_proxy, "PYTHONPATH": path})
    assert done == (0, "True sitecustomize\n", "")


def test_without_the_variable_nothing_is_changed(without_proxy: dict[str, str]) -> None:
    del without_proxy["REDIRECTED_BY_MOCKGENIE"]
    source = "import sys; print([one for one in sys.meta_path if 'Importing' in str(one)])"
    assert run([sys.executable, "-c", source], without_proxy) == (0, "[]\n", "")
    node = program("node")
    source = "console.log(require('net').Socket.prototype.connect.toString().includes('given'))"
    assert run([node, "-e", source], without_proxy) == (0, "false\n", "")


def test_node_loads_it_from_a_folder_with_blanks_and_quotes(
    server: MockServer, without_proxy: dict[str, str], tmp_path: Path
) -> None:
    from mockgenie.launch import environment as module

    folder = tmp_path / ("a b" if os.name == "nt" else 'a "b" \\c')
    folder.mkdir()
    (folder / "node.cjs").write_bytes((module.PRELOAD / "node.cjs").read_bytes())
    option = module.node_option(folder / "node.cjs")
    environment = {**without_proxy, "NODE_OPTIONS": option, "NODE_USE_ENV_PROXY": "0"}
    done = run([program("node"), str(BOTS / "ways.mjs"), "http"], environment)
    assert done == (0, GREETING, "")
