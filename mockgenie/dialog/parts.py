"""What becomes of several things where something is said of some of them: 하나는 큰 거로."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from mockgenie.domain import Many, Slots


class _Things(Struct):
    """Things of a kind: their slots, how many there are, None while that is not known, and whether
    something was said of them."""

    slots: Slots
    count: int | None
    is_told: bool = False


def divide(many: Many, items: Sequence[Slots], parts: Sequence[Slots], now: int) -> list[Slots]:
    """The items, where each of `parts` says of as many as it counts (of the rest, without a count)
    what these are to have; one that counts fewer than an item has makes two of it. A part with
    another slot beside the head is one of those that have its head, one with two heads of those
    that have the first, which become the second; several are taken one behind the other, a single
    one where it fits best: of the item `now`."""
    pieces = [_Things(item, _count(many, item)) for item in items]
    if len(pieces) == 1 and len(parts) > 1 and pieces[0].count is None:
        pieces[0].count = sum(_count(many, part) or 0 for part in parts)
    for part in parts:
        _divide_by(many, pieces, part, now if len(parts) == 1 else None)
    return [piece.slots for piece in pieces]


def _divide_by(many: Many, pieces: list[_Things], part: Slots, now: int | None) -> None:
    """Say a part of the pieces; `now`: the one in hand, where nothing else is said."""
    count = _count(many, part)
    said = {slot: values for slot, values in part.items() if slot != many.count}
    kinds = said.get(many.head, ())
    before = _of_kind(many, pieces, kinds[:-1])
    if len(kinds) > 1:
        said[many.head] = kinds[-1:]
    heads = _of_kind(many, pieces, kinds[-1:])
    of = before or (heads if len(said) > 1 and heads else pieces)
    free = [piece for piece in of if not piece.is_told]
    if count is None:
        for piece in free:
            _tell(piece, said)
        return
    is_new = many.head in said and not heads
    if now is not None:
        free = _fitting(_most_alike(free, said), count, pieces[now], is_new)
    left = count
    for piece in free:
        left -= _take(many, pieces, piece, left, said, now is not None)
        if not left:
            break
    if left and is_new:
        pieces.append(_Things({**said, many.count: (str(left),)}, left, True))


def _of_kind(many: Many, pieces: list[_Things], kind: tuple[str, ...]) -> list[_Things]:
    """The pieces of a kind; none of no kind."""
    return [piece for piece in pieces if kind and piece.slots.get(many.head) == kind]


def less(many: Many, items: Sequence[Slots], said: Slots, now: int) -> list[Slots]:
    """The items with as many fewer of a kind as is `said`: of the item `now`, if it is of that
    kind, else of the last that is. Empty where none would be left."""
    count = _count(many, said) or 0
    head = said.get(many.head)
    of_kind = [n for n, item in enumerate(items) if head in (None, item.get(many.head))]
    if not of_kind:
        return []
    number = now if now in of_kind else of_kind[-1]
    left = (_count(many, items[number]) or 0) - count
    changed = [{**items[number], many.count: (str(left),)}] if left > 0 else []
    return [*items[:number], *changed, *items[number + 1 :]]


def _count(many: Many, slots: Slots) -> int | None:
    values = slots.get(many.count, ())
    return int(values[0]) if values and values[0].isdecimal() else None


def _tell(piece: _Things, said: Slots) -> None:
    piece.slots, piece.is_told = {**piece.slots, **said}, True


def _most_alike(free: list[_Things], said: Slots) -> list[_Things]:
    """Those that have most of what is said: 큰 거 하나는 is one of the large ones."""
    if not free:
        return free
    alike = [len(piece.slots.items() & said.items()) for piece in free]
    return [piece for piece, same in zip(free, alike, strict=True) if same == max(alike)]


def _fitting(free: list[_Things], count: int, now: _Things, is_new: bool) -> list[_Things]:
    """Of which single one something is said."""
    of_now = [piece for piece in free if piece is now]
    whole = [piece for piece in free if piece.count == count]
    more = [piece for piece in free if piece.count is not None and piece.count > count]
    unknown = [] if is_new else [piece for piece in of_now if piece.count is None]
    choices = ([p for p in whole if p is now], whole, [p for p in more if p is now], unknown, more)
    return next((choice[:1] for choice in choices if choice), [])


def _take(
    many: Many, pieces: list[_Things], piece: _Things, left: int, said: Slots, behind: bool
) -> int:
    """Say it of up to `left` of a piece; how many that are. Where it has more, these become a piece
    of their own, `behind` the others or before them."""
    if piece.count is not None and piece.count > left:
        piece.count -= left
        taken = _Things({**piece.slots, **said, many.count: (str(left),)}, left, True)
        piece.slots = {**piece.slots, many.count: (str(piece.count),)}
        at = next(number for number, one in enumerate(pieces) if one is piece)
        pieces.insert(at + behind, taken)
        return left
    if piece.count is None:
        piece.count, said = left, {**said, many.count: (str(left),)}
    _tell(piece, said)
    return piece.count
