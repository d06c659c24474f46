"""Facts of the Korean language: spelling, particles, days, times, durations, numbers.

Knows nothing of dialogs.
"""

from mockgenie.korean.anaphora import (
    Pointed,
    Shared,
    is_pointer,
    may_share,
    pointed_at,
    shared,
    shared_with,
)
from mockgenie.korean.answers import bare_answer, bare_clause, bare_object
from mockgenie.korean.dates import (
    NOW,
    day_words,
    find_dates,
    is_weekday,
    means_day_of_month,
    means_now,
    resolve_day,
)
from mockgenie.korean.durations import find_durations, find_native_days, resolve_duration
from mockgenie.korean.indifference import (
    OpenScope,
    UnknownSort,
    indifference,
    leaves_open,
    not_known,
    open_scopes,
)
from mockgenie.korean.keyboard import keystrokes, slips
from mockgenie.korean.numbers import Count, CountFinder, find_numbers, read_number
from mockgenie.korean.ordinals import find_ordinals
from mockgenie.korean.particles import PARTICLES, WRITTEN, attach, final_of
from mockgenie.korean.polarity import (
    Polarity,
    change_behind,
    is_needless,
    is_repaired,
    is_share,
    may_be_negated,
    polarity_before,
    polarity_behind,
    wants_change,
)
from mockgenie.korean.questions import asks_if_it_is, asks_of
from mockgenie.korean.remarks import remark, tells_since_when
from mockgenie.korean.spelling import APART, composed, normalise, squeeze
from mockgenie.korean.stems import apart, beginnings, is_light, is_past, stem, syllables
from mockgenie.korean.synonyms import alike, is_of_any_journey, only_follows, words_of_journey
from mockgenie.korean.times import find_times, resolve_time
from mockgenie.korean.utterance import (
    SHORT_PARTICLES,
    Utterance,
    end_of_value,
    is_stem,
    is_word,
    names_value,
    read_utterance,
)
from mockgenie.korean.utterance_kind import (
    UtteranceKind,
    YesOrNo,
    goes_ahead,
    is_said_of,
    leads_ahead,
    read_kind,
    takes_up,
)

__all__ = [
    "APART",
    "NOW",
    "PARTICLES",
    "SHORT_PARTICLES",
    "WRITTEN",
    "Count",
    "CountFinder",
    "OpenScope",
    "Pointed",
    "Polarity",
    "Shared",
    "UnknownSort",
    "Utterance",
    "UtteranceKind",
    "YesOrNo",
    "alike",
    "apart",
    "asks_if_it_is",
    "asks_of",
    "attach",
    "bare_answer",
    "bare_clause",
    "bare_object",
    "beginnings",
    "change_behind",
    "composed",
    "day_words",
    "end_of_value",
    "final_of",
    "find_dates",
    "find_durations",
    "find_native_days",
    "find_numbers",
    "find_ordinals",
    "find_times",
    "goes_ahead",
    "indifference",
    "is_light",
    "is_needless",
    "is_of_any_journey",
    "is_past",
    "is_pointer",
    "is_repaired",
    "is_said_of",
    "is_share",
    "is_stem",
    "is_weekday",
    "is_word",
    "keystrokes",
    "leads_ahead",
    "leaves_open",
    "may_be_negated",
    "may_share",
    "means_day_of_month",
    "means_now",
    "names_value",
    "normalise",
    "not_known",
    "only_follows",
    "open_scopes",
    "pointed_at",
    "polarity_before",
    "polarity_behind",
    "read_kind",
    "read_number",
    "read_utterance",
    "remark",
    "resolve_day",
    "resolve_duration",
    "resolve_time",
    "shared",
    "shared_with",
    "slips",
    "squeeze",
    "stem",
    "syllables",
    "takes_up",
    "tells_since_when",
    "wants_change",
    "words_of_journey",
]
