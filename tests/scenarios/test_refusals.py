"""What a refusal says, of every act of every council: which rule, whose it is, and what decides the matter first."""

from datetime import date
from functools import cache

import pytest

from baton.casework.commands import Do, OpenCase
from baton.casework.council import Council
from baton.casework.deciding import decide
from baton.casework.evolve import replay
from baton.casework.file import Child, File
from baton.casework.refusals import Code, Reason, Refusal
from baton.casework.working_time import parse_local
from baton.config.settings import ROOT
from baton.operations.cast import cast
from baton.protocol import loading
from tests.casework.small import Desk

COUNCILS = ("portsmouth", "southwark", "stockport", "york")
NOW = parse_local("2026-03-02 10:00")


@cache
def _council(name: str) -> Council:
    protocol = loading.load(ROOT / "protocols" / name)
    return cast(protocol, ROOT / "protocols" / name)


def _opened(council: Council) -> File:
    child = Child("P-1", name="Ada", born=date(2018, 5, 4), place=next(iter(council.places), ""))
    opened = decide(council, File("X-1", council.id), OpenCase("X-1", "C-1", child, "", NOW), NOW)
    assert isinstance(opened, tuple)
    return replay(File("X-1", council.id), opened)


def _refusals(name: str) -> list[Refusal]:
    council = _council(name)
    file = _opened(council)
    people = list(council.people)[:3]
    asked = (decide(council, file, Do(act, by), NOW) for act in council.protocol.acts for by in people)
    return [answer for answer in asked if isinstance(answer, Refusal)]


@pytest.mark.parametrize("name", COUNCILS)
def test_every_reason_says_which_clause_or_why_the_council_has_such_a_rule(name: str) -> None:
    acts = _council(name).protocol.acts
    found = {
        (refusal.name, reason.says)
        for refusal in _refusals(name)
        for reason in refusal.reasons
        if not (reason.clauses or reason.local)
        and reason.code is not Code.UNKNOWN
        and (acts[refusal.name].cites or acts[refusal.name].local)
    }
    assert not found


@pytest.mark.parametrize("name", COUNCILS)
def test_what_decides_the_matter_stands_first_and_the_lines_of_other_forms_last(name: str) -> None:
    for refusal in _refusals(name):
        forms = [bool(reason.form) for reason in refusal.reasons]
        assert forms == sorted(forms), refusal.name
        codes = [reason.code for reason in refusal.reasons]
        for decisive in (Code.NOT_YOURS, Code.NOT_HERE):
            if decisive in codes and Code.MISSING in codes:
                assert codes.index(decisive) < codes.index(Code.MISSING), refusal.name


def _not_yours(council: Council, act: str, by: str) -> Reason:
    answer = decide(council, _opened(council), Do(act, by), NOW)
    assert isinstance(answer, Refusal)
    return next(reason for reason in answer.reasons if reason.code is Code.NOT_YOURS)


def test_it_names_the_team_and_the_people_who_may() -> None:
    council = _council("southwark")
    manager = next(a.person for a in council.by_role["mash_manager"])
    another = next(a.person for a in council.by_role["practice_group_lead"])
    said = _not_yours(council, "close_at_front_door", another)
    assert said.says.startswith("Only the MASH manager")
    assert council.people[manager].name in said.needs
    assert said.local, "no clause says so, and why the council has the rule is said"
    held = _not_yours(council, "decide_transfer", manager)
    assert held.says.startswith("Only the Practice Group Lead of the team that holds the child or a deputy")


def test_a_role_that_the_team_cannot_have_is_left_out_where_it_has_another() -> None:
    desk = Desk()
    assert (
        not_yours(desk)
        == "Only the Crew lead or Safe lead of the team that holds the child or a deputy recorded for today may do this."
    )
    desk.sent()
    assert not_yours(desk).startswith("Only the Crew lead of North or a deputy")


def not_yours(desk: Desk) -> str:
    refused = desk.tried("give_back", "hal")
    return next(reason.says for reason in refused.reasons if reason.code is Code.NOT_YOURS)


def test_the_lines_of_a_checklist_carry_its_name() -> None:
    council = _council("southwark")
    answer = decide(council, _opened(council), Do("close_case", next(iter(council.people))), NOW)
    assert isinstance(answer, Refusal)
    lines = [reason for reason in answer.reasons if reason.form == "Transfer standards checklist"]
    assert len(lines) > 10
    assert answer.reasons[0].form == ""
