"""The bakery for the tests of this folder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.server.admin.calling import Bakery, bakery


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    """A server that answers this machine."""
    async with bakery(tmp_path) as running:
        yield running


@pytest.fixture
async def guarded(tmp_path: Path) -> AsyncIterator[Bakery]:
    """A server whose admin token is 열려라 참깨."""
    async with bakery(tmp_path, token="열려라 참깨") as running:
        yield running
