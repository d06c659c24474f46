"""A person at a terminal, with a line editor, completion, and a history that is kept in a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.shortcuts import CompleteStyle

from mockgenie.cli.lines import BOT, Completions
from mockgenie.source import safe_lines

_BOT, _SIDE, _NOTE = "bold", "fg:ansibrightblack", "fg:ansiyellow"


class Terminal:
    """Lines of a terminal. Raises OSError where the console is none that can be drawn on."""

    interactive = True

    def __init__(self) -> None:
        self._plain = bool(os.environ.get("NO_COLOR"))
        history: History = InMemoryHistory()
        problem = ""
        try:
            history = _Kept(open_history(), self._not_kept)
        except OSError as error:
            problem = _reason(error)
        try:
            self._talking = _session(history)
            self._choosing = _session(InMemoryHistory())
        except Exception as error:
            if sys.platform != "win32":
                raise
            # A console of another kind, as that of Git for Windows: NoConsoleScreenBufferError,
            # which can be imported on Windows only.
            raise OSError(str(error)) from error
        if problem:
            self._not_kept(problem)

    def read(self, prompt: str, completions: Completions, remember: bool = True) -> str | None:
        """What the person types; None at Ctrl-D and Ctrl-C."""
        session = self._talking if remember else self._choosing
        try:
            return session.prompt(prompt, completer=_Completer(completions))
        except (EOFError, KeyboardInterrupt):
            return None

    def say(self, text: str) -> None:
        """Behind who speaks."""
        self._print((_BOT, BOT), ("", text))

    def show(self, text: str) -> None:
        """As it is."""
        self._print(("", text))

    def trace(self, text: str) -> None:
        """Dimmed."""
        self._print((_SIDE, text))

    def note(self, text: str) -> None:
        """So that it is told from what is said."""
        self._print((_NOTE, text))

    def _not_kept(self, problem: str) -> None:
        self.note(f"the history is not kept: {problem}")

    def _print(self, *pieces: tuple[str, str]) -> None:
        shown = [("" if self._plain else style, safe_lines(text)) for style, text in pieces]
        print_formatted_text(FormattedText(shown))


def _session(history: History) -> PromptSession[str]:
    """As a shell: Tab completes, and nothing is offered without it."""
    return PromptSession(
        history=history,
        complete_style=CompleteStyle.READLINE_LIKE,
        complete_while_typing=False,
    )


class _Completer(Completer):
    """Completes whole lines."""

    def __init__(self, completions: Completions) -> None:
        self._completions = completions

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        begun = document.text_before_cursor
        for line in self._completions(begun):
            yield Completion(line, start_position=-len(begun))


class _Kept(FileHistory):
    """A history in a file. Where that fails, it says so once, and goes on without the file."""

    def __init__(self, path: Path, not_kept: Callable[[str], None]) -> None:
        super().__init__(str(path))
        self._not_kept = not_kept
        self._fails = False

    def load_history_strings(self) -> Iterable[str]:
        """The lines kept so far, the latest first."""
        try:
            return super().load_history_strings()
        except OSError:
            return ()

    def store_string(self, string: str) -> None:
        """Keep a line."""
        if self._fails:
            return
        try:
            super().store_string(string)
        except OSError as error:
            self._fails = True
            self._not_kept(_reason(error))


def _reason(error: OSError) -> str:
    return f"{error.filename}: {error.strerror}" if error.filename else str(error)


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
