"""What is known of a child: entered by whoever works with the child, kept with its time, refused with nothing lost."""

from baton.records import stores
from tests.web import town


def _page(answer) -> str:
    return " ".join(answer.content.decode().split())


def _said(ref: str) -> list[str]:
    return [spell.value for spell in stores.load(ref).file.facts.get("wellbeing_need", ())]


def test_a_fact_is_chosen_said_and_shown_with_its_time(sign_in, clock) -> None:
    ref = town.contact("Ada Bell").case_refs[0]
    sid = sign_in("sol")
    shown = _page(sid.get(f"/cases/{ref}/known/"))
    assert "Is it about emotional wellbeing or mental health?" in shown
    assert "Not known" in shown
    assert "yes, and it is urgent" in _page(sid.get(f"/cases/{ref}/known/?fact=wellbeing_need")).lower()
    answer = sid.post(f"/cases/{ref}/known/", {"fact": "wellbeing_need", "value": "urgent_need"}, follow=True)
    assert "yes, and it is urgent" in _page(answer)
    assert _said(ref) == ["urgent_need"]


def test_nothing_chosen_and_a_time_that_cannot_be_are_refused_and_nothing_is_lost(sign_in, clock) -> None:
    ref = town.contact("Ada Bell").case_refs[0]
    sid, address = sign_in("sol"), f"/cases/{ref}/known/"
    empty = sid.post(address, {"fact": "wellbeing_need"})
    assert empty.status_code == 422
    assert "Choose an answer" in _page(empty)
    wrong = {
        "fact": "wellbeing_need",
        "value": "urgent_need",
        "at_day": "31",
        "at_month": "2",
        "at_year": "2026",
    }
    refused = sid.post(address, wrong)
    assert refused.status_code == 422
    assert 'value="31"' in _page(refused)
    assert 'value="urgent_need" checked' in _page(refused)
    assert sid.post(address, {"fact": "wellbeing_need", "value": "nonsense"}).status_code == 422
    assert _said(ref) == []


def test_what_an_act_decides_has_no_form_here(sign_in, clock) -> None:
    ref = town.contact("Ada Bell").case_refs[0]
    sid = sign_in("sol")
    assert "Level of need" not in _page(sid.get(f"/cases/{ref}/known/?fact=level"))
    assert sid.post(f"/cases/{ref}/known/", {"fact": "level", "value": "level_4"}).status_code == 422
