"""What the system says in one turn: texts chosen by condition and weight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import blake2b

from msgspec import Struct

from mockgenie.conditions import ALWAYS
from mockgenie.domain import Place, Saying, Sayings, Text
from mockgenie.nlg.view import FoundRecords, View


class Responder(Struct):
    """Gathers what is said in a turn.

    The choice among wordings depends on `seed`. `last`: the last whole answer; `act`: the dialog
    act that the system performed last; `places` gets the place of each text that is said; `texts`:
    what was said so far; `image`: the address of the picture said last, "" for none; `extra`: the
    further keys of a chat engine's answer.
    """

    seed: int
    last: str
    act: str
    places: list[Place] | None = None
    texts: list[str] = []
    image: str = ""
    extra: dict[str, str] = {}

    def say(
        self, sayings: Sayings, see: Callable[[FoundRecords], View], found: FoundRecords, turn: int
    ) -> Saying | None:
        """Say the first of `sayings` whose condition holds, if any. `see` gives what texts and
        conditions can see where records were `found`; what is chosen among wordings depends on the
        number of the turn."""
        if not sayings:
            return None
        saying, view = sayings[0], None
        if saying.when is not ALWAYS:
            view = see(found)
            if (first := view.first(sayings)) is None:
                return None
            saying = first
        if saying.act:
            self.act = saying.act
        image = saying.image
        if texts := saying.texts:
            text = texts[0]
            if len(texts) > 1:
                text = _choose(texts, _chance(self.seed, turn, saying.place))
            template = text.template
            written = template.constant
            if written is None:
                view = view or see(found)
                written = template.render(view)
            self.texts.append(written)
            if self.places is not None:
                self.places.append(text.place)
            image = text.image or image
        if image is not None:
            self.image = image.render(view or see(found)) or self.image
        if saying.extra:
            view = view or see(found)
            self.extra.update((key, template.render(view)) for key, template in saying.extra)
        if saying.each is not None:
            self.texts += (view or see(found)).lines(saying)
            if self.places is not None:
                self.places.append(saying.place)
        return saying

    def finish(self) -> str:
        """All that was said, which is the last answer from here on."""
        texts = self.texts
        self.last = texts[0] if len(texts) == 1 else self.text
        return self.last

    @property
    def text(self) -> str:
        """All that was said."""
        return "\n".join(filter(None, self.texts))


def _choose(texts: Sequence[Text], draw: float) -> Text:
    """One of several wordings, as often as its weight says; `draw` is from 0 up to 1."""
    point = draw * sum(text.weight for text in texts)
    for text in texts:
        point -= text.weight
        if point < 0:
            return text
    return texts[-1]


def _chance(seed: int, turn: int, place: tuple[int, int]) -> float:
    """A number from 0 up to 1 that depends on nothing but its arguments, on every machine."""
    key = f"{seed} {turn} {place[0]} {place[1]}".encode()
    return int.from_bytes(blake2b(key, digest_size=6).digest(), "big") / 2**48
