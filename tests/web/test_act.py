"""The page of an act: built from the protocol, refused with everything at once, nothing typed lost."""

from django.db import OperationalError

from baton.records import models
from baton.services import acting, sweeping
from tests.web import town

SEND = {"f-path": "urgent", "f-reason": "He was seen to be hurt.", "team": "bredbury_a"}


def _recommended(*names: str) -> list[str]:
    refs = list(town.contact(*names).case_refs)
    acting.do_together(cases=refs, act="recommend", by="mia", outcome="urgent_response")
    return refs


def _page(answer) -> str:
    return answer.content.decode()


def test_a_clock_that_passes_or_a_reminder_refuses_nobody_who_is_writing(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    version = models.Case.objects.get(ref=ref).version
    clock.move(minutes=70)
    sweeping.sweep_all()
    acting.remind(case=ref, duty=models.DutyRow.objects.get(rule="receipt").key, by="mia")
    assert models.Case.objects.get(ref=ref).version > version
    answer = sign_in("amy").post(f"/cases/{ref}/do/confirm_receipt/", {"version": version})
    assert answer.status_code == 302
    assert models.DoneRow.objects.filter(case__ref=ref, act="confirm_receipt").count() == 1


def test_every_outcome_is_offered_with_its_meaning_and_none_is_chosen(sign_in, clock) -> None:
    (ref,) = town.contact("Ada Bell").case_refs
    page = _page(sign_in("mia").get(f"/cases/{ref}/do/recommend/"))
    assert page.count('name="outcome"') == 6
    assert "Emergency action may be necessary to keep the child safe." in page
    assert " checked" not in page
    assert "The aim of every decision here is the best possible start for the child." in page


def test_a_refusal_says_everything_at_once_and_keeps_what_was_typed(sign_in, clock) -> None:
    (ref,) = _recommended("Ada Bell")
    answer = sign_in("mia").post(f"/cases/{ref}/do/send_step_up/", SEND)
    page = _page(answer)
    assert answer.status_code == 422
    summary = page[
        page.index("govuk-error-summary") : page.index("</form>", page.index("govuk-error-summary"))
    ]
    assert "The evidence has not been written on the form" in summary
    assert "The form does not highlight that a strategy discussion is required." in summary
    assert 'href="#f-evidence"' in summary
    assert "STK-39" in summary
    assert "He was seen to be hurt." in page
    assert '<option value="bredbury_a" selected>' in page
    assert page.index("<title>Error:") >= 0
    assert not models.DoneRow.objects.filter(act="send_step_up").exists()


def test_a_reason_is_asked_for_with_the_sentence_of_the_rule(sign_in, clock) -> None:
    (ref,) = _recommended("Ada Bell")
    whole = {
        **SEND,
        "f-evidence": "The school photographed it.",
        "f-strategy_discussion_required": "yes",
        "team": "heatons",
    }
    mia = sign_in("mia")
    page = _page(mia.post(f"/cases/{ref}/do/send_step_up/", whole))
    assert 'name="r-footprint_of_home"' in page
    assert "A referral goes to the footprint where the child lives" in page
    answer = mia.post(
        f"/cases/{ref}/do/send_step_up/",
        {**whole, "r-footprint_of_home": "He sleeps in Heatons."},
        follow=True,
    )
    assert "Heatons is responsible from" in _page(answer)


def test_danger_turns_what_is_missing_into_debts(sign_in, clock) -> None:
    (ref,) = _recommended("Ada Bell")
    answer = sign_in("mia").post(
        f"/cases/{ref}/do/send_step_up/",
        {"danger": "yes", "danger_why": "He is with the man now."},
        follow=True,
    )
    assert answer.status_code == 200
    assert models.Case.objects.get(ref=ref).holder_team == "bredbury_a"
    assert models.DutyRow.objects.filter(case__ref=ref, debt=True).count() >= 4


def test_looking_at_what_is_missing_does_nothing(sign_in, clock) -> None:
    (ref,) = _recommended("Ada Bell")
    mia, entries = sign_in("mia"), models.JournalEntry.objects.count()
    answer = mia.post(
        f"/cases/{ref}/do/send_step_up/", {**SEND, "check": "yes"}, headers={"X-Requested-With": "fetch"}
    )
    assert "Still missing (2)" in _page(answer)
    assert "<html" not in _page(answer)
    assert "Still missing (2)" in _page(mia.post(f"/cases/{ref}/do/send_step_up/", {**SEND, "check": "yes"}))
    assert models.JournalEntry.objects.count() == entries


def test_somebody_saved_meanwhile_says_who_and_keeps_the_text(sign_in, clock) -> None:
    (ref,) = _recommended("Ada Bell")
    version = models.Case.objects.get(ref=ref).version
    acting.do(case=ref, act="fill_enquiry", by="sol", fields={"consent_position": "given"})
    answer = sign_in("mia").post(f"/cases/{ref}/do/send_step_up/", {**SEND, "version": version})
    page = _page(answer)
    assert answer.status_code == 409
    assert "Somebody changed this while you were writing" in page
    assert "Sol Senior" in page
    assert "He was seen to be hurt." in page
    assert f'name="version" value="{version + 1}"' in page


def test_what_could_not_be_saved_is_given_back(sign_in, clock, monkeypatch) -> None:
    (ref,) = _recommended("Ada Bell")

    def full(*_args, **_named):
        raise OperationalError("disk full")

    monkeypatch.setattr("baton.records.stores.save", full)
    answer = sign_in("mia").post(
        f"/cases/{ref}/do/send_step_up/",
        {**SEND, "f-evidence": "The school saw it.", "f-strategy_discussion_required": "yes"},
    )
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "Your work was not saved. Nothing has changed for the child." in _page(answer)
    assert _page(answer).count("He was seen to be hurt.") == 2  # to read, and to send again


def test_the_same_is_offered_for_brothers_and_sisters(sign_in, clock) -> None:
    refs = town.sent("Ada Bell", "Ben Bell")
    amy = sign_in("amy")
    page = _page(amy.get(f"/cases/{refs[0]}/do/confirm_receipt/"))
    assert f'value="{refs[1]}" checked' in page
    assert "checked" not in _page(amy.get(f"/cases/{refs[0]}/do/disagree/"))
    answer = amy.post(f"/cases/{refs[0]}/do/confirm_receipt/", {"also": ["", refs[1]]}, follow=True)
    assert "Saved for Ada Bell and Ben Bell: Confirm safe receipt." in _page(answer)


def test_only_a_case_of_the_same_contact_can_go_along(sign_in, clock) -> None:
    (ref,), (other,) = town.sent("Ada Bell"), town.sent("Ben Cole")
    sign_in("amy").post(f"/cases/{ref}/do/confirm_receipt/", {"also": [other]})
    assert list(models.DoneRow.objects.filter(act="confirm_receipt").values_list("case__ref", flat=True)) == [
        ref
    ]


def test_a_time_that_cannot_be_is_refused_in_words(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    amy = sign_in("amy")
    for day, says in (({"at_day": "30", "at_month": "2", "at_year": "2026", "at_time": "09:00"}, "There is no 30 February 2026."),
                      ({"at_day": "3", "at_month": "3", "at_year": "2027", "at_time": "09:00"}, "has not come yet")):  # fmt: skip
        answer = amy.post(f"/cases/{ref}/do/confirm_receipt/", day)
        assert answer.status_code == 422
        assert says in _page(answer)


def test_hidden_characters_and_endless_texts_are_refused_at_their_field(sign_in, clock) -> None:
    (ref,) = _recommended("Ada Bell")
    mia = sign_in("mia")
    assert "Remove the hidden character at position 4." in _page(
        mia.post(f"/cases/{ref}/do/send_step_up/", {**SEND, "f-evidence": "abc\x00d"})
    )
    assert "yours is 50,001" in _page(
        mia.post(f"/cases/{ref}/do/send_step_up/", {**SEND, "f-evidence": "a" * 50_001})
    )


def test_what_was_written_beforehand_is_on_the_form(sign_in, clock) -> None:
    (ref,) = _recommended("Ada Bell")
    acting.do(case=ref, act="fill_step_up", by="mia", fields={"reason": "Written in the morning."})
    assert "Written in the morning." in _page(sign_in("mia").get(f"/cases/{ref}/do/send_step_up/"))


def test_a_day_of_a_rota_is_named_on_the_same_page(sign_in, clock) -> None:
    amy, address = sign_in("amy"), f"/cases/{town.COUNCIL}.team.bredbury_a/do/name_s47_lead/"
    page = _page(amy.get(f"{address}?item=2026-03-04"))
    assert 'name="item_month" type="text" inputmode="numeric" value="3"' in page
    assert "Kit Social" in page
    assert "Ned Heatons" not in page
    answer = amy.post(
        address, {"item_day": "4", "item_month": "3", "item_year": "2026", "f-lead": "kit"}, follow=True
    )
    assert "Saved for Bredbury A: Name the section 47 lead for a day." in _page(answer)


def test_an_act_that_is_not_one_is_not_there(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    amy = sign_in("amy")
    assert amy.get(f"/cases/{ref}/do/dance/").status_code == 404
    assert amy.get(f"/cases/{ref}/do/review_tray/").status_code == 404
    assert amy.get("/cases/STK-999999/do/confirm_receipt/").status_code == 404
