"""`mockgenie graph`: the task graph of a domain on standard output or in a file."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytestmark = pytest.mark.slow  # each test starts processes of its own

Run = Callable[..., subprocess.CompletedProcess[str]]
Write = Callable[..., Path]

CAFE = "tasks: {hello: {say: 안녕하세요., next: {task: 주문}}, 주문: {say: 네., end: true}}\n"
MERMAID = (
    "flowchart LR\n"
    '  t0("hello")\n'
    '  t1[["주문<br>end: yes"]]\n'
    '  t0 -->|"#42;"| t1\n'
    "  classDef opens stroke-width:3px\n"
    "  class t0 opens\n"
)


def test_mermaid_is_what_is_printed(run: Run, write: Write) -> None:
    folder = write("Cafe.yaml", CAFE).parent
    done = run("graph", "Cafe", "--domains", str(folder))
    assert (done.returncode, done.stdout, done.stderr) == (0, MERMAID, "")


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.mmd", "flowchart"), ("a.Mermaid", "flowchart"), ("a.dot", "digraph"), ("a.gv", "digraph")],
)
def test_a_file_says_by_its_name_how_it_is_written(
    name: str, begins: str, run: Run, write: Write, tmp_path: Path
) -> None:
    folder = write("Cafe.yaml", CAFE).parent
    done = run("graph", "Cafe", "--domains", str(folder), "-o", str(tmp_path / name))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    written = (tmp_path / name).read_bytes()
    assert written.decode().startswith(f"{begins} ")
    assert b"\r" not in written


def test_svg_is_drawn(run: Run, write: Write, tmp_path: Path) -> None:
    folder = write("Cafe.yaml", CAFE).parent
    file = tmp_path / "cafe"
    done = run("graph", "Cafe", "--domains", str(folder), "--format", "svg", "-o", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    root = ElementTree.fromstring(file.read_bytes())
    assert "주문" in [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_domain_that_comes_with_mockgenie_is_found_by_its_name(run: Run) -> None:
    done = run("graph", "Weather")
    assert done.returncode == 0
    assert done.stdout.startswith("flowchart LR\n")
    assert done.stderr.startswith("mockgenie: using the domains ")


def test_what_cannot_be_done_is_told(run: Run, write: Write, tmp_path: Path) -> None:
    folder = str(write("Cafe.yaml", CAFE).parent)
    done = run("graph", "Caffe", "--domains", folder)
    assert done.returncode == 2
    assert done.stderr == 'mockgenie: no domain Caffe, did you mean "Cafe"?\n'
    done = run("graph", "Cafe", "--domains", folder, "-o", str(tmp_path / "a.png"))
    assert done.returncode == 2
    assert "give --format, or a name that ends in .mmd, .mermaid, .dot, .gv, .svg" in done.stderr
    done = run("graph", "Cafe", "--domains", folder, "-o", str(tmp_path / "no" / "a.svg"))
    assert done.returncode == 2
    assert done.stderr.startswith(f"mockgenie: cannot write {tmp_path / 'no' / 'a.svg'}: ")
    done = run("graph", "Cafe", "--domains", str(tmp_path / "nowhere"))
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    done = run("graph")
    assert done.returncode == 2
    assert "NAME" in done.stderr


def test_why_a_domain_does_not_load_is_told(run: Run, write: Write) -> None:
    folder = write("Cafe.yaml", "tasks: {hello: {sya: 안녕하세요.}}\n").parent
    done = run("graph", "Cafe", "--domains", str(folder))
    assert (done.returncode, done.stdout) == (1, "")
    assert 'Cafe.yaml:1:17: unknown field "sya"' in done.stderr
