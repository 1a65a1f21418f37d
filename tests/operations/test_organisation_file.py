"""A council's own rows from a file: every mistake at its line, and nothing added twice."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from baton.operations import organisation_loading
from baton.operations.organisation_file import read, slug
from baton.protocol.mistakes import Mistakes
from baton.records.models import Appointment, Council, JournalEntry, Leave, Person, Place, Team
from baton.services import councils, organisation

DEMO = Path(__file__).parents[2] / "demo"
FILES = sorted(DEMO.glob("*.yaml"))
RIGHT = """\
council: stockport
places:
  north: {kind: footprint, name: North, areas: [AB1]}
teams:
  north_a: {kind: footprint_team, name: North A, place: north, people: {footprint_leader: [Ann Alder]}}
away:
  - {person: Ann Alder, first: -1, last: 2}
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_here_is_right_by_its_protocol_and_names_somebody_for_every_role(path: Path) -> None:
    protocol = councils.protocol(path.stem)
    file = read(path, protocol)
    assert {post.role for post in file.posts()} == set(protocol.roles)


@pytest.mark.parametrize(
    ("old", "new", "line", "wrong"),
    [
        ("council: stockport", "council: atlantis", 1, "This file is for 'atlantis'."),
        ("kind: footprint,", "kind: footprnt,", 3, "The procedure has no 'footprnt'."),
        ("place: north,", "place: nroth,", 5, "There is no place 'nroth'."),
        ("footprint_leader:", "leader:", 5, "The procedure has no role 'leader'."),
        ("areas: [AB1]", "areas: [12]", 3, "'12' will not do"),
        ("person: Ann Alder", "person: Ann Elder", 7, "Nobody here is called 'Ann Elder'."),
        ("last: 2", "last: -2", 7, "The last day is before the first."),
        ("last: 2", "last: 2026-03-02", 7, "One is a date and one a number of days."),
        ("away:", "emails: {Ann Elder: ann@north.example}\naway:", 6, "Nobody here is called 'Ann Elder'."),
        ("away:", "emails: {Ann Alder: ann}\naway:", 6, "'ann' will not do"),
        ("away:", "awya:", 6, "There is no key 'awya' here."),
        ("council: stockport\n", "", 1, "'council' is missing."),
        ("teams:\n", "teams:\n\t", 5, "This is not YAML: a tab is used for indentation."),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, wrong: str) -> None:
    path = tmp_path / "rows.yaml"
    path.write_text(RIGHT.replace(old, new, 1))
    with pytest.raises(Mistakes) as raised:
        read(path, councils.protocol("stockport"))
    told = raised.value.mistakes[0]
    assert (told.line, told.file) == (line, "rows.yaml")
    assert told.wrong.startswith(wrong)


def test_rows_are_added_once(rows: Callable[[str], None]) -> None:
    rows("stockport")
    before = [model.objects.count() for model in (Place, Team, Person, Appointment, Leave)]
    rows("stockport")
    assert [model.objects.count() for model in (Place, Team, Person, Appointment, Leave)] == before


def test_people_are_given_their_addresses_and_a_changed_one_is_taken(
    rows: Callable[[str], None], tmp_path: Path
) -> None:
    rows("stockport")
    file = read(DEMO / "stockport.yaml", councils.protocol("stockport"))
    name = next(file.posts()).name
    person = organisation_loading.person_id("STK", name)
    for address in ("first@north.example", "second@north.example"):
        organisation_loading.load(file.model_copy(update={"emails": {name: address}}))
        assert Person.objects.get(id=person).email == address
    before = Council.objects.get(id="stockport").organisation_version
    organisation_loading.load(file)
    assert Person.objects.get(id=person).email == "second@north.example"
    assert Council.objects.get(id="stockport").organisation_version == before


def test_more_than_the_procedure_allows_is_refused_and_nothing_is_added(
    rows: Callable[[str], None], tmp_path: Path
) -> None:
    rows("stockport")
    path = tmp_path / "rows.yaml"
    path.write_text(RIGHT)
    people, places = Person.objects.count(), Place.objects.count()
    with pytest.raises(CommandError, match="There are to be 7 footprints; this would make 8"):
        call_command("import", "organisation", str(path), council="stockport")
    assert (Place.objects.count(), Person.objects.count()) == (places, people)


def test_places_that_the_procedure_names_are_there_and_get_their_districts_from_the_file(
    db: None, clock: datetime
) -> None:
    organisation.load_protocols()
    named = Place.objects.filter(council="portsmouth").order_by("slug")
    assert [(place.slug, place.areas) for place in named] == [("central", []), ("north", []), ("south", [])]
    file = read(DEMO / "portsmouth.yaml", councils.protocol("portsmouth"))
    for _ in range(2):
        organisation_loading.load(file)
    assert [place.areas for place in named.all()] == [list(file.places[p.slug].areas) for p in named]
    changes = JournalEntry.objects.filter(council="portsmouth", body__contains='"change_areas"')
    assert changes.count() == 3
    named.filter(slug="south").update(active=False)
    organisation.load_protocols()
    assert not named.get(slug="south").active


def test_a_name_becomes_an_id() -> None:
    assert slug("Zoë O’Dell-Test") == "zoe-odell-test"
    assert organisation_loading.person_id("ABC", "Ann Alder") == "abc-ann-alder"
