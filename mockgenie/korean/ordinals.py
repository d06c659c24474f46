"""Places in a list as people say them: 첫 번째, 둘째, 3번, 마지막, 맨 위."""

from __future__ import annotations

import re

from mockgenie.korean.lazy_regex import LazyPattern
from mockgenie.korean.numerals import AT_END, COUNTING, FIRST_LETTERS, any_of, read_number

_RANKS = {
    "첫째": 0,
    "둘째": 1,
    "셋째": 2,
    "넷째": 3,
    "다섯째": 4,
    "여섯째": 5,
    "일곱째": 6,
    "여덟째": 7,
    "아홉째": 8,
    "열째": 9,
}
_TO_99 = "(?:[이삼사오육칠팔구]?십[일이삼사오육칠팔구]?|[일삼사오육칠팔구])"
"""Without 이: 이번 is "this time"."""

_THING = rf"\s?(?:거|것|꺼|걸(?=로|\s|\Z)|껄(?=로|\s|\Z)|게(?![가-힣]))(?:{AT_END}|(?=들))"
_NOT_A_PLACE = r"""(?!
    \s{0,2}(?:출구|버스|마을버스|시내버스|국도|도로|지방도|게이트|승강장|홈|플랫폼|타는|노선
    |씩|만에|더|정도|쯤|이상|이하|연속|반복|환승|갈아|하차|갔|가봤|가\s봤|다녀|왔|와봤|와\s봤
    |먹었|먹어봤|먹어\s봤|봤|탔|타봤|했|말했|말씀드렸|넘)
)"""
"""Behind 번: how often (2번 갔어요), an exit or a bus."""
_PER_TIME = LazyPattern(r"(?:하루|이틀|일주일|[주달년일])에\s{0,2}\Z")
_WINDOW = 6

_ORDINAL = LazyPattern(
    rf"""
    (?P<first>첫\s{{0,2}}번째)
    |(?<![0-9])(?<![0-9][.,:/~-])(?P<figures>[0-9]{{1,4}})\s{{0,2}}번\s?째
    |(?P<native>{COUNTING})\s{{0,2}}번\s?째
    |(?P<rank>{any_of(*_RANKS)})(?!\s{{0,2}}(?:주|날|딸|아들|아이|애)(?:{AT_END}))
    |(?:(?<![0-9])(?<![0-9][.,:/~-])(?P<digits>[0-9]{{1,2}})
       |(?<![가-힣0-9])(?P<sino>{_TO_99}))\s{{0,2}}번{AT_END}(?!가)
     {_NOT_A_PLACE}
    |(?P<top>(?:맨|제일|가장)\s{{0,2}}(?:위|앞|처음)(?!\s?부터)(?:{AT_END}|(?=[에의]?{_THING}))
       |(?<![가-힣])처음(?:에\s)?{_THING}
       |(?<![가-힣])앞[의에]{_THING})
    |(?P<last>(?:맨|제일|가장)\s{{0,2}}(?:아래|밑|뒤|끝)(?:{AT_END}|(?=[에의]?{_THING}))
       |(?<![가-힣])뒤[의에]{_THING}
       |(?:(?:맨|제일|가장)\s{{0,2}})?마지막(?!으로(?!\s{{0,2}}(?:[할해주요줘골]|부탁|예약|선택|\Z)))
        (?!\s{{0,2}}(?:날|주|달|밤)(?:{AT_END}))(?:{AT_END}|(?=번째|꺼|거|것|걸)))
    """,
    re.VERBOSE,
    firsts=FIRST_LETTERS + "첫맨제가처앞뒤마" + "".join(word[0] for word in _RANKS),
)
_ANY_ORDINAL = LazyPattern("번|째|마지막|맨|제일|가장|처음|앞의|앞에|뒤의|뒤에")


def find_ordinals(text: str) -> list[tuple[int, int, int]]:
    """Where places in a list are named in `text`: (start, end, index) of each, the index from 0,
    -1 for the last."""
    if not _ANY_ORDINAL.compiled.search(text):
        return []
    places = []
    for found in _ORDINAL.compiled.finditer(text):
        index = _index(found)
        if index is not None:
            places.append((*found.span(), index))
    return places


def _index(found: re.Match[str]) -> int | None:
    if found["first"] or found["top"]:
        return 0
    if found["last"]:
        return -1
    if rank := found["rank"]:
        return _RANKS[rank]
    start = found.start()
    if found["digits"] and _PER_TIME.compiled.search(found.string[max(0, start - _WINDOW) : start]):
        return None
    number = read_number(found[found.lastgroup or 0])
    return int(number) - 1 if number else None
