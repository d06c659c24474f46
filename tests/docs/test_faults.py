"""The page on faults names all there is, and the mistakes that it shows are told so."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.faults import FACTS, Fault, Spread
from mockgenie.faults.fault import ONLY_ONE
from mockgenie.faults.fault_file import FaultFileError, read_faults
from tests.docs.languages import FAULTS, both_languages, named_rows, page_in
from tests.docs.pages import Section, section, sections
from tests.docs.stage import write_file

MISTAKES = "Mistakes"


@both_languages
def test_every_field_and_every_fact_has_a_row_with_its_default(language: str) -> None:
    table = dict(named_rows(page_in(language, FAULTS)))
    assert set(FACTS) <= table.keys()
    for struct in (Fault, Spread):
        for name in struct.__struct_fields__:
            assert name in table, name
    for name in ("skip", "every", "chance", "seed"):
        assert table[name][1] == f"`{getattr(Fault(), name):g}`"
    for name in ("sigma", "longest"):
        assert table[name][1] == f"`{getattr(Spread(), name):g}`"


@both_languages
def test_what_does_not_go_together_is_told(language: str) -> None:
    page = page_in(language, FAULTS)
    (told,) = (one for one in sections(page) if "| `error` |" in one.prose)
    for pair in ONLY_ONE:
        assert all(f"`{name}`" in told.prose for name in pair)


def files() -> list[Section]:
    return [one for one in sections(FAULTS) if any(block.file for block in one.blocks)]


@pytest.mark.parametrize("shown", files(), ids=str)
def test_a_file_of_the_page_is_read_unless_it_shows_mistakes(
    shown: Section, tmp_path: Path
) -> None:
    for block in shown.blocks:
        if block.file and shown.heading != MISTAKES:
            assert read_faults(write_file(block, tmp_path))


def test_the_mistakes_are_told_as_the_page_shows_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, told = section(FAULTS, MISTAKES).blocks
    write_file(file, tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FaultFileError) as caught:
        read_faults(Path(file.file))
    shown = "".join(f"mockgenie: {problem}\n" for problem in caught.value.diagnostics)
    assert shown == told.text
