"""The image and the service of Compose, as far as that can be told without building them."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from mockgenie.cli.configuration import variable_of
from mockgenie.server import ServeSettings, Settings, settings_in
from mockgenie.stores import place_of
from tests.docs.pages import korean, sections
from tests.support import PATIENCE, Server, free_port, serve

ROOT = Path(__file__).parents[1]
HEALTHCHECK = ROOT / "deploy" / "healthcheck.py"
BALANCER = ROOT / "deploy" / "haproxy.cfg"
HAPROXY = shutil.which("haproxy")
DEPLOY = ROOT / "docs" / "deploy.md"
VARIABLE = re.compile(r"\bMOCKGENIE_\w+")
KNOWN = {
    variable_of(setting.flag[2:])
    for struct in (ServeSettings, Settings)
    for setting in settings_in(struct)
    if setting.flag
}


def instructions() -> Iterator[tuple[str, str]]:
    """The instructions of the Dockerfile, each with what stands behind it."""
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, _, rest = line.partition(" ")
            yield name, " ".join(rest.split())


def of(name: str) -> list[str]:
    return [rest for found, rest in instructions() if found == name]


# The image


def test_the_base_is_slim_and_of_a_version() -> None:
    bases = of("FROM")
    assert len(bases) == 2
    assert all(re.match(r"python:3\.\d+-slim\b", base) for base in bases)


def test_it_runs_as_somebody_else_than_root() -> None:
    names = [name for name, _ in instructions()]
    assert of("USER") == ["10001"]
    assert "RUN" not in names[names.index("USER") :]


def test_commands_are_lists_and_get_signals_themselves() -> None:
    assert json.loads(of("ENTRYPOINT")[0]) == ["mockgenie"]
    assert json.loads(of("CMD")[0]) == ["serve"]
    options, _, command = of("HEALTHCHECK")[0].partition(" CMD ")
    assert "--timeout=5s" in options
    assert json.loads(command) == ["python", "/healthcheck.py"]


def test_nothing_is_fetched_but_by_pip_and_nothing_is_cached() -> None:
    assert of("ADD") == []
    for run in of("RUN"):
        assert all("--no-cache-dir" in part for part in run.split("&&") if " pip " in part)


def test_what_is_copied_is_there_and_not_ignored() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split()
    kept = [line[1:] for line in ignored if line.startswith("!")]
    assert ignored[0] == "*"
    for copied in of("COPY"):
        if not copied.startswith("--from"):
            for source in copied.split()[:-1]:
                assert (ROOT / source).exists()
                assert any(fnmatch.fnmatch(source, one) for one in kept), source


def test_variables_are_those_of_options() -> None:
    (environment,) = of("ENV")
    named = set(VARIABLE.findall(environment))
    assert named == {"MOCKGENIE_HOST", "MOCKGENIE_PORT"}
    assert named <= KNOWN
    assert of("EXPOSE") == ["8000"]


# The service


FILES = ("compose.yaml", "compose.replicas.yaml")


def services(file: str) -> dict[str, Any]:
    """The services of a file of Compose, by name."""
    found: dict[str, Any] = yaml.safe_load((ROOT / file).read_text("utf-8"))["services"]
    return found


@pytest.fixture(params=FILES)
def service(request: pytest.FixtureRequest) -> dict[str, Any]:
    return dict(services(request.param)["mockgenie"])


def test_the_service_needs_a_token(service: dict[str, Any]) -> None:
    assert re.fullmatch(
        r"\$\{MOCKGENIE_ADMIN_TOKEN:\?.+\}", service["environment"]["MOCKGENIE_ADMIN_TOKEN"]
    )


def test_the_service_sets_what_there_is(service: dict[str, Any]) -> None:
    assert set(service["environment"]) <= KNOWN
    (volume,) = service["volumes"]
    assert volume.split(":") == ["./domains", service["environment"]["MOCKGENIE_DOMAINS"], "ro"]
    assert (ROOT / "domains").is_dir()


def test_the_service_may_do_little(service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "privileged" not in service


@pytest.mark.parametrize("page", [DEPLOY, korean(DEPLOY)], ids=["en", "ko"])
def test_the_page_shows_the_files(page: Path) -> None:
    shown = [block.text for one in sections(page) for block in one.blocks if block.file]
    assert shown == [f"# {file}\n" + (ROOT / file).read_text("utf-8") for file in FILES]


# Several replicas


def test_replicas_share_the_redis_beside_them() -> None:
    found = services("compose.replicas.yaml")
    place = place_of(found["mockgenie"]["environment"]["MOCKGENIE_STORE"])
    assert place.kind == "redis"
    assert place.target == "redis://redis"
    assert "redis" in found
    command = found["redis"]["command"]
    assert command[command.index("--appendfsync") + 1] == "always"
    assert "ports" not in found["redis"]
    assert "ports" not in found["mockgenie"]


def test_the_balancer_knows_as_many_replicas_as_there_are() -> None:
    found = services("compose.replicas.yaml")
    (volume,) = found["balancer"]["volumes"]
    assert (ROOT / volume.split(":")[0]) == BALANCER
    template = re.search(r"server-template replica (\d+) (\w+):8000", BALANCER.read_text("utf-8"))
    assert template
    assert int(template[1]) == found["mockgenie"]["deploy"]["replicas"]
    assert template[2] in found


def balancer_of(*ports: int, at: int) -> str:
    """The configuration of the balancer for servers of this machine, which no DNS names."""
    text = BALANCER.read_text("utf-8").replace(":8000\n", f":{at}\n", 1)
    text = re.sub(r"resolvers docker\n.*?\n\n", "", text, flags=re.DOTALL)
    text = text.replace(" resolvers docker init-addr none", "")
    servers = [f"server replica{port} 127.0.0.1:{port}" for port in ports]
    return re.sub(r"server-template .*", "\n    ".join(servers), text)


@pytest.mark.slow
@pytest.mark.skipif(HAPROXY is None, reason="HAProxy is not installed")
def test_the_balancer_asks_whichever_replica_is_there(tmp_path: Path) -> None:
    assert HAPROXY
    token, store = "open-sesame", f"sqlite:{tmp_path / 'store.db'}"
    options = ("--host", "127.0.0.1", "--store", store, "--admin-token", token)
    at, config = free_port(), tmp_path / "haproxy.cfg"
    with serve(*options) as one, serve(*options) as other:
        config.write_text(balancer_of(one.port, other.port, at=at), "utf-8")
        environment = {**os.environ, "MOCKGENIE_ADMIN_TOKEN": token}
        process = subprocess.Popen([HAPROXY, "-db", "-f", str(config)], env=environment)
        try:
            balancer = Server("127.0.0.1", at, process)
            uuid = balanced(balancer, {"method": "open_dialog", "name": "Weather",
                                       "access_method": "internal_data"})  # fmt: skip
            for _ in range(10):
                assert balanced(balancer, {"method": "dialog", "uuid": uuid, "text": "네"}) == uuid
            one.process.kill()
            one.process.wait(PATIENCE)
            for _ in range(10):
                assert balanced(balancer, {"method": "dialog", "uuid": uuid, "text": "네"}) == uuid
        finally:
            process.kill()
            process.wait(PATIENCE)


def balanced(balancer: Server, argument: dict[str, str]) -> str:
    """The uuid of a turn that is answered through the balancer, as soon as it has a replica."""
    body = json.dumps({"access_key": "k", "argument": argument}).encode()
    head = f"POST /Dialog HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n"
    until = time.monotonic() + PATIENCE
    while True:
        assert time.monotonic() < until
        try:
            answer = balancer.exchange(head.encode() + body)
        except OSError:  # it does not listen yet
            answer = b""
        if answer:
            break
        time.sleep(0.05)
    uuid: str = json.loads(answer.partition(b"\r\n\r\n")[2])["return_object"]["uuid"]
    return uuid


# The health check

Checked = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def checked() -> Checked:
    """Runs the health check with variables of its container."""
    kept = {name: value for name, value in os.environ.items() if not VARIABLE.match(name)}

    def checked(**variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(HEALTHCHECK)],
            env={**kept, **variables},
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
        )

    return checked


@pytest.mark.slow
def test_a_server_that_answers_is_healthy(checked: Checked) -> None:
    with serve("--host", "127.0.0.1") as server:
        found = checked(MOCKGENIE_PORT=str(server.port))
    assert (found.returncode, found.stderr) == (0, "")
    assert json.loads(found.stdout)["status"] == "ok"


@pytest.mark.slow
def test_a_server_with_a_token_is_asked_with_it(checked: Checked) -> None:
    with serve("--host", "127.0.0.1", "--admin-token", "open-sesame") as server:
        port = str(server.port)
        asked = checked(MOCKGENIE_PORT=port, MOCKGENIE_ADMIN_TOKEN="open-sesame")
        assert asked.returncode == 0
        assert checked(MOCKGENIE_PORT=port, MOCKGENIE_ADMIN_TOKEN="other").returncode == 1


@pytest.mark.slow
def test_no_server_is_not_healthy(checked: Checked) -> None:
    port = free_port()
    found = checked(MOCKGENIE_PORT=str(port))
    assert found.returncode == 1
    assert found.stderr.startswith(f"no answer at port {port}: ")
    assert "Traceback" not in found.stderr
