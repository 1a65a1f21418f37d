"""The demonstration's clock: moved from any page, and what it brings about shows at once."""

import pytest
from django.test import Client

from baton.records import models
from baton.services import present
from tests.web import town


@pytest.fixture
def amy(db, settings) -> Client:
    settings.BATON_DEMO = True
    town.set_up()
    town.sent("Ada Bell")
    client = Client()
    client.force_login(models.Person.objects.get(id="amy"))
    return client


def test_to_the_next_deadline_makes_it_late_and_escalates_at_once(amy) -> None:
    models.Person.objects.update(email="somebody@example.org")
    assert "to next deadline" in amy.get("/").content.decode()
    page = amy.post("/demo/clock", {"advance": "next", "next": "/"}, follow=True).content.decode()
    assert "Overdue by" in page
    assert models.ClimbRow.objects.filter(ladder="unconfirmed").exists()
    assert not models.Outbox.objects.filter(sent_at__isnull=True).exists()


def test_an_hour_and_a_day_go_forward(amy) -> None:
    before = present.now()
    amy.post("/demo/clock", {"advance": "hour"})
    amy.post("/demo/clock", {"advance": "day"})
    assert 24 * 3600 < (present.now() - before).total_seconds() - 3600 < 24 * 3600 + 60


def test_outside_a_demonstration_there_is_no_such_address(sign_in) -> None:
    amy = sign_in("amy")
    assert amy.post("/demo/clock", {"advance": "day"}).status_code == 404
    assert "+1 hour" not in amy.get("/").content.decode()
