"""What a duty counts from, birthdays, weeks, who takes a child, and what a need says of one case."""

from dataclasses import replace
from datetime import date

from baton.casework import commands as c
from baton.casework import events as e
from baton.casework.acting import foreseen
from baton.casework.council import Appointment
from baton.casework.deciding import decide
from baton.casework.evolve import replay
from baton.casework.file import DutyState, File
from baton.casework.refusals import Refusal
from baton.protocol import loading
from baton.protocol.checking import check_read
from baton.records.waking import next_look
from tests.casework import islands
from tests.casework.islands import Desk
from tests.casework.small import at


def chosen(desk: Desk, sailor: str = "") -> Desk:
    desk.ashore().hailed()
    desk.do("choose", "bob", "11:00", fields={"boat": "blue_1", **({"sailor": sailor} if sailor else {})})
    return desk


# ---- who takes the child


def test_the_worker_whom_the_route_names_has_the_child_from_the_moment_of_the_move() -> None:
    desk = chosen(Desk(), "hal")
    desk.do("name_sailor", "nora", "11:30", fields={"sailor": "sam"})
    assert desk.file.worker == "sam"
    desk.do("board", "nora", "2026-03-03 10:00")
    assert (desk.file.holder, desk.file.worker, desk.file.last_worker) == ("blue_1", "hal", "sam")
    assert desk.file.allocations[-1].start == desk.file.moves[-1].at


def test_nobody_is_named_where_nobody_was_or_where_they_have_left() -> None:
    desk = chosen(Desk())
    desk.do("board", "nora", "2026-03-03 10:00")
    assert desk.file.worker == ""
    gone = chosen(Desk(), "hal")
    people = {**gone.council.people, "hal": replace(gone.council.people["hal"], active=False)}
    gone.council = replace(gone.council, people=people)
    gone.do("board", "nora", "2026-03-03 10:00")
    assert gone.file.worker == ""


def test_whoever_is_barred_is_not_named_though_they_hold_the_role_as_well() -> None:
    desk = chosen(Desk(), "hal")
    desk.do("name_sailor", "nora", "11:30", fields={"sailor": "sam"})
    both = Appointment("nora", "sailor", desk.council.by_person["nora"][0].team)
    desk.council = replace(desk.council, appointments=(*desk.council.appointments, both))
    for barred, said in (("sam", "the worker here"), ("nora", "the Skipper here")):
        refused = desk.tried("name_writer", "nora", "12:00", fields={"who": "hal", "reader": barred})
        assert isinstance(refused, Refusal)
        assert said in refused.reasons[0].says, refused.reasons
    desk.do("name_writer", "nora", "12:00", fields={"who": "sam", "reader": "hal"})
    assert desk.file.done[-1].fields["reader"] == "hal"


# ---- what a duty counts from


def test_a_duty_counts_from_the_time_that_is_named_though_it_was_owed_only_later() -> None:
    desk = Desk().ashore().hailed(until="2026-03-04")
    assert not [d for d in desk.file.duties if d.rule == "unpack"]
    desk.now = at("2026-03-05 12:00")
    desk.know("status", "aboard", "nora")
    assert desk.duty("unpack").start == at("2026-03-04 00:00")
    assert desk.duty("unpack").due == at("2026-03-06 00:00")


def test_of_several_the_latest_counts() -> None:
    desk = chosen(Desk())
    desk.now = at("2026-04-02 12:00")
    desk.know("status", "aboard", "nora")
    assert desk.duty("unpack").start == at("2026-03-30 00:00")
    later = Desk().ashore().hailed(until="2026-03-01")
    later.do("choose", "bob", "11:00", fields={"boat": "blue_1"})
    later.know("status", "aboard", "nora")
    assert later.duty("unpack").start == at("11:00")


# ---- birthdays


def test_a_birthday_is_seen_coming_and_is_late_when_it_has_come() -> None:
    desk = Desk(born=date(2014, 6, 1)).ashore()
    assert next_look(desk.council, desk.file, desk.now) == at("2026-04-01 00:00")
    desk.sweep("2026-03-31 23:59")
    assert not [d for d in desk.file.duties if d.rule == "of_age"]
    desk.sweep("2026-04-01 00:00")
    assert (desk.duty("of_age").state, desk.duty("of_age").due) == (DutyState.RUNNING, at("2026-06-01 00:00"))
    desk.sweep("2026-06-01 00:00")
    assert desk.duty("of_age").state is DutyState.LATE


def test_what_is_done_already_is_not_owed_and_nobody_without_a_birth_date_owes_it() -> None:
    done = Desk(born=date(2014, 6, 1)).ashore()
    done.do("name_writer", "nora", "10:00", fields={"who": "sam"})
    done.sweep("2026-05-01 00:00")
    assert not [d for d in done.file.duties if d.rule == "of_age"]
    unknown = Desk(born=None).ashore()
    unknown.sweep("2026-05-01 00:00")
    assert not [d for d in unknown.file.duties if d.rule == "of_age"]


