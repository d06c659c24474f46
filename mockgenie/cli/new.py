"""`mockgenie new`: a small domain to begin with."""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from mockgenie.cli.output import cannot_make, fail, safe

P = TypeVar("P", bound=argparse.ArgumentParser)

TEMPLATES = ("weather", "order", "booking", "blank")

_DESCRIPTION = """
Make the folder NAME with a small domain of that name: domain.yaml, the data it needs, conversations
that test it, and schemas of both for editors. Templates: weather looks something up, order takes an
order and has it confirmed, booking searches, lets choose and books, blank says hello and no more.
"""
_PLACEHOLDER = "__NAME__"
_SCHEMA = "schema.json"
_TESTS_SCHEMA = "tests/schema.json"

_NEXT = (
    ("mockgenie check", "finds mistakes"),
    ("mockgenie test", "holds the conversations in tests/"),
    ("mockgenie chat --domains", "talks to it; --trace says what it understands"),
    ("mockgenie serve --domains", "answers bots, and takes what you save"),
)
_LONGEST = 50
"""Letters of a name: a file system has room for 255 bytes."""

_BEGINNING = {"L", "Nd", "_"}
_FITTING = {*_BEGINNING, "M", "-"}

# Windows keeps these for devices, in every folder and with every ending.
DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{device}{number}" for device in ("com", "lpt") for number in range(10)
}


def add_to(commands: argparse._SubParsersAction[P]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "new",
        help="make a small domain to begin with",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run)
    option = parser.add_argument
    option(
        "name",
        type=_name,
        metavar="NAME",
        help="what open_dialog will ask for, and the folder that is made for it",
    )
    option(
        "--template",
        choices=TEMPLATES,
        default="weather",
        help="what to begin with (default: %(default)s)",
    )


def run(options: argparse.Namespace) -> int:
    """Make the folder."""
    from mockgenie.conversations import conversation_schema
    from mockgenie.domain import domain_schema

    name: str = options.name
    folder = Path(name)
    try:
        if folder.is_dir() and any(folder.iterdir()):
            return fail(f"the folder {name} is there already, and not empty")
        folder.mkdir(exist_ok=True)
        files = dict(_files(options.template, name))
        files[_SCHEMA] = _as_text(domain_schema())
        files[_TESTS_SCHEMA] = _as_text(conversation_schema())
        for path, text in files.items():
            _write(folder / path, text)
    except OSError as error:
        return cannot_make(error, name)
    print("\n".join(map(safe, _told(name, options.template, list(files)))), flush=True)
    return 0


def _files(template: str, name: str) -> Iterator[tuple[str, str]]:
    """The files of a template, by their paths, with the name put in."""
    folder = Path(__file__).resolve().parent.parent / "templates" / template
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        text = file.read_text("utf-8").replace(_PLACEHOLDER, name)
        yield file.relative_to(folder).as_posix(), text


def _as_text(schema: dict[str, Any]) -> str:
    import json

    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _told(name: str, template: str, paths: list[str]) -> Iterator[str]:
    """What there is now, and what can be done with it."""
    yield f"{name}, from the template {template}:"
    yield from (f"  {name}/{path}" for path in paths)
    yield "Next:"
    width = max(len(command) for command, _ in _NEXT) + len(name)
    for command, does in _NEXT:
        yield f"  {f'{command} {name}':<{width + 1}}  {does}"


def _name(text: str) -> str:
    """A name that open_dialog, a folder and a YAML file can have, in NFC."""
    name = unicodedata.normalize("NFC", text)
    for letter in name:
        if _kind(letter) not in _FITTING:
            _refuse(f"a name has letters, digits, _ and -, no {letter!r}")
    if not name or _kind(name[0]) not in _BEGINNING:
        _refuse("a name begins with a letter, a digit or _")
    if len(name) > _LONGEST:
        _refuse(f"a name has at most {_LONGEST} letters, not {len(name)}")
    if name.lower() in DEVICES:
        _refuse(f"{name} is the name of a device on Windows")
    return name


def _kind(letter: str) -> str:
    """L, a letter; M, a mark that belongs to the letter before it; Nd, a digit; or a sign."""
    if letter in "_-":
        return letter
    category = unicodedata.category(letter)
    return category if category == "Nd" else category[0]


def _refuse(problem: str) -> NoReturn:
    raise argparse.ArgumentTypeError(problem)
