"""The demonstration: the same seed tells the same stories, all as the file says, and every promise is kept."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from baton.operations.demo import loading
from baton.operations.demo.loading import Filled
from baton.records.models import (
    Case,
    Child,
    Contact,
    Council,
    DemoClock,
    DoneRow,
    JournalEntry,
    Outbox,
    Person,
)
from baton.services import councils, organisation, present, verifying

DEMO = Path(__file__).parents[2] / "demo"
END = datetime(2026, 3, 2, 9, 40, tzinfo=UTC)
SMALL = 25


def told(seed: int = 1, size: int = SMALL, council: str = "stockport", end: datetime = END) -> list[Filled]:
    councils.forget()
    organisation.load_protocols()
    filled = loading.fill(loading.files(DEMO, [council]), size=size, seed=seed, end=end)
    councils.forget()
    return filled


def digest() -> str:
    """Everything that people would read: references, names, texts, acts, in order."""
    read: list[Any] = [
        *Contact.objects.order_by("id").values_list("ref", "source", "reason", "story", "caller"),
        *Child.objects.order_by("id").values_list("ref", "name", "number", "address", "place"),
        *Case.objects.order_by("ref").values_list("ref", "holder_team", "worker", "label", "version"),
        *DoneRow.objects.order_by("case__ref", "number").values_list(
            "case__ref", "act", "by", "outcome", "fields"
        ),
        *Person.objects.order_by("id").values_list("id", "name"),
    ]
    return sha256(repr(read).encode()).hexdigest()


def told_and_undone(seed: int, size: int = 8) -> str:
    """The digest of a demonstration, which is then as if it had never been."""
    with transaction.atomic():
        told(seed, size)
        made = digest()
        transaction.set_rollback(True)
    return made


@pytest.mark.django_db
@pytest.mark.slow
def test_the_same_seed_tells_the_same_and_another_does_not() -> None:
    first = told_and_undone(1)
    assert told_and_undone(1) == first
    assert told_and_undone(2) != first


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("council", sorted(path.stem for path in DEMO.glob("*.yaml")))
def test_every_storyline_goes_as_its_file_says_and_every_promise_is_kept(council: str) -> None:
    file = loading.files(DEMO, [council])[council]
    assert file.demo is not None
    size = sum(line.at_least * sum(line.children) for line in file.demo.storylines) // 2 + 20
    filled = told(council=council, size=size)
    assert filled[0].told.unlike == []
    assert filled[0].told.refused > 0
    with present.stopped_at(END):
        assert verifying.verify(council) == []
    assert not Outbox.objects.filter(sent_at__isnull=True).exists()
    assert Council.objects.get(id=council).demo
    last = JournalEntry.objects.order_by("-seq").values_list("at", flat=True).first()
    assert last is not None
    assert last <= END


@pytest.mark.django_db
def test_the_history_ends_on_a_monday_at_0940_and_the_clock_goes_on_from_there(settings: Any) -> None:
    settings.BATON_DEMO = True
    saturday = datetime(2026, 6, 6, 15, 0, tzinfo=UTC)
    assert loading.present_of(saturday, movable=True) == datetime(2026, 6, 8, 8, 40, tzinfo=UTC)
    assert loading.present_of(saturday, movable=False) == datetime(2026, 6, 1, 8, 40, tzinfo=UTC)
    monday = datetime(2026, 3, 23, 9, 40, tzinfo=UTC)
    assert loading.present_of(monday, movable=True) == datetime(2026, 3, 30, 8, 40, tzinfo=UTC)
    end = loading.present_of(present.now(), movable=True)
    told(size=2, end=end)
    assert DemoClock.objects.get().offset > 0
    assert 0 <= (present.now() - end).total_seconds() < 60


@pytest.mark.django_db
def test_the_command_fills_only_what_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    organisation.load_protocols()
    call_command("demo", council=["portsmouth"], size=3)
    assert "Portsmouth: " in capsys.readouterr().out
    contacts = Contact.objects.count()
    call_command("demo", council=["portsmouth"], if_empty=True)
    assert Contact.objects.count() == contacts
    with pytest.raises(CommandError, match="There are contacts already in portsmouth"):
        call_command("demo", council=["portsmouth"])
    with pytest.raises(CommandError, match="atlantis"):
        call_command("demo", council=["atlantis"])
