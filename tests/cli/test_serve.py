"""`mockgenie serve`: how it starts, what it says, how it ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mockgenie.sockets import FASTER, faster_loop
from tests.cli.serving import (
    PATIENCE,
    check_refused,
    command_environment,
    open_dialog,
    spoken,
)
from tests.support import wait_until

pytestmark = pytest.mark.slow  # each test starts processes of its own

Run = Callable[..., subprocess.CompletedProcess[str]]
Serving = Callable[..., Any]
Write = Callable[..., Path]

posix_only = pytest.mark.skipif(os.name != "posix", reason="signals are not the same there")
needs_curl = pytest.mark.skipif(
    os.name != "posix" or shutil.which("curl") is None, reason="no curl in a POSIX shell here"
)


# What keeps it from starting


def test_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    missing = str(tmp_path / "없음")
    check_refused(run("serve", "--port", "0", "--domains", missing), missing)


def test_one_folder_of_several_that_is_not_there(run: Run, tmp_path: Path, write: Write) -> None:
    good, missing = str(write("a/Hotel.yaml").parent), str(tmp_path / "b")
    check_refused(run("serve", "--port", "0", "--domains", good, "--domains", missing), missing)


def test_a_folder_without_a_domain(run: Run, tmp_path: Path) -> None:
    refused = run("serve", "--port", "0", "--domains", str(tmp_path))
    check_refused(refused, "no domain", str(tmp_path), "NAME.yaml")


@posix_only
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0)
    try:
        check_refused(run("serve", "--port", "0", "--domains", str(tmp_path)), str(tmp_path))
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_port_that_is_taken(run: Run, taken_port: int, host: str) -> None:
    refused = run("serve", "--host", host, "--port", str(taken_port))
    check_refused(refused, f"{host}:{taken_port}", "ddress already in use")


def test_a_port_that_is_taken_on_ipv6(run: Run, taken_ipv6_port: int) -> None:
    refused = run("serve", "--port", str(taken_ipv6_port))
    check_refused(refused, f"localhost:{taken_ipv6_port}", "ddress already in use")


@pytest.mark.parametrize("host", ["192.0.2.1", "a" * 70 + ".example", "a..b", "2001:db8::1"])
def test_an_address_that_is_not_ours(run: Run, host: str) -> None:
    check_refused(run("serve", "--host", host, "--port", "0"), host)


# What it says when it is ready

SHIPPED = ["Chatbot", "Home", "Hotel", "Movie", "Pizza", "Restaurant", "Schedule", "Weather"]
LINES = len(SHIPPED) + 3
"""Lines up to the command that opens a dialog."""

CONSOLE = "http://{}:{}/__mockgenie/console"


def test_it_says_where_it_listens_what_it_serves_and_how_to_try(serving: Serving) -> None:
    server = serving()
    ready, *domains, try_it, curl = server.read_lines(LINES)
    assert ready == f"mockgenie listening on http://localhost:{server.port}/Dialog"
    assert [domain.split()[0] for domain in domains] == SHIPPED
    assert re.fullmatch(r"  Weather  .*날씨.*", domains[-1])
    assert try_it == "Try it:"
    assert curl.startswith(f"  curl -s http://localhost:{server.port}/Dialog -d ")
    assert server.stop() == (0, "")


@pytest.mark.parametrize(
    ("options", "host"),
    [
        ((), "localhost"),
        (("--quiet",), "localhost"),
        (("--host", "0.0.0.0"), "127.0.0.1"),
        (("--host", "::1"), "[::1]"),
    ],
)
def test_it_says_where_its_page_is(serving: Serving, options: tuple[str, ...], host: str) -> None:
    server = serving(*options)
    line = server.read_lines(LINES + 1)[-1]
    assert line == f"In the browser: {CONSOLE.format(host, server.port)}"


def told_to_programs(*options: str) -> dict[str, Any]:
    """The first line that a server prints for programs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "mockgenie", "serve", "--port", "0", "--log-format", "json",
         *options],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=command_environment(),
    )  # fmt: skip
    try:
        assert process.stdout
        ready: dict[str, Any] = json.loads(process.stdout.readline())
        return ready
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


def test_programs_are_told_where_its_page_is() -> None:
    ready = told_to_programs()
    assert ready["console"] == ready["listening"].replace("/Dialog", "/__mockgenie/console")


def test_it_runs_in_the_fastest_event_loop_that_is_there_unless_told_otherwise() -> None:
    assert told_to_programs()["loop"] == (FASTER if faster_loop() else "asyncio")
    assert told_to_programs("--loop", "asyncio")["loop"] == "asyncio"


def test_the_browser_is_opened_at_its_page(serving: Serving, tmp_path: Path) -> None:
    script, opened = tmp_path / "browser.py", tmp_path / "opened"
    script.write_text(
        f"import os, sys\nopen({str(opened) + '.new'!r}, 'w').write(sys.argv[1])\n"
        f"os.replace({str(opened) + '.new'!r}, {str(opened)!r})\n",
        encoding="utf-8",
    )
    server = serving("--open", BROWSER=f'"{sys.executable}" "{script}" %s')
    wait_until(opened.exists)
    assert opened.read_text(encoding="utf-8") == CONSOLE.format("localhost", server.port)


@pytest.mark.skipif(sys.platform != "linux", reason="there is always a browser elsewhere")
def test_a_browser_that_cannot_be_opened_is_told(serving: Serving, tmp_path: Path) -> None:
    server = serving("--open", BROWSER=str(tmp_path / "no-browser"), PATH="", DISPLAY="")
    server.errors_until("no browser could be opened; open http://localhost:")


