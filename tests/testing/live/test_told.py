"""What came since a test began is told."""

from __future__ import annotations

import os

import pytest

from mockgenie.testing.live import MockServer, begin, told
from tests.testing.live.bot import Bot


def test_only_what_came_since_then_is_told(server: MockServer, bot: Bot) -> None:
    begin()
    assert told() == ""
    bot.say("라떼는 얼마예요?")
    assert told().splitlines()[:2] == [f"Cafe {bot.uuid}", "  나: 라떼는 얼마예요?"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_in_a_fork_nothing_is_told_of_the_servers_of_the_other_process(bot: Bot) -> None:
    child = os.fork()
    if child == 0:  # what is raised here must not get to pytest
        try:
            begin()
            os._exit(7 if told() == "" else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert f"Cafe {bot.uuid}" in told()
