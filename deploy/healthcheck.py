"""Whether the server in this container answers: the exit code is 0 where it does, else 1.

It asks as the server is told to listen, by the same variables.
"""

import os
import sys
import urllib.error
import urllib.request

PORT = os.environ.get("MOCKGENIE_PORT", "")
# Kubernetes gives something else under this name (tcp://…), which the server passes over as well.
PORT = PORT if PORT.isdigit() else "8000"
TOKEN = os.environ.get("MOCKGENIE_ADMIN_TOKEN", "")

request = urllib.request.Request(f"http://127.0.0.1:{PORT}/__mockgenie/health")
if TOKEN:
    request.add_header("Authorization", f"Bearer {TOKEN}")
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
try:
    with opener.open(request, timeout=4) as answer:
        print(answer.read().decode())
except (urllib.error.URLError, OSError) as error:
    print(f"no answer at port {PORT}: {error}", file=sys.stderr)
    sys.exit(1)
