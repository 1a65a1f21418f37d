"""The letter about a decision, as the family will read it: none of the words an act has for those who work with it."""

import pytest

from baton.casework.file import Child, File
from baton.services import councils
from baton.web import letters


@pytest.fixture(scope="module")
def portsmouth():
    """The council's procedure, with no rows."""
    from baton.casework.council import Council

    return Council(councils.protocol("portsmouth"), {}, {}, {}, ())


def test_each_outcome_of_a_decision_is_told_in_words_for_families(portsmouth) -> None:
    act = portsmouth.protocol.acts["decide"]
    file = File("PTM-1", "portsmouth", contact="PTM-C-1", child=Child("1", "Ada Bell"))
    told = set()
    for key, outcome in act.outcomes.items():
        body = letters.filled(portsmouth, "decision", file, key)["body"]
        told.add(body)
        assert "{" not in body
        assert "PTM-C-1" in body
        for internal in (
            outcome.name,
            outcome.label or outcome.name,
            "Red",
            "Amber",
            "Green",
            "No further action",
        ):
            assert internal not in body, key
    assert len(told) == len(act.outcomes)
    assert "whether Ada Bell is safe" in letters.filled(portsmouth, "decision", file, "s47_mash")["body"]


def test_a_child_whose_name_is_not_known_is_the_child(portsmouth) -> None:
    file = File("PTM-1", "portsmouth", contact="PTM-C-1", child=Child("1"))
    assert "whether the child is safe" in letters.filled(portsmouth, "decision", file, "s47_mash")["body"]
