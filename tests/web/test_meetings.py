"""Meetings: planned, past with nothing written down, owed and held, of the children the reader may see."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from baton.protocol import loading
from baton.records import models, worklists
from baton.services import acting, councils, present, reading, sweeping
from tests.web import town

HERE = Path(__file__).parents[2] / "protocols" / "stockport"
HAPPENS = """
happens:
  conference: {name: Child protection conference, kind: conference, outcomes: {plan: {name: A plan was made}}, cites: [STK-01]}
  hearing: {name: Court hearing, kind: hearing, cites: [STK-01]}
"""


@pytest.fixture
def council(db, clock):
    """The town, in a council whose procedure knows conferences and hearings."""
    texts = {path.name: path.read_text() for path in HERE.glob("*.yaml")}
    read = loading.from_texts({**texts, "happens.yaml": HAPPENS})
    assert read.protocol is not None, "\n".join(map(str, read.mistakes))
    with councils.use_protocol("stockport", read.protocol):
        town.set_up()
        yield


def plan(ref: str, act: str, **ahead: float) -> None:
    acting.do(case=ref, act=act, by="amy", at=present.now() + timedelta(**ahead), planned=True)


def page(client: Client) -> str:
    return client.get("/meetings/").content.decode()


def test_what_is_planned_is_listed_by_date_with_whom_it_concerns_and_the_link_to_record_it(sign_in) -> None:
    ada, ben = town.sent("Ada Bell", "Ben Bell")
    plan(ben, "hearing", days=9)
    plan(ada, "conference", days=2)
    shown = page(sign_in("amy"))
    assert "Planned (2)" in shown
    assert shown.index("Ada Bell") < shown.index("Ben Bell")
    assert "Wed 4 Mar, 09:00" in shown
    assert "Bredbury A" in shown
    assert f'href="/cases/{ada}/do/conference/?next=%2Fmeetings%2F"' in shown
    assert '<a class="govuk-service-navigation__link" href="/meetings/" aria-current="page">' in shown


def test_a_day_that_passed_with_nothing_written_down_is_said_until_it_is(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    plan(ref, "conference", days=2)
    clock.move(days=3)
    amy = sign_in("amy")
    assert "Planned, and nothing written down yet (1)" in page(amy)
    acting.do(case=ref, act="conference", by="amy", at=clock() - timedelta(days=1), outcome="plan")
    shown = page(amy)
    assert "nothing written down yet" not in shown
    assert "A plan was made" in shown
    assert "written down by Amy Bredbury" in shown


def test_no_date_to_come_is_hidden_and_one_that_was_put_off_goes_with_its_day(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    for days in (2, 9, 16):
        plan(ref, "hearing", days=days)
    assert "Planned (3)" in page(sign_in("amy"))
    clock.move(days=3)
    shown = page(sign_in("amy"))
    assert "Planned (2)" in shown
    assert "Wed 11 Mar, 09:00" in shown
    assert "Wed 4 Mar" not in shown
    acting.do(case=ref, act="hearing", by="amy")
    assert "Planned (2)" in page(sign_in("amy")), "one that was held does not hide the next"


def test_a_discussion_that_is_owed_is_there_to_be_held(sign_in) -> None:
    (ref,) = town.sent("Ada Bell", urgent=False)
    acting.do(case=ref, act="disagree", by="amy", fields={"grounds": "It was assessed last month."})
    shown = page(sign_in("amy"))
    assert "To be held (1)" in shown
    assert "For Footprint team leader, Bredbury A and MASSH team leader." in shown
    assert f"/cases/{ref}/do/discuss/" in shown


def test_nobody_sees_a_meeting_of_a_child_whose_record_is_not_theirs(sign_in) -> None:
    (ref,) = town.sent("Ada Bell")
    plan(ref, "conference", days=2)
    assert "Ada Bell" in page(sign_in("kit"))
    shown = page(sign_in("ned"))
    assert "Ada Bell" not in shown
    assert "No meeting is planned for a child whose record you may see." in shown


def test_the_list_and_the_record_agree_on_who_may_see_whom(sign_in, clock) -> None:
    """What SQL says of many is what the core says of one."""
    town.contact("Uma Undecided")
    (worked,) = town.sent("Ada Bell")
    town.sent("Ben Cole", place="heatons", urgent=False)
    (disputed,) = town.sent("Cai Dale", urgent=False)
    acting.do(case=disputed, act="disagree", by="amy", fields={"grounds": "It was assessed last month."})
    acting.do(case=worked, act="confirm_receipt", by="amy")
    acting.do(case=worked, act="allocate", by="amy", fields={"worker": "lou"})
    sweeping.sweep_all()
    council = councils.council("stockport")
    from baton.records import stores

    files = {ref: one.file for ref, one in stores.load_many(set(_cases())).items()}
    for person in town.PEOPLE:
        listed = models.Case.objects.filter(worklists.seen_by(council, person, clock()))
        seen = {ref for ref, file in files.items() if reading.relation_of(council, file, person)}
        assert set(listed.values_list("ref", flat=True)) == seen, person


def _cases() -> list[str]:
    return list(models.Case.objects.filter(about="case").values_list("ref", flat=True))


def test_the_statements_do_not_grow_with_the_meetings(sign_in, statements) -> None:
    amy = sign_in("amy")
    refs = town.sent("Ada Bell", "Ben Bell")
    plan(refs[0], "conference", days=2)
    page(amy)
    with statements() as few:
        page(amy)
    for day in range(3, 20):
        for ref in refs:
            plan(ref, "hearing" if day % 2 else "conference", days=day)
            acting.do(case=ref, act="conference", by="amy", outcome="plan")
    with statements() as many:
        assert "written down by" in page(amy)
    assert len(few) == len(many) <= 8, many.said
