"""The way of an utterance: the steps of understanding, in order.

The utterance is normalised (one spelling, its words run together), and each step adds to the draft
of what it means. Where one finds that it is mistyped, it is read again as it was meant. `step`
says what a step is, and how to add one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from mockgenie.domain import Domain
from mockgenie.korean import Signs, Utterance, read_utterance
from mockgenie.nlu.alike_records import find_alike_records
from mockgenie.nlu.asked_things import order_what_was_asked
from mockgenie.nlu.bare_numbers import take_bare_number
from mockgenie.nlu.classifier import match_patterns, name_picked_record, take_built_in_act
from mockgenie.nlu.comparisons import read_comparisons
from mockgenie.nlu.coreference import (
    choose_among,
    drop_repeated_values,
    pick_from_list,
    resolve_references,
)
from mockgenie.nlu.corrections import correct_values
from mockgenie.nlu.day_parts import read_day_parts
from mockgenie.nlu.elliptic_questions import repeat_question
from mockgenie.nlu.examples import compare_examples
from mockgenie.nlu.extractors import (
    find_address_values,
    find_counts,
    find_day_values,
    find_duration_values,
    find_named_numbers,
    find_pattern_values,
    find_time_values,
    find_weekday_values,
    search_dictionary,
)
from mockgenie.nlu.filling import fill_slots, read_slot_names
from mockgenie.nlu.free_text import take_free_text, take_named_texts, take_whole_answer
from mockgenie.nlu.further_questions import hear_further_questions
from mockgenie.nlu.indifference import leave_open
from mockgenie.nlu.inflection import match_other_forms
from mockgenie.nlu.items import divide_items
from mockgenie.nlu.other_questions import leave_other_questions
from mockgenie.nlu.outcome import recall_outcome
from mockgenie.nlu.polarity import read_polarity, read_truths
from mockgenie.nlu.questions import ignore_questions
from mockgenie.nlu.remarks import leave_remarks
from mockgenie.nlu.remembered import remembered
from mockgenie.nlu.requested_slot import fill_requested_slot
from mockgenie.nlu.sayings import divide_commands
from mockgenie.nlu.shared_values import share_values
from mockgenie.nlu.shifts import find_shifted_values, keep_week
from mockgenie.nlu.slot_resolver import resolve_slots
from mockgenie.nlu.spacing import separate_words
from mockgenie.nlu.spelling import correct_spelling
from mockgenie.nlu.state import DialogState
from mockgenie.nlu.step import Draft, PrepareStep, SoughtStep, Step, Understanding
from mockgenie.nlu.told_places import correct_told_text, take_told_place
from mockgenie.nlu.trace import NORMALISE, StepTrace, trace_steps
from mockgenie.nlu.unknown import find_unknown_words
from mockgenie.nlu.utterance_kind import read_agreement, read_utterance_kind
from mockgenie.nlu.vocabulary import Vocabulary
from mockgenie.source import did_you_mean

STEPS: tuple[tuple[str, PrepareStep], ...] = (
    # What could be a value
    ("dictionary", search_dictionary),
    ("dates", find_day_values),
    ("weekdays", find_weekday_values),
    ("times", find_time_values),
    ("durations", find_duration_values),
    ("regexes", find_pattern_values),
    ("counts", find_counts),
    ("named_numbers", find_named_numbers),
    ("addresses", find_address_values),
    ("shifts", find_shifted_values),
    ("alike_records", find_alike_records),
    # How it was meant to be written: where one of these tells, the steps before are taken again
    ("spacing", separate_words),
    ("spelling", correct_spelling),
    # Which slot each fills
    ("slot_resolver", resolve_slots),
    ("repeated_values", drop_repeated_values),
    ("list_positions", pick_from_list),
    ("comparisons", read_comparisons),
    # The dialog act, by the words of its patterns
    ("patterns", match_patterns),
    ("free_text", take_free_text),
    # What is said of the values
    ("polarity", read_polarity),
    ("questions", ignore_questions),
    ("truths", read_truths),
    ("corrections", correct_values),
    ("filling", fill_slots),
    ("commands", divide_commands),
    ("items", divide_items),
    ("indifference", leave_open),
    ("slot_names", read_slot_names),
    # What the dialog before makes understandable
    ("utterance_kind", read_utterance_kind),
    ("among", choose_among),
    ("requested_slot", fill_requested_slot),
    ("bare_numbers", take_bare_number),
    ("weeks", keep_week),
    ("references", resolve_references),
    ("asked_things", order_what_was_asked),
    ("shared_values", share_values),
    ("outcome", recall_outcome),
    ("elliptic_questions", repeat_question),
    # The dialog act, where no pattern fits
    ("examples", compare_examples),
    ("built_in_acts", take_built_in_act),
    ("named_texts", take_named_texts),
    ("whole_answer", take_whole_answer),
    ("told_places", take_told_place),
    ("told_texts", correct_told_text),
    ("other_forms", match_other_forms),
    ("day_parts", read_day_parts),
    ("picked_records", name_picked_record),
    # What asks for nothing
    ("remarks", leave_remarks),
    ("agreement", read_agreement),
    # What is left
    ("unknown", find_unknown_words),
    ("other_questions", leave_other_questions),
    ("further_questions", hear_further_questions),
)
"""Every step with its name. A domain that can't need one goes without it."""

