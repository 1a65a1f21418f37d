"""What a page about a child is called here, and what is said at its top: in the words of the procedure.

named(desk, file, "transfer")     # the protocol's words for the page, where it has any for this child
"""

from __future__ import annotations

from collections.abc import Iterable

from baton.casework.file import File
from baton.casework.truth import truth
from baton.casework.view import View
from baton.protocol.schema import PageShows
from baton.web import naming
from baton.web.asking import Desk

ONLY_WHERE_NAMED = ("closure",)
"""Pages that are there only where the procedure has words for them."""


def named(desk: Desk, file: File, page: str) -> PageShows | None:
    """The first line of the protocol that names this page for this child."""
    view = View(desk.council, file, desk.now)
    found = (one for one in desk.council.protocol.pages if one.page == page and one.name)
    return next((one for one in found if one.when is None or truth(one.when, view)), None)


def tab(desk: Desk, file: File, page: str, usual: str) -> str:
    """What its tab says; nothing where the page is not one of this procedure's."""
    rule = named(desk, file, page)
    if rule is None and page in ONLY_WHERE_NAMED:
        return ""
    return rule.name if rule else usual


def top(desk: Desk, file: File, page: str) -> list[str]:
    """What is known of the child and said at its top: 'Where the step-down begins: a Child in Need plan'."""
    rule = named(desk, file, page)
    return _said(View(desk.council, file, desk.now), rule.facts if rule else ())


def known_of(desk: Desk, file: File, related: tuple[View, ...]) -> list[str]:
    """What every line of the protocol about a child's own page has said at its top, of this child."""
    view = View(desk.council, file, desk.now, related=related)
    lines = (one for one in desk.council.protocol.pages if one.page == "case" and one.facts)
    return _said(
        view, [name for one in lines if one.when is None or truth(one.when, view) for name in one.facts]
    )


def _said(view: View, facts: Iterable[str]) -> list[str]:
    council, values = view.council, {name: view.value(name) for name in facts}
    return [
        f"{naming.fact(council, name)}: {naming.value(council, name, value)}"
        for name, value in values.items()
        if value
    ]
