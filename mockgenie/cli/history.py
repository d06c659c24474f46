"""Where `mockgenie chat` keeps the lines that were typed."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def history_path(environment: Mapping[str, str], platform: str, home: Path) -> Path:
    """The file for the history, in the folder that the system has for such things."""
    if platform == "win32":
        folder = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif platform == "darwin":
        folder = home / "Library" / "Application Support"
    else:
        # The XDG Base Directory Specification: a path that is not absolute is to be ignored.
        given = environment.get("XDG_STATE_HOME", "")
        folder = Path(given) if given.startswith("/") else home / ".local" / "state"
    return folder / "mockgenie" / "chat_history"


def open_history() -> Path:
    """The file for the history, made where it is not there; only its user may read it. Raises
    OSError where it cannot be written."""
    try:
        home = Path.home()
    except RuntimeError as error:
        raise OSError(str(error)) from None
    path = history_path(os.environ, sys.platform, home)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600))
    return path
