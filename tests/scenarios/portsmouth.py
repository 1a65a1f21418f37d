"""Portsmouth's stage for the tests of its pages."""

from tests.scenarios import seen_pages


class Town(seen_pages.Town):
    """Portsmouth's stage, and its pages as somebody sees them."""

    council = "portsmouth"
