"""A child's record on paper: what is so, and nothing that can only be pressed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import given
from tests.journeys.conftest import Sits

pytestmark = pytest.mark.journey


@pytest.mark.usefixtures("town")
def test_the_overview_prints_what_is_so_without_tabs_buttons_or_addresses(sits_down: Sits) -> None:
    (ref,) = given.a_referral("Pia Paperchild")
    bea = sits_down("Bea Lyle").opens(f"/cases/{ref}/").stands_at("Where things stand")
    bea.page.emulate_media(media="print")
    bea.reads("Pia Paperchild came to", "What is running", "Confirm safe receipt")
    for unseen in (".moj-sub-navigation", ".baton-acting", ".baton-whynot >> nth=0", "main button >> nth=0"):
        expect(bea.page.locator(unseen)).to_be_hidden()
    after = "getComputedStyle(document.querySelector('.baton-clauses a'), '::after').content"
    assert bea.page.evaluate(after) == "none", "no address is printed behind a clause"
