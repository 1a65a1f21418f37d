"""Going outside the procedure: by those it lets, with a reason; everybody else is told who may."""

from baton.records import models
from baton.services import acting
from tests.web import town

WHY = "The family moved in with the grandmother in Heatons."


def _page(answer) -> str:
    return answer.content.decode()


def _address(ref: str) -> str:
    return f"/cases/{ref}/outside/"


def _holder(ref: str) -> str:
    return models.Case.objects.get(ref=ref).holder_team


def test_whoever_may_moves_the_child_and_it_is_shown_as_a_departure(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    acting.do(case=ref, act="confirm_receipt", by="amy")
    mia = sign_in("mia")
    assert _address(ref) in _page(mia.get(f"/cases/{ref}/"))
    assert _address(ref) in _page(mia.get(f"/cases/{ref}/transfer/"))
    form = _page(mia.get(_address(ref)))
    assert "This procedure covers only the move from the MASSH to a footprint team" in form
    assert "STK-15" in form
    assert '<option value="heatons">' in form
    assert '<option value="bredbury_a">' not in form, "the team that has the child"
    assert '<option value="massh">' not in form, "no way leads there that anybody may decide"
    page = _page(mia.post(_address(ref), {"team": "heatons", "why": WHY}, follow=True))
    assert "Go outside the procedure. Heatons is responsible from" in page
    assert _holder(ref) == "heatons"
    assert "Outside the routes" in _page(mia.get(f"/cases/{ref}/moves/"))


def test_everybody_else_is_told_who_may(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    amy = sign_in("amy")
    for page in (amy.get(f"/cases/{ref}/"), amy.get(f"/cases/{ref}/transfer/"), amy.get(_address(ref))):
        assert "Only the MASSH team leader may." in _page(page)
    assert _address(ref) not in _page(amy.get(f"/cases/{ref}/"))
    assert "<textarea" not in _page(amy.get(_address(ref)))


def test_where_nobody_may_that_is_said(sign_in, clock) -> None:
    (ref,) = town.contact("Ada Bell").case_refs
    assert "From here nobody may go outside the procedure." in _page(sign_in("mia").get(f"/cases/{ref}/"))
    (held,) = town.sent("Ben Cole")
    acting.do(case=held, act="disagree", by="amy", fields={"grounds": "No harm has been seen by anybody."})
    page = _page(sign_in("mia").get(_address(held)))
    assert "A disputed referral stays with the footprint until the dispute is settled." in page
    assert "Nobody may take the child outside the procedure now." in page


def test_a_refusal_says_everything_at_once_and_keeps_what_was_typed(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    answer = sign_in("amy").post(_address(ref), {"team": "heatons", "why": "Better"})
    page = _page(answer)
    assert answer.status_code == 422
    assert "Only the MASSH team leader may decide this." in page
    assert "Say why, in a sentence." in page
    assert "Better</textarea>" in page
    assert '<option value="heatons" selected>' in page
    assert "STK-15" in page
    assert "Choose a team from the list." in _page(
        sign_in("mia").post(_address(ref), {"team": "", "why": WHY})
    )
    assert "with this team already" in _page(
        sign_in("mia").post(_address(ref), {"team": "bredbury_a", "why": WHY})
    )
    assert "hidden character" in _page(
        sign_in("mia").post(_address(ref), {"team": "heatons", "why": f"{WHY}\x00"})
    )
    assert _holder(ref) == "bredbury_a"


def test_somebody_saved_meanwhile_says_who_and_keeps_the_text(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    version = models.Case.objects.get(ref=ref).version
    acting.do(case=ref, act="confirm_receipt", by="amy")
    answer = sign_in("mia").post(_address(ref), {"team": "heatons", "why": WHY, "version": version})
    assert answer.status_code == 409
    assert "Amy Bredbury" in _page(answer)
    assert WHY in _page(answer)
    assert _holder(ref) == "bredbury_a"


def test_a_file_about_no_child_goes_nowhere(sign_in, clock) -> None:
    assert sign_in("amy").get(_address(f"{town.COUNCIL}.team.bredbury_a")).status_code == 404
