"""A command from a shell on a database that holds a demonstration goes by that demonstration's time."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command

from baton.records.models import Council, DemoClock
from baton.services import contacts, councils, filing, present, sweeping, verifying

MONTH = timedelta(days=30)


@pytest.fixture
def ahead(rows: Callable[[str], None], settings: Any) -> Iterator[None]:
    """A council whose clock is a month ahead, with clocks that have run out by then."""
    settings.BATON_DEMO = False
    rows("stockport")
    Council.objects.filter(id="stockport").update(demo=True)
    DemoClock.objects.create(id=1, offset=int(MONTH.total_seconds()))
    true = datetime.now(UTC)
    with present.stopped_at(true):
        filing.open_files("stockport")
        contacts.log_contact(council="stockport", children=[{"name": "Ada Bell"}], by="")
    with present.stopped_at(true + MONTH):
        sweeping.sweep_all()
    stopped = present._stopped.set(None)
    yield
    present._stopped.reset(stopped)
    councils.forget()


def test_verify_is_clean_though_the_command_was_not_told_of_a_demonstration(
    ahead: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verifying.verify(), "by the true time, clocks are late whose time has not come"
    call_command("verify")
    assert "Every promise is kept." in capsys.readouterr().out


def test_a_database_without_a_demonstration_has_the_true_time(ahead: None) -> None:
    Council.objects.update(demo=False)
    with present.of_this_database():
        assert abs(present.now() - datetime.now(UTC)) < timedelta(minutes=1)
