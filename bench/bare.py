"""The yardstick: a bare aiohttp server that answers every POST /Dialog with one constant.

It reads the request's body, as any server must, and sends the documented four headers and
nothing else; everything a dialog server does in between is missing.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from importlib import import_module

from aiohttp import web

OPENING = b'{"request_id":"reserved field","result":0,"return_object":{"result":{"system_text":"'
CLOSING = b'","state":"dialog","message":""}}}'


def constant(size: int) -> bytes:
    """An answer of `size` bytes, shaped like a turn's (never shorter than its envelope)."""
    return OPENING + b"." * (size - len(OPENING) - len(CLOSING)) + CLOSING


async def only_four_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Drop the two headers that aiohttp adds by itself."""
    del response.headers["Date"]
    del response.headers["Server"]


def application(body: bytes, keep_alive: bool) -> web.Application:
    """One route, one constant."""
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Connection": "keep-alive" if keep_alive else "close",
        "Content-Length": str(len(body)),
        "Content-Type": "application/json; charset=UTF-8",
    }

    async def answer(request: web.Request) -> web.Response:
        await request.read()
        response = web.Response(body=body, headers=headers)
        if not keep_alive:
            response.force_close()
        return response

    app = web.Application()
    app.router.add_post("/Dialog", answer)
    app.on_response_prepare.append(only_four_headers)
    return app


async def serve(port: int, app: web.Application) -> None:
    """Listen on localhost until the process is ended."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "localhost", port).start()
    print(f"bare aiohttp listening on http://localhost:{port}/Dialog", flush=True)
    await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--size", type=int, default=256, help="bytes of the constant body")
    parser.add_argument("--keep-alive", action="store_true", help="leave connections open")
    parser.add_argument("--speed", action="store_true", help="run in uvloop, on Windows winloop")
    options = parser.parse_args()
    run = asyncio.run
    if options.speed:
        run = import_module("winloop" if sys.platform == "win32" else "uvloop").run
    run(serve(options.port, application(constant(options.size), options.keep_alive)))


if __name__ == "__main__":
    main()
