import pytest
from tests.scenarios.portsmouth import Town
pytestmark = pytest.mark.django_db
def show(t,p): print("\n=====",t,"\n",p)
def act(by, name, outcome="", item="", **fields):
    return {"act": name, "by": by, "outcome": outcome, "item": item, "at": None, "reasons": {}, "danger": "", "team": "", "route": "", "planned": False, "transcribed": "", "fields": fields}
MIN={"f-present":"Mat and Tara","f-services":["schools"],"f-allocation":"Three families","f-assessments":"Two are done","f-interventions":"All are well","f-supervision":"Ms Ray on Ada","f-processes":"Mat mends the form","f-led_outside":"One family is well"}
def test_net(rows):
    town = Town().play({"time":"Mon 2 Mar 2026 09:00"},{"on":"place north","by":"mat_manager","do":"arrange_network_meeting","item":"2026-03-10","with":{"facilitator":"mat_manager"}},{"on":"place north","by":"mat_manager","do":"arrange_network_meeting","item":"2026-12-10","with":{"facilitator":"mat_manager"}})
    show("meetings", town.page("mat_manager","/meetings/"))
    show("work", town.page("mat_manager","/"))
    show("teams", town.page("mat_manager","/teams/"))
    a="/cases/portsmouth.place.north/do/hold_network_meeting/"
    print(town.status("mat_manager",a))
    show("form",town.page("mat_manager",a))
    for item in ("2026-12-10","2026-03-10"):
        try: town.post("mat_manager",a,{**MIN,"item":item}); show("held "+item,"ACCEPTED")
        except AssertionError as e: show("held "+item,str(e))
    show("meetings", town.page("mat_manager","/meetings/"))
    for t in ("Thu 2 Apr 2026 09:00","Sat 2 May 2026 10:00","Tue 2 Jun 2026 10:00"):
        town.play({"time":t})
        show("work "+t, town.page("mat_manager","/"))
        show("meetings "+t, town.page("mat_manager","/meetings/"))
    try: town.post("mat_manager",a,{**MIN,"item":"2026-03-10"}); show("held again","ACCEPTED")
    except AssertionError as e: show("held again",str(e))
    show("work after again", town.page("mat_manager","/"))
    show("chron", town.page("mat_manager","/cases/portsmouth.place.north/chronology/"))
def test_scorecard(rows):
    town = Town().play({"contact": {"children": ["Ada","Bea"], "place": "north", "at": "Mon 2 Mar 2026 09:00","source":"School"}},{"contact": {"children": ["Cat"], "place": "north", "at": "Mon 2 Mar 2026 09:00","source":"Police"}})
    show("card", town.page("hub","/reports/early-help-scorecard/?from=2026-03-01&to=2026-03-31"))
    import re
    from baton.services import present
    with present.stopped_at(town.stage.now):
        r=town.browser("hub").get("/reports/early-help-scorecard/?from=2026-03-01&to=2026-03-31").content.decode()
    print([h for h in re.findall(r'href="([^"]+)"',r) if "contacts" in h])
def test_told(rows):
    town = Town().told("The MASH has decided on a child whom two agencies were asked about")
    show("case", town.page("mash_worker","/cases/{Ada}/"))
    town.post("mash_worker","/cases/{Ada}/do/share_with_agency/",{"item":"school","f-how":"letter","f-written":"2026-03-02"})
    show("case", town.page("mash_worker","/cases/{Ada}/"))
    show("form", town.page("mash_worker","/cases/{Ada}/do/share_with_agency/"))
    i=town.page("mash_worker","/cases/{Ada}/forms/"); show("forms", i)
    show("report", town.page("mash_manager","/reports/not-yet-told/"))
    show("work", town.page("mash_worker","/"))
    try: town.post("mash_worker","/cases/{Ada}/do/share_with_agency/",{"item":"hospital","f-how":"letter","f-written":"2026-03-02"}); show("hospital","ACCEPTED")
    except AssertionError as e: show("hospital",str(e))
