"""Random histories through the core, every promise asserted at every step; many more by `walks` itself."""

import pytest

from baton.protocol import loading
from tests.casework import walks

WALKS, STEPS = 300, 20
COUNCILS = ["small"] + [
    name for name in loading.councils(walks.PROTOCOLS) if loading.read(walks.PROTOCOLS / name).protocol
]


@pytest.mark.parametrize("council", COUNCILS)
def test_no_promise_is_broken(council: str) -> None:
    seen = walks.walks(council, 0, WALKS, STEPS)
    assert seen["did Sweep"] > WALKS
    done = sum(times for what, times in seen.items() if what.startswith("did "))
    refused = sum(times for what, times in seen.items() if what.startswith("tried "))
    assert done > refused / 4, "hardly anything was done: the walks guess badly"
    acts = len(walks.council_of(council).protocol.moments)
    never = [what for what in walks.not_covered(council, seen) if what.startswith("did ")]
    assert len(never) < acts / 2
