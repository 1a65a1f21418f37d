"""What Southwark's sign-off shows of a record that falls short, on the real pages."""

import pytest

from tests.scenarios.southwark import Town

pytestmark = pytest.mark.django_db

SHORT = "A record to be signed off with an event without a note and an agreement that Finance has not logged"


@pytest.mark.clause("SWK-028", "SWK-043")
def test_the_sign_off_names_the_event_without_a_note_and_the_agreement_not_logged(rows: None) -> None:
    page = Town().told(SHORT).page("ai_ap", "/cases/{Ada}/do/sign_off/")
    assert (
        "2.1.2 Case recording: not met. What the recording lacks, by event and date: "
        "The strategy discussion of 24 February. The date of the last case note: Fri 20 Feb 2026." in page
    )
    assert "2.1.8 Finance has not logged every financial agreement. Still open: Travel." in page
