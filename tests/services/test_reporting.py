"""Reports: the rows and numbers of a period, their definition, files that are safe to open, a fixed number of statements."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from baton.adapters.csv_out import csv_text, plain, safe
from baton.adapters.xlsx_out import xlsx_bytes
from baton.protocol.conditions import parse
from baton.protocol.schema import Fact, Measure, Report
from baton.records import models as m
from baton.records.report_base import NoSuchSource
from baton.services import acting, contacts, councils, reporting, sweeping
from tests import tiny

pytestmark = pytest.mark.usefixtures("council")
DAYS = (date(2026, 3, 1), date(2026, 3, 7))


def logged(name: str, **child: object) -> str:
    """One child on a contact from a school; the case's reference."""
    said = {"name": name, "place": "north", **child}
    found = contacts.log_contact(council="tiny", children=[said], by="ann", source="School", reason="Worry")
    return found.case_refs[0]


def report(**given: object) -> Report:
    return Report(**{"name": "Made up", "says": "A report made up for a test.", "rows": "decisions", **given})


@pytest.fixture
def run():
    """`run(report)` is a report of the tiny council, worked out for the first week of March 2026."""

    def made(rule: Report, days=DAYS, **more):
        council = councils.council("tiny")
        council.protocol.reports["made_up"] = rule
        return reporting.run(council, "made_up", *days, **more)

    yield made
    councils.council("tiny").protocol.reports.pop("made_up", None)


def cells(result) -> list[tuple[str, ...]]:
    return [row.cells for row in result.rows]


def test_a_row_a_decision_in_the_council_s_own_words_and_dates(run, clock) -> None:
    ref = logged("Ida Bell", number="202398", born=date(2010, 9, 20))
    acting.do(case=ref, act="recommend", outcome="urgent", by="ann")
    columns = {
        "ID": "child.number", "AGE AT CON": "child.age_at_contact", "CONTACT DATE": "contact.received",
        "CON SOURCE": "contact.source", "CON REASON": "contact.reason", "CON OUTCOME DATE": "decision.at",
        "CON OUTCOME": "decision.words", "Locality": "child.place", "Urgent": "fact.urgent",
    }  # fmt: skip
    result = run(report(columns=columns, dated_by="received", order_by="child.number"))
    assert [heading.text for heading in result.headings] == list(columns)
    assert cells(result) == [
        ("202398", "15", "02/03/2026", "School", "Worry", "02/03/2026", "Urgent", "North", "Yes")
    ]


def test_a_form_of_dates_may_be_given_either_way(run, clock) -> None:
    acting.do(case=logged("Ida Bell"), act="recommend", outcome="urgent", by="ann")
    columns = [
        {"heading": "A", "of": "decision.at", "form": "%d %b %y"},
        {"heading": "B", "of": "decision.at", "form": "dd/mm/yyyy HH:MM"},
    ]
    assert cells(run(report(columns=columns))) == [("02 Mar 26", "02/03/2026 09:00")]


def test_both_days_count_and_days_are_days_in_england(run, clock) -> None:
    clock.move(days=30)  # into British Summer Time: half past eleven at night in UTC is the next day
    clock.at = clock.at.replace(hour=23, minute=30)
    acting.do(case=logged("Ida Bell"), act="recommend", outcome="urgent", by="ann")
    assert run(report(), (date(2026, 4, 2), date(2026, 4, 2))).total == 1
    assert run(report(), (date(2026, 4, 1), date(2026, 4, 1))).total == 0


def test_where_lets_through_only_what_it_says(run, clock) -> None:
    for name, outcome in (("Ida Bell", "urgent"), ("Ben Cole", "steady")):
        acting.do(case=logged(name), act="recommend", outcome=outcome, by="ann")
    rule = report(columns={"Name": "child.name"}, where=parse({"urgent": "yes"}))
    assert cells(run(rule)) == [("Ida Bell",)]


def test_measures_count_share_average_and_median_by_group(run, clock) -> None:
    refs = [logged(f"Child {n}") for n in range(3)]
    for ref in refs:
        acting.do(case=ref, act="recommend", outcome="urgent", by="ann")
        acting.do(case=ref, act="send", by="ann")
    clock.move(minutes=30)
    acting.do(case=refs[0], act="confirm", by="nia")
    clock.move(hours=1)
    sweeping.sweep_all(clock.at)
    acting.do(case=refs[1], act="confirm", by="nia")
    measures = {
        "all": Measure(name="All", count="rows"), "children": Measure(name="Children", count="children"),
        "share": Measure(name="In time", share="in_time"), "open": Measure(name="Open", count="open"),
        "mean": Measure(name="Mean", average="duty.minutes"), "middle": Measure(name="Middle", median="duty.hours"),
    }  # fmt: skip
    result = run(report(rows="duties", dated_by="opened", group="duty.rule", measures=measures))
    group = next(g for g in result.groups if g.key == "receipt")
    assert group.name == "Confirm receipt"
    assert {f.measure: f.value for f in group.figures} == {
        "all": 3, "children": 3, "share": 33.3, "open": 1, "mean": 60.0, "middle": 1.0,
    }  # fmt: skip


