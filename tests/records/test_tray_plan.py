"""A page of a tray is read off its index: no sort, however many cases are open."""

from datetime import timedelta

import pytest
from django.db import connection

from baton.records import models as m
from baton.records import worklists


@pytest.mark.slow
def test_a_page_of_ten_thousand_is_not_sorted(council, clock, statements):
    rows = [
        m.Case(
            ref=f"T-{n}", council_id="tiny", about="case", state='{"ref":"x","council":"tiny"}', version=1,
            protocol_version="1", opened_at=clock(), holder_team="helping_north", tray="helping:north",
            rank=n % 5, sort_due=clock() + timedelta(minutes=n % 977), received_at=clock(), changed_at=clock(),
        )
        for n in range(10_000)
    ]  # fmt: skip
    m.Case.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with statements() as sent:
        page = worklists.tray("tiny", "helping:north", clock())
    assert len(page.rows) == 50
    assert page.waiting == 1001
    first = sent.said[0]
    with connection.cursor() as cursor:
        cursor.execute(("EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN ") + first)
        plan = "\n".join(str(row) for row in cursor.fetchall())
    assert "case_tray" in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan
