"""`baton worker`: sweeps the clocks and sends what is in the outbox, every few seconds until stopped."""

import logging
import os
import signal
import socket
import time
from argparse import SUPPRESS, ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, connections

from baton.operations import serving
from baton.services import outbox, present, sweeping

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """As many may run as wanted, on as many machines: none takes what another holds."""

    help = "Run background work and the clock sweep."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How often, and whether only once."""
        parser.add_argument("--once", action="store_true", help="one round, then stop")
        parser.add_argument("--every", type=float, default=3, help="seconds between rounds")
        parser.add_argument("--end-with", type=int, help=SUPPRESS)
        parser.add_argument("--limit", type=int, default=200, help="files a batch")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rounds until told to stop; a round in hand is finished first."""
        self.stopping = False
        serving.end_with(options["end_with"])
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        name = f"{socket.gethostname()}:{os.getpid()}"
        while not self.stopping:
            try:
                swept = one_round(name, options["limit"])
                if options["once"]:
                    self.stdout.write(
                        f"looked at {swept.files} files, {swept.events} events, {swept.failed} failed"
                    )
            except Error:
                log.exception("A round failed; the next begins in a moment")
                connections.close_all()
                if options["once"]:
                    raise
            if options["once"]:
                return
            self._pause(options["every"])

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            time.sleep(0.1)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True


def one_round(name: str, limit: int = 200) -> sweeping.Swept:
    """Everything that is due now: clocks, then messages, then the heartbeat."""
    now = present.now()
    swept = sweeping.sweep_all(now, limit)
    while outbox.send_due(now=now).taken:
        pass
    sweeping.beat(name, now, swept)
    return swept
