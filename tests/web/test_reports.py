"""The pages of reports: who sees them, every number opens its list, files, and what is typed wrongly."""

import csv
import io

import pytest

from tests.web import town


def test_reports_are_listed_for_those_who_may_see_them(sign_in) -> None:
    assert "Clocks kept" in sign_in("mia").get("/reports/").content.decode()
    assert "No report is open to your role" in sign_in("kit").get("/reports/").content.decode()
    assert sign_in("kit").get("/reports/clocks_kept/").status_code == 403
    assert sign_in("mia").get("/reports/nothing/").status_code == 404


def test_a_report_says_its_period_definition_and_numbers_that_open_their_rows(sign_in) -> None:
    town.sent("Ada Bell")
    town.sent("Ben Cole", urgent=False)
    client = sign_in("mia")
    shown = client.get("/reports/decisions_made/").content.decode()
    assert "Decisions decided from Tue 3 Feb 2026 to Mon 2 Mar 2026, both days included." in shown
    assert "<svg" in shown
    link = shown.split("Urgent response (Level 4)")[2].split('href="')[1].split('"')[0].replace("&amp;", "&")
    narrowed = client.get(link.split("#")[0]).content.decode()
    assert "1 row: Decisions, Urgent response (Level 4)" in narrowed


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_each_number_s_rows_can_be_taken_away(sign_in, form: str) -> None:
    town.sent("Ada Bell")
    answer = sign_in("mia").get(f"/reports/contacts_received/?format={form}")
    assert answer.status_code == 200
    assert f'filename="contacts_received-2026-02-03-2026-03-02.{form}"' in answer["Content-Disposition"]
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
        assert [row["Source"] for row in rows] == ["School"]


@pytest.mark.parametrize(
    "query", ["from=31+2+2026", "from=3+3+2026&to=1+3+2026", "list=none&group=%00", "format=exe"]
)
def test_what_is_typed_wrongly_is_said_or_left_aside(sign_in, query: str) -> None:
    assert sign_in("mia").get(f"/reports/clocks_kept/?{query}").status_code == 200
