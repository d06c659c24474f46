"""The commands of a chat: lines that begin with /."""

from __future__ import annotations

from msgspec import Struct


class Command(Struct, frozen=True):
    """What a line that begins with / asks for."""

    argument: str
    does: str


COMMANDS = {
    "/help": Command("", "shows these commands"),
    "/trace": Command("[on|off]", "explains each turn, or stops to"),
    "/slots": Command("", "shows what is known: slots, task, what is missing"),
    "/data": Command("[RECORDS]", "gives the records asked for, a JSON list; not with --external"),
    "/restart": Command("", "opens the dialog anew, with the domain as it is saved now"),
    "/domain": Command("[NAME]", "opens a dialog in another domain; without NAME, lists them"),
    "/quit": Command("", "leaves, as Ctrl-D does"),
}


def help_text() -> str:
    """A line for each command, and one for what begins with / and is none."""
    rows = [(f"{name} {command.argument}", command.does) for name, command in COMMANDS.items()]
    rows.append(("//…", "says a text that begins with /"))
    width = max(len(written) for written, _ in rows)
    return "\n".join(f"{written:<{width}}  {does}" for written, does in rows)