def test_a_name_without_a_description_stands_alone(serving: Serving, write: Write) -> None:
    write("B.yaml", "description: 둘째\ntasks: {a: }\n")
    folder = str(write("A.yaml").parent)
    assert serving("--domains", folder).read_lines(4)[1:3] == ["  A", "  B  둘째"]


@needs_curl
def test_the_printed_command_works(serving: Serving) -> None:
    command = serving().read_lines(LINES)[-1]
    answer = subprocess.run(
        ["sh", "-c", command], capture_output=True, encoding="utf-8", timeout=PATIENCE, check=True
    ).stdout
    assert re.fullmatch(
        r'\{"request_id":"reserved field","result":0,'
        r'"return_type":"com\.google\.gson\.internal\.LinkedTreeMap",'
        r'"return_object":\{"method":"open_dialog","uuid":"[1-9][0-9]{17}",'
        r'"result":\{"system_text":"안녕하세요\..*\\n","state":"start","message":""\}\}\}',
        answer,
    )


@needs_curl
@pytest.mark.parametrize("name", ["날씨", 'it\'s "here"', "a b; echo $HOME `id`", "\\n\\", "-d @x"])
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "0.0.0.0"])
def test_the_printed_command_works_for_any_name(
    serving: Serving, write: Write, name: str, host: str
) -> None:
    path = write(
        "a.yaml", f"name: {json.dumps(name, ensure_ascii=False)}\ntasks: {{a: {{say: 네}}}}"
    )
    command = serving("--domains", str(path), "--host", host).read_lines(4)[3]
    answer = subprocess.run(
        ["sh", "-c", command], capture_output=True, encoding="utf-8", timeout=PATIENCE, check=True
    ).stdout
    assert spoken(answer) == "네\n"


@needs_curl
@pytest.mark.usefixtures("ipv6")
@pytest.mark.parametrize("host", ["::1", "::"])
def test_the_printed_command_works_on_ipv6(serving: Serving, host: str) -> None:
    server = serving("--host", host)
    assert server.host == f"[{host}]"
    command = server.read_lines(LINES)[-1]
    answer = subprocess.run(
        ["sh", "-c", command], capture_output=True, encoding="utf-8", timeout=PATIENCE, check=True
    ).stdout
    assert spoken(answer).startswith("안녕하세요.")


def test_a_console_without_korean_letters_is_no_obstacle(serving: Serving, write: Write) -> None:
    path = write("a.yaml", "name: 날씨\nfoo: 1\ntasks: {a: {say: 네}}\n")
    write("b.yaml", "name: 둘째\ntasks: {a: {say: 네}}\n")
    ascii_only = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    server = serving("--domains", str(path.parent), **ascii_only)
    assert spoken(server.post(open_dialog("둘째"))) == "네\n"
    code, _ = server.stop()
    assert code == 0 or os.name != "posix"


# What it serves


def test_several_folders_and_files_are_served(serving: Serving, write: Write) -> None:
    places = [write("a/Hotel.yaml").parent, write("b/Taxi/domain.yaml").parent, write("Zoo.yaml")]
    options = [option for place in places for option in ("--domains", str(place))]
    server = serving(*options)
    assert server.read_lines(5)[1:4] == ["  Hotel", "  Taxi", "  Zoo"]
    for name in ("Hotel", "Taxi", "Zoo"):
        assert spoken(server.post(open_dialog(name))) == "안녕하세요.\n"


def test_the_shipped_domains_are_served_only_where_no_others_are_named(
    serving: Serving, write: Write
) -> None:
    server = serving("--domains", str(write("Hotel.yaml")))
    assert '"message":"Open error: invalid domain name or domain knowledge"' in server.post(
        open_dialog("Weather")
    )
    assert spoken(serving().post(open_dialog("Weather"))).startswith("안녕하세요.")


def test_a_broken_domain_is_told_and_does_not_hide_the_others(
    serving: Serving, write: Write
) -> None:
    broken = write("Broken.yaml", "nmae: 1\ntasks:\n  a: {say: '{x'}\n")
    write("Hotel.yaml")
    server = serving("--domains", str(broken.parent))
    assert server.read_lines(3)[1:3] == ["  Hotel", "  Broken  does not load, see above"]
    assert '"message":"Open error: invalid domain knowledge"' in server.post(open_dialog("Broken"))
    assert spoken(server.post(open_dialog("Hotel"))) == "안녕하세요.\n"
    if os.name == "posix":
        code, errors = server.stop()
        assert code == 0
        first, second = errors.splitlines()
        assert first.startswith(f'mockgenie: {broken}:1:1: unknown field "nmae" in a domain')
        assert second.startswith(f'mockgenie: {broken}:3:13: "{{" has no "}}" behind it')


def test_where_every_domain_is_broken_there_is_still_a_server(
    serving: Serving, write: Write
) -> None:
    server = serving("--domains", str(write("Broken.yaml", "tasks: [")))
    assert server.read_lines(2)[1] == "  Broken  does not load, see above"
    assert '"message":"Open error: invalid domain knowledge"' in server.post(open_dialog("Broken"))
    assert '"reason":"ETRI service server is not exists"' in server.post(open_dialog("Hotel"))


def test_two_domains_of_one_name_are_told(serving: Serving, write: Write) -> None:
    first = write("a/Hotel.yaml", "tasks: {a: {say: 첫째}}\n")
    second = write("b/Hotel.yaml", "tasks: {a: {say: 둘째}}\n")
    server = serving("--domains", str(first.parent), "--domains", str(second.parent))
    assert spoken(server.post(open_dialog("Hotel"))) == "첫째\n"
    if os.name == "posix":
        _, errors = server.stop()
        assert errors.splitlines() == [
            f'mockgenie: {second}:1:1: the name "Hotel" is taken by {first}'
        ]
