"""Who listens on a port."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from mockgenie.launch import Listening, listening_on

TABLE = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when uid  timeout inode"
LINE = "   0: {address}:{port:04X} 0:0000 {state} 0:0 00:0 0     0        0 {inode} 1"
LOOPBACK = "0100007F" if sys.byteorder == "little" else "7F000001"


def table(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([TABLE, *lines, ""]), encoding="ascii")


@pytest.fixture
def proc(tmp_path: Path) -> Path:
    """A /proc in which somebody listens on 8000, and two are connected."""
    table(
        tmp_path / "net" / "tcp",
        LINE.format(address=LOOPBACK, port=8000, state="0A", inode=11),
        LINE.format(address=LOOPBACK, port=8000, state="01", inode=12),
        LINE.format(address=LOOPBACK, port=8001, state="0A", inode=13),
    )
    table(
        tmp_path / "net" / "tcp6",
        LINE.format(address="0" * 32, port=8000, state="0A", inode=14),
    )
    (tmp_path / "77" / "fd").mkdir(parents=True)
    (tmp_path / "self").mkdir()
    try:
        (tmp_path / "77" / "fd" / "3").symlink_to("socket:[11]")
    except OSError:
        pytest.skip("no symbolic links here")
    (tmp_path / "77" / "comm").write_text("java\n", encoding="utf-8")
    return tmp_path


def test_who_listens_is_told_by_program_and_process(proc: Path) -> None:
    assert listening_on(8000, proc) == (Listening("127.0.0.1", 77, "java"), Listening("::"))


def test_who_cannot_be_seen_is_somebody_else(proc: Path) -> None:
    found = listening_on(8000, proc)
    assert found is not None
    assert [one.whose for one in found] == ["java (process 77)", "another user's program"]


def test_on_a_free_port_nobody_listens(proc: Path) -> None:
    assert listening_on(9000, proc) == ()


def test_other_systems_do_not_tell(tmp_path: Path) -> None:
    assert listening_on(8000, tmp_path) is None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who listens")
def test_this_process_is_found() -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen()
        (found,) = listening_on(sock.getsockname()[1]) or ()
    assert (found.address, found.pid) == ("127.0.0.1", os.getpid())
