"""Where the lines that were typed are kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from mockgenie.cli.terminal import history_path, open_history

HOME = Path("/home/sujin")


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, HOME / ".local/state/mockgenie/chat_history"),
        ("linux", {"XDG_STATE_HOME": "/state"}, Path("/state/mockgenie/chat_history")),
        ("linux", {"XDG_STATE_HOME": "state"}, HOME / ".local/state/mockgenie/chat_history"),
        ("linux", {"XDG_STATE_HOME": ""}, HOME / ".local/state/mockgenie/chat_history"),
        ("darwin", {}, HOME / "Library/Application Support/mockgenie/chat_history"),
        ("win32", {"LOCALAPPDATA": "/local"}, Path("/local/mockgenie/chat_history")),
        ("win32", {}, HOME / "AppData/Local/mockgenie/chat_history"),
    ],
)
def test_the_file_lies_where_the_system_has_such_files(
    platform: str, environment: dict[str, str], expected: Path
) -> None:
    assert history_path(environment, platform, HOME) == expected


posix_only = pytest.mark.skipif(
    os.name != "posix" or sys.platform == "darwin", reason="the folder is set by XDG_STATE_HOME"
)


@posix_only
def test_only_its_user_may_read_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = open_history()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@posix_only
def test_a_file_that_is_there_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    open_history().write_text("+서울\n", "utf-8")
    assert open_history().read_text("utf-8") == "+서울\n"


@posix_only
def test_a_folder_that_cannot_be_made_is_an_os_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mockgenie").write_text("", "utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with pytest.raises(OSError, match="mockgenie"):
        open_history()
