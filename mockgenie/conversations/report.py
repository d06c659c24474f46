"""The outcome of conversations: text for people, line by line, and JUnit XML for CI systems."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement

from mockgenie.conversations.runner import Failure, Mismatch, written
from mockgenie.conversations.suites import ConversationRun, FileRun, SuiteRun
from mockgenie.dialog import Session
from mockgenie.source import ReportLine, columns, common_start, short, visible

_LONGEST = 300

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(failure: Failure) -> Iterator[ReportLine]:
    """The turn that failed, and how."""
    number, turn = failure.number, failure.turn
    place = f"{failure.conversation.path}:{turn.place[0]}"
    yield ReportLine(f"  {place}: {f'turn {number}' if number else 'the opening'}")
    if turn.user is not None:
        yield ReportLine(f"    user: {_cut(turn.user)}")
    elif turn.data is not None:
        yield ReportLine(f"    data: {len(turn.data)} records")
    for mismatch in failure.mismatches:
        yield from _mismatch(mismatch)
    if failure.session is not None:
        yield ReportLine(f"    understood: {_understood(failure.session)}")


def write_report(failure: Failure) -> str:
    """The same in one text, with a newline behind each line."""
    return "".join(f"{line.text}\n" for line in report(failure))


def _mismatch(mismatch: Mismatch) -> Iterator[ReportLine]:
    if mismatch.verbatim:
        yield ReportLine("    bot:")
        yield from _difference(mismatch.expected.split("\n"), mismatch.got.split("\n"))
    elif mismatch.what == "bot":
        yield ReportLine(f"    bot: expected {_cut(mismatch.expected)}, got")
        for said in mismatch.got.split("\n"):
            yield ReportLine(f"    + {_shown(said)}", "got")
    else:
        yield ReportLine(
            f"    {mismatch.what}: expected {_cut(mismatch.expected)}, got {_cut(mismatch.got)}"
        )


def _difference(expected: list[str], got: list[str]) -> Iterator[ReportLine]:
    """Both texts, their common lines once; a caret shows where a changed line begins to differ."""
    matcher = SequenceMatcher(None, expected, got, autojunk=False)
    for tag, start, end, got_start, got_end in matcher.get_opcodes():
        if tag == "equal":
            for line in expected[start:end]:
                yield ReportLine(f"      {_shown(line)}")
            continue
        for line in expected[start:end]:
            yield ReportLine(f"    - {_shown(line)}", "expected")
        for line in got[got_start:got_end]:
            yield ReportLine(f"    + {_shown(line)}", "got")
        if end - start == got_end - got_start == 1:
            same = common_start(_shown(expected[start]), _shown(got[got_start]))
            yield ReportLine(f"      {' ' * columns(same)}^")


def _understood(session: Session) -> str:
    slots = [f"{slot} = {written(values)}" for slot, values in session.slots.items()]
    slots += [f"{slot} ~= {written(values)}" for slot, values in session.unwanted.items()]
    slots += [f"{slot} {' and '.join(said)}" for slot, said in session.compared.items()]
    act = f"act {session.act}" if session.act else "no act"
    return "; ".join([act, *([", ".join(slots)] if slots else []), f"task {session.task}"])


def _shown(line: str) -> str:
    """A line with every character made visible."""
    seen = visible(line)
    decomposed = seen != unicodedata.normalize("NFC", seen)
    return seen + "   (decomposed Hangul)" * decomposed


def _cut(text: str) -> str:
    line = " ".join(text.split("\n"))
    return _shown(short(line, _LONGEST))


def write_junit(path: Path, runs: Iterable[SuiteRun]) -> None:
    """Write `path`: a test suite for each file, a test case for each conversation, an error for
    each file that cannot be read. Raises OSError."""
    root = Element("testsuites", name="mockgenie")
    for run in runs:
        if run.problems:
            _add_unreadable(root, run.domain, FileRun(run.suite.domain_file, (), run.problems))
        for file_run in run.files:
            if file_run.problems:
                _add_unreadable(root, run.domain, file_run)
            elif file_run.runs:
                _add_file(root, run.domain, file_run)
    _add_up(root)
    with path.open("wb") as file:
        ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)
        file.write(b"\n")


def _add_file(root: Element, domain: str, run: FileRun) -> None:
    suite = _suite(root, run.path, len(run.runs), failures=len(run.failures))
    for one in run.runs:
        _add_conversation(suite, domain, one)
    suite.set("time", f"{sum(one.seconds for one in run.runs):.6f}")


def _add_conversation(suite: Element, domain: str, run: ConversationRun) -> None:
    conversation, failure = run.conversation, run.failure
    case = _case(suite, domain, conversation.name, conversation.path, conversation.place[0])
    case.set("time", f"{run.seconds:.6f}")
    if failure:
        text = write_report(failure)
        whats = ", ".join(dict.fromkeys(mismatch.what for mismatch in failure.mismatches))
        turn = f"turn {failure.number}" if failure.number else "the opening"
        element = SubElement(case, "failure", type="Mismatch", message=_xml(f"{turn}: {whats}"))
        element.text = _xml(text)


def _add_unreadable(root: Element, domain: str, run: FileRun) -> None:
    suite = _suite(root, run.path, 1, errors=1)
    first = run.problems[0]
    case = _case(suite, domain, run.path.name, first.path, first.line)
    element = SubElement(case, "error", type="Diagnostic", message=_xml(first.message))
    element.text = _xml("\n".join(map(str, run.problems)))


def _suite(root: Element, path: Path, tests: int, failures: int = 0, errors: int = 0) -> Element:
    return SubElement(
        root,
        "testsuite",
        name=_xml(path.as_posix()),
        tests=str(tests),
        failures=str(failures),
        errors=str(errors),
        skipped="0",
        time="0",
    )


def _case(suite: Element, domain: str, name: str, path: Path, line: int) -> Element:
    return SubElement(
        suite,
        "testcase",
        classname=_xml(domain),
        name=_xml(name),
        file=_xml(path.as_posix()),
        line=str(line),
        time="0",
    )


def _add_up(root: Element) -> None:
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    root.set("time", f"{sum(float(suite.get('time', '0')) for suite in root):.6f}")


def _xml(text: str) -> str:
    """A text without the characters that XML has no way to write."""
    return _NOT_XML.sub("\ufffd", text)
