"""The outcome of conversations as JUnit XML, which CI systems read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement

from mockgenie.testing.conversations.report import write_report
from mockgenie.testing.conversations.suites import ConversationRun, FileRun, SuiteRun

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
