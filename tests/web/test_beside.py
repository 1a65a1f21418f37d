"""What stands beside a form: what is asked first, the view that was given, answers carried on; letters."""

from baton.services import acting, present, sweeping
from tests.web import town

ENQUIRY = {"harm_unclear": "yes", "early_help_in_place": "not_in_place", "consent_position": "not_achieved"}
EARLY_HELP = "Nothing shows early help in place"


def test_what_is_asked_first_stands_on_the_page_and_may_be_passed_over(sign_in, clock) -> None:
    ref = town.contact().case_refs[0]
    acting.do(case=ref, act="fill_enquiry", by="sol", fields=ENQUIRY)
    sol = sign_in("sol")
    page = sol.get(f"/cases/{ref}/do/recommend/").content.decode()
    assert page.count("Asked first.") == 2
    assert f"/cases/{ref}/do/ask_leaders_view/" in page
    steady = sol.post(
        f"/cases/{ref}/do/recommend/", {"outcome": "more_help", "check": "yes"}
    ).content.decode()
    assert EARLY_HELP in steady
    urgent = sol.post(
        f"/cases/{ref}/do/recommend/", {"outcome": "urgent_response", "check": "yes"}
    ).content.decode()
    assert EARLY_HELP not in urgent
    acting.do(case=ref, act="recommend", by="sol", outcome="more_help")
    assert sol.get(f"/cases/{ref}/transfer/").content.decode().count("Passed over") == 3


def test_a_view_is_asked_of_one_person_and_stands_beside_the_decision(sign_in, clock) -> None:
    ref = town.contact("Ada Bell").case_refs[0]
    acting.do(
        case=ref, act="ask_leaders_view", by="sol", fields={"leader": "amy", "question": "Do you know them?"}
    )
    assert "Give your view" in sign_in("amy").get("/").content.decode()
    assert "Ada Bell" not in sign_in("hew").get("/").content.decode()
    acting.do(case=ref, act="give_view", by="amy", fields={"view": "Early help would do."})
    sol = sign_in("sol")
    page = sol.get(f"/cases/{ref}/do/recommend/").content.decode()
    assert "Early help would do." in page
    acting.do(case=ref, act="recommend", by="sol", outcome="early_help")
    assert "Amy Bredbury" in sol.get(f"/cases/{ref}/transfer/?route=step_up").content.decode()


def test_consent_written_on_the_enquiry_goes_on_to_the_step_up_form(sign_in, clock) -> None:
    ref = town.contact().case_refs[0]
    who = {"consent_position": "given", "who_was_asked": "Her mother, by Sol"}
    acting.do(case=ref, act="fill_enquiry", by="sol", fields=who)
    acting.do(case=ref, act="recommend", by="sol", outcome="more_help")
    assert "Her mother, by Sol" in sign_in("sol").get(f"/cases/{ref}/do/send_step_up/").content.decode()
    acting.do(case=ref, act="send_step_up", by="sol", fields=town.STEADY)
    for address in (f"/cases/{ref}/", f"/cases/{ref}/forms/"):
        page = sign_in("amy").get(address).content.decode()
        form = page[page.index("Step up to social care form") :]
        assert "Her mother, by Sol" in form
        assert "The evidence is here." in form


def test_another_footprint_than_the_home_is_said_where_the_child_is_received(sign_in, clock) -> None:
    ref = town.contact().case_refs[0]
    acting.do(case=ref, act="recommend", by="mia", outcome="urgent_response")
    reasons = {"footprint_of_home": "She stays with her aunt."}
    acting.do(case=ref, act="send_step_up", by="mia", fields=town.FORM, team="heatons", reasons=reasons)
    hew = sign_in("hew")
    assert "Lives in Bredbury" in hew.get("/trays/footprint_duty:heatons/").content.decode()
    page = hew.get(f"/cases/{ref}/transfer/").content.decode()
    assert "Gone on without: She stays with her aunt." in page
    assert "The child lives in Bredbury" in page


def test_who_first_opened_it_and_how_late_a_thing_was_are_said(sign_in, clock) -> None:
    ref = town.sent()[0]
    clock.move(minutes=65)
    acting.do(case=ref, act="record_alert", by="sol", outcome="phone", fields={"to": "amy"})
    mia, tray = sign_in("mia"), "/trays/footprint_duty:bredbury/"
    page = mia.get(f"/cases/{ref}/transfer/").content.decode()
    assert "Late by 5 minutes. MASSH team leader answers for it." in page
    assert "Nobody there has opened the record yet." in page
    assert "after &#39;MASSH recommendation&#39;" in page
    assert "Not opened yet" in sign_in("amy").get(tray).content.decode()
    sign_in("amy").get(f"/cases/{ref}/")
    assert (
        "First opened there by Amy Bredbury" in sign_in("mia").get(f"/cases/{ref}/transfer/").content.decode()
    )
    assert "Amy Bredbury" in sign_in("amy").get(tray).content.decode()


def test_a_name_of_a_role_finds_who_holds_it(sign_in) -> None:
    sol = sign_in("sol")
    for name, role, person in (
        ("social care team lead", "Footprint team leader", "Amy Bredbury"),
        ("Service leader", "Footprint service leader", "Sal Service"),
        ("MASSH service leader", "Service leader for the MASSH", "Max Service"),
    ):
        page = sol.post("/children/", {"q": name}).content.decode()
        assert f'aria-label="Role: {role}"' in page
        assert person in page
        assert page.count('aria-label="Role:') == 1


def test_what_is_late_is_on_the_page_of_those_who_are_told(sign_in, clock) -> None:
    ref = town.sent("Ada Bell", urgent=False)[0]
    clock.move(hours=25)
    sweeping.sweep_all()
    page = sign_in("sal").get("/").content.decode()
    assert f"/cases/{ref}/" in page
    assert "Name the child&#39;s social worker" in page
    assert "Ada Bell" not in sign_in("sky").get("/").content.decode()


def test_the_lead_of_today_sees_the_urgent_children_of_the_team(sign_in, clock) -> None:
    town.sent("Ada Bell")
    town.sent("Ben Cole", urgent=False)
    kit = sign_in("kit")
    assert "Ada Bell" not in kit.get("/").content.decode()
    day = present.now().date().isoformat()
    acting.do(
        case="stockport.team.bredbury_a", act="name_s47_lead", by="amy", item=day, fields={"lead": "kit"}
    )
    page = kit.get("/").content.decode()
    assert "Section 47 lead of the day, Bredbury A: you, today" in page
    assert "Ada Bell" in page
    assert "Ben Cole" not in page


def test_a_changed_review_date_is_not_called_worked_out(sign_in, clock) -> None:
    until = {"until": "2027-02-01T09:00", "why": "Agreed with the partnership board"}
    acting.do(case="stockport.council", act="change_review_date", by="own", fields=until)
    page = sign_in("own").get("/protocol/stockport/").content.decode()
    assert "changed by Owen Owner" in page
    assert "it had been worked out as" in page
    acting.do(case="stockport.council", act="review_protocol", by="own", fields={"reviewer": "own"})
    page = sign_in("own").get("/protocol/stockport/").content.decode()
    assert "worked out and not typed" in page
    assert "Who reviewed it: Owen Owner" in page
