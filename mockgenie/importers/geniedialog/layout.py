"""A domain file as a tree of blocks: lines that stand together, with what is below them.

A block can be written as a comment, with the reason: so what makes no sense in a domain is not
lost, and is not in the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from mockgenie.importers.geniedialog.findings import comment
from mockgenie.importers.geniedialog.model import Origin


class Block(Struct, eq=False):
    """Lines of a domain file, `lines`, and the blocks below them.

    `notes`: comments above it; `kind` and `name`: what it is; `off`: why it is only a comment, ""
    where it is none; `can_be_off`: whether it may be; `needs_children`: it is only written where
    one of its blocks is.
    """

    lines: list[str]
    children: list[Block] = []
    notes: Sequence[str] = ()
    kind: str = ""
    name: str = ""
    origin: Origin = Origin()
    off: str = ""
    can_be_off: bool = False
    needs_children: bool = False

    @property
    def is_written(self) -> bool:
        """Whether it is more than a comment."""
        if self.off:
            return False
        return not self.needs_children or any(child.is_written for child in self.children)


class PlacedLine(Struct, frozen=True):
    """A line of the file, and the blocks that it belongs to, the outermost first."""

    text: str
    blocks: tuple[Block, ...]


def written_lines(block: Block) -> Iterator[PlacedLine]:
    """The lines of a block and of those below it."""
    return _lines(block, (), "", False)


def _lines(
    block: Block, above: tuple[Block, ...], indent: str, commented: bool
) -> Iterator[PlacedLine]:
    own = (*above, block)
    notes = [*block.notes, *filter(None, (block.off,))]
    for note in notes:
        yield PlacedLine(f"{indent}# {comment(note)}", own)
    if not (block.is_written or block.children or block.off):
        return  # what never had anything below it
    # What is below a parent that is not written is a comment, too.
    commented = commented or not block.is_written
    sign = "# " if commented else ""
    for line in block.lines:
        yield PlacedLine(f"{indent}{sign}{line}" if line else "", own)
    below = indent + "  " if block.lines else indent
    for child in block.children:
        yield from _lines(child, own, below, commented)


def below(block: Block) -> list[Block]:
    """A block and all that are written below it."""
    found = [block]
    for one in found:
        found += (child for child in one.children if child.is_written)
    return found
