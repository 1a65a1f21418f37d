"""A child who comes back: to the worker it had, urgently or not, and only after what has to be waited for."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from baton.casework.council import Appointment, Council
from baton.casework.file import DutyState
from baton.protocol import loading
from baton.protocol.checking import check_read
from baton.protocol.conditions import parse
from baton.protocol.schema import Protocol
from tests.casework import small
from tests.casework.small import at, codes

HERE = Path(__file__).parent
PLEA = {"plain": "They ran away"}


@lru_cache
def protocol() -> Protocol:
    """`small.yaml` and what is added to it here."""
    texts = {name: (HERE / name).read_text() for name in ("small.yaml", "coming_back.yaml")}
    read = check_read(loading.from_texts(texts))
    assert read.protocol is not None, "\n".join(map(str, read.mistakes))
    assert not read.mistakes, "\n".join(map(str, read.mistakes))
    return read.protocol


def wrong(old: str, new: str) -> str:
    """What the checker says of the same with a mistake in it."""
    more = (HERE / "coming_back.yaml").read_text()
    assert old in more
    texts = {"small.yaml": (HERE / "small.yaml").read_text(), "coming_back.yaml": more.replace(old, new)}
    return "\n".join(map(str, check_read(loading.from_texts(texts)).mistakes))


class Desk(small.Desk):
    """A desk where a child may come back."""

    def __init__(self, **changes: str) -> None:
        self.whole = small.council()
        super().__init__()
        self.council = self.of(**changes)

    def of(self, **teams: str) -> Council:
        """The council with these people in other teams; '' is somebody who has left."""
        whole = self.whole
        posts = tuple(Appointment(a.person, a.role, teams.get(a.person, a.team)) for a in whole.appointments)
        people = {
            name: replace(person, active=teams.get(name) != "") for name, person in whole.people.items()
        }
        return Council(protocol(), whole.places, whole.teams, people, posts, whole.rotas)

    def with_safe(self) -> "Desk":
        """With Wim of the north until Tuesday, and then with Safe."""
        self.council = self.of()
        self.sent("09:10")
        self.do("allocate", "cai", "09:30", fields={"worker": "wim"})
        self.do("conference", "cai", "2026-03-03 10:00", outcome="plan")
        self.do("write_up", "sue", "2026-03-03 11:00")
        return self


def test_the_child_goes_back_to_the_worker_it_had() -> None:
    desk = Desk().with_safe()
    desk.do("call_back", "sol", "2026-03-04 10:00", fields=PLEA)
    assert (desk.file.holder, desk.file.worker) == ("north", "wim")
    assert desk.file.allocations[-1].start == at("2026-03-04 10:00")


def test_a_worker_who_has_changed_crew_is_followed_there() -> None:
    desk = Desk().with_safe()
    desk.council = desk.of(wim="south")
    desk.do("call_back", "sol", "2026-03-04 10:00", fields=PLEA)
    assert (desk.file.holder, desk.file.worker) == ("south", "wim")


def test_where_the_worker_has_left_it_is_the_same_crew_with_nobody_named() -> None:
    desk = Desk().with_safe()
    desk.council = desk.of(wim="")
    desk.do("call_back", "sol", "2026-03-04 10:00", fields=PLEA)
    assert (desk.file.holder, desk.file.worker) == ("north", "")


def test_a_fact_is_set_to_what_another_was_just_before() -> None:
    desk = Desk().with_safe()
    desk.do("call_back", "sol", "2026-03-04 10:00", fields=PLEA)
    assert desk.view.value("went_from") == "elsewhere"
    assert desk.view.value("now_with") == "crew"
    assert "There is no fact 'now_wit'" in wrong("fact:now_with", "fact:now_wit")
    assert "'elsewhere' is not a value of 'went_from'" in wrong("[door, crew, elsewhere]", "[door, crew]")


def test_whoever_did_an_act_is_told_and_may_go_on_with_it() -> None:
    desk = Desk().with_safe()
    told = [
        e
        for e in desk.do("call_back", "sol", "2026-03-04 10:00", fields=PLEA)
        if type(e).__name__ == "MessageSent"
    ]
    assert ("person", "sue") in [(e.to, e.of) for e in told]
    assert codes(desk.tried("add_to_plea", "sue", fields=PLEA)) == ["not_yours"]
    desk.do("add_to_plea", "sol", fields={"plain": "They ran away twice"})
    refused = desk.tried("add_to_plea", "sue", fields=PLEA)
    assert refused is not None
    assert "person who did 'call the crew back'" in refused.reasons[0].says
    assert "'call_bak' is not something a role can be of" in wrong("doer of call_back", "doer of call_bak")


def test_danger_may_be_stated_by_an_answer_and_the_debt_is_one_click_away() -> None:
    desk = Desk().with_safe()
    desk.file = desk.file.but(done=tuple(d for d in desk.file.done if d.name != "write_up"))
    assert codes(desk.tried("call_back", "sol", "2026-03-04 10:00", fields={"urgent": "yes"})) == ["missing"]
    desk.council = urgent_counts(desk.council)
    assert codes(desk.tried("call_back", "sol", fields={"urgent": "no"})) == ["missing"]
    desk.do("call_back", "sol", fields={"urgent": "yes"})
    assert desk.file.holder == "north"
    said, written = desk.duty("call_back!said"), desk.duty("call_back!written")
    assert (said.role, said.of, said.due, said.debt) == ("person", "sol", at("2026-03-05 10:00"), True)
    assert (said.act, written.act) == ("add_to_plea", "write_up")
    desk.do("add_to_plea", "sol", fields=PLEA)
    assert desk.duty("call_back!said").state is DutyState.MET


def urgent_counts(whole: Council) -> Council:
    """The same council, where an urgent plea counts as danger stated."""
    danger = protocol().in_danger
    assert danger is not None
    ticked = danger.model_copy(update={"when": parse({"plea.urgent": "yes"})})
    rules = protocol().model_copy(update={"in_danger": ticked})
    return Council(rules, whole.places, whole.teams, whole.people, whole.appointments, whole.rotas)


def test_what_has_to_be_waited_for_says_until_when() -> None:
    desk = Desk().with_safe()
    desk.do("call_back", "sol", "2026-03-04 10:00", fields=PLEA)
    refused = desk.tried("let_go", "cai", "2026-03-04 11:30")
    assert refused is not None
    says = " ".join(reason.says for reason in refused.reasons)
    assert "Not before Sat 14 Mar 2026, 00:00: 9 days left." in says
    assert "Not before Wed 4 Mar 2026, 12:00: 30 minutes left." in says
    desk.do("allocate", "cai", "2026-03-12 10:00", fields={"worker": "wim"})  # another naming resets nothing
    desk.do("let_go", "cai", "2026-03-14 00:00")
