"""York as its pages' tests see it."""

from tests.scenarios import seen_pages


class Town(seen_pages.Town):
    """York's stage, and its pages as somebody sees them."""

    council = "york"
