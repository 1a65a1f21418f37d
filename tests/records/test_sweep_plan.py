"""A sweep costs what is due and not what is open: one index, as many statements, as many rows."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from baton.records import models as m
from baton.services import acting, sweeping
from tests import tiny

MOST = {"postgresql": 4, "sqlite": 7}
"""Due files; their rows; duties and climbs (only where a ladder is touched); the head, the journal and messages:
PostgreSQL takes what stands between two semicolons as one statement, SQLite one by one."""


def open_cases(many, clock):
    """Cases whose next look is a year away."""
    far = clock() + timedelta(days=365)
    m.Case.objects.bulk_create(
        m.Case(
            ref=f"T-{n}", council_id="tiny", about="case", state='{"ref":"x","council":"tiny"}', version=1,
            protocol_version="1", opened_at=clock(), received_at=clock(), sort_due=far, changed_at=clock(),
            holder_team="door",
            next_at=far + timedelta(minutes=n),
        )
        for n in range(many)
    )  # fmt: skip


def swept_among(many, clock, statements):
    """What a sweep of three due cases does among so many open ones, what it sends, and how its files are found."""
    began = clock.at
    with transaction.atomic():
        for number in range(3):
            refs = tiny.contact(f"Child {number}").case_refs
            for act, outcome in (("recommend", "urgent"), ("send", "")):
                acting.do_together(cases=refs, act=act, by="ann", outcome=outcome)
        open_cases(many, clock)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        clock.move(hours=2)
        with statements() as sent:
            done = sweeping.sweep()
        said = sent.said
        with connection.cursor() as cursor:
            word = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
            cursor.execute(word + said[0])
            plan = "\n".join(str(row) for row in cursor.fetchall())
        transaction.set_rollback(True)
    clock.at = began
    return done, len(said), plan


@pytest.mark.slow
def test_a_sweep_does_the_same_among_a_hundred_open_as_among_ten_thousand(council, clock, statements):
    few, few_sent, _ = swept_among(100, clock, statements)
    many, many_sent, plan = swept_among(10_000, clock, statements)
    assert few == many
    assert few.files == 3
    assert few_sent == many_sent <= MOST[connection.vendor]
    assert "case_next" in plan
