"""What somebody can do with a case, in groups: what is asked for first, what seldom matters behind one click.

    groups(desk, file, acts)     # [{"title": "Asked for now", "acts": [...], "folded": False}, ...]

A procedure with few acts shows them all. One with many puts first what somebody owes, then what this child's
state makes possible, then the rest; what has been done already, what may happen to any child, and forms, fold away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from baton.casework.file import File
from baton.casework.truth import truth
from baton.casework.view import View
from baton.protocol import conditions as c
from baton.protocol.schema import Act
from baton.web.asking import Desk
from baton.web.possible import Possible
from baton.web.ways import begun

FEW = 12
"""As many can be read at a glance."""
WHERE = {"holder", "was_with", "closed", "unborn", "home"}
"""Names that say only where a child is, not how things stand."""
ASKED, NEXT, ACT, AGAIN = (
    "Asked for now",
    "Next for this child",
    "Decide or act",
    "Done before, and possible again",
)
RECORD, FORM = "Record what happened", "Write on a form"

Group = dict[str, Any]


def groups(desk: Desk, file: File, acts: Iterable[Possible], related: tuple[View, ...] = ()) -> list[Group]:
    """Everything that can be begun, each once, in the order in which it matters."""
    can = [one for one in acts if one.can]
    if len(can) <= FEW:
        made = {title: [one for one in can if _kind(one) == title] for title in (ACT, RECORD, FORM)}
        return [_group(title, rows) for title, rows in made.items() if rows]
    asked, awaited = _asked(file, desk), _awaited(View(desk.council, file, desk.now, related=related))
    found: dict[str, list[Possible]] = {title: [] for title in (ASKED, NEXT, ACT, AGAIN, RECORD, FORM)}
    for one in can:
        found[_place(one, file, asked, awaited)].append(one)
    found[ASKED].sort(key=lambda one: asked.index(one.name))
    return [_group(title, rows, title in (AGAIN, RECORD, FORM)) for title, rows in found.items() if rows]


def _group(title: str, acts: Sequence[Possible], folded: bool = False) -> Group:
    return {"title": title, "acts": acts, "folded": folded}


def _kind(one: Possible) -> str:
    if one.name.startswith("fill_"):
        return FORM
    return ACT if isinstance(one.moment, Act) else RECORD


def _place(one: Possible, file: File, asked: Sequence[str], awaited: set[str]) -> str:
    if one.name in asked:
        return ASKED
    if one.name in awaited:
        return NEXT
    if _kind(one) != ACT:
        return _kind(one)
    if _done(one, file) and not one.moment.asks_item:
        return AGAIN
    assert isinstance(one.moment, Act)
    return NEXT if one.moment.when and c.names_in(one.moment.when) - WHERE else ACT


def _asked(file: File, desk: Desk) -> list[str]:
    """What an open duty is done by, the most urgent first, whoever owes it."""
    owed = [duty for duty in file.duties if duty.open and duty.act and duty.start <= desk.now]
    owed.sort(key=lambda duty: (not duty.safety, duty.due is None, duty.due or desk.now))
    return list(dict.fromkeys(duty.act for duty in owed))


def _awaited(view: View) -> set[str]:
    """What moves the child on a route that has been decided."""
    routes, _ = view.council.leaving(view.file.holder) if view.file.holder else ((), ())
    decided = [route for route in routes if route.decided is not None and begun(route, view)]
    return {
        name.partition(".")[0]
        for route in decided
        if route.when is None or truth(route.when, view)
        for name in c.names_in(route.at)
    }


def _done(one: Possible, file: File) -> bool:
    """Whether it has been done in this move, or, where it lasts longer, in this stay."""
    return any(
        done.counts and not done.planned and done.stay == file.stay and (one.moment.lasts != "move" or done.move == file.move)
        for done in file.by_name.get(one.name, ())
    )  # fmt: skip
