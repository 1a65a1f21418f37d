"""A page of a tray is read off its index: no sort, however many cases are open."""

from datetime import timedelta

import pytest
from django.db import connection

from baton.records import models as m
from baton.records import tray_lists, worklists
from baton.records.tray_lists import Narrowed
from baton.services import councils


def crowd(clock, many):
    """So many cases in one tray, each with something owed."""
    due = [clock() + timedelta(minutes=n) for n in range(977)]
    rows = [
        m.Case(
            ref=f"T-{n}", council_id="tiny", about="case", state='{"ref":"x","council":"tiny"}', version=1,
            protocol_version="1", opened_at=clock(), holder_team="helping_north", tray="helping:north",
            rank=n % 5, sort_due=due[n % 977], next_due=due[n % 977], received_at=clock(), changed_at=clock(),
        )
        for n in range(many)
    ]  # fmt: skip
    m.Case.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def plan_of(sql):
    """How the database finds the rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(("EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN ") + sql)
        return "\n".join(str(row) for row in cursor.fetchall())


@pytest.mark.slow
def test_a_page_of_ten_thousand_is_not_sorted(council, clock, statements):
    crowd(clock, 10_000)
    with statements() as sent:
        page = worklists.tray("tiny", "helping:north", clock())
    assert len(page.rows) == 50
    assert page.waiting == 1001
    of, teams = councils.council("tiny"), ["helping_north"]
    with statements() as shown:
        seen = tray_lists.waiting(of, "helping:north", clock(), Narrowed(), teams, "tiny.place.north")
    assert [row.ref for row in seen.rows] == [row.case.ref for row in page.rows]
    assert seen.counts == {"all": 1001, "urgent": 1001, "late": 3, "unacknowledged": 0, "unallocated": 1001}
    assert len(shown) == 2
    for first in (sent.said[0], shown.said[0]):
        plan = plan_of(first)
        assert "case_tray" in plan
        assert "Sort" not in plan
        assert "TEMP B-TREE" not in plan
