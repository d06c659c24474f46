"""What the system says in one turn."""

from __future__ import annotations

from collections.abc import Callable

from mockgenie.conditions import ALWAYS
from mockgenie.domain import Place, Saying, Sayings
from mockgenie.nlg.view import View, chance, choose


class Responder:
    """Gathers what is said in a turn.

    `said`: the texts so far; `last`: the last whole answer; `act`: the dialog act that the system
    performed last. The choice among wordings depends on `seed`. `used` gets the place of each
    text that is said, for those who want to know what a conversation reaches.
    """

    __slots__ = ("_seed", "_used", "act", "last", "said")

    def __init__(self, seed: int, last: str, act: str, used: list[Place] | None = None) -> None:
        self.said: list[str] = []
        self.last = last
        self.act = act
        self._seed = seed
        self._used = used

    def say(self, sayings: Sayings, look: Callable[[], View], turn: int) -> Saying | None:
        """Say the first of `sayings` whose condition holds, if any. `look` gives what texts and
        conditions can see; what is chosen among wordings depends on the number of the turn."""
        view: View | None = None
        for saying in sayings:
            if saying.when is ALWAYS:
                break
            view = view or look()
            if view.holds(saying.when):
                break
        else:
            return None
        if saying.act:
            self.act = saying.act
        if saying.texts:
            text = saying.texts[0]
            if len(saying.texts) > 1:
                text = choose(saying.texts, chance(self._seed, turn, saying.place))
            said = text.template.constant
            if said is None:
                view = view or look()
                said = text.template.render(view)
            self.said.append(said)
            self._tell(text.place)
        if saying.each is not None:
            self.said += (view or look()).lines(saying)
            self._tell(saying.place)
        return saying

    def finish(self) -> str:
        """All that was said, which is the last answer from here on."""
        self.last = self.text
        return self.last

    @property
    def text(self) -> str:
        """All that was said."""
        return "\n".join(filter(None, self.said))

    def _tell(self, place: Place) -> None:
        if self._used is not None:
            self._used.append(place)
