"""A document that is a draft: the word stands beside each of its clauses until somebody named has confirmed it."""

import io
import json

from django.core.management import call_command

from tests.protocol.sampling import TINY, checked, damaged

ISSUED = "{id: TNY, title: The tiny procedure, dated: 2026-01-01}"
DRAFT = "{id: TNY, title: The tiny procedure, status: draft}"


def cited(document: str) -> str:
    """How a clause is cited where this is its document."""
    protocol = checked({**TINY, "council.yaml": TINY["council.yaml"].replace(ISSUED, document)}).protocol
    assert protocol is not None
    return protocol.cited("TNY-01")


def test_the_word_stands_beside_a_clause_of_a_draft() -> None:
    assert cited(DRAFT) == "TNY-01 (draft)"


def test_a_document_that_is_issued_has_no_such_word() -> None:
    assert cited(ISSUED) == "TNY-01"


def test_a_draft_that_somebody_has_confirmed_on_a_day_has_no_such_word() -> None:
    assert cited(DRAFT[:-1] + ", confirmed: {by: The director, on: 2026-02-01}}") == "TNY-01"


def test_nobody_confirms_a_draft_without_a_name_and_a_day() -> None:
    for half in ("{by: The director}", "{on: 2026-02-01}"):
        mistakes, _ = damaged(ISSUED, f"{DRAFT[:-1]}, confirmed: {half}}}", "council.yaml")
        assert mistakes, half


def test_an_issued_document_without_a_date_is_a_mistake() -> None:
    mistakes, _ = damaged(ISSUED, "{id: TNY, title: The tiny procedure}", "council.yaml")
    assert any("dated" in str(mistake) for mistake in mistakes)


def test_show_says_the_word_to_people_and_names_the_clauses_to_programs() -> None:
    out = io.StringIO()
    call_command("protocol", "show", "york", "YRK-021", stdout=out)
    assert "YRK-021 (draft)" in out.getvalue()
    out = io.StringIO()
    call_command("protocol", "show", "york", "YRK-021", "--json", stdout=out)
    assert all("YRK-021" in row["draft_clauses"] for row in json.loads(out.getvalue()))
    out = io.StringIO()
    call_command("protocol", "show", "stockport", "STK-33", stdout=out)
    assert "(draft)" not in out.getvalue()
