"""Both error tables are complete, and every error comes about as they say."""

from __future__ import annotations

from mockgenie.faults import PREFIX, asked_for, error_text, find_error
from mockgenie.protocol import ENVELOPES, EngineError, GatewayError, head
from tests.docs.languages import ERRORS, PROTOCOL, README, both_languages, page_in
from tests.docs.pages import ROOT, quoted, read, rows, section, sections
from tests.docs.stage import steps

HEADINGS = {
    "English": ("Engine errors", "Gateway errors"),
    "Korean": ("엔진 오류", "게이트웨이 오류"),
}
NATURAL = {"English": "By natural cause", "Korean": "저절로 나오게 하기"}
DEMANDED = {"English": "On demand", "Korean": "요구하기"}
ONLY_ON_DEMAND = {"English": "n demand only", "Korean": "요구할 때만"}
COUNTED = {
    "English": "all {all} documented errors",
    "Korean": "문서에 있는 오류 {all}가지 모두",
}
ALL = [*EngineError, *GatewayError]


def error_rows(language: str) -> list[tuple[str, ...]]:
    """The rows of both tables, without the HTTP status."""
    page = page_in(language, ERRORS)
    engine, gateway = (section(page, heading) for heading in HEADINGS[language])
    return [
        *(row for row in rows(engine.prose) if quoted(row[0])),
        *(row[1:] for row in rows(gateway.prose) if quoted(row[1])),
    ]


def shown(language: str, heading: str) -> str:
    """What transcripts show in the section of that heading, those below it included."""
    output, inside = "", False
    for one in sections(page_in(language, ERRORS)):
        inside = one.heading == heading or (inside and one.level > 2)
        if inside:
            for block in one.blocks:
                if block.language == "console":
                    output += "".join(answer for _, answer in steps(block.text))
    assert output
    return output


def answer(text: str) -> tuple[str, ...]:
    """How an error begins in an answer, as a message or as a reason."""
    return tuple(f'"{field}":"{text}' for field in ("message", "reason"))


@both_languages
def test_both_error_tables_are_complete_and_in_order(language: str) -> None:
    told = [quoted(row[0])[0] for row in error_rows(language)]
    engine = [error.value.format(type="E", offset="N") for error in EngineError]
    assert told == engine + [error.reason for error in GatewayError]
    gateway = section(page_in(language, ERRORS), HEADINGS[language][1])
    statuses = [row[0] for row in rows(gateway.prose) if quoted(row[1])]
    assert statuses == [str(error.status) for error in GatewayError]


@both_languages
def test_the_access_key_of_a_row_asks_for_its_error(language: str) -> None:
    for row, error in zip(error_rows(language), ALL, strict=True):
        (key,) = quoted(row[-1])
        assert key == PREFIX + error_text(error)
        fault = asked_for(key.removeprefix(PREFIX)).fault
        assert fault.error is not None
        assert find_error(fault.error) is error


@both_languages
def test_an_error_is_shown_by_its_cause_unless_the_table_says_that_it_has_none(
    language: str,
) -> None:
    natural, demanded = shown(language, NATURAL[language]), shown(language, DEMANDED[language])
    for row, error in zip(error_rows(language), ALL, strict=True):
        only = ONLY_ON_DEMAND[language] in row[1]
        for_it = demanded if only else natural
        assert any(begins in for_it for begins in answer(error_text(error))), error
        assert not (only and any(begins in natural for begins in answer(error_text(error)))), error


@both_languages
def test_readme_and_errors_count_the_errors(language: str) -> None:
    for page in (README, ERRORS):
        text = " ".join(read(page_in(language, page)).split())
        assert COUNTED[language].format(all=len(ALL)).lower() in text.lower()


def test_the_changelog_counts_the_errors() -> None:
    assert COUNTED["English"].format(all=len(ALL)).capitalize() in read(ROOT / "CHANGELOG.md")


@both_languages
def test_every_envelope_is_shown_in_readme_and_protocol(language: str) -> None:
    for page in (README, PROTOCOL):
        text = read(page_in(language, page))
        for name in ENVELOPES:
            assert f"mockgenie serve --envelope {name}\n" in text


@both_languages
def test_every_status_is_told_with_its_words(language: str) -> None:
    text = read(page_in(language, PROTOCOL))
    for status in {200, *(error.status for error in GatewayError)}:
        words = head(status, 0).split(b"\r\n")[0].decode().removeprefix(f"HTTP/1.1 {status} ")
        assert f"| {status} | `{words}` |" in text
