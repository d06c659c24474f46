"""Bots in other languages that have a platform's host hard-coded, led here as `--tls` says."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockgenie.platforms import NAVER_HOSTS, Listener, Posted, server_tls
from tests.clients.runtimes import java, program, run

pytestmark = pytest.mark.slow

URL = "https://gw.talk.naver.com/chatbot/v1/event"
JAVA = f"""
import java.net.HttpURLConnection;
import java.net.URL;

public class Post {{
    public static void main(String[] arguments) throws Exception {{
        var connection = (HttpURLConnection) new URL("{URL}").openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.getOutputStream().write("{{}}".getBytes());
        System.out.print(connection.getResponseCode());
    }}
}}
"""
NODE = f"""
fetch("{URL}", {{method: "POST", body: "{{}}"}})
  .then((answer) => process.stdout.write(String(answer.status)));
"""
PYTHON = f"""
import requests
print(requests.post("{URL}", json={{}}).status_code, end="")
"""


@pytest.fixture
def ca(tmp_path: Path) -> Path:
    return tmp_path / "ca.pem"


@pytest.fixture
def listener(ca: Path) -> Iterator[Listener]:

    def answer(posted: Posted) -> tuple[int, dict[str, object]]:
        return (200 if posted.path == "/chatbot/v1/event" else 404), {}

    made = Listener(answer, names=NAVER_HOSTS, tls=server_tls(NAVER_HOSTS, ca))
    yield made
    made.close()


def test_python(listener: Listener, ca: Path) -> None:
    ways = {"HTTPS_PROXY": listener.url, "REQUESTS_CA_BUNDLE": str(ca)}
    done = run([sys.executable, "-c", PYTHON], **ways)
    assert done.stdout == "200", done.stderr


def test_node(listener: Listener, ca: Path) -> None:
    node = program("node")
    version = re.match(r"v(\d+)", run([node, "--version"]).stdout)
    assert version
    if int(version[1]) < 24:
        pytest.skip("Node.js reads HTTPS_PROXY by itself from version 24 on")
    ways = {
        "HTTPS_PROXY": listener.url,
        "NODE_USE_ENV_PROXY": "1",
        "NODE_EXTRA_CA_CERTS": str(ca),
    }
    done = run([node, "-e", NODE], **ways)
    assert done.stdout == "200", done.stderr


def test_node_by_the_port_itself(listener: Listener, ca: Path) -> None:
    source = NODE.replace("gw.talk.naver.com", f"localhost:{listener.port}")
    done = run([program("node"), "-e", source], NODE_EXTRA_CA_CERTS=str(ca))
    assert done.stdout == "200", done.stderr


def test_java(listener: Listener, ca: Path, tmp_path: Path) -> None:
    command = java()
    store, password = str(tmp_path / "mockgenie.p12"), "mockgenie"
    imports = ["-importcert", "-noprompt", "-alias", "mockgenie", "-file", str(ca)]
    keeps = ["-keystore", store, "-storepass", password]
    imported = run([program("keytool"), *imports, *keeps])
    assert imported.returncode == 0, imported.stdout
    (tmp_path / "Post.java").write_text(JAVA, "utf-8")
    done = run(
        [
            *command,
            "-Dhttps.proxyHost=localhost",
            f"-Dhttps.proxyPort={listener.port}",
            f"-Djavax.net.ssl.trustStore={store}",
            f"-Djavax.net.ssl.trustStorePassword={password}",
            "Post.java",
        ],
        tmp_path,
    )
    assert done.stdout == "200", done.stderr
