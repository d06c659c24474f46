"""Commands of which one follows another in the same utterance: 치과는 취소하고 회식은 옮겨 줘."""

from __future__ import annotations

from mockgenie.korean.lazy_regex import SoughtPattern

_AND = SoughtPattern(
    r"(?P<command>(?:취소|삭제|추가|등록|변경|예약|저장|조정)\s?하고|없애고"
    "|[가-힣](?<=[지미])[우루]고|옮기고|당기고|[가-힣](?<=[늦낮맞])추고|바꾸고|넣고|잡고|끄고|켜고|틀고|올리고|높이고|줄이고"
    r"|[가-힣]\s?주고|(?:[줘요]|십시오)(?=[.,!]*\s+(?:그리고|글고|또)\s))"
    r"[.,!]*\s+(?:(?:그리고|글고|또)\s+)?",
    sign="(?:취소|삭제|추가|등록|변경|예약|저장|조정)하고|없애고|지우고|미루고|옮기고|당기고|[늦낮맞]추고|바꾸고"
    "|넣고|잡고|끄고|켜고|틀고|올리고|높이고|줄이고|주고|(?:[줘요]|십시오)(?:그리고|글고|또)",
)
COMMANDS_SIGNS = frozenset((_AND,))
"""One of these is where `end_of_command` finds anything."""


def end_of_command(text: str) -> tuple[int, int] | None:
    """Where the first command in a text ends, and where what is commanded beside it begins; None
    where there is only one.

    >>> end_of_command("치과는 취소하고 회식은 옮겨 줘")
    (8, 9)
    """
    found = _AND.compiled.search(text)
    return (found.end("command"), found.end()) if found and found.end() < len(text) else None
