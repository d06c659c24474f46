"""The command line of a benchmark that has sections, and its tables."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import NamedTuple, TypeAlias

Rows: TypeAlias = dict[str, dict[str, float]]
"""Figures by their names, by what they are of."""

Headings: TypeAlias = Mapping[str, tuple[str, str]]
"""By the name of a figure: what stands above it, and how it is written."""


class Missing(Exception):
    """A section cannot be measured; the message says what would have to be installed."""


class Section(NamedTuple):
    """A table: `measure` is told whether little is enough, to see that it runs."""

    title: str
    measure: Callable[[bool], Rows]
    headings: Headings


def run(
    what: str,
    description: str | None,
    sections: Mapping[str, Section],
    wide: int,
    how: str = "medians of rounds that alternate between the rows compared",
    on_demand: Collection[str] = (),
) -> int:
    """Measure the sections that the command line asks for, and print them; the exit code.

    `what` of mockgenie is measured, and `how`; what the figures are of takes `wide` columns. The
    sections that are `on_demand` take long, and are measured only where they are named.
    """
    default = [name for name in sections if name not in on_demand]
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "sections",
        nargs="*",
        metavar="SECTION",
        help=f"one of {', '.join(sections)}; default {', '.join(default) if on_demand else 'all'}",
    )
    parser.add_argument("--quick", action="store_true", help="small and few, to see that it runs")
    parser.add_argument("--json", action="store_true", help="print JSON in place of tables")
    options = parser.parse_args()
    if unknown := sorted(set(options.sections) - sections.keys()):
        parser.error(f"unknown section {', '.join(unknown)}; there are {', '.join(sections)}")
    with suppress(AttributeError):  # no terminal has to know Hangul for an error to be told
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]

    results: dict[str, Rows | None] = {}
    if not options.json:
        python = f"{platform.python_implementation()} {platform.python_version()}"
        print(f"mockgenie's {what} on {python}, {os.cpu_count()} processors;", end=" ")
        print(how)
    for name in options.sections or default:
        section = sections[name]
        try:
            results[name] = section.measure(options.quick)
        except Missing as error:
            results[name] = None
            print(f"\n{section.title}\n  {error}", file=sys.stderr)
        except RuntimeError as error:
            print(f"{parser.prog}: {error}", file=sys.stderr)
            return 1
        else:
            if not options.json:
                _show(section, results[name] or {}, wide)
    if options.json:
        print(json.dumps(results, indent=2))
    return 0


def _show(section: Section, rows: Rows, wide: int) -> None:
    headings = section.headings
    columns = [name for name in headings if any(name in figures for figures in rows.values())]
    above = (f"{headings[name][0]:>10}" for name in columns)
    print(f"\n{section.title}\n  {'':{wide}}", *above, sep="")
    for row, figures in rows.items():
        cells = (headings[n][1].format(figures[n]) if n in figures else "" for n in columns)
        print(f"  {row:{wide}}", *(f"{cell:>10}" for cell in cells), sep="", flush=True)
