"""Lists say what is whose, in a number of statements that does not grow with the rows."""

import pytest

from baton.records import models as m
from baton.records import worklists
from baton.services import acting, councils, sweeping
from tests import tiny

pytestmark = pytest.mark.usefixtures("council")


def send(refs):
    acting.do_together(cases=refs, act="recommend", by="ann", outcome="urgent")
    acting.do_together(cases=refs, act="send", by="ann")


def test_my_work_is_what_my_appointment_owes(clock):
    refs = tiny.contact("Ida Bell").case_refs
    send(refs)
    mine = worklists.my_work(councils.council("tiny"), "nia", clock())
    assert [(line.rule, line.case.child) for line in mine.do_now] == [("receipt", "Ida Bell")]
    assert [line.rule for line in mine.coming] == ["name_worker"]
    others = worklists.my_work(councils.council("tiny"), "ann", clock())
    assert not others.do_now
    assert {line.rule for line in others.waiting} == {"receipt", "name_worker"}


def test_the_next_deadline_is_where_a_demonstration_jumps_to(clock):
    send(tiny.contact("Ida Bell").case_refs)
    assert (worklists.next_deadline("tiny", clock()) - clock()).total_seconds() == 3600


def test_a_tray_is_seen_by_those_the_procedure_names(clock):
    council = councils.council("tiny")
    assert {t.key for t in worklists.trays_for(council, "nia", clock())} == {"helping:north"}
    assert {t.key for t in worklists.trays_for(council, "hal", clock())} == {
        "door:door",
        "helping:north",
        "helping:south",
    }
    assert worklists.trays_for(council, "wes", clock()) == ()


@pytest.mark.parametrize("children", [1, 7])
def test_a_tray_takes_five_statements_however_many_wait(children, clock, statements):
    send(tiny.contact(*(f"Child {n}" for n in range(children))).case_refs)
    with statements() as sent:
        page = worklists.tray("tiny", "helping:north", clock())
    assert len(sent) == 5
    assert (len(page.rows), page.waiting, page.urgent) == (children, children, children)
    assert len(page.rows[0].siblings) == children - 1
    assert page.rows[0].sent_by == "ann"


def test_a_tray_goes_on_where_its_page_ended(clock):
    send(tiny.contact(*(f"Child {n}" for n in range(5))).case_refs)
    first = worklists.tray("tiny", "helping:north", clock(), limit=3)
    second = worklists.tray("tiny", "helping:north", clock(), limit=3, after=first.more)
    assert len({row.case.ref for page in (first, second) for row in page.rows}) == 5
    assert second.more == ""


def test_a_case_page_takes_six_statements_whatever_the_history(clock, statements):
    refs = tiny.contact("Ida Bell", "Abe Bell").case_refs
    send(refs)
    for _ in range(10):
        acting.do(case=refs[0], act="allocate", by="nia", fields={"person": "wes"})
    with statements() as sent:
        page = worklists.case_page(refs[0])
    assert len(sent) <= 6
    assert page.file.worker == "wes"
    assert [line.child for line in page.siblings] == ["Abe Bell"]
    assert page.contact.ref == "TNY-C-000001"
    assert page.entries[0].kind == "MessageSent"


def test_who_held_a_child_at_an_instant_is_one_question(clock):
    refs = tiny.contact("Ida Bell").case_refs
    before = clock()
    clock.move(hours=1)
    send(refs)
    assert worklists.who_held(refs[0], before).team == "door"
    assert worklists.who_held(refs[0], clock()).team == "helping_north"
    assert [held.team for held in worklists.held_over(refs[0])] == ["door", "helping_north"]


def test_escalations_are_listed_with_the_rung_they_stand_on(clock):
    send(tiny.contact("Ida Bell").case_refs)
    clock.move(hours=2)
    sweeping.sweep_all()
    (line,) = worklists.climbs("tiny")
    assert line.case.child == "Ida Bell"
    assert line.duties


def test_cases_contacts_and_children_are_found_by_name():
    tiny.contact("Ida Bell")
    assert worklists.find_cases("tiny", "bell ida")[0].child == "Ida Bell"
    assert worklists.contacts("tiny", "ida")[0].cases[0].child == "Ida Bell"
    assert worklists.find_children("tiny", "Bell")[0].cases
    assert worklists.find_cases("tiny", "nobody") == ()


def test_a_rota_shows_each_day_of_each_team(clock):
    from baton.services import filing

    filing.open_files("tiny")
    rows = worklists.rota("tiny", "team", ["helping_north", "helping_south"], [clock().date()])
    assert {row.subject for row in rows} == {"helping_north", "helping_south"}
    assert m.Case.objects.filter(about="team").count() == 2
