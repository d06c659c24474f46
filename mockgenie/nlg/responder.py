"""What the system says in one turn."""

from __future__ import annotations

from collections.abc import Callable

from mockgenie.conditions import ALWAYS
from mockgenie.dialog import Session, Speech, Witness
from mockgenie.domain import Saying, Sayings
from mockgenie.nlg.view import View, chance, choose


class Voice:
    """Gathers what is said: `said`, so far in this turn; `last`, the last answer; `act`, the
    dialog act that the system performed last."""

    __slots__ = ("_seed", "_witness", "act", "last", "said")

    def __init__(self, session: Session, witness: Witness | None) -> None:
        self.said: list[str] = []
        self.last = session.last
        self.act = session.system_act
        self._seed = session.seed
        self._witness = witness

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

    def speech(self, end: bool = False) -> Speech:
        """All that was said, which is the last answer from now on."""
        self.last = self.text
        return Speech(self.last, end)

    @property
    def text(self) -> str:
        """All that was said."""
        return "\n".join(filter(None, self.said))

    def _tell(self, place: tuple[int, int]) -> None:
        if self._witness is not None:
            self._witness.texts.append(place)
