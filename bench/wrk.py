"""wrk as the load generator, where it is installed: it takes a fraction of the processor time that
`load.py` takes, so that it is the limit of no server here."""

from __future__ import annotations

import resource
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from dialogs import TURN_ENDS, Session
from load import WrongAnswerError
from servers import HOST

PROGRAM = shutil.which("wrk")

# Whatever is not a turn is counted, so that errors cannot pass for speed.
_SCRIPT = """
local requests = {%s}
local ends = "%s"
local number = 0
wrong = 0
local thread
function setup(one) thread = one end
function request()
  number = number %% #requests + 1
  return requests[number]
end
function response(status, headers, body)
  if status ~= 200 or body:sub(-#ends) ~= ends then wrong = wrong + 1 end
end
function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("\\nTOLD %%d %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), failed, thread:get("wrong")))
end
"""


def apply(
    port: int, sessions: Sequence[Session], seconds: float, connections: int = 0
) -> tuple[float, float, float, float]:
    """Talk in all `sessions` in turn, over so many of wrk's connections (0: one for each), for
    `seconds`: turns per second, two latencies in seconds (of half of them and of 99 %), and the
    share of the time that wrk worked. Raises WrongAnswerError where anything is no turn."""
    assert PROGRAM is not None
    turns = chain.from_iterable(zip(*(one.requests for one in sessions), strict=True))
    script = _SCRIPT % (",\n".join(map(_written, turns)), _written(TURN_ENDS)[1:-1])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "turns.lua")
        file.write_text(script, "ascii")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        result = subprocess.run(
            [PROGRAM, "-t1", f"-c{connections or len(sessions)}", f"-d{max(1, round(seconds))}s",
             "-s", str(file), f"http://{HOST}:{port}/Dialog"],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = result.stdout.rpartition("TOLD ")[2].split()
    if result.returncode or len(told) != 6:
        raise WrongAnswerError(f"wrk failed: {result.stdout}{result.stderr}")
    count, duration, half, most, failed, wrong = map(int, told)
    if failed or wrong or not count:
        raise WrongAnswerError(f"of {count:,} turns {wrong:,} were none, and {failed:,} failed")
    busy = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    return 1e6 * count / duration, half / 1e6, most / 1e6, 1e6 * busy / duration


def _written(request: bytes) -> str:
    """As a text of Lua."""
    return '"' + "".join(f"\\{byte:03d}" for byte in request) + '"'