def test_every_number_opens_the_rows_behind_it(run, clock) -> None:
    for name, outcome in (("Ida Bell", "urgent"), ("Ben Cole", "steady"), ("Cai Dow", "steady")):
        acting.do(case=logged(name), act="recommend", outcome=outcome, by="ann")
    measures = {"n": Measure(name="Decisions", count="rows")}
    rule = report(columns={"Name": "child.name"}, group="decision.outcome", measures=measures)
    whole = run(rule)
    numbers = {group.key: group.figures[0].value for group in whole.groups}
    assert numbers == {"urgent": 1, "steady": 2}
    for key, number in numbers.items():
        assert run(rule, measure="n", group=key).total == number


def test_a_number_says_how_it_stands_against_the_period_before(run, clock) -> None:
    rule = report(measures={"n": Measure(name="Decisions", count="rows")})
    acting.do(case=logged("Ida Bell"), act="recommend", outcome="urgent", by="ann")
    (figure,) = run(rule, (date(2026, 3, 3), date(2026, 3, 9))).groups[0].figures
    assert (figure.value, figure.before, figure.change) == (0, 1, "1 fewer")


def test_the_number_of_statements_does_not_grow_with_the_rows(run, clock, statements) -> None:
    def sent(n: int) -> int:
        for number in range(n):
            acting.do(case=logged(f"Child {number}"), act="recommend", outcome="urgent", by="ann")
        council = councils.council("tiny")
        with statements() as made:
            for name in reporting.named(council):
                reporting.run(council, name, *DAYS)
        return len(made)

    assert sent(1) == sent(15)


def test_what_is_not_kept_is_said_plainly(run) -> None:
    with pytest.raises(NoSuchSource, match=r"child\.shoe_size"):
        run(report(columns={"Shoe": "child.shoe_size"}))


def test_a_report_is_for_those_it_names_and_those_who_read_everything() -> None:
    council, rule = councils.council("tiny"), report(seen_by=["helping_leader"])
    at = tiny.START.replace(year=2026)
    assert [p for p in tiny.PEOPLE if reporting.may_see(council, rule, p, at)] == ["ann", "nia", "sam", "hal"]


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x")', "+44 161 496 0000", "@SUM(1)", "-1", "\t=1", " =1"]
)
def test_no_cell_is_run_and_a_telephone_number_survives(text: str) -> None:
    (row,) = csv.reader(io.StringIO(csv_text(["a"], [(text,)]).split("\r\n", 1)[1]))
    assert row == [f"'{text}"]
    assert plain(row[0]) == text
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes("T", ["a"], [(text,)])))
    assert (book.active["A2"].value, book.active["A2"].data_type) == (text, "s")


def test_ordinary_text_is_left_alone() -> None:
    assert [safe(text) for text in ("O'Neill", "2-4 hours", "", "Zoë")] == ["O'Neill", "2-4 hours", "", "Zoë"]


