"""Single steps of the pipeline, run on a draft without the others around them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mockgenie.dialog import Session
from mockgenie.domain import Domain, load_domain
from mockgenie.korean import read_utterance
from mockgenie.nlu.pipeline import STEPS
from mockgenie.nlu.step import Draft
from mockgenie.nlu.vocabulary import Vocabulary

INN = r"""
entities:
  Inn:
    key: name
    slots:
      name: {values: [한마루, 소담상, 볕뜰]}
      area:
        values: {강남: [강남역], 종로: [], 홍대: [홍대입구]}
        words: [동네]
        any: [아무 동네나, 전부]
      price: {type: choice, values: [저렴, 보통, 비싼], words: [가격]}
      rate: {type: int, counters: [원]}
      parking: {type: boolean, words: [주차]}
      pets: {type: boolean, words: [강아지], values: {yes: [반려견 동반], no: [반려견 금지]}}
    instances:
      - {name: 한마루, area: 강남}
      - {name: 소담상, area: 종로}
  Visit:
    slots:
      day: {type: date}
      time: {type: time}
      length: {type: duration}
      people: {type: int, counters: [명], words: [인원]}
      nights: {type: int, counters: [박, 일]}
      cakes: {type: int, counters: [조각]}
      extras: {values: [수건, 이불, 베개]}
      phone: {type: pattern, pattern: '01[0-9]-[0-9]{4}-[0-9]{4}'}
      wish: {words: [요청]}
      cot: {type: boolean, words: [아기 침대]}
  Ride:
    slots:
      from: {values: [강남, 공항, 부산], words: [에서, 출발]}
      to: {values: [강남, 공항, 부산], words: [까지, 도착]}
acts:
  find: [숙소 찾아, <Inn.area>]
  note: <Visit.wish> 메모
  drop: 이불 빼
  reserve: {examples: ["<Inn.area=강남>에 하룻밤 신세 좀 질까 하는데"]}
tasks:
  find: {fill: [Inn.area], lookup: Inn}
  book:
    fill: [Inn.name, Visit.day, Visit.time, Visit.people, Visit.wish, Visit.cot]
    confirm: 맞아요?
  offer: {fill: [Visit.cakes], type: optional}
  ride: {fill: [Ride.from, Ride.to]}
"""

VALUES = ("dictionary", "dates", "times", "durations", "regexes", "counts", "named_numbers")
"""The steps that find values."""
MENTIONS = (*VALUES, "slot_resolver")


def load(folder: Path, text: str) -> Domain:
    path = folder / "Test.yaml"
    path.write_text(text, "utf-8")
    return load_domain(path)


class Steps:
    """Runs steps of the pipeline that is prepared for a domain."""

    def __init__(self, domain: Domain) -> None:
        vocabulary = Vocabulary(domain)
        self._tasks = domain.tasks
        self._steps = {name: prepare(vocabulary) for name, prepare in STEPS}

    @property
    def needed(self) -> set[str]:
        """The steps that the domain needs."""
        return {name for name, step in self._steps.items() if step is not None}

    def run(self, names: Sequence[str], text: str, task: str = "", **fields: object) -> Draft:
        """The draft of `text` after the steps `names`, in a session with these fields."""
        task = task or next(iter(self._tasks))
        session = Session("Test", "internal_data", task, **fields)  # type: ignore[arg-type]
        draft = Draft(read_utterance(text), session, self._tasks[task].fill)
        for name in names:
            step = self._steps[name]
            assert step is not None, f"this domain does without {name}"
            step(draft)
        return draft


def mentioned(draft: Draft) -> list[tuple[str, str]]:
    """The words of the mentions, each with its slot."""
    words = draft.utterance.words_between
    return [(words(m.start, m.end), m.slot) for m in draft.mentions]
