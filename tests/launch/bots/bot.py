"""A bot of the dialog API: opens a dialog, says what its arguments are, and closes it."""

import json
import sys
import urllib.request

URL = "http://aiopen.etri.re.kr:8000/Dialog"


def call(**argument):
    body = json.dumps({"access_key": "key", "argument": argument}).encode()
    request = urllib.request.Request(URL, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["return_object"]


opened = call(method="open_dialog", name="Weather", access_method="internal_data")
print(opened["result"]["system_text"].strip())
for text in sys.argv[1:]:
    answer = call(method="dialog", uuid=opened["uuid"], text=text)
    print(answer["result"]["system_text"].strip())
print(call(method="close_dialog", uuid=opened["uuid"])["result"]["state"])
