"""The command line from outside: exit statuses, and processes that end when whoever started them has died."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from baton.operations import cli

BATON = [sys.executable, "-m", "baton.operations.cli"]


@pytest.fixture(scope="module")
def environment(
    tmp_path_factory: pytest.TempPathFactory, prepared: Callable[[Path], dict[str, str]]
) -> dict[str, str]:
    """An installation of its own, prepared."""
    return {**prepared(tmp_path_factory.mktemp("baton")), "BATON_DEMO": "1"}


def run(words: list[str], environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*BATON, *words], env=environment, capture_output=True, text=True, check=False)


IN_TURN = """
import contextlib, io, json, sys
from baton.operations import cli

for words in json.loads(sys.argv[1]):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        try:
            status = cli.main(words)
        except SystemExit as ended:
            status = ended.code
    print(json.dumps([status, said.getvalue()]))
"""
"""Several commands in one process: starting one takes most of what it costs."""


def in_turn(commands: list[list[str]], environment: dict[str, str]) -> list[tuple[int, str]]:
    words = [sys.executable, "-c", IN_TURN, json.dumps(commands)]
    ended = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    return [tuple(json.loads(line)) for line in ended.stdout.splitlines()]


def test_help_and_mistakes_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    assert "import" in capsys.readouterr().out
    assert cli.main([]) == 2
    assert cli.main(["dance"]) == 2
    assert "there is no subcommand 'dance'" in capsys.readouterr().err


@pytest.mark.slow
def test_a_database_that_is_not_prepared_is_a_sentence_and_status_1(tmp_path: Path) -> None:
    made = {**os.environ, "BATON_VAR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3"}
    ended = run(["demo"], made)
    assert ended.returncode == 1
    assert ended.stderr.startswith("baton: the database cannot be used (SQLITE_ERROR).")
    assert "Traceback" not in ended.stderr


@pytest.mark.slow
def test_every_export_and_its_statuses(environment: dict[str, str]) -> None:
    assert run(["demo", "--council", "portsmouth", "--size", "3"], environment).returncode == 0
    names = ("cases", "contacts", "journal")
    commands = [["export", name, "--council", "portsmouth"] for name in names]
    tables = in_turn(commands, environment)
    lines = in_turn([[*command, "--format", "json"] for command in commands], environment)
    for (status, table), (as_status, text) in zip(tables, lines, strict=True):
        rows = [json.loads(line) for line in text.splitlines()]
        assert (status, as_status) == (0, 0)
        assert rows
        assert table.splitlines()[0] == ",".join(rows[0])
    assert run(["export", "cases", "--council", "atlantis"], environment).returncode == 1
    assert run(["export", "secrets", "--council", "portsmouth"], environment).returncode == 2


PATIENCE = 60
"""Seconds that a busy machine is given for what takes one or two."""


@pytest.fixture
def running(environment: dict[str, str]) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """`serve --with-worker`, answering, and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = subprocess.Popen(
        [*BATON, "serve", "--with-worker", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL,
        preexec_fn=heeds_ctrl_c,  # noqa: PLW1509 - no thread is running here
    )  # fmt: skip
    assert within(PATIENCE, lambda: answers(port))
    yield started, port
    started.kill()
    started.wait()


def heeds_ctrl_c() -> None:
    """A suite that was started in the background ignores it, and hands that on to whatever it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def answers(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def within(seconds: float, true: "object") -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():  # type: ignore[operator]
            return True
        time.sleep(0.1)
    return False


def under(parent: int) -> set[int]:
    """Every process that a process started, and those that they started."""
    listed = subprocess.run(["ps", "-wweo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [(int(pid), int(of)) for pid, of in (line.split() for line in listed.splitlines())]
    found: set[int] = set()
    while more := {pid for pid, of in pairs if of in found | {parent}} - found:
        found |= more
    return found


def alive(processes: set[int]) -> set[int]:
    listed = subprocess.run(["ps", "-wweo", "pid=,stat="], capture_output=True, text=True, check=True).stdout
    return processes & {
        int(line.split()[0]) for line in listed.splitlines() if not line.split()[1].startswith("Z")
    }


@pytest.mark.fault
@pytest.mark.slow
@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda number: number.name
)
def test_nothing_is_left_behind_when_the_one_that_watches_ends(
    running: tuple["subprocess.Popen[bytes]", int], number: signal.Signals
) -> None:
    started, port = running
    assert within(
        PATIENCE, lambda: len(under(started.pid)) >= 3
    )  # the server, its process that answers, the worker
    children = under(started.pid)
    started.send_signal(number)
    started.wait(PATIENCE)
    assert within(PATIENCE, lambda: not alive(children))
    assert not answers(port)


@pytest.mark.fault
@pytest.mark.slow
def test_all_ends_when_the_server_is_killed(running: tuple["subprocess.Popen[bytes]", int]) -> None:
    started, port = running
    children = under(started.pid)
    listed = subprocess.run(["ps", "-wweo", "pid=,args="], capture_output=True, text=True, check=True).stdout
    server = next(
        int(line.split()[0]) for line in listed.splitlines()
        if f"--port={port}" in line and int(line.split()[0]) in children
    )  # fmt: skip
    os.kill(server, signal.SIGKILL)
    started.wait(PATIENCE)
    assert within(PATIENCE, lambda: not alive(children))
    assert not answers(port)
