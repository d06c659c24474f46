"""The benchmark of other mock servers runs, and README's table is one that it prints."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
QUICK = ("--rounds", "1", "--seconds", "0.1", "--warm-up", "0.1", "--connections", "2")

RESULTS: Mapping[str, Any] = {
    mode: {
        "servers": {
            "bare aiohttp": {"ratio": 1.0, "memory_mb": 39.4},
            "mockgenie": {"ratio": ratio, "memory_mb": 70.6},
            "mountebank": {"ratio": 0.3, "memory_mb": None},
        }
    }
    for mode, ratio in (("closing", 0.641), ("kept alive", 0.499))
}


def peers(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", str(ROOT / "bench" / "peers.py"), *options],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


def printed(results: Mapping[str, Any], language: str) -> str:
    """The table that is printed of results."""
    script = (
        "import json, sys; from peers import markdown;"
        " print(markdown(json.load(sys.stdin), sys.argv[1] == 'ko'))"
    )
    result = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script, language],
        input=json.dumps(results),
        cwd=ROOT / "bench",
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.mark.slow
def test_the_servers_that_are_there_are_measured_and_the_others_are_named() -> None:
    result = peers(*QUICK, "--json")
    assert result.returncode == 0, result.stderr
    modes = json.loads(result.stdout)
    assert list(modes) == ["closing", "kept alive"]
    for measured in modes.values():
        assert {"bare aiohttp", "mockgenie"} <= measured["servers"].keys()
        assert measured["servers"]["bare aiohttp"]["ratio"] == 1
        assert all(row["turns_per_s"] > 0 for row in measured["servers"].values())
        for name, advice in measured["missing"].items():
            assert f"{name} is not measured: {advice}\n" in result.stderr


@pytest.mark.slow
def test_the_table_of_readme_has_the_ratios_and_the_memory() -> None:
    assert printed(RESULTS, "en") == (
        "| server | answers | closing | kept alive | memory |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| bare aiohttp | a constant | 1.00 | 1.00 | 39 MB |\n"
        "| mockgenie | a turn | 0.64 | 0.50 | 71 MB |\n"
        "| mountebank | a constant | 0.30 | 0.30 | ? |\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize(("language", "page"), [("en", "README.md"), ("ko", "README.ko.md")])
def test_the_table_in_readme_is_of_the_form_that_is_printed(language: str, page: str) -> None:
    head, rule, *rows = printed(RESULTS, language).splitlines()
    text = (ROOT / page).read_text("utf-8")
    assert f"{head}\n{rule}\n" in text
    shown = text.partition(f"{head}\n{rule}\n")[2].partition("\n\n")[0].splitlines()
    form = re.compile(r"\| [^|]+ \| [^|]+ \| \d+\.\d\d \| \d+\.\d\d \| \d+ MB \|")
    assert [row for row in shown if not form.fullmatch(row)] == []
    assert rows[0].split("|")[1:5] == shown[0].split("|")[1:5]
    assert "mockgenie" in {row.split("|")[1].strip() for row in shown}


def test_the_tables_in_both_languages_have_the_same_figures() -> None:
    figures = [
        re.findall(
            r"\| (\d+\.\d\d) \| (\d+\.\d\d) \| (\d+) MB \|", (ROOT / page).read_text("utf-8")
        )
        for page in ("README.md", "README.ko.md")
    ]
    assert figures[0] == figures[1] != []
