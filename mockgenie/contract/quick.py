"""As few cases as it takes to have one for each row of the contract."""

from __future__ import annotations

from collections.abc import Sequence

from mockgenie.contract.cases import Case


def fewest(cases: Sequence[Case]) -> Sequence[Case]:
    """Some of `cases`, in their order, that check all the rows that they check together: always
    the one next that brings the most new rows for its requests."""
    lacking = {row for case in cases for row in case.source}
    chosen: set[int] = set()
    while lacking:
        gains = [len(lacking.intersection(case.source)) / max(case.requests, 1) for case in cases]
        best = gains.index(max(gains))
        chosen.add(best)
        lacking.difference_update(cases[best].source)
    return [case for number, case in enumerate(cases) if number in chosen]
