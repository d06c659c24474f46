"""Runs a benchmark as its user does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[2] / "bench"


def run(script: str, *options: str) -> subprocess.CompletedProcess[str]:
    """The benchmark `script` with --quick."""
    return subprocess.run(
        [sys.executable, "-X", "utf8", script, "--quick", *options],
        cwd=BENCH,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
