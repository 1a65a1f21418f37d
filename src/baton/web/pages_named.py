"""What a page about a child is called here, and what is said at its top: in the words of the procedure.

named(desk, file, "transfer")     # the protocol's words for the page, where it has any for this child
"""

from __future__ import annotations

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
    rule, council = named(desk, file, page), desk.council
    view = View(council, file, desk.now)
    values = {name: view.value(name) for name in (rule.facts if rule else ())}
    return [
        f"{naming.fact(council, name)}: {naming.value(council, name, value)}"
        for name, value in values.items()
        if value
    ]
