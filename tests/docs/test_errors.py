"""Both error tables are complete, and say truly which errors can be had."""

from __future__ import annotations

from docs.languages import PROTOCOL, README, both_languages, page_in
from docs.pages import ROOT, quoted, read, rows, section, sections
from docs.stage import steps
from mockgenie.wire import ENVELOPES, EngineError, GatewayError, head

HEADINGS = {
    "English": ("Engine errors", "Gateway errors"),
    "Korean": ("엔진 오류", "게이트웨이 오류"),
}
COUNTED = {
    "English": "{now} of the {all} documented errors",
    "Korean": "문서에 있는 오류 {all}가지 가운데 {now}가지",
}
YES = {"English": "yes", "Korean": "예"}


def error_tables(language: str) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Message, or status and reason, to whether the error can be had today."""
    page = page_in(language, PROTOCOL)
    engine, gateway = (section(page, heading) for heading in HEADINGS[language])
    return (
        {quoted(row[0])[0]: row[-1] for row in rows(engine.prose) if quoted(row[0])},
        {(row[0], quoted(row[1])[0]): row[-1] for row in rows(gateway.prose) if quoted(row[1])},
    )


def counted(language: str) -> str:
    """The sentence that counts the errors."""
    todays = [today for table in error_tables(language) for today in table.values()]
    return COUNTED[language].format(all=len(todays), now=todays.count(YES[language]))


@both_languages
def test_both_error_tables_are_complete_and_in_order(language: str) -> None:
    engine, gateway = error_tables(language)
    assert list(engine) == [error.value.format(type="E", offset="N") for error in EngineError]
    assert list(gateway) == [(str(error.status), error.reason) for error in GatewayError]


@both_languages
def test_an_error_is_brought_about_exactly_where_the_table_says_that_it_can_be(
    language: str,
) -> None:
    shown = "".join(
        output
        for one in sections(page_in(language, PROTOCOL))
        for block in one.blocks
        if block.language == "console"
        for _, output in steps(block.text)
    )
    engine, gateway = error_tables(language)
    for message, today in engine.items():
        beginning = message.partition("E, offset")[0]
        assert (f'"message":"{beginning}' in shown) == (today == YES[language]), message
    for (_, reason), today in gateway.items():
        assert (f'"reason":"{reason}"' in shown) == (today == YES[language]), reason


@both_languages
def test_the_readme_counts_the_errors_that_can_be_had(language: str) -> None:
    assert counted(language) in " ".join(read(page_in(language, README)).split())


def test_the_changelog_counts_the_errors_that_can_be_had() -> None:
    assert counted("English") in read(ROOT / "CHANGELOG.md")


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
