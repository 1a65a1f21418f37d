"""Keeps Baton running: collects static files when they changed, serves, or watches over a server and a worker.

A worker that dies is started again; when the server ends, both end. When whoever started a process dies,
however that came about, the process sees that it has another parent and ends itself: nothing is left behind
that would hold the port or send messages.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

BATON = [sys.executable, "-m", "baton.operations.cli"]
PAUSE = 5  # seconds before a worker that died is started again
PATIENCE = 10  # seconds that a process has to end in order once it is told to, or its parent is gone


def collect_static() -> None:
    """Collects static files unless the collected ones are newer than every source."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists() or manifest.stat().st_mtime < _newest_source():
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def serve(*, host: str, port: int, processes: int, threads: int) -> None:
    """Serves in this process until told to stop."""
    close_connections()  # the server forks: a connection must not have two owners
    Granian(
        "baton.operations.served:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()


def watch_over(server_arguments: list[str]) -> int:
    """Runs a server and a worker as children until the server ends or a signal comes; the server's status."""
    close_connections()
    signal.signal(signal.SIGTERM, _stop)
    server = _start("serve", *server_arguments)
    worker = _start("worker")
    again_at = None
    try:
        while server.poll() is None:
            time.sleep(0.2)
            if worker.poll() is not None and again_at is None:
                print(
                    f"The worker ended with status {worker.returncode}; again in {PAUSE} seconds",
                    file=sys.stderr,
                )
                again_at = time.monotonic() + PAUSE
            elif again_at is not None and time.monotonic() >= again_at:
                worker, again_at = _start("worker"), None
    except KeyboardInterrupt:
        return 0
    finally:
        _end(server, worker)
    return server.returncode


def _end(*children: "subprocess.Popen[bytes]") -> None:
    """Ends processes in order, and those that have not ended in time at once: whoever stops Baton gets it stopped."""
    for child in children:
        child.terminate()
    until = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _start(*arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([*BATON, *arguments, f"--end-with={os.getpid()}"])


def end_with(parent: int | None) -> None:
    """Ends this process when its parent is another than this one; does nothing for None."""
    if parent is None:
        return

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(PATIENCE)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, name="end-with", daemon=True).start()


def close_connections() -> None:
    """Closes this process's database connections, and the pool of PostgreSQL with its threads."""
    for connection in connections.all():
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _newest_source() -> float:
    return max(
        (
            Path(storage.path(path)).stat().st_mtime
            for finder in finders.get_finders()
            for path, storage in finder.list([])
        ),
        default=0.0,
    )
