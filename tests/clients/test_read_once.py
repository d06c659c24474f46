"""Java clients that size their buffer with `available()` and read once lose nothing."""

from pathlib import Path

import pytest

from tests.clients.runtimes import java, run
from tests.support import Server

READ_ONCE = str(Path(__file__).with_name("ReadOnce.java"))


@pytest.mark.slow
def test_a_thousand_answers_are_complete_in_a_single_read(closing: Server) -> None:
    client = run([*java(), READ_ONCE, closing.url, "100"])
    assert client.stderr == ""
    assert client.stdout.splitlines() == ["1000 of 1000 answers complete"]
