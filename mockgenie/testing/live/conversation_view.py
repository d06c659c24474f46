"""The requests of one session, as a test sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mockgenie.journal import Entry, transcript


class ConversationView:
    """The requests of one session, oldest first. Its `str` is a transcript."""

    def __init__(self, uuid: str, turns: Sequence[Entry]) -> None:
        self.uuid = uuid
        self.turns = tuple(turns)

    def __len__(self) -> int:
        return len(self.turns)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.turns)

    def __getitem__(self, index: int) -> Entry:
        return self.turns[index]

    def __str__(self) -> str:
        return transcript(self.turns)

    def __repr__(self) -> str:
        return f"<conversation {self.uuid}: {len(self.turns)} requests>"

    @property
    def said(self) -> list[str]:
        """The utterances that were sent, those that were answered by an error as well."""
        return [turn.text for turn in self.turns if turn.method == "dialog" and turn.text]

    @property
    def heard(self) -> list[str]:
        """What was said to them (`system_text`), without the newline at its end."""
        return [turn.system_text.rstrip("\n") for turn in self.turns if turn.system_text]
