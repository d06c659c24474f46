"""One request of the dialog API, by the library that the argument names; what the bot says. None of
them asks the environment for a proxy."""

import asyncio
import json
import sys

URL = "http://aiopen.etri.re.kr:8000/Dialog"
ARGUMENT = {"method": "open_dialog", "name": "Weather", "access_method": "internal_data"}
BODY = json.dumps({"access_key": "key", "argument": ARGUMENT}).encode()
HEAD = b"POST /Dialog HTTP/1.1\r\nHost: aiopen.etri.re.kr:8000\r\nContent-Length: %d\r\n\r\n"


def by_http_client():
    import http.client

    connection = http.client.HTTPConnection("aiopen.etri.re.kr", 8000)
    connection.request("POST", "/Dialog", BODY)
    return connection.getresponse().read()


def by_urllib3():
    import urllib3

    return urllib3.PoolManager().request("POST", URL, body=BODY).data


def by_requests():
    import requests

    session = requests.Session()
    session.trust_env = False
    return session.post(URL, data=BODY).content


def by_httpx():
    import httpx

    with httpx.Client(trust_env=False) as client:
        return client.post(URL, content=BODY).content


def by_async_httpx():
    import httpx

    async def call():
        async with httpx.AsyncClient(trust_env=False) as client:
            return (await client.post(URL, content=BODY)).content

    return asyncio.run(call())


def by_aiohttp():
    import aiohttp

    async def call():
        async with aiohttp.ClientSession() as session, session.post(URL, data=BODY) as answer:
            return await answer.read()

    return asyncio.run(call())


def by_aiodns():
    import aiohttp

    assert aiohttp.resolver.aiodns is not None

    async def call():
        connector = aiohttp.TCPConnector(resolver=aiohttp.AsyncResolver())
        session = aiohttp.ClientSession(connector=connector)
        async with session, session.post(URL, data=BODY) as answer:
            return await answer.read()

    return asyncio.run(call())


async def streams():
    reader, writer = await asyncio.open_connection("aiopen.etri.re.kr", 8000)
    writer.write(HEAD % len(BODY) + BODY)
    return (await reader.read()).partition(b"\r\n\r\n")[2]


def by_asyncio():
    return asyncio.run(streams())


def by_uvloop():
    import uvloop

    return uvloop.run(streams())


def by_socket():
    import socket

    with socket.socket() as connection:
        connection.connect(("AIOPEN.etri.re.kr.", 8000))
        connection.sendall(HEAD % len(BODY) + BODY)
        with connection.makefile("rb") as file:
            return file.read().partition(b"\r\n\r\n")[2]


def by_process():
    import multiprocessing

    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(by_http_client)


if __name__ == "__main__":
    answer = json.loads(globals()["by_" + sys.argv[1]]())
    print(answer["return_object"]["result"]["system_text"].strip())
