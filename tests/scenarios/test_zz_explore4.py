import pytest
from tests.scenarios.portsmouth import Town
pytestmark = pytest.mark.django_db
def show(t,p): print("\n=====",t,"\n",p)
def act(by, name, outcome="", item="", **fields):
    return {"act": name, "by": by, "outcome": outcome, "item": item, "at": None, "reasons": {}, "danger": "", "team": "", "route": "", "planned": False, "transcribed": "", "fields": fields}
def test_210(rows):
    town = Town().told("Her record is complete, and her plan is long term care")
    show("case", town.page("north_team_leader","/cases/{Ada}/"))
    show("work", town.page("north_team_leader","/"))
    assert town.stage.do([town.refs["Ada"]], act("iro","iro_agreement","long_term_care",agreed_on="2026-06-01",who="iro")) is None
    c=town.page("north_team_leader","/cases/{Ada}/"); show("case agreed", c)
    for a in ("/trays/locality:north/","/children/","/cases/{Ada}/transfer/","/"):
        try: show(a, town.page("north_team_leader",a))
        except AssertionError as e: show(a,str(e))
    show("known", town.page("north_team_leader","/cases/{Ada}/known/"))
def test_210_via_page(rows):
    town = Town().told("Her record is complete")
    show("known", town.page("north_worker","/cases/{Ada}/known/"))
    from baton.services import present
    with present.stopped_at(town.stage.now):
        b=town.browser("north_worker").get("/cases/{Ada}/known/".format(**town.refs)).content.decode()
    import re
    print([h for h in re.findall(r'(?:href|action)="([^"]+)"',b) if "known" in h])
def test_238(rows):
    town = Town().told("Her record is complete, and her plan is long term care")
    town.post("north_worker","/cases/{Ada}/do/keep_record_set/",{"f-legal_status":"none","f-legal_from":"2027-01-01"})
    show("none with plan", town.page("north_worker","/"))
    town.post("north_worker","/cases/{Ada}/do/keep_record_set/",{"f-legal_status":"care_order","f-legal_from":"2026-03-02","f-court_order":"yes"})
    show("care_order but fact section 20", town.page("north_worker","/"))
    town.post("north_worker","/cases/{Ada}/do/keep_record_set/",{"f-legal_status":"section_20","f-legal_from":"2026-03-02","f-court_order":"yes"})
    show("conflict", town.page("north_worker","/"))
    show("transfer", town.page("north_team_leader","/cases/{Ada}/do/transfer_to_through_care/"))
    show("form", town.page("north_worker","/cases/{Ada}/do/keep_record_set/"))
def test_242(rows):
    town = Town().told("A child meets the test of Children with Disabilities")
    show("form", town.page("cwd_worker","/cases/{Ada}/do/coordinate_assessment/"))
    r=town.post("cwd_worker","/cases/{Ada}/do/coordinate_assessment/",{"f-coordinator":"csc_north","f-contributors":"School and physiotherapist","f-needs":"Help with dressing"},status=422); show("refused",r)
    town.post("cwd_worker","/cases/{Ada}/do/coordinate_assessment/",{"f-coordinator":"cwd","f-contributors":"School and physiotherapist","f-needs":"Help with dressing"})
    f=town.page("cwd_worker","/cases/{Ada}/forms/"); show("forms",f)
    show("case", town.page("cwd_worker","/cases/{Ada}/"))
    for who in ("cwd_worker",):
        print("ca", town.stage.do([town.refs["Ada"]], act(who,"complete_assessment",completed_on="2026-03-02",needs="Help with dressing",services="needed")))