_MOST_CHOICES = 2_000
"""So many choices of steps are remembered, by the signs of an utterance and the slot asked for."""
_WRITING = ("spacing", "spelling")
"""The steps that may correct the utterance; behind them those before are taken again."""


class Pipeline:
    """Understands the utterances of one domain; built once, then never changed.

    `without`: names of steps to leave out, so that what each is good for can be measured. Raises
    ValueError where there is no such step.
    """

    def __init__(self, domain: Domain, without: Collection[str] = ()) -> None:
        _check(without)
        vocabulary = Vocabulary(domain)
        prepared = [(name, prepare(vocabulary)) for name, prepare in STEPS if name not in without]
        self._names = {step: name for name, step in prepared if step is not None}
        names, steps = [*self._names.values()], [*self._names]
        behind = 1 + max([at for at, name in enumerate(names) if name in _WRITING], default=-1)
        self._writing = tuple(step for step, name in self._names.items() if name in _WRITING)
        self._reading = tuple(step for step in steps[:behind] if step not in self._writing)
        self._rest = tuple(steps[behind:])
        self._needed = remembered(_MOST_CHOICES, self._choose)

    @property
    def steps(self) -> tuple[str, ...]:
        """The names of the steps that this domain needs."""
        return tuple(self._names.values())

    def understand(self, text: str, state: DialogState, fill: Sequence[str] = ()) -> Understanding:
        """What `text` means in a dialog whose task needs the slots `fill`; where it is mistyped,
        what was meant to be typed does."""
        draft, rest = self._read(read_utterance(text), state, fill)
        for correct in self._writing:
            correct(draft)
            if draft.corrected is not None:
                draft, rest = self._read(draft.corrected, state, fill)
        for step in rest:
            step(draft)
        return draft.understanding()

    def _read(
        self, utterance: Utterance, state: DialogState, fill: Sequence[str]
    ) -> tuple[Draft, tuple[Step, ...]]:
        """A draft of what could be values, and the steps for what is left."""
        draft = Draft(utterance, state, fill)
        reading, rest = self._needed(utterance.signs, state.asked)
        for step in reading:
            step(draft)
        return draft, rest

    def _choose(self, signs: Signs, asked: str) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
        """The reading steps, and those behind them, that are needed for an utterance with `signs`
        behind a question for the slot `asked`."""

        def needed(step: Step) -> bool:
            return not isinstance(step, SoughtStep) or step.is_needed(signs, asked)

        reading, rest = (
            tuple(
                [
                    step.step if isinstance(step, SoughtStep) else step
                    for step in filter(needed, steps)
                ]
            )
            for steps in (self._reading, self._rest)
        )
        return reading, rest

    def trace(
        self, text: str, state: DialogState, fill: Sequence[str] = ()
    ) -> tuple[Understanding, tuple[StepTrace, ...]]:
        """The same, and what each step changed; those that changed nothing are left out."""
        draft = Draft(read_utterance(text), state, fill)
        traced = self._traced(text, draft, self._reading)
        for correct in self._writing:
            step = self._traced(draft.utterance.text, draft, (correct,))
            if draft.corrected is not None:
                draft = Draft(draft.corrected, state, fill)
                read = self._traced(draft.utterance.text, draft, self._reading)
                kept = (one for one in traced if one.step in (NORMALISE, *_WRITING))
                traced = (*kept, *step, *read)
        traced += self._traced(draft.utterance.text, draft, self._rest)
        return draft.understanding(), traced

    def _traced(self, text: str, draft: Draft, steps: Iterable[Step]) -> tuple[StepTrace, ...]:
        return trace_steps(text, draft, [(self._names[step], step) for step in steps])


def _check(names: Collection[str]) -> None:
    known = [name for name, _ in STEPS]
    for name in names:
        if name not in known:
            raise ValueError(
                f"no step {name!r}{did_you_mean(name, known)}; steps: {', '.join(known)}"
            )
