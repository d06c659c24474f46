"""Colours of a terminal, where there is one that shows them."""

from __future__ import annotations

import os
import sys
from typing import Literal, TextIO, TypeAlias

Colour: TypeAlias = Literal["red", "green", "yellow", "bold", "dim"]

_CODES: dict[Colour, int] = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33}


class Colours:
    """Colours what is printed on `stream`: on a terminal only, and not where the environment
    has NO_COLOR (https://no-color.org)."""

    def __init__(self, stream: TextIO) -> None:
        self._on = not os.environ.get("NO_COLOR") and stream.isatty() and _shows_colours(stream)

    def __call__(self, text: str, colour: Colour) -> str:
        """The text in a colour."""
        return f"\x1b[{_CODES[colour]}m{text}\x1b[0m" if self._on and text else text


def _shows_colours(stream: TextIO) -> bool:
    """Whether the terminal knows the signs for colours; a console of Windows is asked to."""
    if sys.platform != "win32":
        return os.environ.get("TERM") != "dumb"
    import ctypes
    import msvcrt

    enable_virtual_terminal_processing = 4
    handle = msvcrt.get_osfhandle(stream.fileno())
    mode = ctypes.c_uint32()
    kernel32 = ctypes.windll.kernel32
    if not kernel32.GetConsoleMode(handle, ctypes.byref(mode)):
        return False
    return bool(kernel32.SetConsoleMode(handle, mode.value | enable_virtual_terminal_processing))
