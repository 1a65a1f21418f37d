import pytest
from tests.scenarios.portsmouth import Town
pytestmark = pytest.mark.django_db
def show(t,p): print("\n=====",t,"\n",p[:5000])
def act(by, name, outcome="", item="", **fields):
    return {"act": name, "by": by, "outcome": outcome, "item": item, "at": None, "reasons": {}, "danger": "", "team": "", "route": "", "planned": False, "transcribed": "", "fields": fields}
PROPOSED={"outcome":"intensive","f-priority":"high","f-service":"Intensive family support","f-lead":"School nurse","f-lead_agency":"health_visiting","f-lead_agreed":"proposed","f-assessor":"School nurse","f-assessor_agreed":"proposed","f-who_took_part":["contacting_professional","family","targeted_manager"],"f-professional_on":"2026-03-02","f-family_on":"2026-03-02","f-manager_on":"2026-03-02"}
def test_lead(rows):
    town = Town().told("A family is ready for the hub's decision")
    town.post("hub","/cases/{Ada}/do/hub_decision/",PROPOSED)
    show("case hub", town.page("hub","/cases/{Ada}/"))
    i=town.page("hub","/cases/{Ada}/forms/"); show("forms hub", i[i.find("Early help decision"):])
    town.post("senior","/cases/{Ada}/do/endorse/",{"outcome":"endorsed"})
    show("register", town.page("hub","/reports/early-help-register/"))
    show("tray teh", town.page("teh_manager","/trays/targeted:north/"))
    show("case teh", town.page("teh_manager","/cases/{Ada}/"))
    show("facts teh", town.page("teh_manager","/cases/{Ada}/known/") if town.status("teh_manager","/cases/{Ada}/known/")==200 else "no known page")
def test_unsettled(rows):
    town = Town().told("A family reaches the Early Help Hub")
    town.play({"for":"Ada","by":"hub","do":"review_information","with":{"offer":"yes","home_visiting":"no","why":"Two agencies are needed"}}) if False else None
    assert town.stage.do([town.refs["Ada"]], act("hub","review_information",offer="yes",home_visiting="no",why="Two agencies are needed")) is None
    assert town.stage.do([town.refs["Ada"]], act("hub","check_troubled_families",headline_problems="none_of_these",results_claim="none")) is None
    town.post("hub","/cases/{Ada}/do/talk_with_professional/",{"f-on":"2026-03-02","f-with":"Ms Ray","f-gist":"Who could lead them","f-raises":"not_settled","f-assessor":"not_settled","f-lead":"not_settled"})
    assert town.stage.do([town.refs["Ada"]], act("hub","talk_with_family","not_direct",why="The school talks with them")) is None
    show("decision refused", town.post("hub","/cases/{Ada}/do/hub_decision/",PROPOSED,status=422))
    show("case", town.page("hub","/cases/{Ada}/"))
    p={**PROPOSED,"f-lead_agreed":"agreed","f-lead_agreed_on":"2026-03-02"}
    town.post("hub","/cases/{Ada}/do/hub_decision/",p)
    p=town.page("hub","/cases/{Ada}/forms/"); show("forms", p)
    # later talk says again not settled, then endorse
    town.post("hub","/cases/{Ada}/do/talk_with_professional/",{"f-on":"2026-03-02","f-with":"Ms Ray","f-gist":"Who could lead them","f-raises":"not_settled","f-assessor":"not_settled","f-lead":"not_settled"})
    try: town.post("senior","/cases/{Ada}/do/endorse/",{"outcome":"endorsed"},status=422); show("endorse","REFUSED")
    except AssertionError as e: show("endorse", str(e))
    try: town.post("hub","/cases/{Ada}/do/hub_decision/",{**PROPOSED,"f-lead":"not settled"},status=422); show("x","REFUSED")
    except AssertionError as e: show("x", str(e))
def test_review_info(rows):
    town = Town().told("A family reaches the Early Help Hub")
    show("review form", town.page("hub","/cases/{Ada}/do/review_information/"))
    show("decide form", town.page("hub","/cases/{Ada}/do/hub_decision/")[:1500])
    # something new from an agency after the review
    assert town.stage.do([town.refs["Ada"]], act("hub","review_information",offer="yes",home_visiting="no",why="Two agencies are needed")) is None
    p=town.page("hub","/cases/{Ada}/forms/"); show("forms reviewed", p[p.find("Review of what"):][:1500])
    show("tray hub", town.page("hub","/trays/hub:early_help_hub/") if town.status("hub","/trays/hub:early_help_hub/")==200 else town.page("hub","/trays/"))
    for who in ("mash_worker","senior"):
        c=town.page(who,"/cases/{Ada}/")
        show("acts "+who, c[:1500])
    print("ask", town.stage.do([town.refs["Ada"]], act("mash_worker","ask_agency",item="police",asked="What of them")))
def test_mash_info_after_review(rows):
    town = Town().play({"contact": {"children": ["Ada"], "place": "north", "at": "Mon 2 Mar 2026 09:00"}},
     {"at":"09:30","by":"senior","do":"first_review","outcome":"look_further","with":{"thinking":"Early help may be right"}},
     {"by":"mash_worker","do":"ask_agency","item":"school","with":{"asked":"How is she"}},
     {"at":"10:00","by":"senior","do":"decide","outcome":"early_help_hub","danger":"x not kept waiting"},
     {"by":"hub","do":"review_information","with":{"offer":"yes","home_visiting":"no","why":"Two agencies are needed"}},
     {"at":"10:30","by":"mash_worker","do":"agency_reply","item":"school","with":{"known":"known","information":"He has bruises","sort":"fact","relevant":"Bears on everything"}})
    show("hub case", town.page("hub","/cases/{Ada}/"))
    show("hub work", town.page("hub","/"))
