"""An engine that nobody has any more leaves nothing behind: what refers to itself would wait for
the garbage collector, which does not look at what was there when a domain was reloaded."""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path

import pytest

from mockgenie.dialog import Engine
from mockgenie.domain import domain_files, load_domain, shipped_folder

pytestmark = pytest.mark.slow  # reads each shipped domain

FILES = list(domain_files(shipped_folder()))
TODAY = date(2026, 1, 5)
SAID = ("서울 내일 날시 알려줘", "강남역 근쳐로 3먕이요", "아니부산은어때요", "ㅁㄴㅇㄹ", "네")


@pytest.mark.parametrize("path", FILES, ids=[path.parent.name for path in FILES])
def test_an_engine_is_freed_with_all_that_it_knows(path: Path) -> None:
    engine = Engine(load_domain(path))
    engine.prepare()
    session, _ = engine.open("internal_data", TODAY)
    for text in SAID:
        session, _ = engine.step(session, text, None, TODAY)
    gc.collect()
    gc.disable()
    try:
        gc.set_debug(gc.DEBUG_SAVEALL)
        del engine, session
        gc.collect()
        left = {f"{type(one).__module__}.{type(one).__qualname__}" for one in gc.garbage}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert not {name for name in left if name.startswith("mockgenie")}
