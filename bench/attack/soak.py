"""Leads dialogs for hundreds of thousands of turns; the server's memory has to stay within 1 %.

It is compared behind a fifth of the turns and at the end, each time with no session open. By then
all is full that has a bound: the journal has its 1,000 exchanges behind as many turns, it knows the
domains of 1,000 sessions behind some 5,000, and 10,000 ended sessions are remembered behind some
40,000. The memory behind each tenth of the turns is printed as well.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections import Counter
from itertools import cycle
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench.attack.target import HOST, Target, served, undocumented, verdict

CONNECTIONS = 16
MOST_GROWTH = 0.01

DIALOGS: tuple[tuple[str, str, tuple[Any, ...]], ...] = (
    ("Weather", "internal_data", ("서울 내일 날씨 알려줘", "부산은?", "모레는 어때", "고마워")),
    ("Pizza", "internal_data", ("피자 주문할게요", "페퍼로니 라지 두 판이요", "아니 한 판", "네")),
    ("Hotel", "internal_data", ("강남역 근처 호텔 찾아줘", "싼 거로", "주차는 돼?", "처음부터")),
    ("Schedule", "internal_data", ("내일 3시 회의 잡아줘", "김 대리랑", "네", "일정 알려줘")),
    ("Weather", "external_data", ("서울 오늘 날씨", [{"Weather.city": "서울"}], "부산은?", [])),
    ("Hotel", "internal_data", ([], "무슨 말인지 모를 말", "취소", "x" * 500)),
)


class Soak:
    """Dialogs one after the other, on some connections."""

    def __init__(self, target: Target, turns: int) -> None:
        self.problems: list[str] = []
        self.statuses: Counter[int] = Counter()
        self.done = 0
        self.memory: list[int] = []
        """Behind each tenth of the turns."""
        self._target = target
        self._tenth = max(1, turns // 10)
        self._turns = turns
        self._dialogs = cycle(DIALOGS)

    async def lead(self, turns: int) -> None:
        """So many turns more."""
        self._turns = self.done + turns
        await asyncio.gather(*(self._connection() for _ in range(CONNECTIONS)))

    async def _connection(self) -> None:
        reader, writer = await asyncio.open_connection(HOST, self._target.port)

        async def call(key: str, **argument: Any) -> dict[str, Any]:
            root = {"access_key": key, "argument": argument}
            body = json.dumps(root, ensure_ascii=False).encode()
            head = b"POST /Dialog HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % len(body)
            writer.write(head + body)
            answered = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 60)
            length = int(answered.partition(b"Content-Length: ")[2].split(b"\r\n")[0])
            content = await reader.readexactly(length)
            status = int(answered.split()[1])
            if wrong := undocumented(status, content):
                self.problems.append(f"{wrong} for {body!r}")
            self.statuses[status] += 1
            answer: dict[str, Any] = json.loads(content)
            return answer

        while self.done < self._turns:
            name, access_method, said = next(self._dialogs)
            key = f"key {self.done % 50}"
            opened = await call(key, method="open_dialog", name=name, access_method=access_method)
            uuid = opened["return_object"]["uuid"]
            for one in said:
                given = {"text": one} if isinstance(one, str) else {"text": "", "data": one}
                await call(key, method="dialog", uuid=uuid, **given)
                self.done += 1
                if self.done % self._tenth == 0:
                    self.memory.append(self._target.memory())
            await call(key, method="close_dialog", uuid=uuid)
        writer.close()


async def soak(target: Target, turns: int) -> int:
    """All of it; the exit code."""
    soaking = Soak(target, turns)
    began = time.monotonic()
    await soaking.lead(turns // 5)
    before = target.memory()
    await soaking.lead(turns - turns // 5)
    behind, took = target.memory(), time.monotonic() - began
    statuses = ", ".join(f"{status}: {n:,}" for status, n in sorted(soaking.statuses.items()))
    print(f"{soaking.done:,} turns, {soaking.done / took:,.0f} a second; {statuses}")
    if before:
        grown = (behind - before) / before
        tenths = ", ".join(f"{one / 1e6:.1f}" for one in soaking.memory)
        print(f"memory behind each tenth of them: {tenths} MB")
        print(f"memory {behind / 1e6:.1f} MB, {grown:+.2%} since a fifth of them")
        if turns >= 250_000 and grown > MOST_GROWTH:
            soaking.problems.append(f"the memory has grown by more than {MOST_GROWTH:.0%}")
    return verdict(soaking.problems, target.said())


def main() -> int:
    """Soak once; the exit code is 1 where something did not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=500_000, help="(default: %(default)s)")
    options = parser.parse_args()
    with served("--keep-alive", "--quiet") as target:
        return asyncio.run(soak(target, options.turns))


if __name__ == "__main__":
    sys.exit(main())
