"""What a demonstration's storylines can say: facts, links, other children, teams, earlier answers, office hours."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from baton.operations.demo import loading, planning
from baton.operations.demo.storylines import SaidShape, Step
from baton.operations.organisation_file import OrganisationFile, read
from baton.protocol.mistakes import Mistakes
from baton.records import stores
from baton.records.models import Case, DoneRow, DutyRow, KinRow, Place
from baton.services import councils, organisation

DEMO = Path(__file__).parents[2] / "demo" / "southwark.yaml"
END = datetime(2026, 3, 2, 9, 40, tzinfo=UTC)


def only(*names: str) -> OrganisationFile:
    """Southwark's file with these storylines, once each."""
    file = read(DEMO, councils.protocol("southwark"))
    assert file.demo is not None
    lines = tuple(
        line.model_copy(update={"weight": 0}) for line in file.demo.storylines if line.name in names
    )
    assert len(lines) == len(names)
    return file.model_copy(update={"demo": file.demo.model_copy(update={"storylines": lines})})


@pytest.mark.django_db
def test_stories_link_a_mother_choose_a_group_of_the_set_agree_on_one_date_and_plan_ahead() -> None:
    councils.forget()
    organisation.load_protocols()
    file = only(
        "A young mother's baby assessed, the planning meeting to be booked",
        "A Head of Service takes a child to SFS before the conference",
        "Going to Care on an agreed date",
        "Proceedings started, the first hearing ahead",
        "A relevant child of 16 or 17",
    )
    filled = loading.fill({"southwark": file}, seed=3, end=END)
    councils.forget()
    assert filled[0].told.unlike == []

    baby = stores.load(Case.objects.get(child__name__startswith="Unborn").ref).file
    mother = stores.load(KinRow.objects.get(ref=baby.ref, relation="children").case.ref).file
    assert (baby.child.name.split()[-1], baby.contact != mother.contact) == (
        mother.child.name.split()[-1],
        True,
    )
    named = [done.fields for done in baby.done if done.name == "name_assessor"]
    assert len({(one["assessor"], one["team"]) for one in named}) == 1
    assert named[0]["team"] == baby.holder

    moves = [move for row in Case.objects.filter(about="case") for move in stores.load(row.ref).file.moves]
    sent = next(move for move in moves if move.departure)
    giver, taker = (councils.council("southwark").team(team).place for team in (sent.origin, sent.to))
    assert taker in Place.objects.get(slug=giver).links

    agreed = DoneRow.objects.filter(act="agree_date").values_list("fields", flat=True)
    assert len({row["date"] for row in agreed}) == 1
    assert len(agreed) == 2
    planned = DoneRow.objects.filter(act="hearing", planned=True)
    assert planned
    assert all(row.at > END for row in planned)
    relevant = stores.load(DoneRow.objects.filter(act="leaves_care").first().case.ref).file
    began = next(done for done in relevant.done if done.name == "comes_into_care")
    assert began.recorded - began.at > timedelta(days=499)
    assert DutyRow.objects.filter(rule="book_planning").exists()


def test_a_step_does_one_thing_and_a_link_names_both() -> None:
    for wrong in ({}, {"do": "a", "learns": "b"}, {"links": "mother"}, {"do": "a", "with": "baby"}):
        with pytest.raises(ValidationError):
            Step.model_validate({"by": "anybody", **wrong})
    assert Step.model_validate({"by": "anybody", "departs": "north"}).departs == SaidShape(text="north")


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("with: baby", "with: bady", "This story has no child 'bady'."),
        ("for: others", "for: other", "This story has no child 'other'."),
        ("contact: her_baby", "contact: his_baby", "There is no contact 'his_baby'."),
        ("[with_worker, young_mother]", "[with_worker, young_father]", "There is no way 'young_father'."),
    ],
)
def test_a_child_a_contact_or_a_way_that_is_not_there_is_a_mistake_with_its_line(
    tmp_path: Path, old: str, new: str, wrong: str
) -> None:
    path = tmp_path / "southwark.yaml"
    path.write_text(DEMO.read_text().replace(old, new, 1))
    with pytest.raises(Mistakes) as raised:
        read(path)
    told = raised.value.mistakes[0]
    assert told.wrong == wrong
    assert told.line > 200


@pytest.fixture
def week() -> Callable[[int, int], datetime]:
    """A time of the week before the demonstration's present: `week(0, 3)` is Monday, 03:00."""
    return lambda day, hour: (
        datetime(2026, 2, 23 + day, hour, tzinfo=UTC) if day < 6 else datetime(2026, 3, 1, hour, tzinfo=UTC)
    )


def test_office_hours_fold_nights_and_weekends_into_working_days_and_keep_the_order(
    week: Callable[[int, int], datetime],
) -> None:
    times = [week(day, hour) for day in range(7) for hour in range(24)]
    folded = [planning._in_office(at, END) for at in times]
    assert folded == sorted(folded)
    assert all(at.weekday() < 5 and 8 <= at.hour < 19 for at in folded)
    assert {at.date() for at in folded} == {date(2026, 2, 23) + timedelta(days=day) for day in range(5)}
    assert planning._in_office(END - timedelta(minutes=5), END) == END - timedelta(minutes=5)


def test_a_plan_in_office_hours_says_no_step_at_night_and_the_file_says_how_many() -> None:
    file = read(DEMO)
    assert file.demo is not None
    planned = planning.plan(file, file.demo, size=None, seed=5, end=END)
    children = sum(len(one.children) for one in planned)
    assert abs(children - file.demo.children) < 6
    today = END.date()
    steps = [step.at for one in planned for step in one.steps if step.at.date() != today]
    assert all(at.weekday() < 5 and 7 <= at.hour < 19 for at in steps)
    assert planning.plan(file, file.demo, size=None, seed=5, end=END) == planned
