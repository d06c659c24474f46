"""The installed `mockgenie` command answers one open_dialog, shows its page, and runs a bot."""

import json
import re
import subprocess
import sys
import urllib.request

REQUEST = {
    "access_key": "smoke",
    "argument": {"method": "open_dialog", "name": "Weather", "access_method": "internal_data"},
}
# Asks no proxy, so that it is led by what the wheel has for Python to load.
BOT = """
import http.client
connection = http.client.HTTPConnection("aiopen.etri.re.kr", 8000, timeout=10)
connection.request("POST", "/Dialog", REQUEST)
print(connection.getresponse().read().decode())
"""

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
    page = found[1].replace("/Dialog", "/__mockgenie/console")
    for file in ("", "/app.js", "/style.css", "/panes/talk.js"):
        with urllib.request.urlopen(page + file, timeout=10) as response:
            assert response.read(), file
    print("the installed wheel answers:", answer["return_object"]["result"]["system_text"].strip())
finally:
    server.terminate()
code = server.wait(10)
if code:
    sys.exit(f"mockgenie ended with {code}")

source = BOT.replace("REQUEST", repr(json.dumps(REQUEST)))
ran = subprocess.run(
    ["mockgenie", "run", "--new", "--quiet", "--", sys.executable, "-c", source],
    stdout=subprocess.PIPE,
    encoding="utf-8",
    timeout=60,
)
assert ran.returncode == 0, ran
assert json.loads(ran.stdout)["return_object"]["result"]["state"] == "start", ran
print("the installed wheel runs a bot")
