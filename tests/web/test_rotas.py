"""The duty page and the teams: gaps in words, changes with old and new, who may change, posts and vacancies."""

import pytest

from baton.records import models
from baton.services import acting
from tests.web import town

TEAM = "stockport.team.bredbury_a"


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


@pytest.mark.clause("STK-49", "STK-50")
def test_everybody_reads_the_rota_and_only_those_the_procedure_names_may_change_it(sign_in) -> None:
    acting.do(case=TEAM, act="name_s47_lead", by="amy", item="2026-03-03", fields={"lead": "kit"})
    for person in ("amy", "mia", "hew", "kit"):
        assert "Kit Social" in page(sign_in(person), "/rotas/")
    change = f"/cases/{TEAM}/do/name_s47_lead/"
    assert change in page(sign_in("amy"), "/rotas/")
    assert change not in page(sign_in("mia"), "/rotas/")
    assert change not in page(sign_in("bob"), "/rotas/")


def test_gaps_are_said_in_words_and_today_is_nobody(sign_in) -> None:
    acting.do(case=TEAM, act="name_s47_lead", by="amy", item="2026-03-04", fields={"lead": "kit"})
    shown = page(sign_in("mia"), "/rotas/?place=bredbury")
    assert "Bredbury A: nobody Mon 2 Mar to Tue 3 Mar, nobody Thu 5 Mar to Sun 15 Mar" in shown
    assert "Heatons" not in shown.split("Changes, the newest first")[0].split("Place</label>")[0]
    assert ">Nobody<" in shown


@pytest.mark.clause("STK-67")
def test_a_change_keeps_the_old_name_the_new_the_time_and_why(sign_in, clock) -> None:
    acting.do(case=TEAM, act="name_s47_lead", by="amy", item="2026-03-03", fields={"lead": "kit"})
    clock.move(hours=2)
    acting.do(case=TEAM, act="say_unavailable", by="kit", item="2026-03-03", fields={"why": "In court"})
    shown = page(sign_in("mia"), "/rotas/").split("Changes, the newest first")[1]
    first, second = shown.split("<tr")[2:4]
    assert "Kit Social" in first.split('data-label="Is"')[0]
    assert "nobody" in first.split('data-label="Is"')[1]
    assert "11:00, by Kit Social" in first
    assert "In court" in first
    assert "09:00, by Amy Bredbury" in second


def test_a_bad_day_is_said_and_the_page_still_shows(sign_in) -> None:
    assert "There is no 31 February 2026" in page(sign_in("mia"), "/rotas/?from=31+2+2026")


@pytest.mark.clause("STK-10", "STK-44", "STK-45")
def test_teams_show_their_leader_their_vacancies_and_today(sign_in) -> None:
    shown = page(sign_in("mia"), "/teams/")
    assert "2 footprints; the procedure has 7." in shown
    assert "Amy Bredbury" in shown
    assert "1 vacant" in shown
    assert "Section 47 lead of the day" in shown


def test_a_leader_names_a_deputy_for_a_period_and_others_cannot(sign_in) -> None:
    address = "/teams/deputy/?role=footprint_leader&team=bredbury_a&place="
    assert sign_in("kit").get(address).status_code == 403
    client = sign_in("amy")
    given = {"role": "footprint_leader", "team": "bredbury_a", "place": "", "deputy": "kit"}
    assert client.post(address, given).status_code == 422
    end = {"end_day": "6", "end_month": "3", "end_year": "2026", "end_time": "17:00"}
    assert client.post(address, {**given, **end}).status_code == 302
    row = models.Appointment.objects.get(deputy=True)
    assert (row.person_id, row.recorded_by, row.end.isoformat()) == (
        "kit",
        "amy",
        "2026-03-06T17:00:00+00:00",
    )
    assert "Kit Social, deputy until Fri 6 Mar, 17:00" in page(client, "/teams/")


def test_a_place_too_many_is_refused_with_the_clause(sign_in) -> None:
    client = sign_in("ada")
    for number in range(5):
        assert (
            client.post("/teams/add-place/", {"name": f"Place {number}", "kind": "footprint"}).status_code
            == 302
        )
    refused = client.post("/teams/add-place/", {"name": "One more", "kind": "footprint"})
    assert refused.status_code == 422
    assert "STK-10" in refused.content.decode()
    assert models.Place.objects.filter(name="One more").count() == 0
    assert sign_in("amy").get("/teams/add-place/").status_code == 403


def test_a_new_team_gets_its_file_and_stands_on_the_rota(sign_in) -> None:
    client = sign_in("ada")
    given = {"name": "Heatons B", "kind": "footprint_team", "place": "heatons"}
    assert client.post("/teams/add-team/", given).status_code == 302
    assert "Heatons B" in page(client, "/rotas/")
    assert client.post("/teams/add-team/", given).status_code == 422


@pytest.mark.parametrize("address", ["/rotas/", "/teams/"])
def test_pages_cost_the_same_however_many_days(
    sign_in, clock, address, django_assert_max_num_queries
) -> None:
    client = sign_in("mia")
    town.sent("Ada Bell")
    page(client, address)
    with django_assert_max_num_queries(8):
        page(client, address)
