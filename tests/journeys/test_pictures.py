"""The pictures in the README: one scene, whose clock stands still, seen at 1280 pixels.

`make docs` (or BATON_WRITE_PICTURES=1) writes them to docs/pictures, each with the text that can be read on it.
Otherwise the same scene is made again and its text compared: machines draw letters differently, so that pictures
of the same page are not the same bytes.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from baton.services import acting, present
from baton.web import demo_clock
from tests.journeys import given
from tests.journeys.conftest import Sits

pytestmark = pytest.mark.journey
FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
SIZE = (1280, 800)
MOST = 200_000
"""Bytes of a picture."""


@pytest.fixture(scope="module")
def clock(db: None) -> Iterator[Callable[[str], None]]:
    """`clock("Mon 09:10")`: it is that time of the first days of March 2026, for everybody, until it is moved."""
    days = {"Sat": (2, 28), "Sun": (3, 1), "Mon": (3, 2)}
    stands = [datetime(2026, 2, 28, 9, 0, tzinfo=UTC)]

    def move(text: str) -> None:
        day, _, time = text.partition(" ")
        stands[0] = datetime.strptime(f"2026 {days[day]} {time} +0000", "%Y (%m, %d) %H:%M %z")
        demo_clock.catch_up()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(present, "now", lambda: stands[0])
        yield move


@pytest.fixture(scope="module")
def scene(clock: Callable[[str], None], town: None) -> str:
    """Half an hour after an urgent referral of two brothers reached Bredbury; the reference of the elder."""
    clock("Sat 20:10")
    given.a_referral("Jude Winterbourne", urgent=False)
    clock("Sun 11:30")
    for ref in given.a_referral("Orla Hartwell", "Finn Hartwell", "Maeve Hartwell", urgent=False):
        acting.do(case=ref, act="record_outcome", by="bredbury_leader")
        if given.name_of(ref).startswith("Orla"):
            acting.do(case=ref, act="allocate", by="bredbury_leader", fields={"worker": "bredbury_worker"})
    clock("Mon 07:55")
    early = given.a_referral("Esme Lockley")[0]
    _alerted(early)
    clock("Mon 08:20")
    acting.do(case=early, act="confirm_receipt", by="bredbury_b_leader")
    clock("Mon 09:05")
    elder, *_ = brothers = given.a_recommendation("Testa Samplewood", "Otto Samplewood")
    clock("Mon 09:10")
    for ref in brothers:
        given.sent(ref, urgent=True, team="bredbury_a")
    clock("Mon 09:20")
    for ref in brothers:
        _alerted(ref)
    clock("Mon 09:40")
    return elder


def _alerted(ref: str) -> None:
    acting.do(
        case=ref, act="record_alert", by="massh_leader", outcome="phone", fields={"to": "bredbury_leader"}
    )


@pytest.mark.parametrize("name", ["tray", "transfer"])
def test_a_picture_shows_what_the_page_shows(name: str, scene: str, sits_down: Sits, tmp_path: Path) -> None:
    bea = sits_down("Bea Lyle")
    bea.page.set_viewport_size({"width": SIZE[0], "height": SIZE[1]})
    path = {"tray": "/trays/footprint_duty:bredbury/", "transfer": f"/cases/{scene}/transfer/"}[name]
    text = (
        bea.opens(path).opens(path).checked().text() + "\n"
    )  # twice: the first opening of a tray says that it was noted
    folder = FOLDER if os.environ.get("BATON_WRITE_PICTURES") else tmp_path
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    bea.page.screenshot(path=folder / f"{name}.png")
    for one in (folder, FOLDER):
        picture = (one / f"{name}.png").read_bytes()
        assert struct.unpack(">II", picture[16:24]) == SIZE
        assert len(picture) < MOST
    kept = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert text == kept, f"docs/pictures/{name}.png is of another page: make docs"
