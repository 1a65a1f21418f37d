"""A council's own rows from a file: every mistake at its line, and nothing added twice."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from baton.casework import working_time
from baton.operations import organisation_loading
from baton.operations.organisation_file import read, slug
from baton.protocol.mistakes import Mistakes
from baton.records.models import Appointment, Council, JournalEntry, Leave, Person, Place, RotaTurns, Team
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


TURNS = """\
council: southwark
places:
  north: {kind: ai_set, name: North, areas: [AB1], links: [blue, green]}
  blue: {kind: sfs_set, name: Blue}
  green: {kind: sfs_set, name: Green}
teams:
  north_1: {kind: ai_group, name: North 1, place: north}
rotas:
  - {rota: sfs_fortnight, of: north, start: -7, at: "09:00", members: [blue, green]}
"""


@pytest.mark.parametrize(
    ("old", "new", "at", "wrong"),
    [
        ("[blue, green]}\n  blue", "[blue, gren]}\n  blue", (3, 66), "There is no place 'gren'."),
        (", links: [blue, green]", "", (3, 10), "Each A&I set is linked with exactly 2 SFS sets."),
        (
            "[blue, green]}\n  blue",
            "[blue]}\n  blue",
            (3, 59),
            "Each A&I set is linked with exactly 2 SFS sets.",
        ),
        ("[blue, green]}\n  blue", "[blue, north]}\n  blue", (3, 66), "'north' is not a place of that kind."),
        ("name: Blue}", "name: Blue, links: [green]}", (4, 44), "In the procedure no SFS set is linked with"),
        ("rota: sfs_fortnight", "rota: fortnight", (9, 12), "The procedure has no rota 'fortnight'."),
        ("of: north,", "of: blue,", (9, 31), "Each A&I set has a rota of its own."),
        (" of: north,", "", (9, 5), "Each A&I set has a rota of its own."),
        (
            "members: [blue, green]",
            "members: [blue]",
            (9, 71),
            "Not everybody who takes turns is here, once.",
        ),
        ("members: [blue, green]", "members: [blue, blue, green]", (9, 71), "Not everybody who takes turns"),
        ("members: [blue, green]", "members: [blue, gold]", (9, 78), "There is no place 'gold'."),
        ('at: "09:00"', 'at: "24:00"', (9, 53), "'24:00' will not do"),
    ],
)
def test_a_mistake_in_links_or_a_rota_is_told_where_it_is(
    tmp_path: Path, old: str, new: str, at: tuple[int, int], wrong: str
) -> None:
    path = tmp_path / "turns.yaml"
    path.write_text(TURNS.replace(old, new, 1))
    with pytest.raises(Mistakes) as raised:
        read(path, councils.protocol("southwark"))
    told = raised.value.mistakes[0]
    assert (told.line, told.column) == at
    assert told.wrong.startswith(wrong)


def test_linked_places_and_rotas_are_set_up_once_and_a_new_order_is_a_new_edition(
    db: None, clock: datetime, tmp_path: Path
) -> None:
    organisation.load_protocols()
    path = tmp_path / "turns.yaml"
    path.write_text(TURNS)
    for _ in range(2):
        organisation_loading.load(read(path, councils.protocol("southwark")))
    assert Place.objects.get(council="southwark", slug="north").links == ["blue", "green"]
    rota = RotaTurns.objects.get(council="southwark")
    assert (rota.rota, rota.of, rota.members) == ("sfs_fortnight", "north", ["blue", "green"])
    last_week = working_time.local(clock).date() - timedelta(days=7)
    assert working_time.local(rota.start).replace(tzinfo=None) == datetime.combine(last_week, time(9))
    path.write_text(
        TURNS.replace("start: -7", "start: 14").replace("members: [blue, green]", "members: [green, blue]")
    )
    organisation_loading.load(read(path, councils.protocol("southwark")))
    assert [one.members for one in RotaTurns.objects.order_by("number")] == [
        ["blue", "green"],
        ["green", "blue"],
    ]


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