def test_a_birth_date_that_is_put_right_moves_the_time() -> None:
    desk = Desk(born=date(2014, 6, 1)).ashore()
    desk.sweep("2026-05-01 09:00")
    assert desk.file.child is not None
    right = replace(desk.file.child, born=date(2014, 5, 20))
    assert desk.command(c.ChangeChild(right, "nora", "The certificate says so")) is None
    assert desk.duty("of_age").due == at("2026-05-20 00:00")
    assert any(isinstance(event, e.DutyExtended) for event in desk.made)


# ---- weeks


def test_a_week_begins_on_its_monday_and_one_without_is_late_until_the_next() -> None:
    council, file = islands.council(), File("ISL-C", "islands")
    file = replay(file, made(decide(council, file, c.OpenFile("ISL-C", "council", "islands", "", at("2026-02-26 10:00")), at("2026-02-26 10:00"))))  # fmt: skip
    (first,) = file.duties
    assert (first.start, first.due) == (at("2026-02-23 00:00"), at("2026-03-02 00:00"))
    assert next_look(council, file, at("2026-02-26 10:00")) == at("2026-03-02 00:00")
    file = replay(file, made(decide(council, file, c.Sweep(), at("2026-03-02 00:00"))))
    assert [d.state for d in file.duties] == [DutyState.LATE, DutyState.RUNNING]
    held = c.Do("hold_muster", "adm", item="2026-03-04")
    file = replay(file, made(decide(council, file, held, at("2026-03-04 10:00"))))
    assert [d.state for d in file.duties] == [DutyState.MET_LATE, DutyState.MET]


def made(answer: tuple[e.Event, ...] | Refusal) -> tuple[e.Event, ...]:
    assert not isinstance(answer, Refusal), str(answer)
    return answer


# ---- what a need says of this case


def test_a_refusal_names_what_is_open_and_shows_what_was_answered() -> None:
    desk = chosen(Desk(born=date(2015, 3, 2), home="north"))
    for crate, sealed in (("apples", "no"), ("books", "yes"), ("chalk", "no")):
        desk.do("fill_cargo", "nora", "11:10", item=crate, fields={"sealed": sealed})
    refused = desk.tried("retire", "nora", "2026-03-02 12:00")
    assert refused is not None
    (reason,) = refused.reasons
    assert reason.says == (
        "Every crate is sealed. Still open: apples, chalk. When: Mon 30 Mar 2026. Which boat: Blue_1. Age today: 11. "
        "The child lives in North."
    )


def test_what_has_no_answer_is_not_shown() -> None:
    desk = Desk(born=None).ashore()
    desk.do("fill_cargo", "nora", "11:10", item="apples", fields={"sealed": "no"})
    refused = desk.tried("retire", "nora", "12:00")
    assert refused is not None
    assert refused.reasons[0].says == "Every crate is sealed. Still open: apples."


def test_whoever_is_named_for_the_moment_of_a_move_can_be_asked_about() -> None:
    desk = Desk().ashore().hailed()
    named = c.Do("choose", "bob", fields={"boat": "blue_1", "sailor": "hal"})

    def qualified() -> str | None:
        return foreseen(desk.council, desk.file, named, desk.now).value("worker.qualified")

    assert qualified() == "no"
    hal = replace(desk.council.people["hal"], qualified=True)
    desk.council = replace(desk.council, people={**desk.council.people, "hal": hal})
    assert qualified() == "yes"


# ---- what the checker says


def mistakes(old: str, new: str) -> str:
    from pathlib import Path

    text = (Path(islands.__file__).parent / "islands.yaml").read_text()
    assert old in text
    read = loading.from_texts({"islands.yaml": text.replace(old, new, 1)})
    checked = check_read(read)
    return "\n".join(map(str, [*read.mistakes, *checked.mistakes]))


def test_the_checker_knows_the_words() -> None:
    assert "is a team, and a worker is a person" in mistakes(
        "worker_field: berth.sailor", "worker_field: berth.boat"
    )
    assert "There is no field of a record 'berth.sailer'" in mistakes("worker_field: berth.sailor", "worker_field: berth.sailer")  # fmt: skip
    assert "a duty counts from a date or time" in mistakes("[hailing.date, choose]", "[berth.boat]")
    assert "say how far ahead" in mistakes("by_age: 12, ahead: 2 months", "by_age: 12")
    assert "has no birthday" in mistakes("of: council, who: admiral, must: {hold_muster: done}, every: 1 week", "of: council, who: admiral, must: {hold_muster: done}, by_age: 12, ahead: 1 week")  # fmt: skip
    assert "There is no" in mistakes("shows: [hailing.date", "shows: [hailing.day")
