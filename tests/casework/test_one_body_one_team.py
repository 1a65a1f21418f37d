"""A body that the procedure has several names for is one team, whatever name a second one is given."""

from dataclasses import replace

import pytest

from baton.casework import organisation
from baton.casework.council import Council, LeafTeam
from tests.casework import islands


def with_team(kind: str, name: str) -> Council:
    whole = islands.council()
    return replace(whole, teams={**whole.teams, "new": LeafTeam("new", kind, name)})


@pytest.mark.parametrize("kind", ["hospital", "harbour"])
def test_a_second_team_by_another_name_of_one_that_is_there_is_refused(kind: str) -> None:
    (reason,) = organisation.twice(with_team(kind, "ship of Mercy"), "new")
    assert reason.says == "'ship of Mercy' is another name of Hospital ship, and Hospital is there already."


def test_a_name_of_its_own_is_not() -> None:
    assert not list(organisation.twice(with_team("hospital", "Second hospital"), "new"))


def test_the_only_one_may_go_by_any_of_its_names() -> None:
    whole = with_team("hospital", "Ship of mercy")
    alone = replace(whole, teams={"new": whole.teams["new"]})
    assert not list(organisation.twice(alone, "new"))