def test_the_command_writes_each_format(clock, capsys, tmp_path) -> None:
    acting.do(case=logged("=1+1", number="=2"), act="recommend", outcome="urgent", by="ann")
    given = {"council": "tiny", "start": "1/3/2026", "end": "2026-03-07"}
    call_command("report", "contacts_received", format="csv", **given)
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[1][1] == "'=2"
    call_command("report", "decisions_made", format="json", **given)
    made = json.loads(capsys.readouterr().out)
    assert made["rows"][0]["Outcome"] == "Urgent"
    assert made["definition"].startswith("Decisions")
    call_command("report", "decisions_made", format="html", **given)
    assert '<th scope="col">Outcome</th>' in capsys.readouterr().out
    call_command("report", "decisions_made", format="xlsx", output=str(tmp_path / "out.xlsx"), **given)
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").active.max_row == 2


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("nothing", {}, "There is no report"),
        ("decisions_made", {"start": "31/2/2026"}, "February 2026 has 28 days"),
        ("decisions_made", {"start": "2/3/2026", "end": "1/3/2026"}, "ends before it begins"),
    ],
)
def test_the_command_says_what_is_wrong(name: str, given: dict[str, str], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        call_command("report", name, council="tiny", **given)


def test_a_child_on_two_contacts_is_one_different_child(run, clock) -> None:
    logged("Ida Bell", number="7")
    known = m.Child.objects.get(number="7").ref
    logged("Ida Bell", ref=known)
    measures = {
        "rows": Measure(name="Rows", count="rows"),
        "children": Measure(name="Children", count="children"),
    }
    result = run(report(rows="contacts", dated_by="received", measures=measures))
    assert [f.value for f in result.groups[0].figures] == [2, 1]


def test_rows_are_grouped_and_put_in_order_by_a_fact_that_is_worked_out(run, clock) -> None:
    facts = councils.council("tiny").protocol.facts
    lines = [{"now": {"urgent": "yes"}}, {"later": {"urgent": "no"}}]
    facts["pressing"] = Fact.model_validate({"first_of": lines, "words": {"now": "At once"}})
    try:
        for name, outcome in (
            ("Ida Bell", "urgent"),
            ("Tom Oak", "steady"),
            ("Una Ash", "urgent"),
            ("Vic Elm", ""),
        ):
            ref = logged(name)
            if outcome:
                acting.do(case=ref, act="recommend", outcome=outcome, by="ann")
        counted = {"many": Measure(name="Many", count="rows")}
        asked = {"rows": "contacts", "dated_by": "received", "columns": {"Pressing": "fact.pressing"}}
        result = run(report(**asked, measures=counted, group="fact.pressing", order_by="fact.pressing"))
    finally:
        facts.pop("pressing")
    assert {group.name: group.figures[0].value for group in result.groups} == {
        "At once": 2,
        "later": 1,
        "Not recorded": 1,
    }
    assert [row.cells for row in result.rows] == [("later",), ("At once",), ("At once",), ("",)]


def test_moves_and_workers_of_each_child_are_counted_from_the_file(run, clock) -> None:
    logged("Ida Bell")
    columns = {
        "Child": "child.name",
        "Moves": "case.moves_so_far",
        "Workers": "case.workers_so_far",
        "With": "case.holder",
    }
    result = run(report(rows="children", dated_by="received", columns=columns, order_by="child.name"))
    assert [row[:3] for row in cells(result)] == [("Ida Bell", "0", "0")]


def test_what_came_after_a_row_and_how_soon_is_counted_and_opens_its_list(run, clock) -> None:
    soon = logged("Ida Bell", number="1")
    acting.do(case=soon, act="recommend", outcome="urgent", by="ann")
    late = logged("Una Hop", number="2")
    acting.do(case=late, act="recommend", outcome="urgent", by="ann")
    acting.do(case=logged("Kit Fen"), act="recommend", outcome="urgent", by="ann")
    clock.move(days=29)  # the second of March, and a month later is the second of April
    acting.do(case=soon, act="send", by="ann")
    clock.move(days=3)
    acting.do(case=late, act="send", by="ann")
    rule = report(
        rows="acts", acts="recommend", then=["send"], group="act.outcome", order_by="child.name",
        columns={"Child": "child.name", "After": "next.at", "What": "next.name", "Days": "next.days"},
        measures={
            "all": Measure(name="All", count="rows"), "month": Measure(name="In a month", count="rows", followed="1 month"),
            "two": Measure(name="In 30 days", count="rows", followed="30 days"), "ever": Measure(name="Ever", count="rows", followed="ever"),
        },
    )  # fmt: skip
    result = run(rule)
    assert [figure.value for figure in result.groups[0].figures] == [3, 1, 1, 2]
    assert cells(result) == [
        ("Ida Bell", "31/03/2026", "Send", "29"), ("Kit Fen", "", "", ""), ("Una Hop", "03/04/2026", "Send", "32"),
    ]  # fmt: skip
    listed = run(rule, measure="month", group="urgent")
    assert [row[0] for row in cells(listed)] == ["Ida Bell"]
    assert [row[0] for row in cells(run(rule, measure="ever", group="urgent"))] == ["Ida Bell", "Una Hop"]


def test_a_new_contact_about_the_same_child_is_what_came_after(run, clock) -> None:
    first = logged("Ida Bell", number="1")
    acting.do(case=first, act="recommend", outcome="urgent", by="ann")
    logged("Una Hop", number="2")
    clock.move(days=5)
    logged("Ida Bell", number="1")
    columns = {"Child": "child.name", "What": "next.name", "Days": "next.days"}
    rule = report(rows="acts", acts="recommend", then=["opened", "finish"], columns=columns)
    assert cells(run(rule)) == [("Ida Bell", "A new contact", "5")]


def test_what_follows_is_asked_of_a_report_that_says_what(run) -> None:
    with pytest.raises(NoSuchSource, match="a report that says 'then'"):
        run(report(columns={"A": "next.at"}))
    with pytest.raises(ValueError, match="needs the report's 'then'"):
        report(measures={"a": Measure(name="A", count="rows", followed="ever")})
    with pytest.raises(ValueError, match="a length such as '3 months'"):
        report(then=["send"], measures={"a": Measure(name="A", count="rows", followed="soon")})
    with pytest.raises(ValueError, match="add 'count: rows'"):
        report(then=["send"], measures={"a": Measure(name="A", median="act.days", followed="ever")})
