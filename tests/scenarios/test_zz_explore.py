import pytest
from tests.scenarios.portsmouth import Town
pytestmark = pytest.mark.django_db
def show(t,p): print("\n=====",t,"\n",p)

def test_form_e(rows):
    town = Town().told("A family has been looked for by an agreed finder")
    show("form e form", town.page("through_care_worker","/cases/{Ada}/do/complete_form_e/"))
    show("ff form", town.page("through_care_worker","/cases/{Ada}/do/complete_family_finding/"))
    for w in ("2026-12-25",):
        try: show("future form e", town.post("through_care_worker","/cases/{Ada}/do/complete_form_e/",{"f-completed":w},status=422))
        except AssertionError as e: show("future form e", str(e))
        try: show("future visit", town.post("through_care_second_worker","/cases/{Ada}/do/visit_as_finder/",{"f-date":w},status=422))
        except AssertionError as e: show("future visit by somebody else", str(e))
    for who in ("through_care_worker","through_care_leader","north_team_leader"):
        show("case "+who, town.page(who,"/cases/{Ada}/"))
    show("forms", town.page("through_care_worker","/cases/{Ada}/forms/"))
    show("chron", town.page("through_care_worker","/cases/{Ada}/chronology/"))

def test_checklist(rows):
    town = Town().told("A child whose plan is long term care is ready for Through Care")
    show("check form", town.page("through_care_leader","/cases/{Ada}/do/check_incoming_record/"))
    show("transfer", town.page("north_team_leader","/cases/{Ada}/do/transfer_to_through_care/"))
    for f in ({"f-assessment":"met","f-assessment_date":"2027-01-01"},{"f-chronology":"met","f-chronology_to":"2027-01-01"},{"f-assessment":"gap_accepted","f-gap_action":"Somebody writes it anew","f-gap_by":"2026-01-01"}):
        try: town.post("through_care_leader","/cases/{Ada}/do/check_incoming_record/",f,status=422); show(str(f),"REFUSED")
        except AssertionError as e: show(str(f), str(e))
    try: town.post("through_care_2_leader","/cases/{Ada}/do/check_incoming_record/",{"f-assessment":"met","f-assessment_date":"2026-05-01"},status=422); show("leader 2","REFUSED")
    except AssertionError as e: show("leader 2", str(e))
    show("forms", town.page("through_care_leader","/cases/{Ada}/forms/"))
    show("tray", town.page("north_team_leader","/trays/locality:north/"))

def test_pathway(rows):
    town = Town().told("A review before 16 is arranged for a young person")
    show("case", town.page("through_care_worker","/cases/{Ada}/"))
    town.post("through_care_worker","/cases/{Ada}/do/write_pathway_plan/",{"outcome":"draft","f-plan":"College and a flat of her own","f-looked_after_leader":"through_care_2_leader","f-care_leaver_leader":"care_leaver_leader"})
    show("case after draft", town.page("through_care_worker","/cases/{Ada}/"))
    for who in ("through_care_2_leader","care_leaver_leader","through_care_leader","iro"):
        print(who, town.status(who,"/cases/{Ada}/"))
    town.play({"time":"Wed 17 Jun 2026 09:00"})
    show("late", town.page("through_care_worker","/cases/{Ada}/"))
    try: town.post("through_care_worker","/cases/{Ada}/do/set_pathway_review/",{"f-date":"2026-07-15"}); show("moved review","ACCEPTED")
    except AssertionError as e: show("moved", str(e))
    show("after moved", town.page("through_care_worker","/cases/{Ada}/"))
    town.post("through_care_worker","/cases/{Ada}/do/write_pathway_plan/",{"outcome":"complete","f-plan":"College and a flat of her own","f-child_says":"I want to stay at college","f-looked_after_leader":"through_care_2_leader"})
    show("after complete", town.page("through_care_worker","/cases/{Ada}/"))
    for who in ("through_care_2_leader","care_leaver_leader"):
        print(who, town.status(who,"/cases/{Ada}/"))
    show("clc work", town.page("care_leaver_leader","/"))
    show("chron", town.page("through_care_worker","/cases/{Ada}/chronology/"))
    show("forms", town.page("through_care_worker","/cases/{Ada}/forms/"))
