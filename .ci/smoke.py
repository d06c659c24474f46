"""Starts the installed `mockgenie` command and lets it answer one open_dialog."""

import json
import re
import subprocess
import sys
import urllib.request

REQUEST = {
    "access_key": "smoke",
    "argument": {"method": "open_dialog", "name": "Weather", "access_method": "internal_data"},
}

server = subprocess.Popen(
    ["mockgenie", "serve", "--port", "0"], stdout=subprocess.PIPE, encoding="utf-8"
)
try:
    assert server.stdout
    ready = server.stdout.readline()
    found = re.fullmatch(r"mockgenie listening on (http://\S+/Dialog)\n", ready)
    assert found, f"not ready: {ready!r}"
    request = urllib.request.Request(found[1], json.dumps(REQUEST).encode())
    with urllib.request.urlopen(request, timeout=10) as response:
        answer = json.load(response)
    assert answer["result"] == 0, answer
    assert answer["return_object"]["result"]["state"] == "start", answer
    print("the installed wheel answers:", answer["return_object"]["result"]["system_text"].strip())
finally:
    server.terminate()
code = server.wait(10)
sys.exit(f"mockgenie ended with {code}" if code else 0)
